"""What search engines are told: every public page with the day of its last change, nothing that is not public.

Rooms above add theirs in `AppConfig.ready()` with `register_places`.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import override

from editions.models import Edition, EditionElement, EditionEvent
from publicity.addresses import in_the_plan
from publicity.models import Event, LibraryDocument, News
from publicity.pages import all_pages
from publicity.queries_groups import public_meetings
from workgroups.models import Workgroup

LANGUAGES = ("lt", "en")
MOST_ADDRESSES = 50_000  # in one file, as the protocol of sitemaps says
IN_A_PART = 20_000
LISTS = (
    "home",
    "plan",
    "reading",
    "editions",
    "groups",
    "process",
    "news_list",
    "event_list",
    "library",
    "data",
    "verify",
)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
LINKS = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'


@dataclass(frozen=True)
class PublicPlace:
    """The Lithuanian path of a page that stands in both languages, and when it last changed, where that is known."""

    path: str
    changed: datetime.datetime | None = None


_more: list[Callable[[], Iterable[PublicPlace]]] = []


def register_places(function: Callable[[], Iterable[PublicPlace]]) -> None:
    """`function()` gives the public pages of a room above, in a constant number of queries."""
    _more.append(function)


def public_places() -> list[PublicPlace]:
    """Lists first, then what they lead to; the same number of queries at any size."""
    with override("lt"):
        return [
            *_lists(), *_editions(), *_elements(), *_content(), *_groups(),
            *(place for function in _more for place in function()),
        ]  # fmt: skip


def sitemap() -> bytes:
    """All addresses, or an index of the parts where there are more than one file may hold."""
    places = public_places()
    if len(places) * len(LANGUAGES) <= MOST_ADDRESSES:
        return _urls(places)
    parts = range(1, count_parts(places) + 1)
    lines = [
        f"<sitemap><loc>{settings.SITE_URL}{reverse('sitemap_part', args=[part])}</loc></sitemap>" for part in parts
    ]
    return _file("sitemapindex", SPACE, lines)


def sitemap_part(number: int) -> bytes | None:
    """One part of the index, None where there is none."""
    places, size = public_places(), IN_A_PART // len(LANGUAGES)
    if len(places) * len(LANGUAGES) <= MOST_ADDRESSES or not 1 <= number <= count_parts(places):
        return None
    return _urls(places[(number - 1) * size : number * size])


def count_parts(places: Sequence[PublicPlace]) -> int:
    return -(-len(places) * len(LANGUAGES) // IN_A_PART)


def _urls(places: Iterable[PublicPlace]) -> bytes:
    return _file("urlset", f"{SPACE} {LINKS}", (line for place in places for line in _entries(place)))


def _entries(place: PublicPlace) -> Iterator[str]:
    """The page in each language, each entry naming both."""
    path = escape(place.path)
    addresses = {"lt": f"{settings.SITE_URL}{path}", "en": f"{settings.SITE_URL}/en{path}"}
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{address}"/>'
        for language, address in addresses.items()
    )
    changed = f"<lastmod>{localtime(place.changed).isoformat(timespec='seconds')}</lastmod>" if place.changed else ""
    for address in addresses.values():
        yield f"<url><loc>{address}</loc>{changed}{others}</url>"


def _file(root: str, attributes: str, lines: Iterable[str]) -> bytes:
    body = "\n".join(lines)
    return f"{HEAD}<{root} {attributes}>\n{body}\n</{root}>\n".encode()


def _lists() -> Iterator[PublicPlace]:
    newest = EditionEvent.objects.filter(edition__in=list(Edition.objects.public_standings())).aggregate(at=Max("at"))[
        "at"
    ]
    changed = {"home": newest, "plan": newest, "reading": newest, "editions": newest}
    for name in LISTS:
        if name != "reading" or newest:
            yield PublicPlace(reverse(f"publicity:{name}"), changed.get(name))
    for page in all_pages():
        yield PublicPlace(reverse("publicity:static_page", args=[page.key]), page.changed_at if page.pk else None)


def _editions() -> Iterator[PublicPlace]:
    """Each changed when something last happened to it."""
    rows = Edition.objects.filter(pk__in=list(Edition.objects.public_standings())).annotate(at=Max("events__at"))
    for number, at in rows.order_by("-number").values_list("number", "at"):
        yield PublicPlace(reverse("publicity:edition", args=[number]), at)
        yield PublicPlace(reverse("publicity:edition_reading", args=[number]), at)


def _elements() -> Iterator[PublicPlace]:
    """Every element that a published edition holds, at its address for ever: what the newest of them says."""
    public = list(Edition.objects.public_standings())
    happened = EditionEvent.objects.filter(edition__in=public).order_by().values_list("edition").annotate(Max("at"))
    changed = dict(happened)
    rows = EditionElement.objects.filter(edition__in=public).order_by("edition__number", "path")
    newest = {uid.hex[:12]: edition for uid, edition in rows.values_list("uid", "edition_id").iterator()}
    prefix = in_the_plan().prefix
    for short, edition in newest.items():
        yield PublicPlace(f"{prefix}{short}/", changed.get(edition))


def _content() -> Iterator[PublicPlace]:
    for name, model in (("news", News), ("event", Event)):
        for slug, at in model.objects.public().order_by("-published_at", "-pk").values_list("slug", "changed_at"):
            yield PublicPlace(reverse(f"publicity:{name}", args=[slug]), at)
    for document in LibraryDocument.objects.public().order_by("-published_at", "-pk"):
        yield PublicPlace(reverse("publicity:document", args=[document.short_uid]), document.changed_at)


def _groups() -> Iterator[PublicPlace]:
    for slug in Workgroup.objects.order_by("pk").values_list("slug", flat=True):
        yield PublicPlace(reverse("publicity:group", args=[slug]))
    meetings = public_meetings().prefetch_related(None).order_by("pk")
    for slug, uid in meetings.values_list("workgroup__slug", "uid"):
        yield PublicPlace(reverse("publicity:group_meeting", args=[slug, uid]))
