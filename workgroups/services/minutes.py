"""What is recorded of a meeting: who was there, and the minutes. Two writers of the minutes lose nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from klaipeda_plan.core.bodies import clean_body
from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.core.history import delete_with_history, save_with_history
from klaipeda_plan.core.merging import MergedBody, Take, merge_bodies
from workgroups import permissions
from workgroups.models import Attendance, AttendanceState, Meeting, User
from workgroups.notifying import tell_meeting
from workgroups.queries import members_of
from workgroups.services.meetings import lock_meeting, mark_held, refuse_cancelled, require_leader


@dataclass(frozen=True)
class Guest:
    """Somebody invited who is not of the group."""

    name: str
    organisation: str
    presence: str


class StaleMinutes(Refused):
    """Somebody saved the same places of the minutes meanwhile; nothing was written.

    `mine` and `theirs` are both texts, `version` guards the stored one, `by` wrote it. `joined` holds both, one
    after the other where they overlap: a start for whoever decides.
    """

    def __init__(self, meeting: Meeting, mine: str, joined: MergedBody) -> None:
        super().__init__(_("Somebody saved the minutes while you were writing."))
        self.mine, self.theirs, self.version = mine, meeting.minutes, meeting.minutes_version
        self.joined = joined.resolve({}, otherwise=Take.BOTH)
        self.by = last_writer(meeting)


@transaction.atomic
def record_attendance(
    meeting: Meeting, presences: Mapping[int, str], guests: Iterable[Guest] = (), *, by: Any
) -> Meeting:  # fmt: skip
    """Who was there: {pk of a member: presence} and the guests. The guests are replaced by those given."""
    meeting = lock_meeting(meeting)
    require_leader(meeting, by=by)
    _require_recordable(meeting)
    people = recorded_people(meeting)
    for pk, presence in presences.items():
        if pk not in people or presence not in AttendanceState.values:
            raise Refused(_("This person does not sit in the group."))
        row = meeting.attendances.filter(user=pk).first() or Attendance(meeting=meeting, user_id=pk)
        if row.presence != presence:
            row.presence = presence
            save_with_history(row, by=by, reason="attendance")
    _write_guests(meeting, [one for one in guests if one.name.strip()], by)
    mark_held(meeting)
    save_with_history(meeting, by=by, reason="attendance recorded")
    return meeting


def recorded_people(meeting: Meeting) -> dict[int, User]:
    """The group's members now, then those who were recorded and have left the group: {pk: person}."""
    people = {one.pk: one for one in members_of(meeting.workgroup)}
    recorded = User.objects.filter(attendances__meeting=meeting).order_by("full_name", "pk")
    return people | {one.pk: one for one in recorded if one.pk not in people}


@transaction.atomic
def save_minutes(meeting: Meeting, body: str, *, base_version: int, by: Any) -> Meeting:
    """Write the minutes over `base_version`, the `minutes_version` that was opened.

    What somebody else saved meanwhile is joined with it; where both wrote in the same place, `StaleMinutes`.
    A body that says nothing new leaves the version as it is.
    """
    meeting = lock_meeting(meeting)
    _require_writer(meeting, by=by)
    _require_recordable(meeting)
    mine, reason = clean_body(body), "minutes"
    if meeting.minutes_version != base_version:
        joined = merge_bodies(_minutes_at(meeting, base_version), mine, meeting.minutes)
        if joined.settled is None:
            raise StaleMinutes(meeting, mine, joined)
        mine, reason = joined.settled, "minutes joined with what was saved meanwhile"
    if mine != meeting.minutes:
        meeting.minutes, meeting.minutes_version = mine, meeting.minutes_version + 1
        save_with_history(meeting, by=by, reason=reason)
    return meeting


@transaction.atomic
def finish_minutes(meeting: Meeting, *, version: int, by: Any) -> Meeting:
    """Close the minutes that were read (`version`): nobody writes in them any more, and the group is told."""
    meeting = lock_meeting(meeting)
    require_leader(meeting, by=by)
    _require_recordable(meeting)
    if meeting.minutes_version != version:
        raise Refused(_("Somebody wrote in the minutes after you opened them. Read them before you close them."))
    if not meeting.minutes:
        raise Refused(_("There are no minutes yet."))
    if not meeting.has_begun:
        raise Refused(_("The meeting has not begun yet."))
    if meeting.minutes_closed:
        return meeting
    meeting.minutes_ready_at = timezone.now()
    mark_held(meeting)
    save_with_history(meeting, by=by, reason="minutes closed")
    tell_meeting(meeting, "minutes", by=by)
    return meeting


@transaction.atomic
def reopen_minutes(meeting: Meeting, *, by: Any, reason: str) -> Meeting:
    """Something must be mended in closed minutes; the reason stays in the history."""
    meeting = lock_meeting(meeting)
    require_leader(meeting, by=by)
    if not reason.strip():
        raise Refused(_("Say why the minutes are opened again."))
    if meeting.minutes_closed:
        meeting.minutes_ready_at = None
        save_with_history(meeting, by=by, reason=f"minutes opened again: {reason.strip()}")
    return meeting


def last_writer(meeting: Meeting) -> User | None:
    """Who saved the newest minutes."""
    saved = meeting.history.filter(minutes_version=meeting.minutes_version).order_by("history_id").first()
    return saved.history_user if saved and meeting.minutes_version else None


def _minutes_at(meeting: Meeting, version: int) -> str | None:
    """The minutes as they were; None when nobody remembers."""
    row = meeting.history.filter(minutes_version=version).order_by("history_id").first()
    return row.minutes if row else None


def _require_writer(meeting: Meeting, *, by: Any) -> None:
    if not permissions.can_keep_minutes(by, meeting):
        raise NotAllowed(_("You may not write these minutes."), who_may=who_may_write())


def who_may_write() -> str:
    return _("Members of the group and the coordinator, until the minutes are closed.")


def _require_recordable(meeting: Meeting) -> None:
    refuse_cancelled(meeting)
    if meeting.minutes_closed:
        raise Refused(_("The minutes are closed. The chair may open them again."))


def _write_guests(meeting: Meeting, guests: list[Guest], by: Any) -> None:
    """Rows in their order: equal ones stay as they are, spare ones go."""
    rows = list(meeting.attendances.filter(user=None))
    for guest, row in zip(guests, [*rows, *[None] * len(guests)], strict=False):
        row = row or Attendance(meeting=meeting)
        told = (guest.name.strip()[:200], guest.organisation.strip()[:200], guest.presence)
        if (row.name, row.organisation, row.presence) != told:
            row.name, row.organisation, row.presence = told
            save_with_history(row, by=by, reason="attendance")
    for row in rows[len(guests) :]:
        delete_with_history(row, by=by, reason="attendance")
