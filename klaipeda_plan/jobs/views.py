"""The page of a job: how far it is, and where its result stands. Works by reloading; a script reloads for you."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from klaipeda_plan.jobs import permissions, services
from klaipeda_plan.jobs.models import Job, State
from klaipeda_plan.jobs.registry import page_of


@require_GET
@login_required
@never_cache
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    job = _job_for(request, pk)
    page = page_of(job.kind)
    context = {
        "job": job,
        "title": page.title(job) if page else _("Work"),
        "result": page.result(job) if page and job.state == State.DONE else None,
        "back": page.back(job) if page else None,
        "can_cancel": job.is_active and not job.cancel_requested and permissions.can_cancel(request.user, job),
    }
    return render(request, "jobs/detail.html", context)


@require_GET
@login_required
@never_cache
def status(request: HttpRequest, pk: int) -> HttpResponse:
    """What the script asks: state, percent, step. The page itself tells the rest."""
    job = _job_for(request, pk)
    return JsonResponse({
        "state": job.state, "active": job.is_active, "percent": job.percent, "message": job.message,
        "label": job.get_state_display(),
    })  # fmt: skip


@require_POST
@login_required
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    job = _job_for(request, pk)
    if not permissions.can_cancel(request.user, job):
        raise PermissionDenied(_("Only the person who started the work may stop it."))
    if job.is_active:
        services.cancel(job)
    else:
        messages.info(request, _("The work was over already."))
    return redirect("jobs:detail", pk=job.pk)


def _job_for(request: HttpRequest, pk: int) -> Job:
    """A job that this person may see; it does not exist for others."""
    job = Job.objects.select_related("created_by").filter(pk=pk).first()
    if job is None or not permissions.can_see(request.user, job):
        raise Http404
    return job
