"""What the public may know of the working groups besides the plan: who sits in them, when they meet, their minutes."""

import datetime
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils import timezone

from plans.organisation_names import in_alphabet
from workgroups.models import Meeting, MemberKind, Membership, NameConsent, PublishedMinutes, Workgroup
from workgroups.models.meeting import MeetingQuerySet, MeetingState


@dataclass(frozen=True)
class Named:
    """A member who agreed to be named."""

    name: str
    organisation: str
    is_chair: bool


@dataclass
class Members:
    """Who sits in a group: organisations in alphabetical order, people only with a consent that stands."""

    count: int = 0
    organisations: list[str] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    kinds: list[tuple[str, int]] = field(default_factory=list)


def members_of_group(group: Workgroup) -> Members:
    """One query. A closed account sits in no group, and its name is nobody's."""
    standing = NameConsent.objects.standing().filter(user=OuterRef("user"))
    rows = (
        Membership.objects.filter(workgroup=group, user__is_active=True)
        .select_related("user").annotate(is_named=Exists(standing)).order_by("-is_chair", "user__full_name", "pk")
    )  # fmt: skip
    seats = list(rows)
    kinds = Counter(seat.kind for seat in seats if seat.kind)
    return Members(
        count=len(seats),
        organisations=sorted({seat.user.organisation for seat in seats if seat.user.organisation}, key=in_alphabet),
        named=[Named(seat.user.full_name, seat.user.organisation, seat.is_chair) for seat in seats if seat.is_named],
        kinds=[(str(kind.label), kinds[kind]) for kind in MemberKind if kind in kinds],
    )


def public_meetings(group: Workgroup | None = None) -> MeetingQuerySet:
    """Announced ones, each with `shown_minutes`: the published copy, or nothing."""
    copies = Prefetch("published", PublishedMinutes.objects.filter(withdrawn_at=None), to_attr="shown_minutes")
    rows = Meeting.objects.filter(announced_at__isnull=False).select_related("workgroup").defer("minutes")
    rows = rows.prefetch_related(copies)
    return rows.filter(workgroup=group) if group else rows


def coming_meetings(group: Workgroup | None = None) -> list[Meeting]:
    """Not over, called off ones among them, the nearest first."""
    return list(public_meetings(group).filter(ends_at__gt=timezone.now()).order_by("starts_at", "pk"))


def past_meetings(group: Workgroup) -> list[Meeting]:
    """The latest first."""
    return list(public_meetings(group).filter(ends_at__lte=timezone.now()).order_by("-starts_at", "-pk"))


def called_between(since: datetime.datetime, until: datetime.datetime) -> list[Meeting]:
    """Meetings to come that became public in this time, and known ones called off in it; the nearest first."""
    called = Q(announced_at__gt=since, announced_at__lte=until) & ~Q(state=MeetingState.CANCELLED)
    off = Q(announced_at__lte=since, at__gt=since, at__lte=until, state=MeetingState.CANCELLED)
    rows = Meeting.objects.filter(called | off, ends_at__gt=until).select_related("workgroup").defer("minutes")
    return list(rows.order_by("starts_at", "pk"))


def minutes_between(since: datetime.datetime, until: datetime.datetime) -> list[PublishedMinutes]:
    """Minutes that became public in this time and are so now, the oldest first."""
    rows = PublishedMinutes.objects.public().filter(published_at__gt=since, published_at__lte=until)
    rows = rows.select_related("meeting__workgroup").defer("body", "meeting__minutes")
    return list(rows.order_by("published_at", "pk"))


def changes_of_minutes(meeting: Meeting) -> list[PublishedMinutes]:
    """Every publication of a meeting's minutes, the newest first, without the texts of those that were taken back."""
    return list(PublishedMinutes.objects.filter(meeting=meeting).defer("body", "content").order_by("-number"))
