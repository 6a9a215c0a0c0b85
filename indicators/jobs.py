"""What the page of a job of checking or taking over a file says; it is started from the file's page."""

from django.urls import reverse
from django.utils.translation import gettext as _

from indicators.models import SheetImport
from klaipeda_plan.jobs.models import Job
from klaipeda_plan.jobs.registry import JobPage, Link


def _page(job: Job) -> Link | None:
    imported = SheetImport.objects.filter(pk=job.args.get("pk")).first()
    return Link(reverse("sheets:import", args=[imported.uid]), _("What the file changes")) if imported else None


# A file is its owner's alone: nobody else looks on.
SHEETS_PAGE = JobPage(
    title=lambda job: _("Checking the file") if job.kind == "check_sheets" else _("Taking the rows over"),
    may_see=lambda user: False, result=_page, back=_page,
)  # fmt: skip
