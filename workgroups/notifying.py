"""Whom a group's meeting is told to. Services call these inside their transaction."""

from klaipeda_plan.notices.services import notify
from workgroups.models import Meeting, User

# What happened → the kind of notice, and what tells one happening from the next.
KINDS = {
    "called": ("meeting_called", "called"),
    "changed": ("meeting_changed", "changed-{0.sequence}"),
    "cancelled": ("meeting_cancelled", "cancelled-{0.sequence}"),
    "minutes": ("minutes_ready", "minutes-{0.minutes_version}"),
}


def tell_meeting(meeting: Meeting, what: str, *, by: object) -> None:
    """`what`: called, changed, cancelled or minutes; told to the group's members."""
    kind, event = KINDS[what]
    notify(
        User.objects.filter(is_active=True, memberships__workgroup=meeting.workgroup_id), kind,
        key=f"meeting-{meeting.pk}-{event.format(meeting)}", area=meeting.workgroup.slug, by=by,
        data={"meeting": meeting.pk},
    )  # fmt: skip
