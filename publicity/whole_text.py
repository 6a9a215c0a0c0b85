"""The text of a plan to be read from beginning to end: parts, their place in the contents, where to read on."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from editions.reading import EditionTree, Node
from plans.hierarchy import Kind

# More elements than a phone should load at once are read part by part.
MOST_ELEMENTS = 400
CONTENTS_KINDS = frozenset({Kind.SECTION, Kind.VISION, Kind.PRIORITY, Kind.GOAL})
CONTENTS_DEPTH = 4


@dataclass(frozen=True)
class Piece:
    """One element as it stands in the text; `level` is its heading's. Of a piece that `is_cut` only the title and
    text stand here, what is under it has a page of its own."""

    node: Node
    level: int
    is_cut: bool = False

    @property
    def is_listed(self) -> bool:
        """Whether the contents name it."""
        return self.node.kind in CONTENTS_KINDS and self.level <= CONTENTS_DEPTH


@dataclass(frozen=True)
class Text:
    """The pieces of a page in their order; `start` is the element it begins with (None: the whole plan)."""

    start: Node | None
    pieces: list[Piece] = field(default_factory=list)
    before: Node | None = None
    after: Node | None = None

    @property
    def contents(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.is_listed]


def text_of(tree: EditionTree, start: Node | None = None) -> Text:
    """The whole plan, or one element with all under it. What is too long is cut: each part that would pass the bound
    is named and read on its own page."""
    roots = [start] if start else tree.roots
    pieces = list(_pieces(roots, 2, _room(roots)))
    before, after = _neighbours(tree, start) if start else (None, None)
    return Text(start, pieces, before, after)


def _room(roots: list[Node]) -> int:
    """How many elements a part may have to stand whole on this page."""
    return MOST_ELEMENTS if _size(roots) <= MOST_ELEMENTS else 0


def _size(nodes: list[Node]) -> int:
    return sum(1 for node in nodes for _one in node.walk())


def _pieces(nodes: list[Node], level: int, room: int) -> Iterator[Piece]:
    for node in nodes:
        is_cut = not room and level > 2 and bool(node.children)
        yield Piece(node, min(level, 6), is_cut)
        if not is_cut:
            yield from _pieces(node.children, level + 1, room)


def _neighbours(tree: EditionTree, start: Node) -> tuple[Node | None, Node | None]:
    """The parts of the same depth before and after, whoever their parents are."""
    same = [node for node in tree.walk() if node.depth == start.depth]
    at = next(place for place, node in enumerate(same) if node.uid == start.uid)
    return (same[at - 1] if at else None), (same[at + 1] if at + 1 < len(same) else None)
