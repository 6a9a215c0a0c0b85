"""Guest reviewers: links to one branch for people without an account, what they do there, and the log of it.

The link's secret leaves once, on the page of who made it and in the letter; the database keeps its SHA-256.
"""

import datetime
import hashlib
import hmac
import secrets
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.core.history import save_with_history
from klaipeda_plan.notices.services import queue_mail
from plans import notifying, permissions
from plans.models import Element, GuestLink, GuestVisit, Recommendation, Verdict
from plans.services.review import lock_element

LONGEST_DAYS = 180
WRITES_AN_HOUR = 60
LONGEST_REASON = 2000


class Made(NamedTuple):
    """A link and its secret, known only at this moment."""

    link: GuestLink
    secret: str


class Use(TextChoices):
    """What a guest did; `GuestVisit.page` is this, a space, and the place where there is one."""

    BRANCH = "branch", gettext_lazy("read the branch")
    ELEMENT = "element", gettext_lazy("read an element")
    PICTURE = "picture", gettext_lazy("looked at a picture")
    REMARK = "remark", gettext_lazy("wrote a remark")
    ANSWER = "answer", gettext_lazy("answered in a thread")
    RECOMMENDATION = "recommendation", gettext_lazy("recommended")
    NOT_THERE = "not-there", gettext_lazy("asked for something outside the branch")
    CLOSED = "closed", gettext_lazy("came after the link was closed")


WRITES = (Use.REMARK, Use.ANSWER, Use.RECOMMENDATION)


class TooMuch(Refused):
    """More was written in an hour than anybody writes by hand."""


@transaction.atomic
def make_guest_link(
    element: Element, *, name: str, expires_at: datetime.datetime, by: Any, email: str = "", organisation: str = ""
) -> Made:
    """Open the branch for one guest until `expires_at`; the link is mailed when there is an address."""
    element = lock_element(element)
    _require_inviter(element, by=by)
    if element.is_removed:
        raise Refused(_("This element is removed from the draft."))
    secret = _new_secret()
    link = GuestLink(
        element=element, name=_checked_name(name), email=email.strip(), organisation=organisation.strip(),
        secret_digest=digest_of(secret), by=by, expires_at=_checked_end(expires_at),
    )  # fmt: skip
    save_with_history(link, by=by, reason="invited")
    _send(link, secret)
    return Made(link, secret)


@transaction.atomic
def renew_guest_link(link: GuestLink, *, expires_at: datetime.datetime, by: Any) -> Made:
    """A new secret and a new end, also for a link that was closed; the old secret stops working."""
    link = _lock(link)
    _require_inviter(link.element, by=by)
    if link.element.is_removed:
        raise Refused(_("This element is removed from the draft."))
    secret = _new_secret()
    link.secret_digest, link.expires_at = digest_of(secret), _checked_end(expires_at)
    link.revoked_at, link.revoked_by, link.by = None, None, by
    save_with_history(link, by=by, reason="new link")
    _send(link, secret)
    return Made(link, secret)


@transaction.atomic
def revoke_guest_link(link: GuestLink, *, by: Any) -> GuestLink:
    """The link stops working at once; what the guest wrote stays."""
    link = _lock(link)
    _require_inviter(link.element, by=by)
    if link.revoked_at is None:
        link.revoked_at, link.revoked_by = timezone.now(), by
        save_with_history(link, by=by, reason="revoked")
    return link


def find_guest_link(secret: str) -> GuestLink | None:
    """The link of a secret, in whatever state. Found by a digest: how long it takes tells nothing of the secret."""
    digest = digest_of(secret)
    links = GuestLink.objects.select_related("element__plan", "element__parent", "by")
    link = links.filter(secret_digest=digest).first()
    return link if link is not None and hmac.compare_digest(link.secret_digest, digest) else None


def log_visit(link: GuestLink, use: Use, *, address: str | None, place: str = "") -> None:
    """One use of the link. Written before anything else is done, so that refusals are in the log, too."""
    GuestVisit.objects.create(link=link, page=f"{use.value} {place}".strip()[:200], address=address or None)


def require_moderation(link: GuestLink) -> None:
    """Refuses when the log holds more writing of the last hour than a person does. Call it after `log_visit`."""
    since = timezone.now() - datetime.timedelta(hours=1)
    recent = GuestVisit.objects.filter(link=link, at__gt=since)
    written = sum(recent.filter(page__startswith=use.value).count() for use in WRITES)
    if written > WRITES_AN_HOUR:
        raise TooMuch(_("That is very much for one hour. Your text is still in the form: send it later."))


@transaction.atomic
def recommend(link: GuestLink, element: Element, *, version_id: int, verdict: str, text: str = "") -> Recommendation:
    """Recommend to accept or to return exactly the version that was read. A second word on the same version takes
    the place of the first."""
    link, element = _lock(link), lock_element(element)
    if not permissions.guest_can_remark(link, element) or element.is_removed:
        raise NotAllowed(_("Your link does not lead here any more."), who_may=_("Guests with an open link."))
    if element.current_version_id != version_id:
        raise Refused(_("The element was changed after you opened it. Read the newest version first."))
    if element.accepted_version_id == version_id:
        raise Refused(_("This version has been accepted meanwhile."))
    text = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if verdict not in Verdict.values:
        raise Refused(_("Choose what you recommend."))
    if verdict == Verdict.RETURN and not text:
        raise Refused(_("Say why you recommend to return it."))
    if len(text) > LONGEST_REASON:
        raise Refused(_("The text is too long: at most %(count)d signs.") % {"count": LONGEST_REASON})
    Recommendation.objects.filter(link=link, element=element, version=version_id).delete()
    made = Recommendation.objects.create(link=link, element=element, version_id=version_id, verdict=verdict, text=text)
    notifying.tell_recommendation(made)
    return made


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def end_of(day: datetime.date) -> datetime.datetime:
    """The last moment of a day in Vilnius."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(23, 59, 59)))


def _new_secret() -> str:
    return secrets.token_urlsafe(32)


def _lock(link: GuestLink) -> GuestLink:
    links = GuestLink.objects.select_for_update(of=("self",)).select_related("element__plan", "element__parent", "by")
    return links.get(pk=link.pk)


def _require_inviter(element: Element, *, by: Any) -> None:
    if not permissions.can_invite_guest(by, element):
        raise NotAllowed(
            _("You may not show this branch to a guest."),
            who_may=_("The coordinator, and the chair of the owning group."),
        )


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Refused(_("Say who the guest is."))
    return name


def _checked_end(moment: datetime.datetime) -> datetime.datetime:
    now = timezone.now()
    if moment <= now:
        raise Refused(_("Choose a day that is not over yet."))
    if moment > now + datetime.timedelta(days=LONGEST_DAYS + 1):
        raise Refused(_("A link lives at most %(count)d days. It can be renewed.") % {"count": LONGEST_DAYS})
    return moment


def _send(link: GuestLink, secret: str) -> None:
    if link.email:
        queue_mail(link.email, "plans/mail/guest_link.txt", {"link": link, "secret": secret})
