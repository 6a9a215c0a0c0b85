"""From the nodes of an edition to the entries of a document: headings, tables of indicators, measures."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from editions.documents.model import (
    Analysis,
    Entry,
    IndicatorRow,
    IndicatorTable,
    MeasureGroup,
    MeasureRow,
    Output,
    Relation,
    Remark,
    RemarkList,
)  # fmt: skip
from editions.documents.money import Names, source_sums
from editions.documents.numbers import (
    EMPTY,
    dated_text,
    period_text,
    resources_text,
    stage_text,
    value_text,
    years_text,
)  # fmt: skip
from editions.documents.pictures import FROZEN
from editions.reading import EditionTree, FrozenIndicator, Node
from indicators.charts import Drawing, line_chart
from indicators.evaluation import in_order
from klaipeda_plan.printing.bodies import document_body
from klaipeda_plan.printing.typography import tie
from plans.hierarchy import ANALYSIS, Kind

DRAWN = (Kind.VISION, Kind.GOAL)
MOST_PERIODS = 5  # more columns of targets than this become one
COMPACT_LETTERS = 2200  # an analysis of four lists up to this length fits on half a page
ROWS = ((Kind.STRENGTH, Kind.WEAKNESS), (Kind.OPPORTUNITY, Kind.THREAT))


class EntryMaker:
    """Makes entries of one edition; knows its tree (for links) and the names of its sources."""

    def __init__(self, tree: EditionTree, sources: Names) -> None:
        self.tree, self.sources = tree, sources

    def entry(self, node: Node, level: int, *, with_entries: bool = True) -> Entry:
        """The element under a heading of `level`, with what stands under it."""
        made = Entry(
            anchor=anchor_of(node), kind=node.kind, code=node.code, label=label_of(node), title=tie(node.title),
            level=level, body=document_body(node.body, level, FROZEN), total=node.total,
            indicators=indicator_table(node), charts=indicator_charts(node), relations=self.relations(node),
        )  # fmt: skip
        if node.kind == Kind.SECTION:
            made.analysis = analysis_of(node)
        if node.kind == Kind.GOAL:
            made.measures = tuple(self.measure_groups(node))
        if with_entries:
            own = [child for child in node.children if child.kind not in (*ANALYSIS, Kind.MEASURE)]
            made.entries = [self.entry(child, min(level + 1, 6)) for child in own]
        return made

    def relations(self, node: Node) -> tuple[Relation, ...]:
        """Links to elements of this edition; those that lead elsewhere are not printed."""
        labels = {"addresses": _("Addresses the problem"), "contributes": _("Contributes to")}
        return tuple(
            Relation(labels[link["kind"]], anchor_of(target), title_of(target))
            for link in node.links
            if link["kind"] in labels and (target := self.tree.by_uid.get(link["target"]))
        )

    def measure_groups(self, goal: Node) -> list[MeasureGroup]:
        groups = []
        for task in goal.children:
            rows = tuple(self.measure(one) for one in task.children if one.kind == Kind.MEASURE)
            if rows:
                groups.append(MeasureGroup(label_of(task), tie(task.title), task.total, rows, anchor_of(task)))
        return groups

    def measure(self, node: Node) -> MeasureRow:
        detail = node.detail
        return MeasureRow(
            anchor=anchor_of(node), code=node.code, title=tie(node.title), body=document_body(node.body, None, FROZEN),
            responsible=detail.responsible if detail else "", office=detail.office if detail else "",
            partners=detail.partners if detail else "", result=detail.expected_result if detail else "",
            resources=resources_text(detail), years=years_text(detail), stage=stage_text(detail), total=node.total,
            sources=source_sums(node, self.sources), outputs=tuple(_output(one) for one in node.indicators),
        )  # fmt: skip


def anchor_of(node: Node) -> str:
    return f"e-{node.short_uid}"


def label_of(node: Node) -> str:
    """How the document calls the element before its title; the vision's title needs nothing before it."""
    if node.kind == Kind.PRIORITY:
        return _("Horizontal priority.") if node.is_horizontal else _("Priority %(code)s.") % {"code": node.code}
    if node.kind == Kind.GOAL:
        return _("Goal %(code)s.") % {"code": node.code}
    if node.kind == Kind.TASK:
        return _("Task %(code)s.") % {"code": node.code}
    return f"{node.code}." if node.kind == Kind.SECTION else ""


def title_of(node: Node) -> str:
    label = label_of(node) or node.code
    return f"{label} {tie(node.title)}"


def analysis_of(node: Node) -> Analysis | None:
    """Lists of the section; None where it has none."""
    remarks = {kind: tuple(_remark(one) for one in node.children if one.kind == kind) for kind in ANALYSIS}
    if not any(remarks.values()):
        return None
    titles = {
        Kind.STRENGTH: _("Strengths"), Kind.WEAKNESS: _("Weaknesses"), Kind.OPPORTUNITY: _("Opportunities"),
        Kind.THREAT: _("Threats"),
    }  # fmt: skip
    lists = {kind: RemarkList(kind.value, titles[kind], remarks[kind]) for kind in titles if remarks[kind]}
    rows = tuple(tuple(lists[kind] for kind in pair if kind in lists) for pair in ROWS)
    letters = sum(len(one.title) + len(one.body) for part in lists.values() for one in part.remarks)
    return Analysis(
        remarks[Kind.AREA_VISION], tuple(filter(None, rows)), remarks[Kind.PROBLEM], letters <= COMPACT_LETTERS
    )


def indicator_table(node: Node) -> IndicatorTable | None:
    captions = {
        Kind.VISION: _("Indicators of the vision"), Kind.GOAL: _("Impact indicators"),
        Kind.TASK: _("Result indicators"),
    }  # fmt: skip
    if not node.indicators or node.kind not in captions:
        return None
    periods = sorted({target.period for one in node.indicators for target in one.targets})
    is_wide = len(periods) > MOST_PERIODS
    rows = tuple(_indicator_row(one, [] if is_wide else periods) for one in node.indicators)
    has_actual = any(one.observations for one in node.indicators)
    names = tuple(period_text(one) for one in periods)
    return IndicatorTable(captions[Kind(node.kind)], names, rows, is_wide, has_actual)


def indicator_charts(node: Node) -> tuple[Drawing, ...]:
    """Of the vision and of goals: tasks and measures have their numbers in tables alone."""
    if node.kind not in DRAWN:
        return ()
    return tuple(filter(None, (line_chart(one) for one in node.indicators)))


def _indicator_row(indicator: FrozenIndicator, periods: Sequence[str]) -> IndicatorRow:
    targets = {one.period: value_text(one.value, indicator.decimals) for one in indicator.targets}
    if periods or not targets:
        cells = tuple(targets.get(period, EMPTY) for period in periods)
    else:
        cells = ("; ".join(f"{period_text(period)}: {text}" for period, text in sorted(targets.items())),)
    baseline = dated_text(indicator.baseline, indicator.decimals)
    newest = in_order(indicator.observations)[-1:]
    actual = dated_text(newest[0], indicator.decimals) if newest else EMPTY
    return IndicatorRow(tie(indicator.title), indicator.source, indicator.unit, baseline, cells, actual)


def _output(indicator: FrozenIndicator) -> Output:
    targets = tuple(dated_text(one, indicator.decimals) for one in indicator.targets)
    return Output(tie(indicator.title), indicator.unit, dated_text(indicator.baseline, indicator.decimals), targets)


def _remark(node: Node) -> Remark:
    return Remark(anchor_of(node), node.code, tie(node.title), document_body(node.body, None, FROZEN))
