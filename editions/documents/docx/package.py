"""The file around the text: parts, properties, footnotes, comments, pictures. Equal documents give equal bytes."""

import datetime
import io
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Emu
from lxml import etree

from editions.documents.docx.sides import Fate
from editions.documents.docx.xml import NAMED, Element, part_root, serialized, text_run, w

PARTS = Path(__file__).with_name("parts")
LANGUAGES = {"lt": "lt-LT", "en": "en-GB"}
EPOCH = (2020, 1, 1, 0, 0, 0)  # of the members of the archive: the date of building would change the bytes
# Of python-docx's own template the document alone is taken.
FOREIGN = ("thumbnail", "customXml", "stylesWithEffects", "webSettings", "theme", "extended-properties")
NUMBERS = 1  # the definition of numbered lists in parts/numbering.xml
SEPARATORS = ((-1, "separator"), (0, "continuationSeparator"))


@dataclass(frozen=True)
class Facts:
    """What a file says of itself. `author` is an office, never a person. Tracked changes and comments are signed with
    `signer` (or else the author) and `date`. `mark` stands in the head of every page, `running` under it, `footing`
    at the foot."""

    title: str
    author: str
    language: str
    date: datetime.datetime
    signer: str = ""
    running: str = ""
    mark: str = ""
    footing: str = ""
    subject: str = ""
    keywords: str = ""
    identifier: str = ""
    category: str = ""


class Package:
    """One file in the making."""

    def __init__(self, facts: Facts) -> None:
        self.facts, self.signer = facts, facts.signer or facts.author
        self._docx = docx.Document()
        self.part: Any = self._docx.part
        self.body: Any = self.part.element.body
        self._footnotes, self._comments = part_root("footnotes"), part_root("comments")
        self._links: dict[str, str] = {}
        self._ids = self._pictures = 0
        self._lists = 1  # the bullets stand in the part
        self._clear()
        language = LANGUAGES.get(facts.language, facts.language)
        self._numbering = etree.fromstring(_part("numbering.xml"))
        for name, kind in (("styles", "STYLES"), ("settings", "SETTINGS"), ("fontTable", "FONT_TABLE")):
            content = _part(f"{name}.xml").replace(b'"lt-LT"', f'"{language}"'.encode())
            self._add(name, kind, content)
        for number, kind_of in SEPARATORS:
            note = w("footnote", w("p", w("r", w(kind_of))), id=number, type=kind_of)
            self._footnotes.append(note)

    def next_id(self) -> int:
        """Of a change, a comment or a bookmark."""
        self._ids += 1
        return self._ids

    def signed(self, tag: str) -> Element:
        """An element of a tracked change."""
        date = self.facts.date.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return w(tag, id=self.next_id(), author=self.signer, date=date)

    def link(self, address: str) -> str:
        """The id of a relationship to an address outside; nothing is fetched."""
        if address not in self._links:
            kind = RELATIONSHIP_TYPE.HYPERLINK
            self._links[address] = self.part.relate_to(address, kind, is_external=True)
        return self._links[address]

    def footnote(self, text: str, fate: Fate) -> int:
        """The id of a new footnote. What was put in or taken out is so at the foot of the page, too."""
        number = len(self._footnotes) - len(SEPARATORS) + 1
        words = text_run(f" {text}", is_deleted=fate is Fate.DELETED)
        if fate is not Fate.KEPT:
            change = self.signed(fate.value)
            change.append(words)
            words = change
        sign = w("r", w("rPr", w("rStyle", val="FootnoteReference")), w("footnoteRef"))
        paragraph = w("p", w("pPr", w("pStyle", val="FootnoteText")), sign, words)
        self._footnotes.append(w("footnote", paragraph, id=number))
        return number

    def comment(self, text: str) -> int:
        """The id of a new comment in the margin."""
        comment, number = self.signed("comment"), self._ids
        comment.set(NAMED("w:initials"), "".join(word[0] for word in self.signer.split())[:3].upper())
        comment.append(w("p", w("pPr", w("pStyle", val="CommentText")), text_run(text)))
        self._comments.append(comment)
        return number

    def numbered_list(self, start: int, level: int = 0) -> int:
        """The id of a new numbered list whose items of `level` begin with `start`."""
        self._lists += 1
        override = w("lvlOverride", w("startOverride", val=start), ilvl=level)
        self._numbering.append(w("num", w("abstractNumId", val=NUMBERS), override, numId=self._lists))
        return self._lists

    def picture(self, content: bytes, alternative: str, *, width: int | None = None, room: int) -> Element:
        """A picture in the line, `width` EMU wide or as large as it says of itself, and never wider than `room`."""
        relation, image = self.part.get_or_add_image(io.BytesIO(content))
        natural, height = int(image.width), int(image.height)
        shown = min(width or natural, room)
        self._pictures += 1
        name = f"{self._pictures}.{image.ext}"
        inline = self.part.new_pic_inline(io.BytesIO(content), Emu(shown), Emu(round(height * shown / natural)))
        properties = inline.docPr
        properties.id, properties.name = self._pictures, name
        properties.set("descr", alternative)
        run = w("r")
        run.append(etree.SubElement(run, NAMED("w:drawing")))
        run[0].append(inline)
        assert relation
        return run

    def head_part(self) -> tuple[str, Element]:
        """A new head of pages: id of its relationship, and its root."""
        part, relation = self.part.add_header_part()
        return relation, _emptied(part.element)

    def foot_part(self) -> tuple[str, Element]:
        part, relation = self.part.add_footer_part()
        return relation, _emptied(part.element)

    def finish(self) -> bytes:
        self._add("numbering", "NUMBERING", serialized(self._numbering))
        self._add("footnotes", "FOOTNOTES", serialized(self._footnotes))
        if len(self._comments):
            self._add("comments", "COMMENTS", serialized(self._comments))
        self._tell_properties()
        raw = io.BytesIO()
        self._docx.save(raw)
        return _rewritten(raw)

    def _add(self, name: str, kind: str, content: bytes) -> None:
        content_type = getattr(CONTENT_TYPE, f"WML_{kind}")
        part = Part(PackURI(f"/word/{name}.xml"), content_type, content, self.part.package)
        self.part.relate_to(part, getattr(RELATIONSHIP_TYPE, kind))

    def _clear(self) -> None:
        for rels in (self.part.package.rels, self.part.rels):
            for key in [key for key, one in rels.items() if one.reltype.rpartition("/")[2] in (*FOREIGN, *OWN)]:
                del rels[key]
        for child in list(self.body):
            self.body.remove(child)

    def _tell_properties(self) -> None:
        facts, told = self.facts, self._docx.core_properties
        told.title, told.author, told.last_modified_by = facts.title[:255], facts.author[:255], facts.author[:255]
        told.subject, told.keywords, told.category = facts.subject[:255], facts.keywords[:255], facts.category[:255]
        told.language, told.identifier, told.comments = LANGUAGES.get(facts.language, ""), facts.identifier, ""
        told.created = told.modified = facts.date.astimezone(datetime.UTC).replace(tzinfo=None)
        told.revision = 1


OWN = ("styles", "settings", "fontTable", "numbering")


@cache
def _part(name: str) -> bytes:
    return (PARTS / name).read_bytes()


def _emptied(root: Element) -> Element:
    for child in list(root):
        root.remove(child)
    return root


def _rewritten(raw: io.BytesIO) -> bytes:
    """The archive with its members in order and without the time of building."""
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as given, zipfile.ZipFile(out, "w") as made:
        names = sorted(given.namelist(), key=lambda name: (name != "[Content_Types].xml", name != "_rels/.rels", name))
        for name in names:
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 3
            made.writestr(member, given.read(name))
    return out.getvalue()
