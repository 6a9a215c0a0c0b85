"""What pages of other rooms say of meetings."""

from typing import Any

from django import template

from workgroups.models import Meeting
from workgroups.permissions import can_read_meeting

register = template.Library()


@register.filter
def readable_by(meeting: Meeting, user: Any) -> bool:
    """Whether this person may read the meeting: its title is told to nobody else."""
    return can_read_meeting(user, meeting)
