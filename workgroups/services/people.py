"""Roles, seats and accounts of people. Only who may manage people changes them; every change leaves a history row."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.core.history import delete_with_history, save_with_history
from klaipeda_plan.notices.services import queue_mail
from workgroups.models import Invitation, Membership, Role, RoleGrant, User, Workgroup
from workgroups.permissions import MANAGING_ROLES, can_manage_people, forget_rights


def require_manager(by: Any) -> None:
    if not can_manage_people(by):
        message = _("You may not keep the list of people.")
        raise NotAllowed(message, who_may=_("The coordinator and the administrator."))


@transaction.atomic
def grant_role(user: User, role: str, *, by: User) -> None:
    """Give a role of the whole portal."""
    require_manager(by)
    if role not in Role.values:
        raise Refused(_("There is no such role."))
    if not add_role(user, role, by=by, reason=_("Role given")):
        raise Refused(_("This person has this role already."))


@transaction.atomic
def revoke_role(user: User, role: str, *, by: User) -> None:
    """Take a role back; the last one who can manage people keeps it."""
    require_manager(by)
    grant = RoleGrant.objects.filter(user=user, role=role).first()
    if grant is None:
        raise Refused(_("This person does not have this role."))
    if role in MANAGING_ROLES:
        _keep_a_manager(without=grant)
    delete_with_history(grant, by=by, reason=_("Role taken back"))
    forget_rights(user)
    open_offers = Invitation.objects.unanswered()
    _withdraw(open_offers.filter(email=user.email, role=role))
    if not can_manage_people(user):
        _withdraw(open_offers.filter(invited_by=user))


@transaction.atomic
def give_seat(user: User, workgroup: Workgroup, *, is_chair: bool, kind: str, by: User) -> None:
    """Seat a person in a group, or change the seat: member or chair, and whom they speak for."""
    require_manager(by)
    if not add_seat(user, workgroup, is_chair=is_chair, kind=kind, by=by, reason=_("Seat given"), replace=True):
        raise Refused(_("Nothing would change: this person has this seat already."))


@transaction.atomic
def take_seat(membership: Membership, *, by: User) -> None:
    """The person leaves the group; what they wrote stays."""
    require_manager(by)
    user = membership.user
    _withdraw(Invitation.objects.unanswered().filter(email=user.email, workgroup=membership.workgroup))
    delete_with_history(membership, by=by, reason=_("Seat taken back"))
    forget_rights(user)


@transaction.atomic
def update_person(user: User, *, full_name: str, organisation: str, by: User) -> None:
    """Mend the name or the organisation."""
    require_manager(by)
    user.full_name, user.organisation = full_name, organisation
    save_with_history(user, by=by, reason=_("Details changed"), update_fields=["full_name", "organisation"])


@transaction.atomic
def deactivate_person(user: User, *, by: User) -> None:
    """Close the account at once: open sessions end, open invitations to it and from it are revoked, what was
    written stays."""
    require_manager(by)
    if user.pk == by.pk:
        raise Refused(_("You cannot switch off your own account."))
    _keep_a_manager(without=user)
    user.is_active = False
    save_with_history(user, by=by, reason=_("Account switched off"), update_fields=["is_active"])
    _withdraw(Invitation.objects.unanswered().filter(Q(email=user.email) | Q(invited_by=user)))
    forget_rights(user)


@transaction.atomic
def activate_person(user: User, *, by: User) -> None:
    """Open a closed account again, with the roles and seats that it had."""
    require_manager(by)
    user.is_active = True
    save_with_history(user, by=by, reason=_("Account switched on"), update_fields=["is_active"])
    forget_rights(user)


@transaction.atomic
def reset_second_factor(user: User, *, by: User) -> None:
    """For a lost phone: the person sets the second factor up again at the next log-in, and gets a letter now."""
    require_manager(by)
    if user.pk == by.pk:
        raise Refused(_("Your own second factor is changed on its own page."))
    if not Authenticator.objects.filter(user=user).delete()[0]:
        raise Refused(_("This person has no second factor."))
    save_with_history(user, by=by, reason=_("Second factor removed"), update_fields=["full_name"])
    queue_mail(user.email, "workgroups/mail/second_factor_reset.txt", {"person": user, "by": by})


def add_role(user: User, role: str, *, by: Any, reason: str) -> bool:
    """The write itself, for this module and the taking up of invitations; False when the role was there."""
    if RoleGrant.objects.filter(user=user, role=role).exists():
        return False
    save_with_history(RoleGrant(user=user, role=role), by=by, reason=reason)
    forget_rights(user)
    return True


def add_seat(
    user: User, workgroup: Workgroup, *, is_chair: bool, kind: str, by: Any, reason: str, replace: bool = False
) -> bool:
    """The write itself. An invitation may raise a member to chair; only `replace` takes something away."""
    seat = Membership.objects.filter(user=user, workgroup=workgroup).first()
    if seat is None:
        seat = Membership(user=user, workgroup=workgroup, is_chair=is_chair, kind=kind)
    else:
        before = (seat.is_chair, seat.kind)
        seat.is_chair = is_chair if replace else seat.is_chair or is_chair
        seat.kind = kind if replace else kind or seat.kind
        if before == (seat.is_chair, seat.kind):
            return False
    save_with_history(seat, by=by, reason=reason)
    forget_rights(user)
    return True


def _keep_a_manager(*, without: User | RoleGrant) -> None:
    """Refuse to leave the portal without anyone who can manage people."""
    grants = RoleGrant.objects.select_for_update().filter(role__in=MANAGING_ROLES, user__is_active=True)
    leaving = {"user": without} if isinstance(without, User) else {"pk": without.pk}
    if not list(grants.exclude(**leaving)) and list(grants.filter(**leaving)):
        raise Refused(_("This is the last person who can manage people: give the role to somebody else first."))


def _withdraw(invitations: QuerySet[Invitation]) -> None:
    """A link must not outlive the right that it would give back, or the right of who sent it."""
    invitations.update(revoked_at=timezone.now())
