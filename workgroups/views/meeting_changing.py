"""Calling a meeting, changing it, calling it off."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from klaipeda_plan.core.guards import not_allowed_as_403, written
from workgroups.forms.meetings import MeetingForm, ReasonForm
from workgroups.queries import groups_to_call
from workgroups.services.meetings import call_meeting, cancel_meeting, change_meeting, who_may_lead
from workgroups.views.meeting_guards import for_meetings, meeting_to_lead


@require_http_methods(["GET", "POST"])
@for_meetings
def call(request: HttpRequest) -> HttpResponse:
    """A new meeting of a group that this person leads."""
    groups = groups_to_call(request.user)
    if not groups:
        raise PermissionDenied(who_may_lead())
    form = MeetingForm(request.POST if request.method == "POST" else None, groups=groups)
    if request.method == "POST" and form.is_valid():
        with not_allowed_as_403():
            meeting = call_meeting(form.cleaned_data["workgroup"], form.facts(), by=request.user)
        messages.success(request, _("The meeting is called. Now write its agenda."))
        return redirect("meetings:agenda", uid=meeting.uid)
    return render(request, "workgroups/meetings/call.html", {"form": form})


@require_http_methods(["GET", "POST"])
@for_meetings
def change(request: HttpRequest, uid: str) -> HttpResponse:
    meeting = meeting_to_lead(request.user, uid)
    form = MeetingForm(request.POST if request.method == "POST" else None, meeting=meeting)
    if written(
        form, lambda: change_meeting(meeting, form.facts(), by=request.user, reason=form.cleaned_data["reason"])
    ):
        messages.success(request, _("Saved. The members are told."))
        return redirect("meetings:meeting", uid=meeting.uid)
    context = {"form": form, "meeting": meeting}
    return render(request, "workgroups/meetings/call.html", context)


@require_http_methods(["GET", "POST"])
@for_meetings
def cancel(request: HttpRequest, uid: str) -> HttpResponse:
    meeting = meeting_to_lead(request.user, uid)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if written(form, lambda: cancel_meeting(meeting, by=request.user, reason=form.cleaned_data["reason"])):
        messages.success(request, _("The meeting is cancelled. The members are told."))
        return redirect("meetings:meeting", uid=meeting.uid)
    return render(request, "workgroups/meetings/cancel.html", {"form": form, "meeting": meeting})
