"""Which elements of two editions stand where: rows of children, and the fewest that were moved."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from editions.reading import EditionTree, Node
from klaipeda_plan.core.diffing.matching import rising

ROOT = ""


@dataclass(frozen=True)
class Layout:
    """A tree by uid: rows of children by parent, and the parent of each."""

    rows: dict[str, list[Node]]
    parents: dict[str, str]
    areas: dict[str, str]


def lay_out(tree: EditionTree) -> Layout:
    layout = Layout({ROOT: tree.roots}, {}, {})
    _fill(layout, tree.roots, ROOT, ROOT)
    return layout


def moved_uids(old: Layout, new: Layout) -> frozenset[str]:
    """Elements of both editions under another parent, and of those that kept theirs as few as explain the order:
    whose neighbours came, went or moved has not moved itself."""
    both = old.parents.keys() & new.parents.keys()
    moved = {uid for uid in both if old.parents[uid] != new.parents[uid]}
    for parent, row in new.rows.items():
        places = {node.uid: place for place, node in enumerate(old.rows.get(parent, []))}
        stayed = [node.uid for node in row if node.uid in places]
        if any(places[one] > places[other] for one, other in pairwise(stayed)):
            kept = rising([(at, places[uid], 1) for at, uid in enumerate(stayed)])
            moved |= set(stayed) - {stayed[at] for at, _place in kept}
    return frozenset(moved)


def merged(old: Layout, new: Layout, parent: str = ROOT, depth: int = 0) -> Iterator[tuple[Node, int]]:
    """All elements of both in the order of the document: those of the new edition in their order, removed ones
    behind what they stood behind."""
    for node in _row(old, new, parent):
        yield node, depth
        yield from merged(old, new, node.uid, depth + 1)


def _row(old: Layout, new: Layout, parent: str) -> list[Node]:
    row = new.rows.get(parent, [])
    gone = [node for node in old.rows.get(parent, []) if node.uid not in new.parents]
    if not gone:
        return row
    here = {node.uid for node in row}
    behind: dict[str, list[Node]] = {}
    last = ""
    for node in old.rows[parent]:
        if node.uid in here:
            last = node.uid
        elif node.uid not in new.parents:
            behind.setdefault(last, []).append(node)
    return behind.get("", []) + [one for node in row for one in (node, *behind.get(node.uid, ()))]


def _fill(layout: Layout, row: list[Node], parent: str, area: str) -> None:
    for node in row:
        layout.parents[node.uid] = parent
        layout.areas[node.uid] = node.workgroup or area
        layout.rows[node.uid] = node.children
        _fill(layout, node.children, node.uid, layout.areas[node.uid])
