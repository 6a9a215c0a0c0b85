"""A document becomes HTML by one template, and a PDF by WeasyPrint, which is imported only here and only when
it is needed: without pango it does not import, and nothing else of the portal may stop for that."""

from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from editions.documents.errors import RendererMissing
from editions.documents.model import Part, PlanDocument
from editions.documents.progress import Report, reported_steps

if TYPE_CHECKING:
    from editions.documents.tags import FinishedPdf

PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
VARIANT = "pdf/ua-1"
TEMPLATE = "editions/documents/plan.html"


def render_plan(document: PlanDocument, *, key: str, expected_pages: int, report: Report) -> "FinishedPdf":
    """The PDF of a plan: laid out, tagged (PDF/UA-1) and checked. Equal documents give equal bytes.

    Raises `RendererMissing` where system libraries are missing; whatever `report` raises goes through.
    """
    from editions.documents.tags import finish_pdf  # slow import: pikepdf, which no page needs

    weasyprint, fetcher = load_renderer()
    html = plan_html(document)
    with reported_steps(report, expected_pages):
        source = weasyprint.HTML(string=html, base_url=fetcher.asset_base(), url_fetcher=fetcher.AssetFetcher())
        content = source.write_pdf(pdf_variant=VARIANT, pdf_identifier=key.encode())
    report(94, _("Checking the tags"))
    return finish_pdf(content, key=key, language=document.language, titles=document.titles)


def plan_html(document: PlanDocument) -> str:
    return render_to_string(TEMPLATE, {"document": document})


def part_html(document: PlanDocument, part: Part) -> str:
    """One part of the document without its frame."""
    return render_to_string(part.template, {"document": document, "part": part, "entry": part.entry})


def load_renderer() -> tuple[Any, Any]:
    """WeasyPrint and the fetcher for it."""
    try:
        import weasyprint  # slow import, and without pango none at all

        from editions.documents import fetcher  # slow import: needs WeasyPrint
    except OSError as error:
        text = _("PDF cannot be made on this machine yet. Install what is missing: apt-get install %(packages)s")
        raise RendererMissing(text % {"packages": PACKAGES}) from error
    return weasyprint, fetcher
