"""Working copies: what somebody types is kept on the server until it is saved. No history, no versions.

There is one copy for an element and a person. A form that writes into it has its sign, `pen`, and names the copy
that it was opened on (`copy_seen`): a form that stands open in another window never overwrites it unseen.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from klaipeda_plan.core.errors import NotAllowed, Refused
from plans import permissions
from plans.models import Element, WorkingCopy

LARGEST_COPY = 2_000_000  # characters of all texts of a form together
BOOKKEEPING = ("pen", "copy_seen", "base_version", "base_number", "joined_since")


class TooLarge(Refused):
    """More than a working copy takes; the text stays where it was typed."""


class WrittenElsewhere(Refused):
    """The copy holds another text of the same person, from another window or device. `copy` is that one."""

    def __init__(self, copy: WorkingCopy) -> None:
        super().__init__(_("Another window or device of yours holds another unsaved text of this element."))
        self.copy = copy


@transaction.atomic
def keep_copy(element: Element, typed: Mapping[str, str], *, by: Any) -> WorkingCopy:
    """Keep the typed texts of a form, in the place of what the same form kept before.

    A removed element keeps texts as well: it may be brought back, and nobody should lose a morning over it.
    """
    if not permissions.can_edit(by, element):
        raise NotAllowed(
            _("You may not write in this element any more."),
            who_may=_("Members of the owning group and the coordinator."),
        )
    if sum(map(len, typed.values())) > LARGEST_COPY:
        raise TooLarge(_("The text is too long to be kept on the server."))
    kept: dict[str, Any] = {"data": dict(typed), "base_version": _whole(typed.get("base_version", ""))}
    copy, created = WorkingCopy.objects.select_for_update().get_or_create(element=element, user=by, defaults=kept)
    if not created:
        if not _continues(copy, typed):
            raise WrittenElsewhere(copy)
        copy.data, copy.base_version = kept["data"], kept["base_version"]
        copy.save()
    return copy


def drop_copy(element: Element, typed: Mapping[str, str], *, by: Any) -> bool:
    """The texts of this form are saved or given up; says whether the copy was theirs. One that another window
    wrote meanwhile stays."""
    copy = copy_of(element, by)
    if copy is None or not _continues(copy, typed):
        return False
    WorkingCopy.objects.filter(pk=copy.pk).delete()
    return True


def copy_of(element: Element, user: Any) -> WorkingCopy | None:
    """What this person has not saved yet in the element."""
    return WorkingCopy.objects.filter(element=element, user=user).first()


def copies_of(user: Any) -> QuerySet[WorkingCopy]:
    """Everything that this person has not saved yet, newest first."""
    return WorkingCopy.objects.filter(user=user).select_related("element").defer("data").order_by("-updated_at")


def sign_of(copy: WorkingCopy) -> str:
    """Names this state of the copy, for `copy_seen`."""
    return copy.updated_at.isoformat()


def texts_of_copy(typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed, without what the form carries along for itself."""
    return {name: text for name, text in typed.items() if name not in BOOKKEEPING}


def _continues(copy: WorkingCopy, typed: Mapping[str, str]) -> bool:
    """The same form wrote the copy, or this one was opened on it, or both hold the same."""
    pen, seen = typed.get("pen"), typed.get("copy_seen")
    if pen and copy.data.get("pen") == pen:
        return True
    return seen == sign_of(copy) or texts_of_copy(copy.data) == texts_of_copy(typed)


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
