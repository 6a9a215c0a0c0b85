"""The measures of a goal in one table on landscape pages, task by task."""

from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, TypeVar

from django.utils.translation import gettext as _

from editions.documents.docx.bodies import write_body
from editions.documents.docx.inline import Bit, bits_of
from editions.documents.docx.sides import Fate, Sides, pairs
from editions.documents.docx.tables import TASK_FILL, Cell, Row, shared_widths, table_of
from editions.documents.docx.writing import Page, Writer
from editions.documents.docx.xml import Element
from editions.documents.model import Entry, MeasureGroup, MeasureRow, Output, PlanDocument, SourceSum
from klaipeda_plan.core.diffing.text import Piece
from klaipeda_plan.core.numbers import format_euros

if TYPE_CHECKING:
    from editions.documents.docx.plan import Sources

T = TypeVar("T")
WEIGHTS = (6, 26, 17, 9, 11, 13, 13, 9)
NONE = "–"
NUMBERS = (4, 5, 7)  # columns


def write_measures(writer: Writer, goal: Sides[Entry], sources: "Sources") -> None:
    """Nothing where the goal has none."""
    groups = goal.of(lambda one: one.measures)
    if groups.is_nothing:
        return
    writer.turn(Page.LANDSCAPE)
    table = _MeasureTable(writer, sources)
    title = goal.of(lambda one: _("Measures of goal %(code)s") % {"code": one.code} if one.measures else None)
    writer.heading(title, 3, anchor=f"{goal.any.anchor}-priemones", fate=groups.fate)
    writer.add(table.elements(groups))
    for text in (_stages(sources.document), _names(sources.document)):
        if not text.is_nothing:
            writer.paragraph(text, "Legend", fate=text.fate)


class _MeasureTable:
    def __init__(self, writer: Writer, sources: "Sources") -> None:
        self.story, self.sources = writer.story, sources

    def elements(self, groups: Sides[Sequence[MeasureGroup]]) -> list[Element]:
        rows = [self._head(groups.fate)]
        for group in pairs(groups, lambda one: one.anchor):
            rows.append(self._group(group))
            rows += [self._measure(one) for one in pairs(group.of(lambda it: it.rows), lambda it: it.anchor)]
        return table_of(self.story, rows, shared_widths(WEIGHTS, self.story.room), fate=groups.fate)

    def _head(self, fate: Fate) -> Row:
        heads = (
            _("Code"), _("Measure"), _("Responsible body, office, partners"), _("Years"), _("Money in total"),
            _("By source"), _("Output indicator"), _("Target (year)"),
        )  # fmt: skip
        cells = []
        for at, text in enumerate(heads):
            style = "TableHeadNumber" if at in NUMBERS else "TableHead"
            cells.append(Cell([self.story.paragraph(bits_of(text, fate=fate), style, fate=fate)]))
        return Row(cells, is_head=True)

    def _group(self, group: Sides[MeasureGroup]) -> Row:
        """The row of a task over its measures."""
        label, title = group.of(lambda one: one.label), group.of(lambda one: one.title)
        bits = [*bits_of(label), Bit(Piece(" ", ()), group.fate), *bits_of(title)]
        total = group.of(lambda one: one.total).of(format_euros)
        fate = group.fate
        cells = [
            Cell([self.story.paragraph(bits, "TableStrong", fate=fate, keeps=True)], span=4),
            Cell([self.story.paragraph(total, "TableStrongNumber", fate=fate)]),
            Cell([self.story.paragraph("", "TableText", fate=fate)], span=3),
        ]
        for cell in cells:
            cell.fill = TASK_FILL
        return Row(cells, fate)

    def _measure(self, measure: Sides[MeasureRow]) -> Row:
        anchor, fate = measure.any.anchor, measure.fate
        code = self.story.paragraph(
            measure.of(lambda one: one.code), "TableStrong", fate=fate, anchor=anchor,
            remark=self.sources.remark(anchor, fate),
        )  # fmt: skip
        cells = [
            [code],
            self._what(measure),
            self._who(measure),
            self._when(measure),
            [self._text(_or_none(measure, measure.of(lambda one: one.total).of(format_euros)), "TableNumber", fate)],
            self._rows(measure, lambda one: one.sources, _source_key, _source_text, "TableNumber"),
            self._rows(measure, lambda one: one.outputs, _output_key, _output_text, "TableText"),
            self._rows(measure, _targets, lambda one: one, lambda one: one[1], "TableNumber"),
        ]
        return Row([Cell(content) for content in cells], fate)

    def _what(self, measure: Sides[MeasureRow]) -> list[Element]:
        """Title, text, expected result and other resources."""
        fate, anchor = measure.fate, measure.any.anchor
        made = [self._text(measure.of(lambda one: one.title), "TableStrong", fate)]
        made += write_body(self.story, self.sources.body(anchor, fate), None)
        made += self._named(measure.of(lambda one: one.result), _("Expected result:"), "TableText")
        made += self._named(measure.of(lambda one: one.resources), _("Other resources:"), "TableNote")
        return made

    def _who(self, measure: Sides[MeasureRow]) -> list[Element]:
        responsible = _or_none(measure, measure.of(lambda one: one.responsible))
        made = [self._text(responsible, "TableText", measure.fate)]
        made += self._line(measure.of(lambda one: one.office), "TableText")
        return made + self._line(measure.of(lambda one: one.partners), "TableNote")

    def _when(self, measure: Sides[MeasureRow]) -> list[Element]:
        made = [self._text(measure.of(lambda one: one.years), "TableText", measure.fate)]
        return made + self._line(measure.of(lambda one: one.stage), "TableNote")

    def _rows(
        self, measure: Sides[MeasureRow], part: Callable[[MeasureRow], Sequence[T]], key: Callable[[T], Hashable],
        text: Callable[[T], str], style: str,
    ) -> list[Element]:  # fmt: skip
        """A paragraph for each of several; a dash on the side that has none."""
        rows = measure.of(part)
        dashes = _or_none(measure, rows.of(lambda _one: None))
        none = Sides(None if rows.old else dashes.old, None if rows.new else dashes.new)
        several = [element for row in pairs(rows, key) for element in self._line(row.of(text), style)]
        return [*self._line(none, style), *several]

    def _named(self, text: Sides[str], words: str, style: str) -> list[Element]:
        if text.is_nothing:
            return []
        bits = [*bits_of(f"{words} ", fate=text.fate), *bits_of(text)]
        return [self.story.paragraph(bits, style, fate=text.fate)]

    def _line(self, text: Sides[str], style: str) -> list[Element]:
        return [] if text.is_nothing else [self.story.paragraph(text, style, fate=text.fate)]

    def _text(self, text: Sides[str], style: str, fate: Fate) -> Element:
        return self.story.paragraph(text, style, fate=fate)


def _or_none(measure: Sides[MeasureRow], text: Sides[str]) -> Sides[str]:
    """A dash on the side of the row that has no text."""
    return Sides(None if measure.old is None else text.old or NONE, None if measure.new is None else text.new or NONE)


def _source_key(one: SourceSum) -> str:
    return one.code


def _source_text(one: SourceSum) -> str:
    return f"{one.code} {format_euros(one.cents)}"


def _output_key(one: Output) -> str:
    return one.title


def _output_text(one: Output) -> str:
    return f"{one.title}, {one.unit}"


def _targets(measure: MeasureRow) -> list[tuple[str, str]]:
    """Of each output, by its title."""
    return [(output.title, target) for output in measure.outputs for target in output.targets]


def _stages(document: Sides[PlanDocument]) -> Sides[str]:
    words = _("Stages:")
    return document.of(lambda one: f"{words} {'; '.join(one.stages)}" if one.stages else None)


def _names(document: Sides[PlanDocument]) -> Sides[str]:
    return document.of(lambda one: "; ".join(f"{code} – {name}" for code, name in one.sources))
