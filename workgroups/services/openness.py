"""What of the groups becomes public: names with consent, announced meetings, minutes as a frozen copy."""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from klaipeda_plan.core.bodies import plain_text
from klaipeda_plan.core.canonical import canonical_json, digest_of
from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.core.figures import readdress_pictures
from klaipeda_plan.core.history import save_with_history
from workgroups import permissions
from workgroups.listeners import tell_of_minutes
from workgroups.models import AttendanceState, Meeting, NameConsent, PublishedMinutes, User
from workgroups.services.meetings import lock_meeting, refuse_cancelled

WAS_THERE = (AttendanceState.PRESENT, AttendanceState.REMOTE)


@transaction.atomic
def give_consent(*, by: User) -> NameConsent:
    """The person agrees to be named beside the groups that they sit in."""
    return _consent(by, by=by, how="")


@transaction.atomic
def record_consent(user: User, how: str, *, by: Any) -> NameConsent:
    """A consent given elsewhere, for example on paper; `how` says where it is kept."""
    if not permissions.can_manage_people(by):
        raise NotAllowed(_("You may not keep the list of people."), who_may=_("The coordinator and the administrator."))
    if not how.strip():
        raise Refused(_("Say how the consent was given: a paper, a letter, and where it is kept."))
    return _consent(user, by=by, how=how.strip()[:300])


@transaction.atomic
def withdraw_consent(user: User, *, by: Any) -> bool:
    """The person's name leaves the public pages at once; the person themselves and who keeps people may. False when
    there was no consent."""
    if by != user and not permissions.can_manage_people(by):
        raise NotAllowed(_("You may not keep the list of people."), who_may=_("The coordinator and the administrator."))
    standing = NameConsent.objects.standing().filter(user=user)
    return standing.update(withdrawn_at=timezone.now(), withdrawn_by=by) > 0


def _consent(user: User, *, by: Any, how: str) -> NameConsent:
    """One stands at a time: the person's row keeps two at once apart."""
    User.objects.select_for_update().get(pk=user.pk)
    standing = NameConsent.objects.standing().filter(user=user).first()
    return standing or NameConsent.objects.create(user=user, recorded_by=by, how=how)


@transaction.atomic
def announce_meeting(meeting: Meeting, *, by: Any) -> Meeting:
    """Everybody may know of it: title, time, place and agenda. Its link and its note stay the group's."""
    meeting = _to_publish(meeting, by)
    if meeting.announced_at is None:
        meeting.announced_at = timezone.now()
        save_with_history(meeting, by=by, reason="announced")
    return meeting


@transaction.atomic
def hide_meeting(meeting: Meeting, *, by: Any) -> Meeting:
    """Nobody outside learns of it any more; minutes that are published must be taken back before."""
    meeting = _to_publish(meeting, by)
    if meeting.published.filter(withdrawn_at=None).exists():
        raise Refused(_("Its minutes are published: take them back first."))
    if meeting.announced_at is not None:
        meeting.announced_at = None
        save_with_history(meeting, by=by, reason="no longer announced")
    return meeting


@transaction.atomic
def publish_minutes(
    meeting: Meeting, *, version: int, reason: str = "", with_names: bool = False, by: Any
) -> PublishedMinutes:  # fmt: skip
    """A frozen copy of the closed minutes that were read (`version`). An earlier copy is replaced; `reason` says why.

    Nothing around the text names anybody; of the text itself `with_names` says that the names in it, of people who
    did not agree to be named, were seen and may stay.
    """
    meeting = _to_publish(meeting, by)
    refuse_cancelled(meeting)
    if not meeting.minutes_closed:
        raise Refused(_("The minutes are not closed yet: the chair closes them when the group agrees."))
    if meeting.minutes_version != version:
        raise Refused(_("Somebody wrote in the minutes after you opened them. Read them before you publish them."))
    body, content = what_would_be_published(meeting)
    if (names := names_without_consent(meeting)) and not with_names:
        raise Refused(_("The text names people who did not agree to it: %(names)s.") % {"names": ", ".join(names)})
    digest = digest_of(canonical_json({"body": body, "content": content}))
    standing = meeting.published.filter(withdrawn_at=None).first()
    if standing and standing.digest == digest:
        raise Refused(_("These very minutes are published already."))
    if standing and not reason.strip():
        raise Refused(_("Say what was mended: earlier minutes of this meeting are published already."))
    if standing:
        _take_back(standing, reason, by)
    announce_meeting(meeting, by=by)
    number = meeting.published.count() + 1
    copy = PublishedMinutes.objects.create(
        meeting=meeting, number=number, body=body, content=content, digest=digest, published_by=by
    )
    tell_of_minutes(copy.pk)
    return copy


@transaction.atomic
def withdraw_minutes(meeting: Meeting, *, reason: str, by: Any) -> PublishedMinutes:
    """Nobody outside reads them any more; the copy and the reason stay in the room."""
    meeting = _to_publish(meeting, by)
    standing = meeting.published.filter(withdrawn_at=None).first()
    if standing is None:
        raise Refused(_("The minutes are not published."))
    if not reason.strip():
        raise Refused(_("Say why the minutes are taken back."))
    return _take_back(standing, reason, by)


def who_may_publish() -> str:
    return _("The coordinator.")


def _to_publish(meeting: Meeting, by: Any) -> Meeting:
    if not permissions.can_publish_meetings(by):
        raise NotAllowed(_("You do not publish what the groups do."), who_may=who_may_publish())
    return lock_meeting(meeting)


def _take_back(copy: PublishedMinutes, reason: str, by: Any) -> PublishedMinutes:
    copy.withdrawn_at, copy.withdrawn_by, copy.reason = timezone.now(), by, reason.strip()[:300]
    copy.save(update_fields=["withdrawn_at", "withdrawn_by", "reason"])
    tell_of_minutes(copy.pk)
    return copy


def what_would_be_published(meeting: Meeting) -> tuple[str, dict[str, Any]]:
    """The text without pictures, which are the room's, and what stands around it."""
    return readdress_pictures(meeting.minutes, lambda _address: None), _content(meeting)


def names_without_consent(meeting: Meeting) -> list[str]:
    """Names of the group's people and of the meeting's guests that stand in the text or in a decision, though those
    people did not agree to be named."""
    body, content = what_would_be_published(meeting)
    words = " ".join([plain_text(body), *content["decisions"], *content["agenda"], content["title"]]).casefold()
    people = User.objects.filter(Q(memberships__workgroup=meeting.workgroup_id) | Q(attendances__meeting=meeting))
    agreed = NameConsent.objects.standing().values("user")
    names = set(people.exclude(pk__in=agreed).values_list("full_name", flat=True))
    names |= set(meeting.attendances.filter(user=None).values_list("name", flat=True))
    return sorted(name for name in names if name.strip() and name.casefold() in words)


def _content(meeting: Meeting) -> dict[str, Any]:
    """What stands around the text: no names of people, no notes, no links."""
    present = list(meeting.attendances.filter(presence__in=WAS_THERE).select_related("user"))
    organisations = {one.user.organisation if one.user else one.organisation for one in present}
    return {
        "group": meeting.workgroup.slug,
        "title": meeting.title,
        "date": timezone.localdate(meeting.starts_at).isoformat(),
        "place": meeting.place,
        "agenda": [item.title for item in meeting.agenda.all()],
        "decisions": [decision.text for decision in meeting.decisions.order_by("pk")],
        "present": len(present),
        "organisations": sorted(name for name in organisations if name),
    }
