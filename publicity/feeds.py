"""Atom feeds: what is new, for feed readers. Whole addresses come from the portal's own, never from who asks."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from editions.models import Edition, EventKind
from publicity.models import Event, News
from publicity.naming import local_name
from publicity.queries import published_editions
from publicity.queries_content import public_events, public_news
from publicity.queries_groups import public_meetings
from publicity.templatetags.bilingual import own_text
from workgroups.models import Meeting

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
MOST = 30


@dataclass(frozen=True)
class Entry:
    """One thing that is new. `at` says when it became public, `changed` when it was last written."""

    uid: str
    title: str
    address: str
    text: str
    at: datetime.datetime
    changed: datetime.datetime


def news_entries() -> list[Entry]:
    return [entry_of(item, "publicity:news") for item in public_news()[:MOST]]


def event_entries() -> list[Entry]:
    return [entry_of(item, "publicity:event") for item in public_events().order_by("-published_at", "-pk")[:MOST]]


def edition_entries() -> list[Entry]:
    """Published editions, each at the moment of its newest publication."""
    return [entry for edition in published_editions() if (entry := _edition_entry(edition))][:MOST]


def meeting_entries() -> list[Entry]:
    """Announced meetings of all groups, and their published minutes."""
    meetings = public_meetings().order_by("-announced_at", "-pk")[:MOST]
    return [entry for meeting in meetings for entry in told_of(meeting)]


def all_entries() -> list[Entry]:
    entries = [*news_entries(), *event_entries(), *edition_entries(), *meeting_entries()]
    return sorted(entries, key=lambda one: one.at, reverse=True)[:MOST]


FEEDS: dict[str, tuple[Any, str, Callable[[], list[Entry]]]] = {
    "naujienos": (gettext_lazy("Klaipėda 2030: news"), "publicity:news_list", news_entries),
    "renginiai": (gettext_lazy("Klaipėda 2030: events"), "publicity:event_list", event_entries),
    "redakcijos": (gettext_lazy("Klaipėda 2030: editions of the plan"), "publicity:editions", edition_entries),
    "viskas": (gettext_lazy("Klaipėda 2030: everything new"), "publicity:home", all_entries),
}


def feed(name: str) -> bytes:
    """The Atom document; equal content gives equal bytes. KeyError for a feed that there is not."""
    title, page, entries = FEEDS[name]
    return written(str(title), reverse(page), reverse("publicity:feed", args=[name]), entries())


def written(title: str, page: str, own: str, entries: Iterable[Entry]) -> bytes:
    atom = _Atom(
        title=title, link=settings.SITE_URL + page, description="", language=get_language(),
        feed_url=settings.SITE_URL + own, feed_guid=settings.SITE_URL + own, author_name=_("Klaipėda 2030"),
    )  # fmt: skip
    for one in entries:
        atom.add_item(
            title=one.title, link=settings.SITE_URL + one.address, description=escape(one.text), unique_id=one.uid,
            pubdate=timezone.localtime(one.at), updateddate=timezone.localtime(max(one.at, one.changed)),
        )  # fmt: skip
    return atom.writeString("utf-8").encode()


class _Atom(Atom1Feed):
    def latest_post_date(self) -> datetime.datetime:
        """Without entries always the same moment, so that nothing looks new."""
        return super().latest_post_date() if self.items else datetime.datetime(2019, 10, 1, tzinfo=datetime.UTC)


def entry_of(item: News | Event, page: str) -> Entry:
    assert item.published_at is not None
    return Entry(
        f"urn:uuid:{item.uid}", own_text(item, "title"), reverse(page, args=[item.slug]),
        own_text(item, "summary"), item.published_at, item.changed_at,
    )  # fmt: skip


def address_of(meeting: Meeting) -> str:
    return reverse("publicity:group_meeting", args=[meeting.workgroup.slug, meeting.uid])


def told_of(meeting: Meeting) -> list[Entry]:
    """That the meeting was announced, and that its minutes were published."""
    assert meeting.announced_at is not None
    day = timezone.localtime(meeting.starts_at)
    text = local_name(meeting.workgroup) + ". "
    text += _("Meeting of the group, %(day)s. %(place)s") % {"day": f"{day:%Y-%m-%d %H:%M}", "place": meeting.place}
    title = _("Cancelled: %(title)s") % {"title": meeting.title} if meeting.is_cancelled else meeting.title
    told = [
        Entry(
            f"urn:uuid:{meeting.uid}", title, address_of(meeting), text.strip(), meeting.announced_at,
            max(meeting.announced_at, meeting.at),
        )
    ]  # fmt: skip
    for copy in meeting.shown_minutes:  # type: ignore[attr-defined]
        title = _("Minutes: %(title)s") % {"title": copy.content["title"]}
        moment = copy.published_at
        told.append(Entry(f"urn:sha256:{copy.digest}", title, address_of(meeting), text.strip(), moment, moment))
    return told


def _edition_entry(edition: Edition) -> Entry | None:
    moments = [event.at for event in edition.events.all() if event.kind == EventKind.PUBLISHED]
    if not moments:
        return None
    title = _("Edition No. %(number)s: %(title)s") % {"number": edition.number, "title": edition.title}
    address = reverse("publicity:edition", args=[edition.number])
    return Entry(f"urn:sha256:{edition.digest}", title, address, edition.note, max(moments), max(moments))
