"""A body in a cell: plain lines where it is only paragraphs, else its HTML without the ids of blocks."""

import html as escaping
import re
from collections import defaultdict

from lxml import etree, html

from klaipeda_plan.core.bodies import clean_body

BLOCK_IDS = re.compile(r' data-block="[a-z0-9]{8}"')
PARAGRAPHS = re.compile(r"(?:<p>[^<]+</p>)+")
MARKUP = re.compile(r"\s*<(?:p|h3|h4|ul|ol|table|figure|blockquote)\b", re.IGNORECASE)
LONGEST = 32_000  # a cell of a spreadsheet holds 32,767 signs
TOO_LONG = "[…]"  # stands in the place of a longer body; read back it leaves the body as it is


def cell_of_body(body: str) -> str:
    """What a cell shows of a body; `body_of_cell` reads it back without a loss."""
    bare = without_ids(body)
    if PARAGRAPHS.fullmatch(bare):
        lines = [escaping.unescape(line) for line in bare[3:-4].split("</p><p>")]
        text = "\n".join(lines)
        if _paragraphs(text) == bare and not MARKUP.match(text):
            bare = text
    return bare if len(bare) <= LONGEST else TOO_LONG


def body_of_cell(cell: str, current: str) -> str:
    """The body that a cell means; blocks that stand in `current` keep their ids. Raises ValidationError."""
    cell = cell.strip()
    if cell in (TOO_LONG, cell_of_body(current)):
        return current
    body = clean_body(cell if MARKUP.match(cell) else _paragraphs(cell))
    return current if without_ids(body) == without_ids(current) else _with_known_ids(body, current)


def without_ids(body: str) -> str:
    return BLOCK_IDS.sub("", body)


def _paragraphs(text: str) -> str:
    lines = (line.strip(" \t\r") for line in text.split("\n"))
    return "".join(f"<p>{escaping.escape(line, quote=False)}</p>" for line in lines if line)


def _with_known_ids(body: str, current: str) -> str:
    known: dict[tuple[str, str], list[str]] = defaultdict(list)
    for element in _blocks(current):
        known[element.tag, _bare(element)].append(element.get("data-block"))
    root = html.fragment_fromstring(body, create_parent="div")
    found = [(element, known[element.tag, _bare(element)]) for element in root.iter() if element.get("data-block")]
    for element, ids in found:
        if ids:
            element.set("data-block", ids.pop(0))
    return clean_body("".join(etree.tostring(child, encoding="unicode", method="html") for child in root))


def _blocks(body: str) -> list[html.HtmlElement]:
    if not body:
        return []
    return [one for one in html.fragment_fromstring(body, create_parent="div").iter() if one.get("data-block")]


def _bare(element: html.HtmlElement) -> str:
    return without_ids(etree.tostring(element, encoding="unicode", method="html", with_tail=False))
