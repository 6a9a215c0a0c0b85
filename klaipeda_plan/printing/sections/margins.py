"""Running titles and numbers of pages, put on finished pages as artifacts.

One page for each `Margin` is laid out with a pattern in the place of its number; here its drawing becomes a form that
all pages of that margin share, and the number of each page is set with the glyphs of the pattern, aligned right.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from klaipeda_plan.printing.sections.files import SetSection

PATTERN = "0123456789 /"  # what the sheet of margins sets in the place of the number
MARKS = {"BDC", "BMC", "EMC"}
NUMBER_FONT = Name("/PageNumber")
STATE = {"rg", "Tf", "Tm", "gs"}


@dataclass(frozen=True)
class Stamp:
    """A margin, ready for its pages. `glyphs`: {character: (number, width in thousandths of the size)}."""

    form: Object
    font: Object
    glyphs: dict[str, tuple[str, float]]
    right: float  # where numbers end, in pixels of the page
    before: bytes  # operators that set place, size and colour of a number that begins at %s

    def number(self, page: int, pages: int) -> bytes:
        text = [self.glyphs[letter] for letter in f"{page} / {pages}"]
        size = float(self.before.split(b" Tf")[0].split()[-1])
        left = self.right - sum(width for _glyph, width in text) * size / 1000
        return self.before % (b"%.6f" % left) + b"<" + "".join(glyph for glyph, _ in text).encode() + b"> Tj ET"


def stamps_of(pdf: Pdf, margins: SetSection, pages: list[Object]) -> Iterator[Stamp]:
    """A stamp for each page of margins; `pages` are these pages in `pdf`, which shows them nowhere."""
    for page in pages:
        yield _stamp(pdf, margins, page)


def _words(margins: SetSection, name: str) -> dict[str, str]:
    return {f"{int(glyph):04x}": text for glyph, text in margins.fonts[name]["words"].items()}


def _stamp(pdf: Pdf, margins: SetSection, page: Object) -> Stamp:
    kept: list[Any] = []
    found: dict[str, Any] = {}
    state: dict[str, Any] = {}
    for step in pikepdf.parse_content_stream(page.Contents):
        sign, operands = str(step.operator), list(step.operands)
        if sign in STATE:
            state[sign] = operands
        if sign == "TJ" and not found and _said(margins, state, operands[0]) == PATTERN:
            found = {**state, "TJ": operands[0]}
        elif sign not in MARKS:
            kept.append(step)
    if not found:
        raise ValueError("the margins have no pattern for the number")
    form = Stream(pdf, pikepdf.unparse_content_stream(kept))
    form.stream_dict = Dictionary(
        Type=Name.XObject, Subtype=Name.Form, BBox=page.MediaBox, Resources=page.Resources
    )  # fmt: skip
    return _with_pattern(pdf.make_indirect(form), page, found)


def _said(margins: SetSection, state: dict[str, Any], shown: Object) -> str:
    words = _words(margins, str(state["Tf"][0])[1:])
    return "".join(words.get(glyph, "") for glyph in _glyphs(shown))


def _glyphs(shown: Object) -> list[str]:
    codes = b"".join(bytes(one) for one in shown if isinstance(one, pikepdf.String)).hex()
    return [codes[start : start + 4] for start in range(0, len(codes), 4)]


def _with_pattern(form: Object, page: Object, found: dict[str, Any]) -> Stamp:
    name, size = found["Tf"]
    font = page.Resources.Font[name]
    codes = _glyphs(found["TJ"])
    advances = _advances(font)
    glyphs = {letter: (code, advances[int(code, 16)]) for letter, code in zip(PATTERN, codes, strict=True)}
    kerning = sum(float(one) for one in found["TJ"] if not isinstance(one, pikepdf.String))
    *turn, left, top = found["Tm"]
    width = (sum(wide for _code, wide in glyphs.values()) - kerning) * float(size) / 1000
    matrix = " ".join(str(one) for one in turn)
    colour = " ".join(str(one) for one in found["rg"])
    height = page.MediaBox[3]
    before = f"1 0 0 -1 0 {height} cm 0.75 0 0 0.75 0 0 cm {colour} rg BT {matrix} %s {top} Tm {NUMBER_FONT} {size} Tf "
    return Stamp(form, font, glyphs, float(left) + width, before.encode())


def _advances(font: Object) -> dict[int, float]:
    rows: list[Any] = list(font.DescendantFonts[0].W)
    found: dict[int, float] = {}
    for start, row in zip(rows[::2], rows[1::2], strict=True):
        found.update((int(start) + place, float(width)) for place, width in enumerate(row))
    return found


def put(pdf: Pdf, page: pikepdf.Page, stamp: Stamp, number: bytes, *, opening: Object) -> None:
    """Margins and number over the page, which `opening` (a stream that keeps the state) begins."""
    resources = page.obj.Resources
    forms = resources.get("/XObject")
    if forms is None:
        forms = resources["/XObject"] = Dictionary()
    form = f"/Margin{stamp.form.objgen[0]}"
    forms[form] = stamp.form
    resources.Font[NUMBER_FONT] = stamp.font
    drawn = b"Q\n/Artifact <</Type /Pagination>> BDC\nq %s Do Q\nEMC\n" % form.encode()
    drawn += b"/Artifact <</Type /Pagination>> BDC\nq %s Q\nEMC\n" % number
    contents = page.obj.Contents
    whole = list(contents) if isinstance(contents, Array) else [contents]
    page.obj["/Contents"] = Array([opening, *whole, Stream(pdf, drawn)])
