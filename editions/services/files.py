"""The register of issued files: asking for a document, building it, entering it once."""

import hashlib
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from editions import permissions
from editions.comparison.comparing import compare_editions, refuse_incomparable
from editions.documents.comparison import comparison_document
from editions.documents.context import plan_document
from editions.documents.formats import ARCHIVE, extension_of
from editions.documents.keys import document_key
from editions.documents.render import render_comparison, render_plan
from editions.models import Edition, IssuedFile
from editions.reading import load_tree
from editions.services.stored import is_stored, refuse_broken_pictures
from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.jobs.models import Job
from klaipeda_plan.jobs.registry import Progress
from klaipeda_plan.jobs.services import JobFailed, enqueue
from klaipeda_plan.printing.errors import DocumentRefused
from klaipeda_plan.printing.progress import Report
from klaipeda_plan.printing.storage import store_whole

if TYPE_CHECKING:
    from editions.documents.docx.building import FinishedDocx
    from klaipeda_plan.printing.tags import FinishedPdf

JOB_KIND = "build_document"
KNOWN = {(document, format) for document in ("plan", "comparison") for format in ("pdf", ARCHIVE, "docx")}
LANGUAGE = "lt"  # documents of the council are Lithuanian whatever the language of the page that asks
PAGES_PER_ELEMENT = 0.22  # for the first document of a plan, whose number of pages nobody knows yet


def request_document(
    edition: Edition, document: str = "plan", format: str = "pdf", *, by: Any, language: str = LANGUAGE,
    basis: Edition | None = None,
) -> Job | IssuedFile:  # fmt: skip
    """The file, if this very document was issued already, else a job that builds it (the running one, if any).
    A comparison has a `basis`."""
    readable = all(permissions.can_read(by, one) for one in (edition, basis) if one is not None)
    if not (permissions.can_issue_documents(by) and readable):
        who_may = _("The council secretary and the coordinator.")
        raise NotAllowed(_("You may not issue documents of this edition."), who_may=who_may)
    _refuse_unknown(document, format)
    _refuse_basis(edition, document, basis)
    if not edition.elements.exists() and basis is None:
        raise DocumentRefused(_("The edition is empty: there is nothing to print."))
    key = document_key(edition, document=document, format=format, language=language, basis=basis)
    issued = _issued(key)
    if issued:
        return issued
    args = {"edition": edition.pk, "document": document, "format": format, "language": language, "by": by.pk}
    if basis is not None:
        args["basis"] = basis.pk
    return enqueue(JOB_KIND, f"{JOB_KIND}:{key}", args, by=by)


def build_document(
    progress: Progress, *, edition: int, document: str, format: str, language: str, by: int | None,
    basis: int | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The job: build and issue. Its result names the file."""
    rows = Edition.objects.select_related("plan").in_bulk([pk for pk in (edition, basis) if pk is not None])
    if edition not in rows or (basis is not None and basis not in rows):
        raise JobFailed(_("The edition is no longer there."))
    try:
        file = make_document(
            rows[edition], document, format, language=language, by=by, report=progress,
            basis=None if basis is None else rows[basis],
        )  # fmt: skip
    except Refused as refusal:
        raise JobFailed(str(refusal)) from refusal
    return {"file": file.pk, "sha256": file.sha256}


def make_document(
    edition: Edition, document: str, format: str, *, language: str, by: int | None, report: Report,
    basis: Edition | None = None,
) -> IssuedFile:  # fmt: skip
    """The document as an issued file, built unless an equal one was issued. `by` is the id of a person or None."""
    _refuse_unknown(document, format)
    with translation.override(language):
        _refuse_basis(edition, document, basis)
        key = document_key(edition, document=document, format=format, language=language, basis=basis)
        issued = _issued(key)
        if issued:
            return issued
        refuse_broken_pictures([one for one in (basis, edition) if one is not None])
        renders: dict[str, Callable[..., Any]] = {
            "docx": _render_docx, "pdf": _render, ARCHIVE: partial(_render, archive=True)
        }  # fmt: skip
        finished = renders[format](edition, basis, document, language=language, key=key, report=report)
        report(98, _("Entering the file in the register"))
        return issue_file(
            finished.content, key=key, edition=edition, document=document, format=format, language=language,
            pages=finished.pages, by=by, basis=basis,
        )  # fmt: skip


def _render(
    edition: Edition, basis: Edition | None, document: str, *, language: str, key: str, report: Report,
    archive: bool = False,
) -> "FinishedPdf":  # fmt: skip
    events = list(edition.events.order_by("pk"))
    pages = _expected_pages(edition, document)
    if basis is not None:
        compared = comparison_document(compare_editions(basis, edition, internal=True), events, language=language)
        return render_comparison(compared, key=key, expected_pages=pages, report=report, archive=archive)
    plan = plan_document(edition, load_tree(edition), events, language=language)
    return render_plan(plan, key=key, expected_pages=pages, report=report, archive=archive)


def _render_docx(
    edition: Edition, basis: Edition | None, document: str, *, language: str, key: str, report: Report
) -> "FinishedDocx":  # fmt: skip
    """`document` follows from the basis here."""
    from editions.documents.docx.building import comparison_docx, plan_docx  # slow import: python-docx

    events = list(edition.events.order_by("pk"))
    if basis is None:
        return plan_docx(edition, load_tree(edition), events, key=key, language=language, report=report)
    comparison = compare_editions(basis, edition, internal=True)
    return comparison_docx(comparison, events, key=key, language=language, report=report)


def issue_file(
    content: bytes, *, key: str, edition: Edition, document: str, format: str, language: str, pages: int | None,
    by: int | None, basis: Edition | None = None,
) -> IssuedFile:  # fmt: skip
    """Store the bytes and enter them in the register; of one key the first file stays the only one.

    The file is whole in the storage before its row exists. A stored file that was lost comes back when the
    bytes are the same.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    name = f"issued/{sha256}.{extension_of(format)}"
    existing = IssuedFile.objects.filter(key=key).first()
    if existing and existing.sha256 != sha256:
        return _still_stored(existing)
    if existing and not is_stored(existing):
        default_storage.delete(name)  # of a damaged file nothing is kept; of none nothing is done
    store_whole(name, content)
    if existing:
        return existing
    try:
        with transaction.atomic():
            return IssuedFile.objects.create(
                sha256=sha256, key=key, edition=edition, basis=basis, document=document, format=format,
                language=language, file=name, size=len(content), pages=pages, issued_by_id=by,
                issued_at=timezone.now(),
            )  # fmt: skip
    except IntegrityError:
        return IssuedFile.objects.get(key=key)  # another process was quicker


def _refuse_unknown(document: str, format: str) -> None:
    if (document, format) not in KNOWN:
        raise DocumentRefused(_("The portal does not make this document in this format."))


def _refuse_basis(edition: Edition, document: str, basis: Edition | None) -> None:
    """A comparison needs an edition to compare with, which has a comparison with this one; a plan has none."""
    if (document == "comparison") != (basis is not None):
        raise DocumentRefused(_("Choose the edition with which to compare."))
    if basis is not None:
        refuse_incomparable(basis, edition)


def _issued(key: str) -> IssuedFile | None:
    """The issued file of this key whose bytes are still there."""
    file = IssuedFile.objects.filter(key=key).first()
    return file if file and is_stored(file) else None


def _still_stored(file: IssuedFile) -> IssuedFile:
    if not is_stored(file):
        raise DocumentRefused(_("The issued file is gone from the storage. Restore it from the backup."))
    return file


def _expected_pages(edition: Edition, document: str) -> int:
    """As many as the last document of this plan had."""
    former = IssuedFile.objects.filter(edition__plan=edition.plan_id, document=document, pages__isnull=False)
    pages = former.filter(edition__kind=edition.kind).values_list("pages", flat=True).first()
    return pages or round(edition.elements.count() * PAGES_PER_ELEMENT) + 5
