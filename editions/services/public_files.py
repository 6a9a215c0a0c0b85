"""Documents of published editions for everybody: asked for at publication; the newest issued file is what is given."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Max

from editions.documents.keys import document_key
from editions.models import Edition, IssuedFile
from editions.services.files import JOB_KIND, LANGUAGE
from klaipeda_plan.jobs.models import Job
from klaipeda_plan.jobs.services import enqueue

FORMATS = ("pdf", "docx")
DOCUMENT = "plan"  # a comparison tells the council why something changed: it is never given to everybody


def ask_for_public_files(edition: Edition, *, by: Any) -> list[Job]:
    """A job for each format of which no file was issued; the one that waits already is the same. An empty edition has
    no document. `by` is whoever publishes, None for the portal itself."""
    issued = public_files([edition]).get(edition.pk, {})
    wanted = [format for format in FORMATS if format not in issued]
    if not wanted or not edition.elements.exists():
        return []
    return [_ask(edition, format, by) for format in wanted]


def ask_for_missing_files() -> list[Job]:
    """The same for every published edition: of those that were published before, or whose job failed."""
    return [job for edition in Edition.objects.published() for job in ask_for_public_files(edition, by=None)]


def public_files(editions: Iterable[Edition]) -> dict[int, dict[str, IssuedFile]]:
    """{edition pk: {format: the newest issued file of the whole plan}}, one query. The caller asks whether the
    editions are published."""
    rows = IssuedFile.objects.filter(
        edition__in=list(editions), document=DOCUMENT, format__in=FORMATS, language=LANGUAGE, basis=None
    ).order_by("pk")
    found: dict[int, dict[str, IssuedFile]] = {}
    for row in rows:
        found.setdefault(row.edition_id, {})[row.format] = row
    return found


def files_state() -> str:
    """One word for the state of all these files: they are only ever added."""
    rows = IssuedFile.objects.filter(document=DOCUMENT, format__in=FORMATS).order_by()
    return "{newest}/{files}".format(**rows.aggregate(newest=Max("pk"), files=Count("pk")))


def _ask(edition: Edition, format: str, by: Any) -> Job:
    """Under the key of `services.files.request_document`: what the secretary has asked for is not built twice."""
    key = document_key(edition, document=DOCUMENT, format=format, language=LANGUAGE)
    args = {
        "edition": edition.pk, "document": DOCUMENT, "format": format, "language": LANGUAGE,
        "by": by.pk if by else None,
    }  # fmt: skip
    return enqueue(JOB_KIND, f"{JOB_KIND}:{key}", args, by=by)
