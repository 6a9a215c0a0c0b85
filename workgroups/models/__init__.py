from workgroups.models.meeting import (
    AgendaItem,
    Attendance,
    AttendanceState,
    CalendarFeed,
    Decision,
    Meeting,
    MeetingState,
)
from workgroups.models.openness import NameConsent, PublishedMinutes
from workgroups.models.people import (
    Invitation,
    InvitationQuerySet,
    MemberKind,
    Membership,
    Role,
    RoleGrant,
    Topic,
    User,
    UserManager,
    Workgroup,
)

__all__ = [
    "AgendaItem",
    "Attendance",
    "AttendanceState",
    "CalendarFeed",
    "Decision",
    "Invitation",
    "InvitationQuerySet",
    "Meeting",
    "MeetingState",
    "MemberKind",
    "Membership",
    "NameConsent",
    "PublishedMinutes",
    "Role",
    "RoleGrant",
    "Topic",
    "User",
    "UserManager",
    "Workgroup",
]
