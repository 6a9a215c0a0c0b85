"""Feeds and calendars that people follow."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from klaipeda_plan.core.calendars import MEDIA_TYPE
from publicity import calendars, feeds
from publicity.answers import for_everybody, public_bytes
from publicity.models import EventKind
from publicity.queries_content import public_events


@for_everybody
@require_safe
def feed(request: HttpRequest, feed_name: str) -> HttpResponseBase:
    if feed_name not in feeds.FEEDS:
        raise Http404
    return public_bytes(request, feeds.feed(feed_name), feeds.MEDIA_TYPE)


@for_everybody
@require_safe
def calendar(request: HttpRequest, kind: str = "") -> HttpResponseBase:
    """All public events, or those of one kind."""
    if kind and kind not in EventKind.values:
        raise Http404
    events = public_events().order_by("starts_at", "pk")
    name = _("Klaipėda 2030: events")
    if kind:
        events, name = events.filter(kind=kind), f"{name} – {EventKind(kind).label}"
    return public_bytes(request, calendars.calendar_of(events, name=name), MEDIA_TYPE)
