"""Reading what the editor has published: news, events, documents, and the elements they are about."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from editions.models import Edition, EditionElement
from editions.reading import Node, load_nodes
from publicity.models import Event, LibraryDocument, LibraryFile, News

ON_A_PAGE = 12
UID_DIGITS = 32


def page_of(rows: Any, number: str | None) -> Page[Any]:
    """404 for a number of no page: a page of the site, and nothing that fills the cache."""
    try:
        return Paginator(rows, ON_A_PAGE).page(number or 1)
    except InvalidPage as error:
        raise Http404 from error


def public_news() -> Any:
    """The newest first."""
    return News.objects.public().select_related("picture").order_by("-published_at", "-pk")


def latest_news(count: int) -> list[News]:
    return list(public_news()[:count])


def public_events() -> Any:
    return Event.objects.public().select_related("picture")


def coming_events(kind: str = "") -> Any:
    """Those that are not over, the nearest first."""
    rows = public_events().filter(ends_at__gte=timezone.now()).order_by("starts_at", "pk")
    return rows.filter(kind=kind) if kind else rows


def past_events(kind: str = "") -> Any:
    """The latest first."""
    rows = public_events().filter(ends_at__lt=timezone.now()).order_by("-starts_at", "-pk")
    return rows.filter(kind=kind) if kind else rows


def get_news(slug: str) -> News:
    found: News = get_object_or_404(public_news(), slug=slug)
    return found


def get_event(slug: str) -> Event:
    found: Event = get_object_or_404(public_events(), slug=slug)
    return found


def uid_range(short_uid: str) -> tuple[uuid.UUID, uuid.UUID]:
    """The uids that begin with these twelve digits."""
    low, high = (uuid.UUID(short_uid.ljust(UID_DIGITS, digit)) for digit in "0f")
    return low, high


def public_documents() -> Any:
    """With their editions, the newest edition first."""
    files = Prefetch("files", LibraryFile.objects.defer("text").order_by("-number"))
    return LibraryDocument.objects.public().prefetch_related(files).order_by("title", "pk")


def find_elements(uids: Iterable[str]) -> list[Node]:
    """The elements as published editions show them: each from the current edition, else from the newest that has
    it. What no published edition holds is left out."""
    wanted = list(dict.fromkeys(uids))
    if not wanted:
        return []
    current = Edition.objects.current()
    found = {node.uid: node for node in load_nodes(current, wanted)} if current else {}
    if missing := [uid for uid in wanted if uid not in found]:
        public = list(Edition.objects.public_standings())
        rows = EditionElement.objects.filter(edition__in=public, uid__in=missing).select_related("edition")
        newest = {str(row.uid): row.edition for row in rows.order_by("edition__number")}
        for edition in set(newest.values()):
            theirs = load_nodes(edition, [uid for uid, its in newest.items() if its == edition])
            found |= {node.uid: node for node in theirs}
    return [found[uid] for uid in wanted if uid in found]
