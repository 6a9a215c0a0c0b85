"""The way of an element: draft → ready → submitted → accepted, or returned with a reason → draft.

This module owns `Element.state` and `accepted_version`; nobody else assigns them.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.core.history import save_with_history
from plans import permissions
from plans.models import Element, ReviewStep, State

# Who may do which step from where; anything else is refused.
STEPS: dict[State, frozenset[str]] = {
    State.READY: frozenset({State.DRAFT, State.RETURNED}),
    State.SUBMITTED: frozenset({State.READY, State.DRAFT, State.RETURNED}),
    State.ACCEPTED: frozenset({State.SUBMITTED}),
    State.RETURNED: frozenset({State.SUBMITTED}),
}


@transaction.atomic
def mark_ready(element: Element, *, by: Any) -> Element:
    """A member says that the element is finished."""
    element = lock_element(element)
    if not permissions.can_edit(by, element):
        raise NotAllowed(_("This element belongs to another group."), who_may=_("Members of the owning group."))
    return _step(element, State.READY, by=by)


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

    Refuses the whole list when one of them is not the chair's.
    """
    submitted = []
    for element in elements:
        element = lock_element(element)
        if not permissions.can_submit(by, element):
            raise NotAllowed(
                _("Only the group's chair submits its elements."), who_may=_("The chair of the owning group.")
            )
        if element.state in STEPS[State.SUBMITTED] and element.waits_for_acceptance:
            submitted.append(_step(element, State.SUBMITTED, by=by, reason=message))
    return submitted


@transaction.atomic
def accept_element(element: Element, *, version_id: int, by: Any, reason: str = "") -> Element:
    """A reviewer accepts exactly the version that was read: `version_id` must still be the newest."""
    element = _lock_for_review(element, version_id, by=by)
    element.accepted_version = element.current_version
    return _step(element, State.ACCEPTED, by=by, reason=reason)


@transaction.atomic
def return_element(element: Element, *, version_id: int, by: Any, reason: str) -> Element:
    """A reviewer sends the element back; the reason is required and reaches the group."""
    if not reason.strip():
        raise Refused(_("Say why the element is returned."))
    element = _lock_for_review(element, version_id, by=by)
    return _step(element, State.RETURNED, by=by, reason=reason)


def reopen(element: Element, *, by: Any) -> None:
    """After a write: whatever was ready, submitted, accepted or returned is a draft again.

    The caller holds the element locked. The accepted version stays what the council's edition takes.
    """
    if element.state != State.DRAFT:
        _step(element, State.DRAFT, by=by)


def lock_element(element: Element) -> Element:
    """The element's row, fresh and locked until the transaction ends."""
    return (
        Element.objects.select_for_update(of=("self",))
        .select_related("parent", "workgroup", "current_version", "plan")
        .get(pk=element.pk)
    )


def _lock_for_review(element: Element, version_id: int, *, by: Any) -> Element:
    if not permissions.can_review(by):
        raise NotAllowed(_("You do not review."), who_may=_("Consultants and coordinators."))
    element = lock_element(element)
    if element.current_version_id != version_id:
        raise Refused(_("The element was changed after you opened it. Read the newest version first."))
    return element


def _step(element: Element, to: State, *, by: Any, reason: str = "") -> Element:
    if to != State.DRAFT and element.state not in STEPS[to]:
        message = _("An element that is “%(state)s” cannot become “%(to)s”.")
        raise Refused(message % {"state": element.get_state_display(), "to": to.label})
    if element.current_version is None:
        raise Refused(_("The element has no version yet."))
    before, element.state = element.state, to
    save_with_history(element, by=by, reason=reason or f"{before} → {to}")
    ReviewStep.objects.create(
        element=element, version=element.current_version, from_state=before, to_state=to, reason=reason, by=by
    )
    return element
