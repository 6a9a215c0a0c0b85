"""What became of a text over time: a document of the library for everybody, a page about the portal for editors."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from publicity.models import LibraryDocument, StaticPage

SHOWN = ("kind", "title", "title_en", "summary", "summary_en")
FILE_ADDED = re.compile(r"^pridėta (\d+) redakcija$")  # what `publicity.services.library.add_file` writes
PUBLISHED, HIDDEN, FILE, CHANGED = "published", "hidden", "file", "changed"


@dataclass(frozen=True)
class Change:
    """One thing that everybody could see happen. `what` is one of PUBLISHED, HIDDEN, FILE, CHANGED; `fields` names
    what was changed, `former` is the title that stood before; `number` is the edition that came."""

    at: datetime.datetime
    what: str
    fields: tuple[str, ...] = ()
    former: str = ""
    number: int = 0


@dataclass(frozen=True)
class _Seen:
    """How the document stood for everybody from a moment on."""

    row: Any
    since: datetime.datetime


def changes_of(document: LibraryDocument, now: datetime.datetime | None = None) -> list[Change]:
    """What happened to it in public, the newest first, one query. What was written while nobody could read it is told
    only as far as it shows afterwards; who wrote it is never told."""
    now = now or timezone.now()
    found: list[Change] = []
    before: _Seen | None = None
    hidden = True
    for seen, until in _states(document, now):
        if seen is None:
            if not hidden and before is not None:
                found.append(Change(until, HIDDEN))
            hidden = True
            continue
        found += _between(before, seen, was_hidden=hidden)
        before, hidden = seen, False
    return found[::-1]


def _states(document: LibraryDocument, now: datetime.datetime) -> Iterator[tuple[_Seen | None, datetime.datetime]]:
    """Each row of the history as far as anybody could see it, in the order of time; None from a moment on for one that
    hides the document."""
    rows: Any = document.history.order_by("history_id")
    listed = list(rows)
    ends = [row.history_date for row in listed[1:]] + [now]
    for row, end in zip(listed, ends, strict=True):
        if row.published_at is None or row.published_at > max(row.history_date, now):
            yield None, row.history_date
            continue
        since = max(row.history_date, row.published_at)
        if since <= end:
            yield _Seen(row, since), since


def _between(before: _Seen | None, seen: _Seen, *, was_hidden: bool) -> Iterator[Change]:
    if was_hidden:
        yield Change(seen.since, PUBLISHED)
    if before is None:
        return
    fields = tuple(name for name in SHOWN if getattr(before.row, name) != getattr(seen.row, name))
    if fields:
        former = before.row.title if "title" in fields else ""
        yield Change(seen.since, CHANGED, fields, former)
    added = FILE_ADDED.match(seen.row.history_change_reason or "")
    if added and not was_hidden:
        yield Change(seen.since, FILE, number=int(added[1]))


def versions_of(page: StaticPage) -> list[Any]:
    """Every saved version of a page, the newest first; version 0 is what the portal brought along."""
    if page.pk is None:
        return []
    rows = page.history.select_related("history_user").order_by("-history_id")
    newest: dict[int, Any] = {}
    for row in rows.defer("body", "body_en"):
        newest.setdefault(row.version, row)
    return list(newest.values())


def version_of(page: StaticPage, version: int) -> Any | None:
    """The page as it was saved then."""
    if page.pk is None:
        return None
    rows = page.history.filter(version=version)
    return rows.select_related("history_user").order_by("-history_id").first()
