"""From two editions to their comparison. Elements are the same where their uid is; equal fragments are passed over."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions.comparison.applying import operations
from editions.comparison.matching import Layout, lay_out, merged, moved_uids
from editions.comparison.model import Comparison, Entry, Line, Move, Sort
from editions.comparison.reasons import reasons_between
from editions.models import Edition
from editions.reading import EditionTree, Node, load_tree
from klaipeda_plan.core.errors import Refused
from plans.differences import Difference, FieldChange, Names, compare_snapshots
from plans.hierarchy import Kind
from plans.snapshot import Snapshot

# Which change a differing field makes; what is not named is a change of the owner or the kind.
SORT_OF_FIELD = {
    "responsible": Sort.BODIES, "office": Sort.BODIES, "partners": Sort.BODIES, "year_from": Sort.YEARS,
    "year_to": Sort.YEARS, "stage": Sort.STAGE, "expected_result": Sort.RESULT, "other_resources": Sort.RESOURCES,
    "people": Sort.RESOURCES, "premises": Sort.RESOURCES, "land": Sort.RESOURCES,
}  # fmt: skip
NOTHING: dict[str, Any] = {
    "title": "", "body": "", "removed": False, "horizontal": False, "workgroup": None, "detail": None,
    "funding": [], "links": [], "indicators": [], "placement": {"parent": None, "position": 0},
}  # fmt: skip


class NotComparable(Refused):
    """These two editions have no comparison; the message says why."""


def compare_editions(basis: Edition, edition: Edition, *, internal: bool = False) -> Comparison:
    """What leads from `basis` to `edition`, in the active language; kept by both digests. An empty edition is an
    edition: then everything was added or removed. `internal`: with the reasons that only who reads the council's
    editions may read."""
    refuse_incomparable(basis, edition)
    parts = _compare(basis.digest, edition.digest, get_language() or "", _Pair(basis, edition))
    current = replace(parts, basis=basis, edition=edition)  # with the state of this moment
    return current.with_reasons(reasons_between(basis, edition, internal=internal))


def refuse_incomparable(basis: Edition, edition: Edition) -> None:
    if basis.pk == edition.pk:
        raise NotComparable(_("An edition is compared with another one, not with itself: nothing would differ."))
    if basis.plan_id != edition.plan_id:
        raise NotComparable(_("These editions are of two different plans: their elements have nothing in common."))


@dataclass(frozen=True)
class _Pair:
    """The editions beside the key: their digests are what distinguishes two pairs."""

    basis: Edition
    edition: Edition

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Pair)


@lru_cache(maxsize=8)
def _compare(_basis: str, _edition: str, _language: str, pair: _Pair) -> Comparison:
    old_tree, new_tree = load_tree(pair.basis), load_tree(pair.edition)
    return compare_trees(pair.basis, pair.edition, old_tree, new_tree)


def compare_trees(basis: Edition, edition: Edition, old_tree: EditionTree, new_tree: EditionTree) -> Comparison:
    """Pure: reads nothing but what it is given."""
    old, new = lay_out(old_tree), lay_out(new_tree)
    moved = moved_uids(old, new)
    names = names_between(basis, edition, [*old_tree.walk(), *new_tree.walk()])
    maker = _Maker(old_tree, new_tree, old, new, moved, names)
    return Comparison(
        basis=basis, edition=edition, old=old_tree, new=new_tree, facts=tuple(_facts(basis.meta, edition.meta)),
        lines=tuple(Line(node, depth, maker.entry(node, depth)) for node, depth in merged(old, new)),
        operations=tuple(operations(old_tree, new_tree, new, moved)), group_names=dict(names.groups),
    )  # fmt: skip


def compare_nodes(
    old: Node | None, new: Node | None, names: Names, *, move: Move | None = None, area: str = "", depth: int = 0
) -> Entry | None:  # fmt: skip
    """What differs of one element, of which at least one side is there; None where a reader sees no difference."""
    if old and new and old.digest == new.digest and old.code == new.code and move is None:
        return None
    difference = compare_snapshots(_snapshot(old, new), _snapshot(new, old), names)
    if old and new and old.kind != new.kind:
        difference = replace(difference, fields=(_kind_change(old, new), *difference.fields))
    sorts = tuple(_sorts(old, new, difference, is_moved=move is not None))
    if not sorts:
        return None
    node = new or old
    assert node is not None  # one of the two editions holds it
    return Entry(node.uid, node.kind, area, depth, old, new, sorts, difference, move)


@dataclass(frozen=True)
class _Maker:
    old_tree: EditionTree
    new_tree: EditionTree
    old: Layout
    new: Layout
    moved: frozenset[str]
    names: Names

    def entry(self, node: Node, depth: int) -> Entry | None:
        """What differs of one element; None where a reader sees no difference."""
        old, new = self.old_tree.by_uid.get(node.uid), self.new_tree.by_uid.get(node.uid)
        is_moved = node.uid in self.moved
        area = (self.new if new else self.old).areas[node.uid]
        move = self._move(node.uid) if is_moved else None
        return compare_nodes(old, new, self.names, move=move, area=area, depth=depth)

    def _move(self, uid: str) -> Move:
        parents = [layout.parents[uid] for layout in (self.old, self.new)]
        titles = [self.names.elements.get(parent, _("the plan itself")) for parent in parents]
        ranks = [_rank(layout, uid) for layout in (self.old, self.new)]
        return Move(titles[0], titles[1], ranks[0], ranks[1], is_reordered=parents[0] == parents[1])


def _rank(layout: Layout, uid: str) -> int:
    """The place among those of its kind under its parent, from 1."""
    row = layout.rows[layout.parents[uid]]
    kind = next(node.kind for node in row if node.uid == uid)
    return [node.uid for node in row if node.kind == kind].index(uid) + 1


def _sorts(old: Node | None, new: Node | None, difference: Difference, *, is_moved: bool) -> Iterator[Sort]:
    if old is None or new is None:
        yield Sort.ADDED if old is None else Sort.REMOVED
        return
    given = {SORT_OF_FIELD.get(change.name, Sort.OWNER) for change in difference.fields}
    given |= {Sort.LINKS} if difference.links else set()
    given |= {Sort.MONEY} if difference.sums else set()
    given |= {Sort.REWORDED} if difference.title or not difference.body.is_empty else set()
    given |= {Sort.MOVED} if is_moved else set()
    for indicator in difference.indicators:
        given |= {Sort.TARGETS} if indicator.values else set()
        given |= {Sort.INDICATORS} if indicator.fields or indicator.fate.value != "changed" else set()
    if old.code != new.code and not given:
        given = {Sort.RENUMBERED}
    yield from (sort for sort in Sort if sort in given)


def _snapshot(node: Node | None, other: Node | None) -> Snapshot:
    """The element as its difference is made of; where it does not stand, nothing but what would be no news."""
    if node is None:
        assert other is not None  # one of the two editions holds it
        snapshot = {**NOTHING, "kind": other.kind, "workgroup": other.workgroup, "horizontal": other.is_horizontal}
    else:
        snapshot = {**NOTHING, **node.content}
    return snapshot  # type: ignore[return-value]


def _kind_change(old: Node, new: Node) -> FieldChange:
    return FieldChange("kind", _("kind"), str(Kind(old.kind).label), str(Kind(new.kind).label))


def names_between(basis: Edition, edition: Edition, nodes: Iterable[Node]) -> Names:
    """As the newer of the two calls things; what only the basis knows, as the basis does. Of elements those that
    are given, the newer edition's last."""
    return Names(
        elements={node.uid: f"{node.code} {node.title}" for node in nodes},
        groups=_named(basis, edition, "groups", "slug"), sources=_named(basis, edition, "sources", "code"),
        stages=_named(basis, edition, "stages", "code"),
    )  # fmt: skip


def _named(basis: Edition, edition: Edition, part: str, key: str) -> dict[str, str]:
    wish = "name_en" if get_language() == "en" else "name"
    rows: list[Mapping[str, Any]] = [*basis.meta.get(part, []), *edition.meta.get(part, [])]
    return {row[key]: row.get(wish) or row["name"] for row in rows}


def _facts(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[FieldChange]:
    labels = {"title": _("title of the plan"), "period": _("years of the plan"), "vision_year": _("year of the vision")}
    for name, label in labels.items():
        before, after = (_fact(side.get("plan", {}).get(name)) for side in (old, new))
        if before != after:
            yield FieldChange(name, label, before, after)


def _fact(value: Any) -> str:
    return "–".join(str(one) for one in value) if isinstance(value, list) else str(value or "")
