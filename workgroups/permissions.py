"""Who is who: the roles of a person, and who may keep people. Every other app builds on these."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings

from klaipeda_plan.core import rights
from workgroups.models import Role, User

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


rights.allow("workgroups.manage_people", can_manage_people)
rights.allow("workgroups.enter_admin", can_enter_admin)
for _model in ("user", "workgroup", "membership", "rolegrant"):
    rights.allow(f"workgroups.view_{_model}", can_manage_people)
