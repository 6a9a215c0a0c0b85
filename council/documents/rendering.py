"""A small document as a tagged PDF (PDF/UA-1)."""

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from council.documents.model import SmallDocument
from klaipeda_plan.printing.bodies import document_body
from klaipeda_plan.printing.progress import Report
from klaipeda_plan.printing.render import render_pdf

if TYPE_CHECKING:
    from klaipeda_plan.printing.tags import FinishedPdf

LEVEL = 1  # of the heading over a body


def small_pdf(document: SmallDocument, *, key: str, language: str, report: Report) -> "FinishedPdf":
    """Equal documents give equal bytes; for what is raised see `render_pdf`."""
    return render_pdf(small_html(document, language=language), key=key, language=language, report=report)


def small_html(document: SmallDocument, *, language: str) -> str:
    context = {"document": document, "language": language, "body": _body(document)}
    return render_to_string(f"council/documents/{document.document}.html", context)


def _body(document: SmallDocument) -> SafeString:
    return document_body(getattr(document, "body", ""), LEVEL)
