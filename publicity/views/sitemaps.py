"""For search engines: the sitemap, its parts, and what they need not ask for."""

from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from klaipeda_plan.core.canonical import digest_of
from publicity import sitemaps
from publicity.answers import for_everybody, public_bytes
from publicity.caching import editions_stamp, process_stamp
from publicity.stamps import events_stamp, library_stamp, news_stamp, static_pages_stamp

XML = "application/xml"
KEPT_SECONDS = 3600
LARGEST_KEPT = 4_000_000  # bytes; what is larger is made anew
# Rooms of people who log in, and pages that only a form leads to.
ROOMS = (
    "rengimas",
    "taryba",
    "leidyba",
    "admin",
    "paskyra",
    "pranesimai",
    "darbai",
    "svecias",
    "kvietimas",
    "prenumerata/mano",
    "paieska",
)


@for_everybody
@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    return public_bytes(request, _kept("all", sitemaps.sitemap), XML)


@for_everybody
@require_safe
def sitemap_part(request: HttpRequest, part: int) -> HttpResponseBase:
    content = _kept(str(part), lambda: sitemaps.sitemap_part(part) or b"")
    if not content:
        raise Http404
    return public_bytes(request, content, XML)


@for_everybody
@require_safe
def robots(request: HttpRequest) -> HttpResponseBase:
    lines = ["User-agent: *"]
    lines += [f"Disallow: {prefix}/{room}/" for room in ROOMS for prefix in ("", "/en")]
    lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""]
    return public_bytes(request, "\n".join(lines).encode(), "text/plain; charset=utf-8")


def _kept(name: str, make: Callable[[], bytes]) -> bytes:
    """Made once for each state of what is public; sittings and meetings, which have no stamp, show within the hour."""
    stamps = (editions_stamp(), news_stamp(), events_stamp(), library_stamp(), static_pages_stamp(), process_stamp())
    key = "sitemap:" + digest_of("\n".join((name, settings.RELEASE, settings.SITE_URL, *stamps)))
    content: bytes | None = cache.get(key)
    if content is None:
        content = make()
        if len(content) < LARGEST_KEPT:
            cache.set(key, content, KEPT_SECONDS)
    return content
