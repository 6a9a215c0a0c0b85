"""What the page of a job of printing minutes says; it is started from the meeting's page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from klaipeda_plan.jobs.models import Job
from klaipeda_plan.jobs.registry import JobPage, Link
from workgroups.models import Meeting


def _result(job: Job) -> Link | None:
    if "key" not in job.result:
        return None
    return Link(reverse("meetings:pdf", args=[job.result["meeting"], job.result["key"]]), _("Download the PDF"))


def _back(job: Job) -> Link | None:
    uid = Meeting.objects.filter(pk=job.args.get("meeting")).values_list("uid", flat=True).first()
    return Link(reverse("meetings:meeting", args=[uid]), _("Meeting")) if uid else None


# Each person has a job of their own (`request_minutes`), and it names no meeting: nobody else needs to look on.
MINUTES_PAGE = JobPage(
    title=lambda job: _("Minutes as PDF"), may_see=lambda user: False, result=_result, back=_back
)  # fmt: skip
