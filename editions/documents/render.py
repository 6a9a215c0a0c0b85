"""Documents of editions become HTML by templates and PDFs by `klaipeda_plan.printing`: a plan in sections
(`klaipeda_plan.printing.sections`), a comparison in one piece (`klaipeda_plan.printing.render`)."""

from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from editions.documents.comparison_model import ComparisonDocument
from editions.documents.model import PlanDocument
from editions.documents.pictures import FROZEN
from editions.documents.sections import plan_book
from klaipeda_plan.printing.progress import Report
from klaipeda_plan.printing.render import render_pdf
from klaipeda_plan.printing.sections.setting import set_book

if TYPE_CHECKING:
    from klaipeda_plan.printing.tags import FinishedPdf

TEMPLATE = "editions/documents/plan.html"
COMPARISON_TEMPLATE = "editions/documents/comparison.html"


def render_plan(
    document: PlanDocument, *, key: str, expected_pages: int, report: Report, archive: bool = False
) -> "FinishedPdf":  # fmt: skip
    """The PDF of a plan, laid out in sections. Equal documents give equal bytes; for what is raised see `set_book`.
    `archive`: as PDF/A-2a."""
    return set_book(plan_book(document), key=key, expected_pages=expected_pages, report=report, archive=archive)


def render_comparison(
    document: ComparisonDocument, *, key: str, expected_pages: int, report: Report, archive: bool = False
) -> "FinishedPdf":  # fmt: skip
    """The PDF of a comparison, as `render_plan`."""
    return render_pdf(
        comparison_html(document), key=key, language=document.language, titles=document.titles,
        expected_pages=expected_pages, report=report, pictures=FROZEN, archive=archive,
    )  # fmt: skip


def comparison_html(document: ComparisonDocument) -> str:
    return render_to_string(COMPARISON_TEMPLATE, {"document": document, "shown": document.shown})


def plan_html(document: PlanDocument) -> str:
    """The whole plan as one page, as the benches lay it out for comparison."""
    return render_to_string(TEMPLATE, {"document": document})
