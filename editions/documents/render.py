"""The document of a plan becomes HTML by one template, and a PDF by `klaipeda_plan.printing.render`."""

from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from editions.documents.comparison_model import ComparisonDocument
from editions.documents.model import Part, PlanDocument
from editions.documents.pictures import FROZEN
from klaipeda_plan.printing.progress import Report
from klaipeda_plan.printing.render import render_pdf

if TYPE_CHECKING:
    from klaipeda_plan.printing.tags import FinishedPdf

TEMPLATE = "editions/documents/plan.html"
COMPARISON_TEMPLATE = "editions/documents/comparison.html"


def render_plan(document: PlanDocument, *, key: str, expected_pages: int, report: Report) -> "FinishedPdf":
    """The PDF of a plan. Equal documents give equal bytes; for what is raised see `render_pdf`."""
    return render_pdf(
        plan_html(document), key=key, language=document.language, titles=document.titles,
        expected_pages=expected_pages, report=report, pictures=FROZEN,
    )  # fmt: skip


def render_comparison(
    document: ComparisonDocument, *, key: str, expected_pages: int, report: Report
) -> "FinishedPdf":  # fmt: skip
    """The PDF of a comparison, as `render_plan`."""
    return render_pdf(
        comparison_html(document), key=key, language=document.language, titles=document.titles,
        expected_pages=expected_pages, report=report, pictures=FROZEN,
    )  # fmt: skip


def comparison_html(document: ComparisonDocument) -> str:
    return render_to_string(COMPARISON_TEMPLATE, {"document": document, "shown": document.shown})


def plan_html(document: PlanDocument) -> str:
    return render_to_string(TEMPLATE, {"document": document})


def part_html(document: PlanDocument, part: Part) -> str:
    """One part of the document without its frame."""
    return render_to_string(part.template, {"document": document, "part": part, "entry": part.entry})
