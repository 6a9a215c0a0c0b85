"""Public events for calendar programs (RFC 5545), in the portal's time zone. Equal events give equal bytes."""

import datetime
from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, vDuration
from icalendar import Event as Entry

from publicity.models import Event
from publicity.templatetags.bilingual import own_text

MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Klaipeda//Strategic plan portal//LT"
CLOCKS_SINCE = datetime.date(2015, 1, 1)  # changes of the clocks before it concern no event
REFRESH = datetime.timedelta(hours=1)


def calendar_of(events: Iterable[Event], *, name: str = "") -> bytes:
    """In the language of the page that asks. With a name it is a calendar to follow."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("x-wr-timezone", settings.TIME_ZONE)
        calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(REFRESH))
    for event in events:
        calendar.add_component(_entry(event))
    calendar.add_missing_timezones(first_date=CLOCKS_SINCE)
    return calendar.to_ical()


def _entry(event: Event) -> Entry:
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
