"""The text of a plan part by part. Written of two editions, what differs stands there as tracked changes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from editions.documents.docx.annexes import write_annex, write_charts, write_indicators
from editions.documents.docx.bodies import LOWEST, write_body
from editions.documents.docx.inline import STRONG, Bit, bits_of, styled
from editions.documents.docx.measures import write_measures
from editions.documents.docx.paragraphs import Shape
from editions.documents.docx.sides import Fate, Sides, pairs
from editions.documents.docx.writing import Page, Writer
from editions.documents.model import Analysis, Entry, Part, PlanDocument, Relation, Remark, RemarkList
from klaipeda_plan.core.diffing.text import Mark, Piece
from klaipeda_plan.core.numbers import format_euros
from plans.hierarchy import Kind

LABEL, QUIET = styled("Label"), styled("Quiet")


@dataclass(frozen=True)
class Sources:
    """What a text is made of: the two documents, the stored bodies by anchor, and for the margin by anchor from where
    to where an element was moved and why it changed."""

    document: Sides[PlanDocument]
    bodies: Sides[Mapping[str, str]]
    moves: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)

    def body(self, anchor: str, fate: Fate) -> Sides[str]:
        """Of an element that is in and out at different places each side stands alone."""
        found = self.bodies.of(lambda bodies: bodies.get(anchor))
        if fate is Fate.KEPT:
            return found
        return Sides(found.old, None) if fate is Fate.DELETED else Sides(None, found.new)

    def remark(self, anchor: str, fate: Fate) -> str:
        move = "" if fate is Fate.KEPT else self.moves.get(anchor, "")
        return "\n".join(filter(None, [move, self.reasons.get(anchor, "")]))


def write_parts(writer: Writer, sources: Sources) -> None:
    """Sections, vision and priorities, then the annex of money."""
    text = _Text(writer, sources)
    for part in pairs(sources.document.of(lambda one: one.parts), lambda one: one.entry.anchor):
        text.part(part)
    writer.turn(Page.PORTRAIT)
    write_annex(writer, sources.document.of(lambda one: one.annex))


def anchor_key(one: Entry | Remark) -> str:
    return one.anchor


class _Text:
    def __init__(self, writer: Writer, sources: Sources) -> None:
        self.writer, self.story, self.sources = writer, writer.story, sources

    def part(self, part: Sides[Part]) -> None:
        self.writer.turn(Page.PORTRAIT)
        entry = part.of(lambda one: one.entry)
        writers: dict[str, Callable[[Sides[Entry]], None]] = {Kind.VISION: self.vision, Kind.PRIORITY: self.priority}
        writers.get(entry.any.kind, self.section)(entry)

    def section(self, entry: Sides[Entry]) -> None:
        self.heading(entry)
        self.body(entry)
        self.analysis(entry.of(lambda one: one.analysis), entry.any.level)
        for inner in self.inner(entry):
            self.section(inner)

    def vision(self, entry: Sides[Entry]) -> None:
        self.writer.heading(entry.of(lambda _one: _("Vision")), 1, anchor=entry.any.anchor, fate=entry.fate,
                            remark=self.remark(entry))  # fmt: skip
        self.paragraph(entry.of(lambda one: one.title), "Statement")
        self.body(entry)
        for aspect in self.inner(entry):
            self.heading(aspect)
            self.body(aspect)
        self.numbers(entry)

    def priority(self, entry: Sides[Entry]) -> None:
        self.heading(entry)
        self.total(entry, _("Money of the priority:"))
        self.body(entry)
        for goal in self.inner(entry):
            self.goal(goal)

    def goal(self, entry: Sides[Entry]) -> None:
        self.writer.turn(Page.PORTRAIT)
        self.heading(entry)
        self.total(entry, _("Money of the goal:"))
        self.text(entry)
        write_charts(self.writer, entry.of(lambda one: one.charts))
        for task in self.inner(entry):
            self.heading(task)
            self.text(task)
        write_measures(self.writer, entry, self.sources)

    # --- Pieces -----------------------------------------------------------------------------------------------------

    def inner(self, entry: Sides[Entry]) -> list[Sides[Entry]]:
        return pairs(entry.of(lambda one: one.entries), anchor_key)

    def remark(self, entry: Sides[Entry]) -> str:
        return self.sources.remark(entry.any.anchor, entry.fate)

    def heading(self, entry: Sides[Entry]) -> None:
        label, title = entry.of(lambda one: one.label), entry.of(lambda one: one.title)
        bits = bits_of(label, LABEL)
        if bits:
            bits.append(Bit(Piece(" ", ()), label.fate))
        self.writer.heading(
            [*bits, *bits_of(title)], entry.any.level, anchor=entry.any.anchor, fate=entry.fate,
            remark=self.remark(entry),
        )  # fmt: skip

    def paragraph(self, text: Sides[str], style: str) -> None:
        if not text.is_nothing:
            self.writer.paragraph(text, style, fate=text.fate)

    def text(self, entry: Sides[Entry]) -> None:
        """What stands under the heading of a goal or a task."""
        self.relations(entry.of(lambda one: one.relations))
        self.body(entry)
        write_indicators(self.writer, entry.of(lambda one: one.indicators))

    def numbers(self, entry: Sides[Entry]) -> None:
        write_indicators(self.writer, entry.of(lambda one: one.indicators))
        write_charts(self.writer, entry.of(lambda one: one.charts))

    def body(self, entry: Sides[Entry]) -> None:
        self.writer.body(self.sources.body(entry.any.anchor, entry.fate), entry.any.level)

    def total(self, entry: Sides[Entry], words: str) -> None:
        total = entry.of(lambda one: one.total).of(format_euros)
        if not total.is_nothing:
            bits = [*bits_of(f"{words} ", fate=total.fate), *bits_of(total, STRONG)]
            self.writer.paragraph(bits, "Total", fate=total.fate)

    def relations(self, relations: Sides[Sequence[Relation]]) -> None:
        for one in pairs(relations, lambda relation: (relation.label, relation.anchor)):
            link = (Mark("a", (("href", f"#{one.any.anchor}"),)),)
            bits = [*bits_of(f"{one.any.label}: ", fate=one.fate), *bits_of(one.of(lambda it: it.text), link)]
            self.writer.paragraph(bits, "Relation", fate=one.fate)

    # --- The analysis of an area ------------------------------------------------------------------------------------

    def analysis(self, analysis: Sides[Analysis], level: int) -> None:
        for vision in pairs(analysis.of(lambda one: one.visions), anchor_key):
            words = bits_of(_("Vision of the area") + "\n", QUIET, vision.fate)
            self.remarked(vision, Shape("AreaVision"), words, level)
        for found in pairs(analysis.of(_lists), lambda one: one.kind):
            self.paragraph(found.of(lambda one: one.title), "ListHeading")
            for item in pairs(found.of(lambda one: one.remarks), anchor_key):
                self.remarked(item, Shape("ListBullet", 1), [], level)
        problems = analysis.of(lambda one: one.problems)
        self.paragraph(problems.of(lambda _one: _("Problems")), "ListHeading")
        for problem in pairs(problems, anchor_key):
            code = problem.of(lambda one: one.code)
            words = [*bits_of(code, QUIET), Bit(Piece(" ", ()), problem.fate)]
            self.remarked(problem, Shape("ProblemTitle"), words, level)

    def remarked(self, item: Sides[Remark], shape: Shape, words: Sequence[Bit], level: int) -> None:
        """The title of a strength, a problem, the vision of an area, and its text."""
        title = bits_of(item.of(lambda one: one.title))
        anchor, fate = item.any.anchor, item.fate
        self.writer.add([self.story.paragraph([*words, *title], shape, fate=fate, anchor=anchor,
                                              remark=self.sources.remark(anchor, fate))])  # fmt: skip
        self.writer.add(write_body(self.story, self.sources.body(anchor, fate), min(level + 2, LOWEST)))


def _lists(analysis: Analysis) -> list[RemarkList]:
    return [one for row in analysis.rows for one in row]
