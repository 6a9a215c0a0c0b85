"""Meetings of the working groups: called, changed, cancelled. Only here is the time of a meeting written."""

import datetime
from dataclasses import dataclass, fields
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.core.history import save_with_history
from workgroups import permissions
from workgroups.models import Meeting, MeetingState, Workgroup
from workgroups.notifying import tell_meeting


@dataclass(frozen=True)
class MeetingFacts:
    """What a call says: when (aware), where, and what for. A place, an address for taking part remotely, or both."""

    title: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    place: str = ""
    link: str = ""
    note: str = ""


@transaction.atomic
def call_meeting(workgroup: Workgroup, facts: MeetingFacts, *, by: Any) -> Meeting:
    """A new meeting of the group; its members are told."""
    if not permissions.can_call_meetings(by, workgroup):
        raise NotAllowed(_("You may not call meetings of this group."), who_may=who_may_lead())
    meeting = Meeting(workgroup=workgroup, by=by)
    _write(meeting, facts)
    save_with_history(meeting, by=by, reason="called")
    tell_meeting(meeting, "called", by=by)
    return meeting


@transaction.atomic
def change_meeting(meeting: Meeting, facts: MeetingFacts, *, by: Any, reason: str = "") -> Meeting:
    """Another time, place or title; the members are told. Equal facts change nothing."""
    meeting = lock_meeting(meeting)
    require_leader(meeting, by=by)
    refuse_cancelled(meeting)
    if meeting.minutes_closed:
        raise Refused(_("The minutes are closed: open them again before you change the meeting."))
    before = [getattr(meeting, one.name) for one in fields(facts)]
    _write(meeting, facts)
    if before == [getattr(meeting, one.name) for one in fields(facts)]:
        return meeting
    _count_change(meeting, by)
    save_with_history(meeting, by=by, reason=reason.strip() or "changed")
    tell_meeting(meeting, "changed", by=by)
    return meeting


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: Any, reason: str) -> Meeting:
    """The meeting will not be; it stays in the list and in calendars, called off, with the reason."""
    meeting = lock_meeting(meeting)
    require_leader(meeting, by=by)
    refuse_cancelled(meeting)
    if meeting.state == MeetingState.HELD:
        raise Refused(_("The meeting has been held: it cannot be cancelled any more."))
    if not reason.strip():
        raise Refused(_("Say why the meeting is cancelled."))
    meeting.state, meeting.reason = MeetingState.CANCELLED, reason.strip()[:300]
    _count_change(meeting, by)
    save_with_history(meeting, by=by, reason=f"cancelled: {meeting.reason}")
    tell_meeting(meeting, "cancelled", by=by)
    return meeting


def mark_held(meeting: Meeting) -> None:
    """What is recorded of a meeting that has begun says that it was held. The caller has locked it and saves it."""
    if meeting.state == MeetingState.PLANNED and meeting.has_begun:
        meeting.state = MeetingState.HELD


def lock_meeting(meeting: Meeting) -> Meeting:
    """The meeting's row, fresh and locked until the transaction ends."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("workgroup").get(pk=meeting.pk)


def require_leader(meeting: Meeting, *, by: Any) -> None:
    if not permissions.can_lead_meeting(by, meeting):
        raise NotAllowed(_("You do not lead meetings of this group."), who_may=who_may_lead())


def refuse_cancelled(meeting: Meeting) -> None:
    if meeting.is_cancelled:
        raise Refused(_("The meeting is cancelled."))


def who_may_lead() -> str:
    return _("The chair of the group and the coordinator.")


def _write(meeting: Meeting, facts: MeetingFacts) -> None:
    if not facts.title.strip():
        raise Refused(_("Name the meeting."))
    if facts.ends_at <= facts.starts_at:
        raise Refused(_("The meeting ends before it begins."))
    if not (facts.place.strip() or facts.link.strip()):
        raise Refused(_("Say where the meeting is: a place, a link, or both."))
    for one in fields(facts):
        value = getattr(facts, one.name)
        setattr(meeting, one.name, value.strip() if isinstance(value, str) else value)


def _count_change(meeting: Meeting, by: Any) -> None:
    """Calendars take the meeting with the highest number for the newest."""
    meeting.sequence += 1
    meeting.by, meeting.at = by, timezone.now()
