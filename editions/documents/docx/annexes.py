"""Numbers of a plan in tables and pictures: indicators, charts, the money of the whole plan."""

from collections.abc import Sequence
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from editions.documents.docx.grids import Grid, Line, write_grid
from editions.documents.docx.paragraphs import mark_paragraph
from editions.documents.docx.sides import Fate, Sides, pairs
from editions.documents.docx.writing import Writer
from editions.documents.model import Annex, IndicatorTable, MoneyRow
from indicators.charts import Drawing
from indicators.charts.pictures import png_of
from klaipeda_plan.core.numbers import format_euros

CHART_WIDTH = 7600  # twips


def write_indicators(writer: Writer, table: Sides[IndicatorTable]) -> None:
    writer.add(write_grid(writer.story, table.of(indicator_grid)))


def indicator_grid(table: IndicatorTable) -> Grid:
    all_targets, target = _("Targets"), _("Target")
    targets = (all_targets,) if table.is_wide else tuple(f"{target} {period}" for period in table.periods)
    actual = (_("Actual (year)"),) if table.has_actual else ()
    heads = (_("Indicator"), pgettext("document", "Unit"), _("Baseline (year)"), *targets, *actual)
    lines = []
    for row in table.rows:
        last = (row.actual,) if table.has_actual else ()
        lines.append(Line(row.title, (row.heading, row.unit, row.baseline, *row.targets, *last)))
    wide = {3} if table.is_wide else set()
    numbers = frozenset(range(2, len(heads))) - wide
    weights = (3.2, 1.1, 1.3, *((2.6,) if table.is_wide else (1.2,) * len(targets)), *((1.3,) if actual else ()))
    return Grid(table.caption, heads, tuple(lines), numbers, weights)


def write_charts(writer: Writer, charts: Sides[Sequence[Drawing]]) -> None:
    """Of a chart that changed the former picture is taken out and the new one put in."""
    for chart in pairs(charts, lambda one: (one.words, one.shapes)):
        write_chart(writer, chart)


def write_chart(writer: Writer, chart: Sides[Drawing]) -> None:
    if chart.is_nothing:
        return
    if chart.fate is Fate.KEPT and chart.any != chart.old:
        write_chart(writer, Sides(chart.old, None))
        write_chart(writer, Sides(None, chart.new))
        return
    story, drawing = writer.story, chart.any
    run = story.picture(png_of(drawing), drawing.words, width=CHART_WIDTH)
    if run is None:
        return
    paragraph = story.paragraph("", "Figure")
    if chart.fate is not Fate.KEPT:
        mark_paragraph(paragraph, story.package.signed(chart.fate.value))
        change = story.package.signed(chart.fate.value)
        change.append(run)
        run = change
    paragraph.append(run)
    writer.add([paragraph])
    writer.paragraph(chart.of(lambda one: one.title), "FigureCaption", fate=chart.fate)


def write_annex(writer: Writer, annex: Sides[Annex]) -> None:
    """Sums by year and source, by priority and goal; a part of its own."""
    if annex.is_nothing:
        return
    title = _("Annex. Money of the plan")
    writer.heading(annex.of(lambda _one: title), 1, anchor="lesos", fate=annex.fate)
    writer.heading(annex.of(lambda _one: _("By year and source")), 2, fate=annex.fate)
    writer.add(write_grid(writer.story, annex.of(partial(_money, "years", _("Year")))))
    write_chart(writer, annex.of(lambda one: one.chart))
    writer.heading(annex.of(lambda _one: _("By priority, goal and source")), 2, fate=annex.fate)
    writer.add(write_grid(writer.story, annex.of(partial(_money, "places", _("Priority, goal")))))


def _money(name: str, first: str, annex: Annex) -> Grid:
    rows: Sequence[MoneyRow] = getattr(annex, name)
    sources = [title if title == code else f"{title} ({code})" for code, title in annex.sources]
    lines = tuple(Line(row.label, (row.label, *map(_sum, row.cells), format_euros(row.total)), row.is_sum)
                  for row in rows)  # fmt: skip
    columns = len(sources) + 2
    weights = (1.0 if name == "years" else 2.4, *[1.2] * (columns - 1))
    return Grid("", (first, *sources, _("Total")), lines, frozenset(range(1, columns)), weights)


def _sum(cents: int) -> str:
    return format_euros(cents) if cents else "–"
