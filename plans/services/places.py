"""Positions among siblings, and room between them. Who may move what is asked in `plans.services.elements`.

A new position leaves three quarters of the gap on the side where the next one will probably be put: a list typed
line after line finds room for some eighty lines in one gap of 2^32.
"""

from django.utils.translation import gettext as _

from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.history import save_with_history
from plans.models import Element, VersionKind
from plans.models.element import POSITION_STEP
from plans.services.review import lock_elements, pass_acceptance
from plans.services.versions import make_version

LEAST_ROOM = 1 << 10  # what a spread leaves between two, so that it is not needed again soon


def position_among(
    plan_id: int, parent: Element | None, *, before: Element | None = None, after: Element | None = None,
    moving: Element | None = None,
) -> int:  # fmt: skip
    """A free position under `parent` (None: the plan) right before or right after a sibling, else at the end.

    `moving` is passed over. The caller holds the plan's row locked when it names a sibling.
    """
    siblings = Element.objects.filter(plan=plan_id, parent=parent).order_by("position", "pk").defer("body")
    row = [one for one in siblings if moving is None or one.pk != moving.pk]
    at = _index(row, before, after)
    if not row:
        return POSITION_STEP
    if at == len(row):
        return row[-1].position + POSITION_STEP
    if at == 0:
        return row[0].position - POSITION_STEP
    low, high = row[at - 1].position, row[at].position
    if high - low < 2:
        return _make_room(row, at)
    near = max(1, (high - low) // 4)
    return low + near if after else high - near


def _index(row: list[Element], before: Element | None, after: Element | None) -> int:
    """Where in the row the new one goes; refused when the named sibling does not stand in it."""
    named = before or after
    if named is None:
        return len(row)
    for number, one in enumerate(row):
        if one.pk == named.pk:
            return number if before else number + 1
    raise Refused(_("The element cannot be moved there."))


def _make_room(row: list[Element], at: int) -> int:
    """Move the fewest neighbours after a full gap apart, in their order, and say which position is free now.

    The order stays, so nobody is asked to accept anything: what was accepted as it stood is accepted as it stands,
    and states stay. Yet each of them gets a version, made by the system: an edition sorts by the positions in
    accepted versions, and a position that stood in the row alone would come into the next text's version
    unnoticed, on another scale than its neighbours'. A neighbour whose newer text waits keeps the old number in
    its accepted version until that text is accepted; then it may change places with the newcomer in an edition.
    """
    low, last = row[at - 1].position, len(row)
    for end in range(at + 1, last + 1):
        span = row[end].position - low if end < last else (end - at + 2) * POSITION_STEP
        step = span // (end - at + 2)
        if step >= LEAST_ROOM:
            break
    for number, one in enumerate(lock_elements(row[at:end]), start=2):
        _shift(one, low + number * step)
    return low + step


def _shift(element: Element, position: int) -> None:
    """The same place under another number, in nobody's name."""
    before = element.current_version
    element.position = position
    element.place_version += 1
    save_with_history(element, by=None, reason="made room for a neighbour")
    make_version(element, VersionKind.MOVED, by=None, reason=_("Made room for a neighbour: the order is the same."))
    pass_acceptance(element, before)
