"""Public pages are the same for everybody: cached by what they were made of, revalidated by ETag."""

import hashlib
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from editions.models import EditionTranslation
from publicity.models import Milestone, ProcessPart

SECONDS = 60  # how long a browser and nginx may keep a page without asking
KEPT_SECONDS = 24 * 3600

NEWEST_EVENT = """
    SELECT event.id, event.at, edition.digest, (SELECT COUNT(*) FROM editions_editionevent)
    FROM editions_editionevent event JOIN editions_edition edition ON edition.id = event.edition_id
    ORDER BY event.id DESC LIMIT 1
"""

Stamp = Callable[[], str]
View = Callable[..., HttpResponse]


def public_page(*stamps: Stamp, reads: Sequence[str] = ()) -> Callable[[View], View]:
    """A view for everybody: GET and HEAD only, no session, cookie or token; ETag and an age of a minute.

    `stamps` say in one word each what the page depends on; a page with stamps is made once for each state of
    them and never reads the query string but for the parameters that `reads` names; a view that reads some must
    answer 404 to values of no meaning, or anybody could fill the cache. Without stamps it is made anew for each
    request.
    """

    def decorate(view: View) -> View:
        @require_safe
        @wraps(view)
        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            key = _key(request, [stamp() for stamp in stamps], reads)
            kept: tuple[bytes, str] | None = cache.get(key) if key else None
            if kept is None:
                response = view(request, *args, **kwargs)
                if response.status_code != 200:
                    return response
                kept = response.content, f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
                if key:
                    cache.set(key, kept, KEPT_SECONDS)
            return _answer(request, *kept)

        # The gate of the second factor lets it pass without looking who asks (workgroups.middleware).
        page.is_public = True  # type: ignore[attr-defined]
        return page

    return decorate


def editions_stamp() -> str:
    """The state of all editions: events are only ever appended, so the newest one and their number name it
    (the number, because one that was begun earlier may be committed later)."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST_EVENT)  # by hand: every public page asks, and composing it takes longer than asking
        newest = cursor.fetchone()
    return "/".join(map(str, newest)) + _translations() if newest else ""


def _translations() -> str:
    """Translations come after an edition, too; they show on English pages alone."""
    if get_language() != "en":
        return ""
    return "/{newest}/{rows}".format(**EditionTranslation.objects.aggregate(newest=Max("pk"), rows=Count("pk")))


def process_stamp() -> str:
    """The state of the process: the newest rows of its history."""
    newest = [
        model.history.order_by("-history_id").values_list("history_id", "history_date").first()
        for model in (ProcessPart, Milestone)
    ]
    return "/".join(f"{row[0]}/{row[1].timestamp()}" if row else "-" for row in newest)


def _key(request: HttpRequest, stamps: list[str], reads: Sequence[str]) -> str:
    """Nothing is kept while a template may change (DEBUG), nor before there is an edition."""
    if settings.DEBUG or not all(stamps) or not stamps:
        return ""
    asked = urlencode([(name, request.GET[name]) for name in reads if name in request.GET])
    parts = [*stamps, settings.RELEASE, get_language() or "", request.path, asked]
    return "kept-page:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _answer(request: HttpRequest, body: bytes, etag: str) -> HttpResponse:
    response = HttpResponse(body)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    conditional = get_conditional_response(request, etag=etag, response=response)
    assert isinstance(conditional, HttpResponse)
    return conditional
