"""The working groups: what they coordinate, who sits in them, their part of the plan, their meetings and minutes."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from editions.models import Edition
from editions.words import listed, short_euros
from klaipeda_plan.core.calendars import MEDIA_TYPE
from klaipeda_plan.core.downloads import content_disposition
from publicity import feeds
from publicity.addresses import in_the_plan
from publicity.answers import for_everybody, public_bytes
from publicity.caching import public_page
from publicity.group_files import calendar_of_group, feed_of_group
from publicity.naming import local_name
from publicity.queries import work_of_groups
from publicity.queries_groups import (
    changes_of_minutes,
    coming_meetings,
    members_of_group,
    past_meetings,
    public_meetings,
)
from publicity.services.minutes_files import printed
from publicity.views._context import about
from workgroups.models import Workgroup


def asked_each_time(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Nobody between keeps the page without asking: a name whose consent was withdrawn is gone with the next look."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code in (200, 304):
            response.headers["Cache-Control"] = "no-cache"
        return response

    return page


@public_page()
def group_list(request: HttpRequest) -> HttpResponse:
    """The six groups with their topics and how much of the plan is theirs."""
    edition = Edition.objects.current()
    groups = Workgroup.objects.prefetch_related("topics")
    work = [
        {"group": own.group, "counts": listed(own.counts), "total": short_euros(own.total) if own.total else ""}
        for own in work_of_groups(groups, edition)
    ]
    context = {"work": work, "coming": coming_meetings()}
    return render(request, "publicity/group_list.html", context | (about(edition) if edition else {}))


@asked_each_time
@public_page()
def group(request: HttpRequest, slug: str) -> HttpResponse:
    """One group: its topics, its members' organisations, its goals in the current edition, its meetings."""
    found = get_object_or_404(Workgroup.objects.prefetch_related("topics"), slug=slug)
    edition = Edition.objects.current()
    [own] = work_of_groups([found], edition)
    context = {
        "group": found,
        "members": members_of_group(found),
        "goals": own.goals,
        "counts": listed(own.counts),
        "total": short_euros(own.total) if own.total else "",
        "addresses": in_the_plan(),
        "coming": coming_meetings(found),
        "past": past_meetings(found),
    }
    return render(request, "publicity/group.html", context | (about(edition) if edition else {}))


@asked_each_time
@public_page()
def meeting(request: HttpRequest, slug: str, uid: UUID) -> HttpResponse:
    """An announced meeting, and its minutes as they were published."""
    found = public_meetings().filter(workgroup__slug=slug, uid=uid).prefetch_related("agenda").first()
    if found is None:
        raise Http404
    group = found.workgroup
    crumbs = [
        (_("Working groups"), reverse("publicity:groups")),
        (local_name(group), reverse("publicity:group", args=[group.slug])),
    ]
    copy = next(iter(found.shown_minutes), None)  # type: ignore[attr-defined]
    changes = changes_of_minutes(found) if copy else []
    context = {"meeting": found, "group": group, "copy": copy, "changes": changes, "crumbs": crumbs}
    context["has_pdf"] = bool(copy and printed(copy))
    return render(request, "publicity/group_meeting.html", context)


@asked_each_time
@for_everybody
@require_safe
def minutes_pdf(request: HttpRequest, slug: str, uid: UUID) -> HttpResponseBase:
    """The minutes that are published now on paper; 404 for those that were taken back or are not printed yet."""
    found = public_meetings().filter(workgroup__slug=slug, uid=uid).first()
    copy = next(iter(found.shown_minutes), None) if found else None  # type: ignore[attr-defined]
    name = printed(copy) if copy else None
    if found is None or copy is None or name is None:
        raise Http404
    etag = f'"{copy.digest[:32]}"'
    if not_changed := get_conditional_response(request, etag=etag):
        return not_changed
    response = FileResponse(default_storage.open(name, "rb"), content_type="application/pdf")
    said = _("minutes-%(group)s-%(date)s") % {"group": slug, "date": copy.content["date"]}
    response.headers["ETag"] = etag
    response.headers["Content-Disposition"] = content_disposition(f"{said}.pdf")
    return response


@for_everybody
@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponseBase:
    return public_bytes(request, calendar_of_group(get_object_or_404(Workgroup, slug=slug)), MEDIA_TYPE)


@for_everybody
@require_safe
def feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    return public_bytes(request, feed_of_group(get_object_or_404(Workgroup, slug=slug)), feeds.MEDIA_TYPE)
