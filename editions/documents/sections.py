"""The document of a plan in sections, each on pages of its own: cover, parts, measures by goal, annex, last page.

A priority is cut where its pages end anyway: before and after the wide pages of measures. So a change of one measure
touches one section.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from editions.documents.model import Entry, Part, PlanDocument
from editions.documents.pictures import FROZEN
from klaipeda_plan.printing.sections.book import Book, Margin, Section
from plans.hierarchy import Kind

FOLDER = "editions/documents"
SHEETS = ("core/css/document.css", "editions/css/document.css", "editions/css/document-tables.css")
SECTION_SHEET = "editions/css/document-section.css"
MARGIN_SHEET = "editions/css/document-margins.css"
FOOTNOTE = 'class="footnote"'


def plan_book(document: PlanDocument) -> Book:
    """The same document as `render.plan_html`, cut. Pure: no query."""

    def contents(numbers: Mapping[str, int]) -> Section:
        return _section(document, "_contents.html", _("Contents"), numbers=numbers)

    def margins(margins: Sequence[Margin]) -> str:
        return render_to_string(f"{FOLDER}/_margins.html", {"document": document, "margins": margins})

    return Book(
        language=document.language, sheets=SHEETS, section_sheet=SECTION_SHEET, margin_sheet=MARGIN_SHEET,
        sections=tuple(_sections(document)), contents=contents, margins=margins, titles=document.titles,
        pictures=FROZEN,
    )  # fmt: skip


def _sections(document: PlanDocument) -> Iterator[Section]:
    context = {"document": document}
    title, facts = (render_to_string(f"{FOLDER}/{name}", context) for name in ("_title.html", "_head.html"))
    yield replace(_section(document, "_cover.html", None), head=f"<title>{title}</title>{facts}")
    for part in document.parts:
        yield from _of_part(document, part)
    if document.annex:
        yield _section(document, "_annex.html", _("Annex. Money of the plan"), annex=document.annex)
    yield _section(document, "_about.html", _("About this document"))


def _of_part(document: PlanDocument, part: Part) -> Iterator[Section]:
    if part.entry.kind != Kind.PRIORITY:
        yield _section(document, part.template, part.running, part=part, entry=part.entry)
        return
    runs = _runs(part.entry)
    for place, goals in enumerate(runs):
        flow = replace(part.entry, entries=[replace(goal, measures=()) for goal in goals])
        if goals or place == 0:
            template = "_goals.html" if place else part.template
            yield _section(document, template, part.running, part=None if place else part, entry=flow)
        if goals and goals[-1].measures:
            yield _section(document, "_measures.html", part.running, entry=goals[-1])


def _runs(priority: Entry) -> list[list[Entry]]:
    """Goals that follow each other on the same pages: measures end a run."""
    runs: list[list[Entry]] = [[]]
    for goal in priority.entries:
        runs[-1].append(goal)
        if goal.measures:
            runs.append([])
    return runs


def _section(document: PlanDocument, template: str, running: str | None, **context: Any) -> Section:
    name = template if "/" in template else f"{FOLDER}/{template}"
    body = render_to_string(name, {"document": document, **context})
    return Section(body, running, notes=body.count(FOOTNOTE))
