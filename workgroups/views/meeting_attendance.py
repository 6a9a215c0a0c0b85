"""Who was at a meeting."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from klaipeda_plan.core.guards import written
from workgroups.forms.meetings import AttendanceForm, GuestRows
from workgroups.models import Meeting
from workgroups.services.minutes import record_attendance, recorded_people
from workgroups.views.meeting_guards import for_meetings, meeting_to_lead


@require_http_methods(["GET", "POST"])
@for_meetings
def attendance(request: HttpRequest, uid: str) -> HttpResponse:
    """All members at once, and rows for guests; two empty ones come with each visit."""
    meeting = meeting_to_lead(request.user, uid)
    form, guests = _forms(meeting, request.POST if request.method == "POST" else None)
    invited = [row.guest() for row in guests] if guests.is_bound and guests.is_valid() else None
    if invited is not None and written(
        form, lambda: record_attendance(meeting, form.presences(), invited, by=request.user)
    ):
        messages.success(request, _("The attendance is recorded."))
        more = request.POST.get("do") == "more"
        return redirect("meetings:attendance" if more else "meetings:meeting", uid=uid)
    context = {"meeting": meeting, "form": form, "guests": guests}
    return render(request, "workgroups/meetings/attendance.html", context)


def _forms(meeting: Meeting, data: Any) -> tuple[AttendanceForm, Any]:
    rows = {one.user_id: one for one in meeting.attendances.all() if one.user_id}
    guests = [
        {"name": one.name, "organisation": one.organisation, "presence": one.presence}
        for one in meeting.attendances.filter(user=None)
    ]
    form = AttendanceForm(recorded_people(meeting), rows, data)
    return form, GuestRows(data, initial=guests, prefix="guests")
