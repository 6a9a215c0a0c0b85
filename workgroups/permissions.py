"""Who is who: the roles of a person, and who may keep people. Every other app builds on these."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

from klaipeda_plan.core import rights
from workgroups.models import Meeting, Role, User, Workgroup
from workgroups.models.meeting import MeetingQuerySet

PUBLISHING_ROLES = frozenset({Role.COORDINATOR, Role.CONSULTANT, Role.SECRETARY, Role.EDITOR, Role.ADMINISTRATOR})

MANAGING_ROLES = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})


def roles_of(user: Any) -> frozenset[str]:
    """Roles of the whole portal; nothing for anonymous and inactive people. One query a request."""
    if not getattr(user, "is_active", False):
        return frozenset()
    if not hasattr(user, "_roles"):
        user._roles = frozenset(user.grants.values_list("role", flat=True))
    roles: frozenset[str] = user._roles
    return roles


def _seats_of(user: Any) -> dict[int, bool]:
    """{workgroup id: is the chair}."""
    if not getattr(user, "is_active", False):
        return {}
    if not hasattr(user, "_seats"):
        user._seats = dict(user.memberships.values_list("workgroup_id", "is_chair"))
    seats: dict[int, bool] = user._seats
    return seats


def forget_rights(user: Any) -> None:
    """After a change of roles or seats: `user` is asked anew."""
    for name in ("_roles", "_seats"):
        vars(user).pop(name, None)


def group_ids_of(user: Any) -> frozenset[int]:
    return frozenset(_seats_of(user))


def chaired_ids_of(user: Any) -> frozenset[int]:
    return frozenset(group for group, chair in _seats_of(user).items() if chair)


def is_member(user: Any) -> bool:
    return bool(_seats_of(user))


def is_consultant(user: Any) -> bool:
    return Role.CONSULTANT in roles_of(user)


def is_coordinator(user: Any) -> bool:
    return Role.COORDINATOR in roles_of(user)


def is_secretary(user: Any) -> bool:
    return Role.SECRETARY in roles_of(user)


def is_councillor(user: Any) -> bool:
    return Role.COUNCILLOR in roles_of(user)


def is_editor(user: Any) -> bool:
    return Role.EDITOR in roles_of(user)


def is_administrator(user: Any) -> bool:
    return Role.ADMINISTRATOR in roles_of(user)


def can_manage_people(user: Any) -> bool:
    """Invite, give roles and seats: the administrator and the coordinator."""
    return bool(roles_of(user) & MANAGING_ROLES)


def can_enter_admin(user: Any) -> bool:
    """The admin is for review, for structure, for what is published about the process, and for accounts."""
    return is_consultant(user) or is_coordinator(user) or is_editor(user) or is_administrator(user)


def needs_second_factor(user: User) -> bool:
    """Whoever can publish, freeze, accept, decide or manage people."""
    return bool(roles_of(user) & PUBLISHING_ROLES)


def lacks_second_factor(user: User) -> bool:
    """Privileged pages stay closed until it is set up (with DEMO it is not asked)."""
    return not settings.DEMO and needs_second_factor(user) and not is_mfa_enabled(user, [Authenticator.Type.TOTP])


def reads_every_groups_meetings(user: Any) -> bool:
    """Consultants, coordinators and the council secretary."""
    return is_consultant(user) or is_coordinator(user) or is_secretary(user)


def can_enter_meetings(user: Any) -> bool:
    """Whoever sits in a group, or reads every group's meetings."""
    return is_member(user) or reads_every_groups_meetings(user)


def can_read_meeting(user: Any, meeting: Meeting) -> bool:
    """Members of the group; others of their groups only."""
    return reads_every_groups_meetings(user) or meeting.workgroup_id in group_ids_of(user)


def readable_meetings(user: Any) -> MeetingQuerySet:
    """The list that `can_read_meeting` describes."""
    if reads_every_groups_meetings(user):
        return Meeting.objects.all()
    return Meeting.objects.filter(workgroup__in=group_ids_of(user))


def can_call_meetings(user: Any, workgroup: Workgroup) -> bool:
    """The group's chair and the coordinator."""
    return is_coordinator(user) or workgroup.pk in chaired_ids_of(user)


def can_lead_meeting(user: Any, meeting: Meeting) -> bool:
    """Time, agenda, attendance, decisions, the end of the minutes: the group's chair and the coordinator."""
    return is_coordinator(user) or meeting.workgroup_id in chaired_ids_of(user)


def can_publish_meetings(user: Any) -> bool:
    """Announce a meeting and publish its minutes: the coordinator, who publishes editions too."""
    return is_coordinator(user)


def can_keep_minutes(user: Any, meeting: Meeting) -> bool:
    """Any member of the group and the coordinator."""
    return is_coordinator(user) or meeting.workgroup_id in group_ids_of(user)


def can_write_minutes(user: Any, meeting: Meeting) -> bool:
    """Who keeps them, until they are closed."""
    return can_keep_minutes(user, meeting) and not (meeting.minutes_closed or meeting.is_cancelled)


rights.allow("workgroups.enter_meetings", can_enter_meetings)
rights.allow("workgroups.manage_people", can_manage_people)
rights.allow("workgroups.enter_admin", can_enter_admin)
for _model in ("user", "workgroup", "membership", "rolegrant"):
    rights.allow(f"workgroups.view_{_model}", can_manage_people)
