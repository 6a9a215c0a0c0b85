"""Calendars for calendar programs (RFC 5545), in the portal's time zone. Equal entries give equal bytes."""

import datetime
from collections.abc import Iterable

from django.conf import settings
from icalendar import Calendar, Event, vDuration

MEDIA_TYPE = "text/calendar; charset=utf-8"
PRODUCT = "-//Klaipeda//Strategic plan portal//LT"
CLOCKS_SINCE = datetime.date(2015, 1, 1)  # changes of the clocks before it concern no entry
REFRESH = datetime.timedelta(hours=1)


def calendar_bytes(entries: Iterable[Event], *, name: str = "") -> bytes:
    """With a name it is a calendar to follow, else entries to take over."""
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
    for entry in entries:
        calendar.add_component(entry)
    calendar.add_missing_timezones(first_date=CLOCKS_SINCE)
    return calendar.to_ical()
