"""Published minutes of a group as a PDF for everybody: printed by a job after the publication, gone when taken back.

A file lies under the digest of the copy that it prints; whether everybody may have it is asked of the copy each time.
"""

import datetime
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from klaipeda_plan.core.errors import Refused
from klaipeda_plan.jobs.models import Job
from klaipeda_plan.jobs.registry import Progress
from klaipeda_plan.jobs.services import JobFailed, enqueue
from klaipeda_plan.printing.bodies import document_body
from klaipeda_plan.printing.render import render_pdf
from klaipeda_plan.printing.storage import store_whole
from klaipeda_plan.printing.typography import tie
from plans.models import Plan
from workgroups.models import PublishedMinutes

JOB = "print_public_minutes"
LANGUAGE = "lt"  # the minutes are written in Lithuanian
TEMPLATE = "publicity/minutes_document.html"
FOLDER = "public-minutes"


def ask_for_print(copy_id: int) -> None:
    """The job of a copy that was published or taken back, once the change is committed; called within it."""
    state = PublishedMinutes.objects.filter(pk=copy_id).values_list("withdrawn_at", flat=True).get()
    word = "drop" if state else "print"
    enqueue(JOB, f"{JOB}:{copy_id}:{word}", {"copy": copy_id}, by=None)


def ask_for_unprinted() -> int:
    """Of copies for which no job was ever started: those that were published before there were files."""
    known = {args["copy"] for args in Job.objects.filter(kind=JOB).values_list("args", flat=True)}
    rows = PublishedMinutes.objects.public().exclude(pk__in=known).only("digest")
    waiting = [row.pk for row in rows if not printed(row)]
    for pk in waiting:
        ask_for_print(pk)
    return len(waiting)


def print_minutes(progress: Progress, *, copy: int) -> dict[str, Any]:
    """The job: the file of a copy that stands, or no file of one that does not."""
    row = PublishedMinutes.objects.select_related("meeting__workgroup").filter(pk=copy).first()
    if row is None:
        raise JobFailed(_("The minutes are no longer there."))
    if row.withdrawn_at:
        default_storage.delete(name_of(row))
        return {"file": ""}
    if not default_storage.exists(name_of(row)):
        with translation.override(LANGUAGE):
            html = render_to_string(TEMPLATE, _context(row))
            try:
                finished = render_pdf(html, key=row.digest, language=LANGUAGE, report=progress)
            except Refused as refusal:
                raise JobFailed(str(refusal)) from refusal
        store_whole(name_of(row), finished.content)
    return {"file": name_of(row)}


def printed(copy: PublishedMinutes) -> str | None:
    """The name in the storage, or None while the file is not there. The caller asks whether the copy is public."""
    return name_of(copy) if default_storage.exists(name_of(copy)) else None


def name_of(copy: PublishedMinutes) -> str:
    """Where the file lies. Under the copy's own key too: equal minutes may be taken back and published again."""
    return f"{FOLDER}/{copy.pk}-{copy.digest}.pdf"


def _context(row: PublishedMinutes) -> dict[str, Any]:
    content, plan = row.content, Plan.objects.current()
    return {
        "copy": row, "content": content, "title": tie(content["title"]), "group": row.meeting.workgroup.name,
        "date": date_format(datetime.date.fromisoformat(content["date"]), "DATE_FORMAT"),
        "body": document_body(row.body, 2), "is_sample": bool(plan and plan.holds_sample), "language": LANGUAGE,
        "site_url": settings.SITE_URL,
    }  # fmt: skip
