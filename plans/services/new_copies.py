"""What somebody types in the form of a new element is kept on the server until it is added.

Each form has its own copy, named by the form's sign, `pen`; a form that was opened on a copy names it by `copy_seen`
and goes on in it. No two forms ever write into one copy unseen.
"""

import datetime
import re
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from klaipeda_plan.core.errors import NotAllowed, Refused
from plans import permissions
from plans.models import Element, NewCopy, Plan
from plans.services.copies import LARGEST_COPY, TooLarge

# A new form brings these along before anybody types.
BROUGHT_ALONG = re.compile(
    r"pen|copy_seen|workgroup|horizontal|detail-stage|indicators-\d+-(decimals|direction|.*_period)"
)
TAG = re.compile(r"<(?!img)[^>]*>|&nbsp;|\s")


DONE_FOR = datetime.timedelta(days=1)  # how long a form that is done is remembered


class AlreadyDone(Refused):
    """The element of this form is added already, or the text was given up: it arrives too late."""


@transaction.atomic
def keep_new_copy(
    plan: Plan, kind: str, parent: Element | None, typed: Mapping[str, str], *, by: Any
) -> NewCopy | None:
    """Keep what the form holds; None where everything in it was erased, and so was the copy."""
    if not permissions.can_add_under(by, parent):
        raise NotAllowed(_("You may not add here."), who_may=_("Members of the owning group and the coordinator."))
    if sum(map(len, typed.values())) > LARGEST_COPY:
        raise TooLarge(_("The text is too long to be kept on the server."))
    if not typed.get("pen"):
        raise Refused(_("The form is not known. Open it anew."))
    copy = _copy_behind(typed, by=by)
    if copy is not None and copy.is_done:
        raise AlreadyDone(_("The element is added already."))
    if not says_something(typed):
        if copy is not None:
            copy.delete()
        return None
    copy = copy or NewCopy(user=by)
    copy.plan, copy.kind, copy.parent = plan, kind, parent
    copy.pen, copy.data = typed["pen"][:32], dict(typed)
    copy.save()
    return copy


@transaction.atomic
def drop_new_copy(plan: Plan, kind: str, typed: Mapping[str, str], *, by: Any) -> None:
    """The element is added or given up. A text of this form that is still on its way is not kept any more."""
    pen = typed.get("pen", "")[:32]
    copy = _copy_behind(typed, by=by)
    if pen:
        copy = copy or NewCopy(user=by, plan=plan, kind=kind)
        copy.pen, copy.data, copy.is_done = pen, {}, True
        copy.save()
    elif copy is not None:
        copy.delete()
    NewCopy.objects.filter(user=by, is_done=True, updated_at__lt=timezone.now() - DONE_FOR).delete()


def new_copies_at(plan: Plan, kind: str, parent: Element | None, user: Any) -> QuerySet[NewCopy]:
    """What this person has begun in one place, the newest first."""
    return new_copies_of(user).filter(plan=plan, kind=kind, parent=parent)


def new_copies_of(user: Any) -> QuerySet[NewCopy]:
    """Every new element that this person has begun, the newest first."""
    return NewCopy.objects.filter(user=user, is_done=False).order_by("-updated_at", "-pk")


def sign_of_new(copy: NewCopy) -> str:
    """Names this state of the copy, for `copy_seen`."""
    return f"{copy.pk}@{copy.updated_at.isoformat()}"


def says_something(typed: Mapping[str, str]) -> bool:
    """Whether anything was typed besides what a new form brings along."""
    return any(TAG.sub("", text) for name, text in typed.items() if not BROUGHT_ALONG.fullmatch(name))


def _copy_behind(typed: Mapping[str, str], *, by: Any) -> NewCopy | None:
    """The copy that this form wrote, or the one that it was opened on if no other form wrote there since."""
    own = NewCopy.objects.select_for_update().filter(user=by)
    if written := own.filter(pen=typed.get("pen", "")[:32]).first():
        return written
    pk = typed.get("copy_seen", "").partition("@")[0]
    seen = own.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 19 else None
    return seen if seen is not None and sign_of_new(seen) == typed["copy_seen"] else None
