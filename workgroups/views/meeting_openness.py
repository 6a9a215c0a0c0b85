"""What the public learns of a meeting: announced, hidden, its minutes published and taken back."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from klaipeda_plan.core.guards import act_and_go, tried
from workgroups.forms.meetings import ReasonForm
from workgroups.forms.openness import PublishMinutesForm
from workgroups.models import Meeting
from workgroups.permissions import can_publish_meetings
from workgroups.services.openness import (
    announce_meeting,
    hide_meeting,
    names_without_consent,
    publish_minutes,
    what_would_be_published,
    who_may_publish,
    withdraw_minutes,
)
from workgroups.views.meeting_guards import for_meetings, meeting_for


@require_POST
@for_meetings
def announce(request: HttpRequest, uid: str) -> HttpResponse:
    meeting = _to_publish(request, uid)
    done = _("Everybody can find the meeting on the group's page.")
    return act_and_go(request, lambda: announce_meeting(meeting, by=request.user), done, _page(meeting))


@require_POST
@for_meetings
def hide(request: HttpRequest, uid: str) -> HttpResponse:
    meeting = _to_publish(request, uid)
    done = _("The meeting is no longer on the public pages.")
    return act_and_go(request, lambda: hide_meeting(meeting, by=request.user), done, _page(meeting))


@require_http_methods(["GET", "HEAD", "POST"])
@for_meetings
@never_cache
def publish(request: HttpRequest, uid: str) -> HttpResponse:
    """Exactly what everybody will read, and the button under it."""
    meeting = _to_publish(request, uid)
    form = PublishMinutesForm(
        request.POST if request.method == "POST" else None, initial={"version": meeting.minutes_version}
    )
    if form.is_valid() and tried(form, None, lambda: publish_minutes(meeting, **form.cleaned_data, by=request.user)):
        return redirect("publicity:group_meeting", slug=meeting.workgroup.slug, uid=meeting.uid)
    body, content = what_would_be_published(meeting)
    context = {
        "meeting": meeting, "form": form, "body": body, "content": content,
        "names": names_without_consent(meeting), "published": meeting.published.all(),
        "standing": meeting.published.filter(withdrawn_at=None).first(),
    }  # fmt: skip
    return render(request, "workgroups/meetings/publish.html", context, status=422 if form.is_bound else 200)


@require_POST
@for_meetings
def withdraw(request: HttpRequest, uid: str) -> HttpResponse:
    meeting, form = _to_publish(request, uid), ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    done = _("The minutes are no longer public.")
    return act_and_go(request, lambda: withdraw_minutes(meeting, reason=reason, by=request.user), done, _page(meeting))


def _to_publish(request: HttpRequest, uid: str) -> Meeting:
    meeting = meeting_for(request.user, uid)
    if not can_publish_meetings(request.user):
        raise PermissionDenied(who_may_publish())
    return meeting


def _page(meeting: Meeting) -> str:
    return f"{reverse('meetings:meeting', args=[meeting.uid])}#viesumas"
