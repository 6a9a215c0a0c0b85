"""Lists of people for those who keep them, and of the meetings that a person may read."""

import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from workgroups.models import Attendance, Invitation, Meeting, Membership, User, Workgroup
from workgroups.permissions import chaired_ids_of, group_ids_of, is_coordinator, readable_meetings


def find_people(*, text: str = "", role: str = "", group: int | None = None) -> QuerySet[User]:
    """People whose name, address or organisation holds `text`, in alphabetical order, with roles and seats.

    Each has `has_second_factor` besides.
    """
    people = User.objects.filter(_holds(text, "full_name", "email", "organisation"))
    if role:
        people = people.filter(grants__role=role)
    if group:
        people = people.filter(memberships__workgroup=group)
    seats = Membership.objects.select_related("workgroup").order_by("workgroup__position", "pk")
    totp = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    return (
        people.annotate(has_second_factor=Exists(totp))
        .prefetch_related("grants", Prefetch("memberships", seats))
        .order_by("full_name", "pk")
    )


def find_invitations(*, text: str = "") -> QuerySet[Invitation]:
    """Invitations that wait for an answer, newest first; the expired among them."""
    waiting = Invitation.objects.unanswered().filter(_holds(text, "full_name", "email", "organisation"))
    return waiting.select_related("workgroup", "invited_by").order_by("-created_at", "-pk")


def upcoming_meetings(user: Any, *, limit: int = 5) -> list[Meeting]:
    """The nearest meetings of this person's own groups, with the group; of all groups for who sits in none.

    One query, or two. The page of one is `meetings:meeting` with its `uid`, the whole list `meetings:upcoming`.
    """
    own = group_ids_of(user)
    meetings = readable_meetings(user).upcoming(timezone.now()).select_related("workgroup").defer("minutes")
    if own:
        meetings = meetings.filter(workgroup__in=own)
    return list(meetings[:limit])


def meetings_in_month(user: Any, first: datetime.date) -> QuerySet[Meeting]:
    """What begins in the month of `first` by the clocks of the portal's place."""
    after = (first + datetime.timedelta(days=32)).replace(day=1)
    start, end = (
        timezone.make_aware(datetime.datetime.combine(day, datetime.time.min)) for day in (first.replace(day=1), after)
    )
    return readable_meetings(user).between(start, end).select_related("workgroup").defer("minutes")


def groups_to_call(user: Any) -> QuerySet[Workgroup]:
    """The groups whose meetings this person calls (`workgroups.permissions.can_call_meetings`)."""
    return Workgroup.objects.all() if is_coordinator(user) else Workgroup.objects.filter(pk__in=chaired_ids_of(user))


def members_of(workgroup: Workgroup) -> QuerySet[User]:
    """The active members of a group, in alphabetical order."""
    return User.objects.filter(is_active=True, memberships__workgroup=workgroup).order_by("full_name", "pk")


def attendances_of(meeting: Meeting) -> QuerySet[Attendance]:
    """Who was recorded: members by name, then guests in the order in which they were entered."""
    by_name = F("user__full_name").asc(nulls_last=True)
    return Attendance.objects.filter(meeting=meeting).select_related("user").order_by(by_name, "pk")


def _holds(text: str, *fields: str) -> Q:
    """Any field holds the text. SQLite folds only Latin letters without accents, so other cases are asked too."""
    text = text.strip()
    if not text:
        return Q()
    forms = {text, text.lower(), text.upper(), text.title()}
    return Q(*[(f"{field}__icontains", form) for field in fields for form in forms], _connector=Q.OR)
