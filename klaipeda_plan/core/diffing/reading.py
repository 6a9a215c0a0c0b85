"""A body as blocks with pieces of text."""

from collections.abc import Iterator

from lxml import html

from klaipeda_plan.core.bodies import ATTRIBUTES, TAGS
from klaipeda_plan.core.diffing.model import ANONYMOUS, Block, Frame
from klaipeda_plan.core.diffing.text import Mark, Piece

LEAVES = frozenset({"p", "h3", "h4", "caption", "figcaption"})
CONTAINERS = frozenset({"ul", "ol", "table", "thead", "tbody", "tr", "figure"})
EITHER = frozenset({"li", "td", "th", "blockquote"})  # a leaf, unless blocks stand inside
ATOMS = frozenset({"img", "br"})
DEEPEST = 40  # blocks and marks nested deeper are read as if they were not there


def read_body(body: str) -> tuple[Block, ...]:
    """The blocks of a body that `clean_body` has cleaned; what the subset does not know is passed over."""
    if not body.strip():
        return ()
    root = html.fragment_fromstring(body, create_parent="div")
    return tuple(_blocks(root, 0))


def _blocks(parent: html.HtmlElement, depth: int) -> Iterator[Block]:
    """Blocks inside `parent`; loose text between them gets blocks without a tag."""
    loose: list[Piece] = []
    _take_text(loose, parent.text, ())
    for child in parent:
        if _is_block(child) and depth < DEEPEST:
            yield from _anonymous(loose)
            loose = []
            yield _block(child, depth + 1)
        else:
            _take(loose, child, (), 0)
        _take_text(loose, child.tail, ())
    yield from _anonymous(loose)


def _block(element: html.HtmlElement, depth: int) -> Block:
    frame = Frame(element.tag, _attributes(element))
    if element.tag in CONTAINERS or (element.tag in EITHER and any(_is_block(child) for child in element)):
        return Block(frame, children=tuple(_blocks(element, depth)))
    loose: list[Piece] = []
    _take_text(loose, element.text, ())
    for child in element:
        _take(loose, child, (), 0)
        _take_text(loose, child.tail, ())
    return Block(frame, tuple(loose))


def _is_block(element: html.HtmlElement) -> bool:
    return isinstance(element.tag, str) and element.tag in LEAVES | CONTAINERS | EITHER


def _anonymous(loose: list[Piece]) -> Iterator[Block]:
    if any(piece.atom or piece.text.strip() for piece in loose):
        yield Block(Frame(ANONYMOUS), tuple(loose))


def _take(loose: list[Piece], element: html.HtmlElement, marks: tuple[Mark, ...], depth: int) -> None:
    """Add an inline element with everything in it, without its tail."""
    if not isinstance(element.tag, str):
        return
    mark = Mark(element.tag, _attributes(element))
    if element.tag in ATOMS or "data-note" in element.attrib:
        text = "\n" if element.tag == "br" else "".join(element.itertext())
        loose.append(Piece(text, marks, mark))
        return
    inner = (*marks, mark) if element.tag in TAGS and depth < DEEPEST else marks
    _take_text(loose, element.text, inner)
    for child in element:
        _take(loose, child, inner, depth + 1)
        _take_text(loose, child.tail, inner)


def _take_text(loose: list[Piece], text: str | None, marks: tuple[Mark, ...]) -> None:
    if text:
        loose.append(Piece(text, marks))


def _attributes(element: html.HtmlElement) -> tuple[tuple[str, str], ...]:
    allowed = ATTRIBUTES.get(element.tag, set())
    return tuple(sorted((name, value) for name, value in element.attrib.items() if name in allowed))
