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
from publicity.queries import published_editions
from publicity.queries_content import public_events, public_news
from publicity.templatetags.bilingual import own_text

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
    return [_entry(item, "publicity:news") for item in public_news()[:MOST]]


def event_entries() -> list[Entry]:
    return [_entry(item, "publicity:event") for item in public_events().order_by("-published_at", "-pk")[:MOST]]


def edition_entries() -> list[Entry]:
    """Published editions, each at the moment of its newest publication."""
    return [entry for edition in published_editions() if (entry := _edition_entry(edition))][:MOST]


def all_entries() -> list[Entry]:
    entries = [*news_entries(), *event_entries(), *edition_entries()]
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
    return _written(str(title), page, reverse("publicity:feed", args=[name]), entries())


def _written(title: str, page: str, own: str, entries: Iterable[Entry]) -> bytes:
    atom = _Atom(
        title=title, link=settings.SITE_URL + reverse(page), description="", language=get_language(),
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


def _entry(item: News | Event, page: str) -> Entry:
    assert item.published_at is not None
    return Entry(
        f"urn:uuid:{item.uid}", own_text(item, "title"), reverse(page, args=[item.slug]),
        own_text(item, "summary"), item.published_at, item.changed_at,
    )  # fmt: skip


def _edition_entry(edition: Edition) -> Entry | None:
    moments = [event.at for event in edition.events.all() if event.kind == EventKind.PUBLISHED]
    if not moments:
        return None
    title = _("Edition No. %(number)s: %(title)s") % {"number": edition.number, "title": edition.title}
    address = reverse("publicity:edition", args=[edition.number])
    return Entry(f"urn:sha256:{edition.digest}", title, address, edition.note, max(moments), max(moments))
