"""Minutes that are written: closed, opened again, printed."""

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from klaipeda_plan.core.downloads import content_disposition, plain_name
from klaipeda_plan.core.guards import act_and_go
from klaipeda_plan.jobs.models import Job
from plans.services.minutes_documents import find_minutes, request_minutes
from workgroups.forms.meetings import ReasonForm
from workgroups.models import Meeting
from workgroups.services.minutes import finish_minutes, reopen_minutes
from workgroups.views.meeting_guards import for_meetings, meeting_for, meeting_to_lead


@require_POST
@for_meetings
def finish(request: HttpRequest, uid: str) -> HttpResponse:
    """Close the minutes that the page showed."""
    meeting = meeting_to_lead(request.user, uid)
    text = request.POST.get("version", "")
    version = int(text) if text.isdecimal() and len(text) < 10 else -1
    done = _("The minutes are closed. The members are told.")
    return act_and_go(request, lambda: finish_minutes(meeting, version=version, by=request.user), done, _page(meeting))


@require_POST
@for_meetings
def reopen(request: HttpRequest, uid: str) -> HttpResponse:
    meeting, form = meeting_to_lead(request.user, uid), ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    done = _("The minutes are open for writing again.")
    return act_and_go(request, lambda: reopen_minutes(meeting, by=request.user, reason=reason), done, _page(meeting))


@require_POST
@for_meetings
def build_pdf(request: HttpRequest, uid: str) -> HttpResponse:
    """To the file, if these very minutes are printed already, else to the job that prints them."""
    meeting = meeting_for(request.user, uid)
    outcome = request_minutes(meeting, by=request.user)
    if isinstance(outcome, Job):
        return redirect("jobs:detail", pk=outcome.pk)
    messages.success(request, _("The PDF is ready."))
    return redirect("meetings:pdf", uid=uid, key=outcome)


@require_safe
@for_meetings
@never_cache
def download_pdf(request: HttpRequest, uid: str, key: str) -> FileResponse:
    """The file, for who may read the meeting now; minutes that were changed since are printed anew."""
    meeting = meeting_for(request.user, uid)
    name = find_minutes(meeting, key)
    if name is None:
        raise Http404
    response = FileResponse(default_storage.open(name, "rb"), content_type="application/pdf")
    date = timezone.localdate(meeting.starts_at).isoformat()
    said = plain_name(_("Minutes, %(group)s, %(date)s") % {"group": meeting.workgroup.name, "date": date})
    response.headers["Content-Disposition"] = content_disposition(f"{said}.pdf")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _page(meeting: Meeting) -> str:
    return f"{reverse('meetings:meeting', args=[meeting.uid])}#protokolas"
