"""Events: those to come and those that were, each with its broadcast, recording and materials."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from klaipeda_plan.core.calendars import MEDIA_TYPE
from publicity.answers import for_everybody, public_bytes
from publicity.caching import public_page
from publicity.calendars import calendar_of
from publicity.content_pages import about_event, sources_of
from publicity.models import Event, EventKind
from publicity.queries_content import coming_events, get_event, page_of, past_events
from publicity.stamps import events_stamp


@public_page(events_stamp, reads=("page", "rusis"))
def event_list(request: HttpRequest) -> HttpResponse:
    kind = request.GET.get("rusis", "")
    if kind and kind not in EventKind.values:
        raise Http404
    page = page_of(past_events(kind), request.GET.get("page"))
    coming = coming_events(kind)[:50] if page.number == 1 else []
    context = {"coming": coming, "page": page, "kinds": EventKind.choices, "kind": kind}
    return render(request, "publicity/event_list.html", context)


@public_page()
def _page(request: HttpRequest, item: Event) -> HttpResponse:
    return render(request, "publicity/event.html", about_event(item))


@for_everybody
@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """Only the page of an event with a player lets one in: the policy of all others knows no frames."""
    item = get_event(slug)
    response = _page(request, item)
    if sources := sources_of(item):
        response._csp_update = {"frame-src": sources}  # type: ignore[attr-defined]
    return response


@for_everybody
@require_safe
def event_ics(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One event for a calendar program."""
    return public_bytes(request, calendar_of([get_event(slug)]), MEDIA_TYPE)
