"""HTML becomes a PDF by WeasyPrint, which is imported only here and only when it is needed: without pango it does
not import, and nothing else of the portal may stop for that."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from klaipeda_plan.printing.errors import renderer_missing
from klaipeda_plan.printing.pictures import Pictures
from klaipeda_plan.printing.progress import Report, reported_steps

if TYPE_CHECKING:
    from klaipeda_plan.printing.tags import FinishedPdf

VARIANT = "pdf/ua-1"


def render_pdf(
    html: str, *, key: str, language: str, report: Report, expected_pages: int = 1,
    titles: Mapping[str, str] | None = None, pictures: Pictures | None = None, archive: bool = False,
) -> "FinishedPdf":  # fmt: skip
    """The PDF of a whole page of HTML: laid out, tagged (PDF/UA-1) and checked. Equal HTML gives equal bytes.

    `titles` says in words where links inside the document lead; `archive` asks for PDF/A-2a. Raises `RendererMissing`
    where system libraries are missing; whatever `report` raises goes through.
    """
    from klaipeda_plan.printing.tags import finish_pdf  # slow import: pikepdf, which no page needs

    weasyprint, fetcher = load_renderer()
    with reported_steps(report, expected_pages):
        source = weasyprint.HTML(
            string=html, base_url=fetcher.asset_base(), url_fetcher=fetcher.AssetFetcher(pictures)
        )  # fmt: skip
        content = source.write_pdf(pdf_variant=VARIANT, pdf_identifier=key.encode())
    report(94, _("Checking the tags"))
    return finish_pdf(content, key=key, language=language, titles=titles or {}, archive=archive)


def load_renderer() -> tuple[Any, Any]:
    """WeasyPrint and the fetcher for it."""
    try:
        import weasyprint  # slow import, and without pango none at all

        from klaipeda_plan.printing import fetcher  # slow import: needs WeasyPrint
    except OSError as error:
        raise renderer_missing() from error
    return weasyprint, fetcher
