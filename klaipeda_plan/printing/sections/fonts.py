"""One subset of each typeface for all sections together, in place of one in every section."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Object, Pdf, Stream

from klaipeda_plan.printing.sections.files import SetSection

BATCH = 100  # most entries of one bfchar block
LAYOUT = {"GSUB", "GPOS", "SVG ", "DSIG"}  # of no use once the glyphs are chosen and placed
HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo
<< /Registry (Adobe)
/Ordering (UCS)
/Supplement 0
>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
FOOT = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"


def join_fonts(pdf: Pdf, sections: Iterable[tuple[SetSection, Object]], faces: Path) -> None:
    """Each section comes with its dictionary of fonts in `pdf`; fonts of one face become one, with the glyphs and
    widths of all. Sections lay text out by glyph numbers of the whole face, so nothing else changes."""
    found: dict[tuple[str, str], list[tuple[dict[str, Any], Object]]] = {}
    for section, fonts in sections:
        for name, used in section.fonts.items():
            if used["face"] and f"/{name}" in fonts:
                found.setdefault((name, used["face"]), []).append((used, fonts))
    for (name, face), places in found.items():
        widths: dict[int, float] = {}
        words: dict[int, str] = {}
        for used, _fonts in places:
            widths.update((int(glyph), width) for glyph, width in used["widths"].items())
            words.update((int(glyph), text) for glyph, text in used["words"].items())
        joined = places[0][1][f"/{name}"]
        _fill(pdf, joined, _cut(faces / face, sorted(words)), widths, words)
        for _used, fonts in places:
            fonts[f"/{name}"] = joined


def _fill(pdf: Pdf, font: Object, content: bytes, widths: dict[int, float], words: dict[int, str]) -> None:
    descendant = font.DescendantFonts[0]
    descriptor = descendant.FontDescriptor
    descriptor["/FontFile2"] = Stream(pdf, content, Length1=len(content))
    left, bottom, _right, top = descriptor.FontBBox
    descriptor["/FontBBox"] = Array([left, bottom, max(widths.values()), top])
    descendant["/W"] = _widths(widths)
    font["/ToUnicode"] = Stream(pdf, _to_unicode(words))


def _cut(face: Path, glyphs: list[int]) -> bytes:
    """The typeface with these glyphs under their own numbers, without hints, as WeasyPrint cuts it."""
    options = subset.Options(
        retain_gids=True, passthrough_tables=True, ignore_missing_glyphs=True, hinting=False, recalc_timestamp=False
    )  # fmt: skip
    cutter = subset.Subsetter(options)
    cutter.populate(gids=glyphs)
    font = TTFont(face, recalcTimestamp=False, lazy=True)
    for name in LAYOUT & set(font.keys()):
        del font[name]  # before they are read: reading them takes a second each
    cutter.subset(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _widths(widths: dict[int, float]) -> Array:
    rows: list[Any] = []
    for glyph in sorted(widths):
        if glyph - 1 not in widths:
            rows += [glyph, []]
        rows[-1].append(widths[glyph])
    return Array(Array(row) if isinstance(row, list) else row for row in rows)


def _to_unicode(words: dict[int, str]) -> bytes:
    lines = [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in sorted(words.items())]
    blocks = [lines[start : start + BATCH] for start in range(0, len(lines), BATCH)]
    told = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return (HEAD + told + FOOT).encode()
