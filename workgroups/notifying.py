"""Whom a group's meeting is told to. Services call these inside their transaction."""

from workgroups.models import Meeting


def tell_meeting(meeting: Meeting, what: str, *, by: object) -> None:
    """`what`: called, changed, cancelled or minutes; told to the group's members."""
