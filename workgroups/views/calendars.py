"""Meetings in people's own calendars: the address of a feed, the feed itself, one meeting as a file."""

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from klaipeda_plan.core.downloads import content_disposition, plain_name
from klaipeda_plan.core.guards import act_and_go
from workgroups.models import CalendarFeed
from workgroups.services import calendars as service
from workgroups.views.meeting_guards import for_meetings, meeting_for

TYPE = "text/calendar; charset=utf-8"
MOST_PER_MINUTE = 30
KEPT_SECONDS = 300


@require_safe
@for_meetings
@never_cache
def calendar(request: HttpRequest) -> HttpResponse:
    """Whether this person has an address, and how calendar programs take it."""
    return _page(request)


@require_POST
@for_meetings
@never_cache
def make_feed(request: HttpRequest) -> HttpResponse:
    """The new address is shown here and never again: only its digest is kept."""
    secret = service.make_feed(by=request.user)  # type: ignore[arg-type]
    return _page(request, address=service.address_of_feed(secret))


@require_POST
@for_meetings
def revoke_feed(request: HttpRequest) -> HttpResponse:
    done = _("The address does not work any more.")
    return act_and_go(request, lambda: service.revoke_feed(by=request.user), done, "meetings:calendar")  # type: ignore[arg-type]


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """What the person of this secret may read now; no login, since calendar programs have none."""
    found = service.find_feed(secret)
    if found is None:
        raise Http404
    if _asks_too_often(found):
        return HttpResponse(status=429, headers={"Retry-After": "60"})
    content = service.feed_of(found.user)
    service.note_use(found)
    etag = service.etag_of(content)
    asked = parse_etags(request.headers.get("If-None-Match", ""))
    if etag in asked or "*" in asked:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(content, content_type=TYPE)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = f"private, max-age={KEPT_SECONDS}"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@for_meetings
@never_cache
def one_meeting(request: HttpRequest, uid: str) -> HttpResponse:
    meeting = meeting_for(request.user, uid)
    response = HttpResponse(service.calendar_of([meeting]), content_type=TYPE)
    date = timezone.localdate(meeting.starts_at).isoformat()
    name = plain_name(_("Meeting %(date)s") % {"date": date})
    response.headers["Content-Disposition"] = content_disposition(f"{name}.ics")
    return response


def _page(request: HttpRequest, address: str = "") -> HttpResponse:
    feed = CalendarFeed.objects.filter(user=request.user.pk).first()
    return render(request, "workgroups/meetings/calendar.html", {"feed": feed, "address": address})


def _asks_too_often(feed: CalendarFeed) -> bool:
    """A program that has gone wild; each process counts for itself where there is no Redis."""
    key = f"calendar-feed-{feed.pk}"
    if cache.add(key, 1, 60):
        return False
    try:
        return cache.incr(key) > MOST_PER_MINUTE
    except ValueError:  # its minute was over just now
        return False
