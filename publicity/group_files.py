"""What people follow of one working group: its public meetings as a calendar, everything new of it as a feed."""

import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Event as Entry

from klaipeda_plan.core.calendars import calendar_bytes
from publicity import feeds
from publicity.calendars import entry_of
from publicity.naming import local_name
from publicity.queries_content import public_events, public_news
from publicity.queries_groups import public_meetings
from workgroups.models import Meeting, Workgroup

REMEMBERED = datetime.timedelta(days=400)


def calendar_of_group(group: Workgroup) -> bytes:
    """Announced meetings of the last year or so and all to come, and the public events of the group."""
    since = timezone.now() - REMEMBERED
    meetings = public_meetings(group).filter(ends_at__gt=since).order_by("starts_at", "pk")
    events = public_events().filter(workgroup=group, ends_at__gt=since).order_by("starts_at", "pk")
    return calendar_bytes([*map(_meeting, meetings), *map(entry_of, events)], name=local_name(group))


def feed_of_group(group: Workgroup) -> bytes:
    """News, events, meetings and minutes of the group, the newest first."""
    entries = [feeds.entry_of(item, "publicity:news") for item in public_news().filter(workgroup=group)[: feeds.MOST]]
    events = public_events().filter(workgroup=group).order_by("-published_at", "-pk")[: feeds.MOST]
    entries += [feeds.entry_of(item, "publicity:event") for item in events]
    for meeting in public_meetings(group).order_by("-announced_at", "-pk")[: feeds.MOST]:
        entries += feeds.told_of(meeting)
    entries = sorted(entries, key=lambda one: (one.at, one.uid), reverse=True)[: feeds.MOST]
    own = reverse("publicity:group_feed", args=[group.slug])
    title = _("Klaipėda 2030: %(name)s") % {"name": local_name(group)}
    return feeds.written(title, reverse("publicity:group", args=[group.slug]), own, entries)


def _meeting(meeting: Meeting) -> Entry:
    """Without the address of the remote meeting, which is the members'."""
    page = settings.SITE_URL + feeds.address_of(meeting)
    entry = Entry()
    entry.add("uid", f"{meeting.uid}")
    entry.add("dtstamp", meeting.at.replace(microsecond=0))
    entry.add("last-modified", meeting.at.replace(microsecond=0))
    entry.add("sequence", meeting.sequence)
    entry.add("dtstart", timezone.localtime(meeting.starts_at))
    entry.add("dtend", timezone.localtime(meeting.ends_at))
    entry.add("summary", meeting.title)
    if meeting.place:
        entry.add("location", meeting.place)
    entry.add("description", "\n".join([local_name(meeting.workgroup), page]))
    entry.add("url", page)
    entry.add("status", "CANCELLED" if meeting.is_cancelled else "CONFIRMED")
    return entry
