"""The way of an element: draft → ready → submitted → accepted, or returned with a reason → draft.

This module owns `Element.state` and `accepted_version`; nobody else assigns them.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.core.history import save_with_history
from plans import notifying, permissions
from plans.models import Element, ElementVersion, ReviewStep, State

# Who may do which step from where; anything else is refused.
STEPS: dict[State, frozenset[str]] = {
    State.READY: frozenset({State.DRAFT, State.RETURNED}),
    State.SUBMITTED: frozenset({State.READY, State.DRAFT, State.RETURNED}),
    State.ACCEPTED: frozenset({State.SUBMITTED}),
    State.RETURNED: frozenset({State.SUBMITTED}),
}


@dataclass(frozen=True)
class Decided:
    """What became of many decisions: elements that were decided on, and those that were not with the reason."""

    done: list[Element] = field(default_factory=list)
    refused: list[tuple[Element, str]] = field(default_factory=list)


@transaction.atomic
def mark_ready(element: Element, *, by: Any) -> Element:
    """A member says that the element is finished."""
    element = lock_element(element)
    if not permissions.can_edit(by, element):
        raise NotAllowed(_("This element belongs to another group."), who_may=_("Members of the owning group."))
    return _step(element, State.READY, by=by).element


@transaction.atomic
def take_back(element: Element, *, by: Any) -> Element:
    """A ready or submitted element becomes a draft again, before the review has ended."""
    element = lock_element(element)
    if not permissions.can_edit(by, element):
        raise NotAllowed(_("This element belongs to another group."), who_may=_("Members of the owning group."))
    if element.state not in (State.READY, State.SUBMITTED):
        raise Refused(_("Only what is ready or submitted can be taken back."))
    reopen(element, by=by)
    return element


@transaction.atomic
def submit_elements(elements: Iterable[Element], *, by: Any, message: str = "") -> list[Element]:
    """The chair hands elements over for review; those that wait for nothing are passed over.

    The message goes to the reviewers with them. Refuses the whole list when one of them is not the chair's.
    """
    steps = []
    for element in lock_elements(elements):
        if not permissions.can_submit(by, element):
            raise NotAllowed(
                _("Only the group's chair submits its elements."), who_may=_("The chair of the owning group.")
            )
        if element.state in STEPS[State.SUBMITTED] and element.waits_for_acceptance:
            steps.append(_step(element, State.SUBMITTED, by=by, reason=message.strip()))
    notifying.tell_steps(steps)
    return [step.element for step in steps]


def accept_element(element: Element, *, version_id: int, by: Any, reason: str = "") -> Element:
    """A reviewer accepts exactly the version that was read: `version_id` must still be the newest."""
    return _only(accept_elements({element.pk: version_id}, by=by, reason=reason))


def return_element(element: Element, *, version_id: int, by: Any, reason: str) -> Element:
    """A reviewer sends the element back; the reason is required and reaches the group."""
    return _only(return_elements({element.pk: version_id}, by=by, reason=reason))


@transaction.atomic
def accept_elements(versions: Mapping[int, int], *, by: Any, reason: str = "") -> Decided:
    """Accept the versions that were read, {element pk: version pk}. One that is not the newest any more, or does
    not wait for review, is refused with the reason; the others are accepted all the same."""
    return _decide(versions, State.ACCEPTED, by=by, reason=reason.strip())


@transaction.atomic
def return_elements(versions: Mapping[int, int], *, by: Any, reason: str) -> Decided:
    """Send many back with one reason; what cannot be returned is refused like in `accept_elements`."""
    if not reason.strip():
        raise Refused(_("Say why the element is returned."))
    return _decide(versions, State.RETURNED, by=by, reason=reason.strip())


def reopen(element: Element, *, by: Any) -> None:
    """After a write: whatever was ready, submitted, accepted or returned is a draft again.

    The caller holds the element locked. The accepted version stays what the council's edition takes.
    """
    if element.state != State.DRAFT:
        _step(element, State.DRAFT, by=by)


def pass_acceptance(element: Element, equal: ElementVersion | None) -> None:
    """The newest version says what the accepted one, `equal`, says: the acceptance goes over to it."""
    if equal is not None and element.accepted_version_id == equal.pk:
        element.accepted_version = element.current_version
        save_with_history(element, by=None, reason="accepted as it stood")


def undo_reopening(element: Element, undone: ElementVersion, *, by: Any) -> None:
    """After an undo: where all stands as before `undone` (the version of a move or a removal), the element is again
    ready, submitted, accepted or returned, as it was. The caller holds it locked.

    The step that reopened it goes, so that the step before it, with its name and its words, is the last one
    again; the audit trail keeps both.
    """
    step = ReviewStep.objects.filter(element=element).first()
    before = ElementVersion.objects.filter(element=element, number=undone.number - 1).first()
    now = element.current_version
    if before is None or now is None or before.digest != now.digest:
        return
    pass_acceptance(element, before)
    if step is None or (step.version_id, step.to_state, element.state) != (undone.pk, State.DRAFT, State.DRAFT):
        return
    if step.from_state == State.ACCEPTED and element.waits_for_acceptance:
        return
    element.state = step.from_state
    save_with_history(element, by=by, reason=f"undone: {element.state}")
    step.delete()


def lock_element(element: Element, *later: str) -> Element:
    """The element's row, fresh and locked until the transaction ends; the columns named `later` are read when asked."""
    Element.objects.select_for_update().values_list("pk").get(pk=element.pk)
    return _fresh().defer(*later).get(pk=element.pk)


def lock_elements(elements: Iterable[Element]) -> list[Element]:
    """The rows, fresh and locked, in the order given."""
    order = [element.pk for element in elements]
    locked = {element.pk: element for element in _locked(order)}
    return [locked[pk] for pk in order if pk in locked]


def _locked(pks: Collection[int]) -> QuerySet[Element]:
    """The rows in the order of their keys, in which they are locked: two lists never wait for each other."""
    list(Element.objects.select_for_update().filter(pk__in=pks).order_by("pk").values_list("pk"))
    return _fresh().filter(pk__in=pks).order_by("pk")


def _fresh() -> QuerySet[Element]:
    """Read by a statement of its own after the lock: PostgreSQL joins a row that it waited for with what stood
    before the wait, and the version that the other has just made would be missing."""
    return Element.objects.select_related("parent", "workgroup", "current_version", "plan")


def _decide(versions: Mapping[int, int], to: State, *, by: Any, reason: str) -> Decided:
    if not permissions.can_review(by):
        raise NotAllowed(_("You do not review."), who_may=_("Consultants and coordinators."))
    decided, steps = Decided(), []
    for element in _locked(versions):
        try:
            if element.current_version_id != versions[element.pk]:
                raise Refused(_("The element was changed after you opened it. Read the newest version first."))
            if to == State.ACCEPTED:
                element.accepted_version = element.current_version
            steps.append(_step(element, to, by=by, reason=reason))
        except Refused as error:
            decided.refused.append((element, str(error)))
        else:
            decided.done.append(element)
    notifying.tell_steps(steps)
    return decided


def _only(decided: Decided) -> Element:
    """The one element, or the refusal."""
    if decided.refused:
        raise Refused(decided.refused[0][1])
    return decided.done[0]


def _step(element: Element, to: State, *, by: Any, reason: str = "") -> ReviewStep:
    if to != State.DRAFT and element.state not in STEPS[to]:
        message = _("An element that is “%(state)s” cannot become “%(to)s”.")
        raise Refused(message % {"state": element.get_state_display(), "to": to.label})
    if element.current_version is None:
        raise Refused(_("The element has no version yet."))
    before, element.state = element.state, to
    save_with_history(element, by=by, reason=reason or f"{before} → {to}")
    return ReviewStep.objects.create(
        element=element, version=element.current_version, from_state=before, to_state=to, reason=reason, by=by
    )
