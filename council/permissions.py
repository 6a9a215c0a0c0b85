"""Who enters the council's room and what they find there."""

from typing import Any

from council.models import Sitting, SittingQuerySet, SittingState
from editions.models import EditionKind, EditionQuerySet, IssuedFile
from editions.permissions import can_issue_documents, readable_editions
from klaipeda_plan.core import rights
from workgroups.permissions import is_consultant, is_coordinator, is_councillor, is_secretary


def can_enter(user: Any) -> bool:
    """The secretary and the coordinator, who prepare documents; councillors and consultants, who read them."""
    return can_issue_documents(user) or is_councillor(user) or is_consultant(user)


def can_build(user: Any) -> bool:
    return can_issue_documents(user)


def council_editions(user: Any) -> EditionQuerySet:
    """Editions that may come before the council, as far as this person may read them."""
    if not can_enter(user):
        return readable_editions(user).none()
    return readable_editions(user).exclude(kind=EditionKind.WORKING)


def can_download(user: Any, file: IssuedFile) -> bool:
    """Who may read every edition that the file shows."""
    shown = {pk for pk in (file.edition_id, file.basis_id) if pk is not None}
    return council_editions(user).filter(pk__in=shown).count() == len(shown)


def can_prepare_sittings(user: Any) -> bool:
    return is_secretary(user)


def readable_sittings(user: Any) -> SittingQuerySet:
    """All for the secretary and the coordinator; convened ones for councillors and consultants."""
    if is_secretary(user) or is_coordinator(user):
        return Sitting.objects.all()
    if is_councillor(user) or is_consultant(user):
        return Sitting.objects.exclude(state=SittingState.PREPARING)
    return Sitting.objects.none()


rights.allow("council.enter", can_enter)
