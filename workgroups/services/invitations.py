"""Invitations: the only way to an account. The link's secret leaves in the letter; the database keeps its SHA-256."""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, NamedTuple

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.history import save_with_history
from klaipeda_plan.notices.services import queue_mail
from workgroups.models import Invitation, Membership, RoleGrant, User
from workgroups.services.offers import Offer
from workgroups.services.people import add_role, add_seat, require_manager


class Sent(NamedTuple):
    """An invitation and the secret of its link, known only at this moment."""

    invitation: Invitation
    secret: str


class InvitationGone(Refused):
    """The link worked once; `state` says why it does not any more."""

    def __init__(self, message: str, *, state: str) -> None:
        super().__init__(message)
        self.state = state


def invite_person(offer: Offer, *, by: Any) -> Sent:
    """Write the invitation and its letter. `by` is None only for the command of the first coordinator."""
    return invite_list([offer], by=by)[0]


@transaction.atomic
def invite_list(offers: Sequence[Offer], *, by: Any) -> list[Sent]:
    """Invite everyone or, when one of them cannot be invited, nobody."""
    if by is not None:
        require_manager(by)
    known = Known.about(offer.email for offer in offers)
    for offer in offers:
        if reason := known.why_not(offer):
            raise Refused(f"{offer.email}: {reason}" if len(offers) > 1 else reason)
    return [_send(offer, by) for offer in offers]


@transaction.atomic
def resend_invitation(invitation: Invitation, *, by: User) -> Sent:
    """A new letter with a new link and a new term; the old link stops working."""
    require_manager(by)
    if not User.objects.filter(email=invitation.email, is_active=False).exists():
        secret, fresh = _new_secret(), _expiry()
        waiting = Invitation.objects.unanswered().filter(pk=invitation.pk)
        if waiting.update(secret_hash=hash_of(secret), expires_at=fresh, invited_by=by):
            invitation.refresh_from_db()
            _queue_letter(invitation, secret)
            return Sent(invitation, secret)
    raise Refused(_("This invitation has been used or revoked: send a new one."))


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: User) -> None:
    """The link stops working."""
    require_manager(by)
    if not Invitation.objects.unanswered().filter(pk=invitation.pk).update(revoked_at=timezone.now()):
        raise Refused(_("This invitation has been used or revoked already."))


def find_invitation(secret: str) -> Invitation | None:
    """The invitation of a link, in whatever state."""
    found = Invitation.objects.select_related("workgroup", "invited_by").filter(secret_hash=hash_of(secret))
    return found.first()


def account_of(invitation: Invitation) -> User | None:
    """The account that stands at the invitation's address already."""
    return User.objects.filter(email=invitation.email).first()


@transaction.atomic
def accept_invitation(
    invitation: Invitation, *, full_name: str = "", organisation: str = "", password: str = ""
) -> User:
    """Take the invitation up once: make the account, or add what was offered to the one that is there.

    A new account needs `full_name` and a `password` that the validators let pass (`ValidationError`).
    """
    now = timezone.now()
    if not Invitation.objects.open(now).filter(pk=invitation.pk).update(accepted_at=now):
        invitation.refresh_from_db()
        raise InvitationGone(_("This invitation does not work any more."), state=invitation.state)
    user = account_of(invitation)
    if user is None:
        user = _make_account(invitation.email, full_name, organisation, password, by=invitation.invited_by)
    elif not user.is_active:
        raise InvitationGone(_("This invitation does not work any more."), state="revoked")
    reason = _("Took up an invitation")
    if invitation.role:
        add_role(user, invitation.role, by=invitation.invited_by, reason=reason)
    if invitation.workgroup:
        add_seat(
            user, invitation.workgroup, is_chair=invitation.is_chair, kind=invitation.kind,
            by=invitation.invited_by, reason=reason,
        )  # fmt: skip
    return user


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass
class Known:
    """What the database says of some addresses, read at once for a list of any length."""

    active: dict[str, bool] = field(default_factory=dict)
    roles: set[tuple[str, str]] = field(default_factory=set)
    seats: dict[tuple[str, int], bool] = field(default_factory=dict)
    invited: set[tuple[str, str, int | None]] = field(default_factory=set)

    @classmethod
    def about(cls, emails: Iterable[str]) -> "Known":
        asked = set(emails)
        seats = Membership.objects.filter(user__email__in=asked)
        open_ones = Invitation.objects.open(timezone.now()).filter(email__in=asked)
        return cls(
            active=dict(User.objects.filter(email__in=asked).values_list("email", "is_active")),
            roles=set(RoleGrant.objects.filter(user__email__in=asked).values_list("user__email", "role")),
            seats={
                (email, group): chair
                for email, group, chair in seats.values_list("user__email", "workgroup_id", "is_chair")
            },
            invited=set(open_ones.values_list("email", "role", "workgroup_id")),
        )

    def why_not(self, offer: Offer) -> str | None:
        """Why this person cannot be invited to this; None when nothing is against it."""
        group = offer.workgroup.pk if offer.workgroup else None
        if self.active.get(offer.email) is False:
            return _("The account of this address is switched off: switch it on first.")
        if (offer.email, offer.role, group) in self.invited:
            return _("This address has been invited to this already; its invitation is still open.")
        if self._has_it_all(offer, group):
            return _("This person has this role already.")
        return None

    def _has_it_all(self, offer: Offer, group: int | None) -> bool:
        has_role = not offer.role or (offer.email, offer.role) in self.roles
        seat = self.seats.get((offer.email, group)) if group else None
        has_seat = group is None or (seat is not None and seat >= offer.is_chair)
        return has_role and has_seat


def _send(offer: Offer, by: Any) -> Sent:
    secret = _new_secret()
    invitation = Invitation.objects.create(
        email=offer.email, full_name=offer.full_name, organisation=offer.organisation, role=offer.role,
        workgroup=offer.workgroup, is_chair=offer.is_chair, kind=offer.kind, invited_by=by,
        secret_hash=hash_of(secret), expires_at=_expiry(),
    )  # fmt: skip
    _queue_letter(invitation, secret)
    return Sent(invitation, secret)


def _queue_letter(invitation: Invitation, secret: str) -> None:
    queue_mail(invitation.email, "workgroups/mail/invitation.txt", {"invitation": invitation, "secret": secret})


def _make_account(email: str, full_name: str, organisation: str, password: str, *, by: Any) -> User:
    user = User(email=email, full_name=full_name.strip(), organisation=organisation.strip())
    validate_password(password, user)
    user.set_password(password)
    save_with_history(user, by=by, reason=_("Took up an invitation"))
    # The letter came to this address, so it is proved.
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def _new_secret() -> str:
    return secrets.token_urlsafe(32)


def _expiry() -> Any:
    return timezone.now() + timedelta(days=settings.INVITATION_DAYS)
