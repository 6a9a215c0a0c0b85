"""A comparison as operations, and the operations applied: the basis becomes the edition."""

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from typing import Any

from editions.comparison.matching import ROOT, Layout
from editions.comparison.model import Operation, Place, Remove, Renumber, Rewrite
from editions.reading import EditionTree, Node


@dataclass
class Held:
    """An edition as far as operations change it: rows of uids by parent, codes and contents by uid."""

    rows: dict[str, list[str]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    contents: dict[str, dict[str, Any]] = field(default_factory=dict)


def held(tree: EditionTree) -> Held:
    state = Held({ROOT: [node.uid for node in tree.roots]})
    for node in tree.walk():
        state.rows[node.uid] = [child.uid for child in node.children]
        state.codes[node.uid] = node.code
        state.contents[node.uid] = dict(node.content)
    return state


def operations(old_tree: EditionTree, new_tree: EditionTree, new: Layout, moved: Set[str]) -> Iterator[Operation]:
    """Removals, then every other change in the order of the new document."""
    yield from (Remove(node.uid) for node in old_tree.walk() if node.uid not in new_tree.by_uid)
    after: dict[str, str] = {}
    for node in new_tree.walk():
        parent, former = new.parents[node.uid], old_tree.by_uid.get(node.uid)
        if former is None:
            yield Place(node.uid, parent, after.get(parent, ""), node.content)
        elif node.uid in moved:
            yield Place(node.uid, parent, after.get(parent, ""))
        after[parent] = node.uid
        if former is not None and former.digest != node.digest:
            yield _rewrite(former, node)
        if former is None or former.code != node.code:
            yield Renumber(node.uid, node.code)


def apply(given: Iterable[Operation], state: Held) -> Held:
    """`state` with the operations done to it. What is moved leaves its place before anything is put."""
    listed = list(given)
    leaving = {one.uid for one in listed if isinstance(one, Place | Remove)}
    for parent, row in state.rows.items():
        state.rows[parent] = [uid for uid in row if uid not in leaving]
    for one in listed:
        _do(one, state)
    return state


def _do(operation: Operation, state: Held) -> None:
    match operation:
        case Remove(uid):
            for part in (state.rows, state.codes, state.contents):
                part.pop(uid, None)
        case Place(uid, parent, after, content):
            row = state.rows.setdefault(parent, [])
            row.insert(row.index(after) + 1 if after else 0, uid)
            state.rows.setdefault(uid, [])
            if content is not None:
                state.contents[uid] = dict(content)
        case Rewrite(uid, values, dropped):
            kept = {name: value for name, value in state.contents[uid].items() if name not in dropped}
            state.contents[uid] = kept | values
        case Renumber(uid, code):
            state.codes[uid] = code


def _rewrite(old: Node, new: Node) -> Rewrite:
    values = {name: one for name, one in new.content.items() if name not in old.content or old.content[name] != one}
    return Rewrite(new.uid, values, tuple(name for name in old.content if name not in new.content))
