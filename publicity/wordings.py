"""Every published wording of an element, and what differs between any two of them; no tree is read for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext as _

from editions.comparison.comparing import compare_nodes, names_between
from editions.comparison.model import Entry, Move
from editions.composing import PATH_DIGITS
from editions.models import Edition, EditionElement, Fragment
from editions.reading import Node, load_nodes, node_of
from publicity.queries import find_by_short_uid


@dataclass(frozen=True)
class Wording:
    """The element as one edition holds it. `same_as` is the edition before it that holds the very same (the text,
    the money, the indicators; its code may be another)."""

    edition: Edition
    node: Node
    parent: Node | None
    same_as: Edition | None


def wordings_of(short_uid: str) -> list[Wording]:
    """The newest edition first, in a constant number of queries; nothing for what was never published."""
    rows = find_by_short_uid(short_uid)
    if not rows:
        return []
    contents = Fragment.objects.in_bulk({row.fragment_id for row in rows})
    parents = _parents_of(rows)
    wordings = []
    for row, older in zip(rows, [*rows[1:], None], strict=True):
        same_as = older.edition if older and older.fragment_id == row.fragment_id else None
        node = node_of(row.uid, row.path, row.depth, row.code, row.fragment_id, contents[row.fragment_id].content)
        wordings.append(Wording(row.edition, node, parents.get(row.edition_id), same_as))
    return wordings


def _parents_of(rows: Sequence[EditionElement]) -> dict[int, Node]:
    """{edition pk: what the element stands under there}, one query."""
    places = [Q(edition=row.edition_id, path=row.path[:-PATH_DIGITS]) for row in rows if row.depth]
    if not places:
        return {}
    found = EditionElement.objects.filter(reduce(or_, places)).order_by("edition")
    columns = found.values_list("edition_id", "uid", "path", "depth", "code", "fragment_id", "fragment__content")
    return {row[0]: node_of(*row[1:]) for row in columns}


def last_change(wordings: Sequence[Wording]) -> tuple[Wording, Wording] | None:
    """The newest wording and the newest one that is not the same; two that are the same where none differs."""
    if len(wordings) < 2:
        return None
    newest, digest = wordings[0], wordings[0].node.digest
    return next((one for one in wordings if one.node.digest != digest), wordings[1]), newest


def difference_between(old: Wording, new: Wording) -> Entry | None:
    """What leads from one wording to another, in the active language; None where a reader sees no difference."""
    targets = {link["target"] for side in (old, new) for link in side.node.links}
    nodes = [node for side in (old, new) for node in load_nodes(side.edition, targets)]
    names = names_between(old.edition, new.edition, nodes)
    return compare_nodes(old.node, new.node, names, move=_move_between(old, new))


def _move_between(old: Wording, new: Wording) -> Move | None:
    before, after = (side.parent.uid if side.parent else None for side in (old, new))
    if before == after:
        return None
    names = [f"{side.parent.code} {side.parent.title}" if side.parent else _("the plan itself") for side in (old, new)]
    return Move(names[0], names[1], 0, 0, is_reordered=False)
