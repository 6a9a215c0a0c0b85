"""Meetings for calendar programs (RFC 5545): a person's feed at a secret address, and one meeting as a file.

A feed leaves the portal, so it says when, where and which group, and never what a text of the draft says.
"""

import datetime
import hashlib
import secrets
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Event

from klaipeda_plan.core.calendars import calendar_bytes
from workgroups.models import CalendarFeed, Meeting, User
from workgroups.permissions import readable_meetings
from workgroups.services.invitations import hash_of

REMEMBERED = datetime.timedelta(days=400)
USE_NOTED_EVERY = datetime.timedelta(hours=1)


@transaction.atomic
def make_feed(*, by: User) -> str:
    """A new secret for this person's address; the one before stops working. Told once: only its digest is kept."""
    secret = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(
        user=by, defaults={"secret_digest": hash_of(secret), "at": timezone.now(), "last_used_at": None}
    )
    return secret


@transaction.atomic
def revoke_feed(*, by: User) -> bool:
    """The address of this person stops working; False when there was none."""
    deleted, _by_model = CalendarFeed.objects.filter(user=by).delete()
    return deleted > 0


def find_feed(secret: str) -> CalendarFeed | None:
    """The feed of a secret, if its person may still come in."""
    found = CalendarFeed.objects.select_related("user")
    return found.filter(secret_digest=hash_of(secret), user__is_active=True).first()


def note_use(feed: CalendarFeed) -> None:
    """When a calendar program asked last, to the hour."""
    now = timezone.now()
    if feed.last_used_at is None or now - feed.last_used_at > USE_NOTED_EVERY:
        CalendarFeed.objects.filter(pk=feed.pk).update(last_used_at=now)


def feed_of(user: Any) -> bytes:
    """What this person may read now: meetings of the last year or so, and all to come."""
    meetings = readable_meetings(user).filter(ends_at__gt=timezone.now() - REMEMBERED)
    with translation.override(settings.LANGUAGE_CODE):
        return calendar_of(meetings.select_related("workgroup").defer("minutes"), name=_("Meetings of working groups"))


def calendar_of(meetings: Iterable[Meeting], *, name: str = "") -> bytes:
    """A calendar of these meetings. Equal meetings give equal bytes."""
    return calendar_bytes(map(_event, meetings), name=name)


def etag_of(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def address_of_feed(secret: str) -> str:
    """What a person gives to a calendar program."""
    return settings.SITE_URL + reverse("meetings:feed", args=[secret])


def address_of(meeting: Meeting) -> str:
    """The page of a meeting, as a whole address."""
    return settings.SITE_URL + reverse("meetings:meeting", args=[meeting.uid])


def _event(meeting: Meeting) -> Event:
    page = address_of(meeting)
    event = Event()
    event.add("uid", f"{meeting.uid}")
    event.add("dtstamp", meeting.at.replace(microsecond=0))
    event.add("last-modified", meeting.at.replace(microsecond=0))
    event.add("sequence", meeting.sequence)
    event.add("dtstart", timezone.localtime(meeting.starts_at))
    event.add("dtend", timezone.localtime(meeting.ends_at))
    event.add("summary", meeting.title)
    event.add("location", meeting.place or meeting.link)
    lines = [meeting.workgroup.name]
    if meeting.link:
        lines.append(_("Take part remotely: %(link)s") % {"link": meeting.link})
    lines.append(_("The meeting in the portal: %(page)s") % {"page": page})
    event.add("description", "\n".join(lines))
    event.add("categories", [meeting.workgroup.name])
    event.add("url", page)
    event.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    return event
