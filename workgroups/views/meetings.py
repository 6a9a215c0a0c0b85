"""The calendar of meetings, and the page of one meeting."""

import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans.queries_meetings import agenda_of, current_tree, decisions_of
from workgroups import permissions
from workgroups.calendar_months import month_of, weeks_of
from workgroups.forms.meetings import MeetingFilter, ReasonForm
from workgroups.models import Meeting
from workgroups.models.meeting import MeetingQuerySet
from workgroups.queries import attendances_of, groups_to_call, meetings_in_month
from workgroups.services.minutes import last_writer
from workgroups.views.meeting_guards import for_meetings, meeting_for

PAGE = 20


@require_safe
@for_meetings
def upcoming(request: HttpRequest) -> HttpResponse:
    """What is to come, the nearest first."""
    return _list(request, permissions.readable_meetings(request.user).upcoming(timezone.now()), "upcoming")


@require_safe
@for_meetings
def past(request: HttpRequest) -> HttpResponse:
    """What was held or called off, the latest first."""
    return _list(request, permissions.readable_meetings(request.user).past(timezone.now()), "past")


@require_safe
@for_meetings
def month(request: HttpRequest) -> HttpResponse:
    """One month as a calendar, `?menuo=2026-11`; this month without it."""
    first = month_of(request.GET.get("menuo", ""), timezone.localdate())
    meetings, asked = _asked(request, meetings_in_month(request.user, first))
    listed = list(meetings)
    context = _room(request, asked, "month") | {
        "first": first, "weeks": weeks_of(first, listed), "has_meetings": bool(listed), "today": timezone.localdate(),
        "before": (first - datetime.timedelta(days=1)).replace(day=1),
        "after": (first + datetime.timedelta(days=32)).replace(day=1),
    }  # fmt: skip
    return render(request, "workgroups/meetings/month.html", context)


@require_safe
@for_meetings
def meeting(request: HttpRequest, uid: str) -> HttpResponse:
    """All that is known of one meeting."""
    found = meeting_for(request.user, uid)
    tree = current_tree()
    context = {
        "meeting": found, "tree": tree, "plan": tree.plan if tree else None,
        "agenda": agenda_of(found), "decisions": decisions_of(found),
        "attendances": attendances_of(found),
        "writer": last_writer(found), "reopening": ReasonForm(auto_id="id_reopen_%s"), **rights(request, found),
        "copies": found.published.select_related("published_by", "withdrawn_by"),
        "taking_back": ReasonForm(auto_id="id_back_%s"), "may_publish": permissions.can_publish_meetings(request.user),
    }  # fmt: skip
    return render(request, "workgroups/meetings/meeting.html", context)


def rights(request: HttpRequest, found: Meeting) -> dict[str, bool]:
    """What this person may do with the meeting now."""
    leads = permissions.can_lead_meeting(request.user, found)
    return {
        "leads": leads,
        "may_change": leads and not found.is_cancelled and not found.minutes_closed,
        "may_write": permissions.can_write_minutes(request.user, found),
    }


def _list(request: HttpRequest, meetings: MeetingQuerySet, here: str) -> HttpResponse:
    listed, asked = _asked(request, meetings.select_related("workgroup").defer("minutes"))
    page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
    return render(request, "workgroups/meetings/list.html", _room(request, asked, here) | {"page": page})


def _asked(request: HttpRequest, meetings: Any) -> tuple[Any, MeetingFilter]:
    asked = MeetingFilter(request.GET)
    group = asked.group()
    return (meetings.filter(workgroup=group) if group else meetings), asked


def _room(request: HttpRequest, asked: MeetingFilter, here: str) -> dict[str, Any]:
    group = asked.group()
    may_call = bool(groups_to_call(request.user))
    return {"filter": asked, "here": here, "may_call": may_call, "group_slug": group.slug if group else ""}
