"""Public events for calendar programs (RFC 5545), in the portal's time zone. Equal events give equal bytes."""

import datetime
from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Event as Entry

from klaipeda_plan.core.calendars import calendar_bytes
from publicity.models import Event
from publicity.templatetags.bilingual import own_text


def calendar_of(events: Iterable[Event], *, name: str = "") -> bytes:
    """In the language of the page that asks. With a name it is a calendar to follow."""
    return calendar_bytes(map(entry_of, events), name=name)


def entry_of(event: Event) -> Entry:
    page = settings.SITE_URL + reverse("publicity:event", args=[event.slug])
    entry = Entry()
    entry.add("uid", str(event.uid))
    changed = event.changed_at.replace(microsecond=0)
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    entry.add("sequence", event.version)
    starts, ends = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    if event.whole_day:
        entry.add("dtstart", starts.date())
        entry.add("dtend", ends.date() + datetime.timedelta(days=1))
    else:
        entry.add("dtstart", starts)
        entry.add("dtend", ends)
    entry.add("summary", own_text(event, "title"))
    if place := own_text(event, "place"):
        entry.add("location", place)
    lines = [own_text(event, "summary"), _broadcast(event), page]
    entry.add("description", "\n".join(line for line in lines if line))
    entry.add("categories", [str(event.get_kind_display())])
    entry.add("url", page)
    entry.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    return entry


def _broadcast(event: Event) -> str:
    return _("Live broadcast: %(address)s") % {"address": event.broadcast_url} if event.broadcast_url else ""
