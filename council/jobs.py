"""What the page of a document's job says; it is started from the council's room."""

from django.urls import reverse
from django.utils.translation import gettext as _

from council.permissions import can_build
from editions.models import Edition
from klaipeda_plan.jobs.models import Job
from klaipeda_plan.jobs.registry import JobPage, Link


def _number(job: Job) -> int | None:
    return Edition.objects.filter(pk=job.args.get("edition")).values_list("number", flat=True).first()


def _title(job: Job) -> str:
    words = _("PDF of edition %(number)s")
    if job.args.get("basis"):
        words = _("Comparison of edition %(number)s, PDF")
    return words % {"number": _number(job) or "–"}


def _result(job: Job) -> Link | None:
    sha256 = job.result.get("sha256")
    return Link(reverse("council:file", args=[sha256]), _("Download the PDF")) if sha256 else None


def _back(job: Job) -> Link | None:
    number = _number(job)
    if number is None:
        return None
    return Link(reverse("council:edition", args=[number]), _("Edition %(number)s") % {"number": number})


DOCUMENT_PAGE = JobPage(title=_title, may_see=can_build, result=_result, back=_back)
