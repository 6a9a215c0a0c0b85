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
    """One element as it stands in the text; `level` is its heading's (1: the page's own). Of a piece that `is_cut`
    only the title and text stand here, what is under it has a page of its own."""

    node: Node
    level: int
    is_cut: bool = False

    @property
    def is_listed(self) -> bool:
        """Whether the contents name it."""
        return self.node.kind in CONTENTS_KINDS and 1 < self.level <= CONTENTS_DEPTH


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
    pieces = list(_pieces(roots, 1 if start else 2, is_cut=not _fits(roots)))
    before, after = _neighbours(tree, start) if start else (None, None)
    return Text(start, pieces, before, after)


def _fits(roots: list[Node]) -> bool:
    return sum(1 for node in roots for _one in node.walk()) <= MOST_ELEMENTS


def _pieces(nodes: list[Node], level: int, *, is_cut: bool) -> Iterator[Piece]:
    """The nodes whole, or cut below their children."""
    for node in nodes:
        yield Piece(node, min(level, 6))
        if not is_cut:
            yield from _pieces(node.children, level + 1, is_cut=False)
            continue
        yield from (Piece(child, level + 1, is_cut=bool(child.children)) for child in node.children)


def _neighbours(tree: EditionTree, start: Node) -> tuple[Node | None, Node | None]:
    """The parts of the same depth before and after, whoever their parents are."""
    same = [node for node in tree.walk() if node.depth == start.depth]
    at = next(place for place, node in enumerate(same) if node.uid == start.uid)
    return (same[at - 1] if at else None), (same[at + 1] if at + 1 < len(same) else None)
