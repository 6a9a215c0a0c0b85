"""A body as the page of its element shows it: remarked words marked, each with a link to its remark, and a link
at every block by which one remarks on it. Made on the server, so it is there without scripts.

The result is for one page alone: it is never stored and never goes back through `clean_body`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree, html

from klaipeda_plan.core.bodies import BLOCKS
from plans.anchors import Found, Page

Chunk = tuple[html.HtmlElement, str]
LINKED_AFTER = frozenset({"table", "figure"})  # no line of their own to hold a link
HOLDERS = frozenset({"ul", "ol", "blockquote", "tr"})  # their inner blocks are linked


@dataclass(frozen=True)
class Mark:
    """Words that a remark is about: `number` is how the page calls the remark, `label` says so aloud."""

    key: str
    number: int
    label: str
    found: Found


def marked_body(page: Page, marks: Iterable[Mark], block_link: Callable[[str, str], tuple[str, str]] | None) -> str:
    """The body of `page` as HTML with its marks; the page is used up.

    `block_link(block id, its words)` gives address and label of a block's link; None leaves these links out.
    """
    listed = [mark for mark in marks if mark.found.block and not mark.found.whole_block]
    links = [(block, *block_link(block, page.words(block))) for block in page.elements] if block_link else []
    last = _mark_all(page, listed)
    for mark in reversed(listed):
        if mark.key in last:
            _after(last[mark.key], _link("remark-link", f"#pastaba-{mark.key}", mark.label, str(mark.number), mark.key))
    for block, address, label in links:
        _link_block(page.elements[block], _link("remark-add", address, label, "+"))
    return "".join(etree.tostring(child, encoding="unicode", method="html") for child in page.root)


def _mark_all(page: Page, marks: list[Mark]) -> dict[str, html.HtmlElement]:
    """Wraps the words; answers {key: the last piece of its words}."""
    cuts: dict[Chunk, list[tuple[int, int, str]]] = {}
    for mark in marks:
        letters = page.letters(mark.found.block)
        for number, start, end in _spans(letters.spots[mark.found.start : mark.found.end]):
            cuts.setdefault(letters.chunks[number], []).append((start, end, mark.key))
    last: dict[str, html.HtmlElement] = {}
    for chunk in _in_reading_order(page.root, cuts):
        for piece, keys in _wrap(chunk, cuts[chunk]):
            last |= dict.fromkeys(keys, piece)
    return last


def _in_reading_order(root: html.HtmlElement, chunks: Iterable[Chunk]) -> list[Chunk]:
    """An element's text stands where it begins, its tail after all that is in it."""
    walk = etree.iterwalk(root, events=("start", "end"))
    order = {(element, "text" if event == "start" else "tail"): number for number, (event, element) in enumerate(walk)}
    return sorted(chunks, key=lambda one: order[one])


def _spans(spots: Iterable[tuple[int, int, int]]) -> Iterable[tuple[int, int, int]]:
    """Letters side by side in a chunk as one span each; spaces between blocks stand in no chunk."""
    spans: dict[int, tuple[int, int, int]] = {}
    for number, start, end in spots:
        if number >= 0:
            first = spans.get(number, (number, start, end))
            spans[number] = (number, min(first[1], start), max(first[2], end))
    return spans.values()


def _wrap(chunk: Chunk, cuts: list[tuple[int, int, str]]) -> list[tuple[html.HtmlElement, list[str]]]:
    """Cuts the text of a chunk where marks begin and end, and puts <mark> around what is marked."""
    element, name = chunk
    text = getattr(element, name)
    edges = sorted({0, len(text), *(edge for start, end, _key in cuts for edge in (start, end))})
    parent, place = (element, 0) if name == "text" else (element.getparent(), element.getparent().index(element) + 1)
    setattr(element, name, None)
    before: html.HtmlElement | None = None
    pieces = []
    for start, end in pairwise(edges):
        keys = [key for first, last, key in cuts if first <= start and end <= last]
        if not keys:
            if before is None:
                setattr(element, name, text[start:end])
            else:
                before.tail = text[start:end]
            continue
        before = etree.Element("mark")
        before.set("class", "remark-mark")
        before.set("data-remarks", " ".join(keys))
        before.text = text[start:end]
        parent.insert(place, before)
        place += 1
        pieces.append((before, keys))
    return pieces


def _link(css: str, address: str, label: str, words: str, key: str = "") -> html.HtmlElement:
    link = etree.Element("a")
    link.set("class", f"{css} no-print")
    link.set("href", address)
    link.set("aria-label", label)
    link.set("title", label)
    if key:
        link.set("id", f"vieta-{key}")
    link.text = words
    return link


def _after(piece: html.HtmlElement, link: html.HtmlElement) -> None:
    """After the words, outside a link that they stand in."""
    outer = list(piece.iterancestors("a"))
    anchor = outer[-1] if outer else piece
    link.tail, anchor.tail = anchor.tail, None
    anchor.getparent().insert(anchor.getparent().index(anchor) + 1, link)


def _link_block(block: html.HtmlElement, link: html.HtmlElement) -> None:
    """At the end of a block's own line; after a table or a figure on a line of its own."""
    if block.tag in HOLDERS:
        return
    if block.tag in LINKED_AFTER:
        line = etree.Element("p")
        line.set("class", "remark-line no-print")
        line.append(link)
        line.tail, block.tail = block.tail, None
        block.addnext(line)
        return
    lists = [child for child in block if child.tag in BLOCKS]
    if lists:
        lists[0].addprevious(link)
    else:
        block.append(link)
