"""What is written into a file piece by piece: paragraphs of bits with their links, footnotes, pictures and changes."""

import io
import re
from collections.abc import Collection, Sequence
from itertools import groupby
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from docx.image.image import Image as WordImage
from PIL import Image

from editions.documents.docx.inline import Bit, Text, bits_of, look_of, merged
from editions.documents.docx.package import Facts, Package
from editions.documents.docx.paragraphs import Shape, mark_paragraph, new_paragraph, shape_change
from editions.documents.docx.sides import Fate
from editions.documents.docx.xml import NAMED, Element, text_run, w
from klaipeda_plan.printing.pictures import Pictures
from klaipeda_plan.printing.typography import tie

SCHEMES = ("http", "https", "mailto", "tel")
ELEMENT_ADDRESS = re.compile(r"(?:/en)?/(?:planas|projektas)/e/([0-9a-f]{12})/?")
PORTRAIT_ROOM, LANDSCAPE_ROOM = 9354, 15137  # twips between the margins
EMU = 635  # in a twip
LARGEST_PICTURE = 40_000_000  # bytes
TALLEST = 10_400  # twips: a picture fits on a page with its caption


class Story:
    """Makes paragraphs for one file. `anchors`: places of the document to which its bodies may lead.

    `room` is the width for pictures in twips; whoever writes a cell or turns the page sets it.
    """

    def __init__(self, facts: Facts, pictures: Pictures | None = None, anchors: Collection[str] = ()) -> None:
        self.package = Package(facts)
        self.pictures, self.anchors = pictures, frozenset(anchors)
        self.room = PORTRAIT_ROOM

    def paragraph(
        self, text: Text, shape: Shape | str = "BodyText", *, fate: Fate = Fate.KEPT, former: Shape | None = None,
        anchor: str = "", remark: str = "", keeps: bool = False,
    ) -> Element:  # fmt: skip
        """`fate` is that of the whole paragraph; `former`: it was another kind of paragraph before. `anchor` names
        the place for links, `remark` becomes a comment in the margin."""
        shape = Shape(shape) if isinstance(shape, str) else shape
        paragraph = new_paragraph(shape, keeps=keeps)
        if fate is not Fate.KEPT:
            mark_paragraph(paragraph, self.package.signed(fate.value))
        if former is not None and former != shape:
            shape_change(paragraph, former, self.package.signed("pPrChange"))
        self.fill(paragraph, bits_of(text))
        if anchor:
            self._bookmark(paragraph, anchor)
        if remark:
            self.remark(paragraph, remark)
        return paragraph

    def fill(self, holder: Element, bits: Sequence[Bit]) -> None:
        for href, linked in groupby(merged(bits), key=lambda bit: bit.href):
            target = self._link(holder, href) if href else holder
            for fate, alike in groupby(linked, key=lambda bit: bit.fate):
                place = target
                if fate is not Fate.KEPT:
                    place = self.package.signed(fate.value)
                    target.append(place)
                place.extend([self._run(bit) for bit in alike])

    def picture(self, content: bytes, alternative: str, *, width: int | None = None) -> Element | None:
        """A run with the picture, `width` twips wide or as large as it says of itself; None of what is no whole
        picture."""
        height = _proportion(content)
        if height is None:
            return None
        room = min(self.room, round(TALLEST / height))
        given = None if width is None else width * EMU
        return self.package.picture(content, alternative, width=given, room=room * EMU)

    def remark(self, paragraph: Element, text: str) -> None:
        """A comment in the margin of the whole paragraph."""
        number = self.package.comment(text)
        paragraph.insert(1, w("commentRangeStart", id=number))
        paragraph.append(w("commentRangeEnd", id=number))
        look = w("rPr", w("rStyle", val="CommentReference"))
        paragraph.append(w("r", look, w("commentReference", id=number)))

    def _run(self, bit: Bit) -> Element:
        if bit.piece.atom is not None:
            return self._atom(bit)
        look = look_of(bit.piece.marks)
        if bit.former is not None and bit.former != bit.piece.marks:
            look = w("rPr") if look is None else look
            change = self.package.signed("rPrChange")
            former = look_of(bit.former)
            change.append(w("rPr") if former is None else former)
            look.append(change)
        return text_run(tie(bit.piece.text), look, is_deleted=bit.fate is Fate.DELETED)

    def _atom(self, bit: Bit) -> Element:
        atom = bit.piece.atom
        assert atom is not None  # asked before
        attributes = dict(atom.attributes)
        if atom.tag == "img":
            return self._shown(bit, attributes.get("src", ""), attributes.get("alt", "").strip())
        if attributes.get("data-note"):
            number = self.package.footnote(tie(attributes["data-note"]), bit.fate)
            look = w("rPr", w("rStyle", val="FootnoteReference"))
            return w("r", look, w("footnoteReference", id=number))
        return text_run(bit.piece.text, look_of(bit.piece.marks), is_deleted=bit.fate is Fate.DELETED)

    def _shown(self, bit: Bit, source: str, alternative: str) -> Element:
        """The picture, or in its place words for one that may not be shown, is gone or is broken."""
        content = self._read(source) if alternative else None
        run = None if content is None else self.picture(content, alternative)
        if run is not None:
            return run
        words = _("[Picture: %(text)s]") % {"text": alternative or "–"}
        return text_run(words, look_of(bit.piece.marks), is_deleted=bit.fate is Fate.DELETED)

    def _read(self, source: str) -> bytes | None:
        match = self.pictures.address.fullmatch(source) if self.pictures else None
        if match is None or self.pictures is None:
            return None
        try:
            return self.pictures.read(match)[0]
        except Exception:  # whatever a room's storage raises: of a picture that is gone the words stand there
            return None

    def _link(self, holder: Element, href: str) -> Element:
        """Where the words of a link go: within the document, to an address outside, or to none that is allowed."""
        inner = ELEMENT_ADDRESS.fullmatch(href.removeprefix(settings.SITE_URL))
        anchor = f"e-{inner[1]}" if inner else href.removeprefix("#")
        if anchor in self.anchors:
            link = w("hyperlink", anchor=bookmark_name(anchor), history=1)
        else:
            address = urljoin(f"{settings.SITE_URL}/", href)
            if href.startswith("#") or urlsplit(address).scheme not in SCHEMES:
                return holder
            link = w("hyperlink", history=1)
            link.set(NAMED("r:id"), self.package.link(address))
        holder.append(link)
        return link

    def _bookmark(self, paragraph: Element, anchor: str) -> None:
        number = self.package.next_id()
        paragraph.insert(1, w("bookmarkStart", id=number, name=bookmark_name(anchor)))
        paragraph.append(w("bookmarkEnd", id=number))


def bookmark_name(anchor: str) -> str:
    """A bookmark's name begins with a letter and has no hyphens."""
    return re.sub(r"\W", "_", anchor)[:40]


def _proportion(content: bytes) -> float | None:
    """Height by width; None where this is no whole picture of a kind that Word knows."""
    if len(content) > LARGEST_PICTURE:
        return None
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "GIF")) as image:
            width, height = image.size
            image.load()
        WordImage.from_blob(content)  # Pillow lets half a file through where another library has told it to
    except Exception:  # both raise whatever a broken file makes them raise
        return None
    return height / width if width and height else None
