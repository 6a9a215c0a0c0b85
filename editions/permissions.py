"""Who may freeze, publish and read editions."""

from typing import Any

from django.db.models import Q

from editions.models import Edition, EditionKind, EditionQuerySet, EventKind
from klaipeda_plan.core import rights
from plans.permissions import can_read_drafts
from workgroups.permissions import is_coordinator, is_councillor, is_secretary


def can_freeze(user: Any) -> bool:
    """The coordinator; the secretary for a sitting."""
    return is_coordinator(user) or is_secretary(user)


def can_take_unaccepted(user: Any) -> bool:
    """Freeze an element's newest version instead of the accepted one, with a reason."""
    return is_coordinator(user)


def can_freeze_despite_errors(user: Any) -> bool:
    """Freeze an edition for the council although the plan checks find errors, with a reason."""
    return is_coordinator(user)


def can_publish(user: Any) -> bool:
    return is_coordinator(user)


def can_record_for_the_council(user: Any) -> bool:
    """Record at a sitting that the council considers an edition, or what it decided."""
    return is_coordinator(user) or is_secretary(user)


def can_read_council_editions(user: Any) -> bool:
    """Whoever works on the plan, and the councillors."""
    return can_read_drafts(user) or is_councillor(user)


def can_read(user: Any, edition: Edition) -> bool:
    """Everybody the published; the council and the drafting room the frozen; the drafting room its own."""
    return readable_editions(user).filter(pk=edition.pk).exists()


def readable_editions(user: Any) -> EditionQuerySet:
    """The list that agrees with `can_read`."""
    editions = Edition.objects.with_state()
    if can_read_drafts(user):
        return editions
    if is_councillor(user):
        return editions.filter(~Q(kind=EditionKind.WORKING) | Q(publicity=EventKind.PUBLISHED))
    return editions.filter(Q(publicity=EventKind.PUBLISHED))


def can_issue_documents(user: Any) -> bool:
    """Build a council document: the secretary and the coordinator."""
    return is_secretary(user) or is_coordinator(user)


rights.allow("editions.enter", can_read_council_editions)
