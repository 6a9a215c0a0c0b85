"""The grid of money: what of it was asked for, as lines of measures under their headings, with sums."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any
from urllib.parse import urlencode

from django.utils.formats import get_format

from klaipeda_plan.core.cells import EURO, THOUSAND_EUROS
from plans import permissions
from plans.hierarchy import Kind
from plans.models import (
    BodyRole,
    Element,
    Funding,
    FundingSource,
    MeasureBody,
    MeasureDetail,
    Organisation,
    Plan,
    Stage,
)
from plans.outline import SHARED, WHOLE
from plans.queries import Branch, DraftTree, draft_tree
from workgroups.models import Workgroup
from workgroups.permissions import group_ids_of, is_coordinator

ALL_SOURCES = "visi"
HEADINGS = (Kind.PRIORITY, Kind.GOAL, Kind.TASK)


@dataclass(frozen=True)
class Asked:
    """What the address says; `group` is a slug, WHOLE or SHARED, `source` a code or ALL_SOURCES."""

    group: str = WHOLE
    branch: str = ""
    stage: str = ""
    body: str = ""
    source: str = ALL_SOURCES
    year: str = ""
    thousands: bool = False

    @property
    def unit(self) -> int:
        """Cents that a number in a cell counts."""
        return THOUSAND_EUROS if self.thousands else EURO

    def query(self, **changes: Any) -> str:
        """The same as the query of an address, with some of it changed."""
        values = {
            "grupe": self.group, "saka": self.branch, "etapas": self.stage, "vykdytojas": self.body,
            "saltinis": self.source, "metai": self.year, "tukst": "1" if self.thousands else "",
        }  # fmt: skip
        return urlencode({name: value for name, value in (values | changes).items() if value})


@dataclass(frozen=True)
class Choices:
    """What the filters offer."""

    groups: list[Workgroup]
    sources: list[FundingSource]
    stages: list[Stage]
    bodies: list[Organisation]
    branches: list[Branch]


@dataclass
class Line:
    """A measure, or a heading above measures. `cells` are cents of the chosen source by column; `others` the money
    of the other sources in the same years."""

    branch: Branch
    cells: list[int]
    others: int = 0
    above: int | None = None  # pk of the heading right above
    is_measure: bool = False
    may_edit: bool = False
    first: int | None = None
    last: int | None = None

    @property
    def element(self) -> Element:
        return self.branch.element

    @property
    def page(self) -> str:
        """The element's address under the room's: hundreds of addresses are not reversed one by one."""
        return f"e/{self.element.uid}/"

    @property
    def total(self) -> int:
        return sum(self.cells)

    @property
    def number(self) -> int:
        return self.element.current_version.number if self.element.current_version else 0

    def takes(self, year: int) -> bool:
        """Whether the measure is carried out in that year."""
        return not (self.first and year < self.first) and not (self.last and year > self.last)


@dataclass(frozen=True)
class Row:
    """A line as it is shown: cents, their spelling and whether the measure is carried out then, by column.

    The cents are text: a template takes its time to write a number in the reader's language.
    """

    line: Line
    cells: list[tuple[str, str, bool]]
    total: str
    of_all: str


@dataclass(frozen=True)
class Grid:
    asked: Asked
    years: list[int]
    lines: list[Line]
    total: Line
    source: FundingSource | None  # None: all of them, to be read
    choices: Choices
    plan: Plan
    spelling: "Spelling"

    @property
    def all_years(self) -> list[int]:
        plan = self.plan
        return sorted({*range(plan.period_start, plan.period_end + 1), *self.years})

    def sources(self) -> list[tuple[FundingSource | None, str]]:
        """Each source with the address that shows it; None shows all of them."""
        one_by_one = [(source, self.asked.query(saltinis=source.code)) for source in self.choices.sources]
        return [*one_by_one, (None, self.asked.query(saltinis=ALL_SOURCES))]

    def rows(self) -> Iterator["Row"]:
        """The lines as they are spelled."""
        return (self.row_of(line) for line in self.lines)

    def row_of(self, line: Line) -> "Row":
        spell = self.spelling.shown
        cells = [
            (str(cents) if cents else "", spell(cents), not line.is_measure or line.takes(year))
            for cents, year in zip(line.cells, self.years, strict=True)
        ]
        return Row(line, cells, spell(line.total), spell(line.total + line.others))

    def total_row(self) -> "Row":
        return self.row_of(self.total)

    @property
    def measures(self) -> list[Line]:
        return [line for line in self.lines if line.is_measure]

    @property
    def may_edit(self) -> bool:
        return self.source is not None and any(line.may_edit for line in self.lines)


def asked_in(query: Mapping[str, Any], user: Any, choices: Choices) -> Asked:
    """The filters of an address. Who writes begins with the own area and the first source, others with everything."""
    values = {
        name: str(query.get(key, "")).strip()[:60]
        for name, key in (
            ("group", "grupe"), ("branch", "saka"), ("stage", "etapas"), ("body", "vykdytojas"), ("source", "saltinis"),
            ("year", "metai"),
        )
    }  # fmt: skip
    own = group_ids_of(user)
    values["group"] = values["group"] or next((one.slug for one in choices.groups if one.pk in own), WHOLE)
    if not values["source"]:
        writes = bool(own) or is_coordinator(user)
        values["source"] = choices.sources[0].code if writes and choices.sources else ALL_SOURCES
    return Asked(**values, thousands=bool(query.get("tukst")))


def money_grid(plan: Plan, query: Mapping[str, Any], user: Any) -> Grid:
    """The lines that were asked for; the same number of queries at any size."""
    tree = draft_tree(plan)
    bodies = _responsible(plan)
    choices = Choices(
        list(Workgroup.objects.all()), list(FundingSource.objects.all()), list(plan.stages.all()),
        sorted({one.pk: one for one in bodies.values()}.values(), key=lambda one: one.name.casefold()),
        [branch for branch in tree.walk() if branch.code and branch.element.kind in HEADINGS],
    )  # fmt: skip
    asked = asked_in(query, user, choices)
    source = next((one for one in choices.sources if one.code == asked.source), None)
    money = _money(plan)
    years = _years(plan, asked, choices, {year for sums in money.values() for year, _source in sums})
    rows = MeasureDetail.objects.filter(element__plan=plan).values_list("element", "year_from", "year_to")
    spans = {pk: (first, last) for pk, first, last in rows}
    groups = {one.slug: one.pk for one in choices.groups} | {SHARED: None}
    lines = []
    for branch in _asked_measures(tree, asked, bodies, groups):
        line = _line(branch, money.get(branch.element.pk, {}), years, source)
        line.first, line.last = spans.get(branch.element.pk, (None, None))
        line.may_edit = permissions.can_edit(user, branch.element)
        if not (asked.year or asked.stage) or any(line.takes(year) for year in years):
            lines.append(line)
    total = Line(Branch(Element()), [sum(column) for column in zip(*(one.cells for one in lines), strict=True)])
    total.cells = total.cells or [0] * len(years)
    total.others = sum(one.others for one in lines)
    return Grid(asked, years, list(_headed(tree, lines)), total, source, choices, plan, Spelling(asked.unit))


def _line(branch: Branch, sums: dict[tuple[int, int], int], years: list[int], source: FundingSource | None) -> Line:
    line = Line(branch, [_sum_of(sums, year, source) for year in years], above=branch.element.parent_id)
    line.others = sum(cents for (year, _source), cents in sums.items() if year in years) - line.total
    line.is_measure = True
    return line


def _asked_measures(
    tree: DraftTree, asked: Asked, bodies: dict[int, Organisation], groups: dict[str, int | None]
) -> Iterator[Branch]:
    """Standing measures of the draft in the order of the document."""
    chosen = [branch for branch in tree.walk() if str(branch.element.uid) == asked.branch] if asked.branch else None
    within = tree.walk() if chosen is None else (one for branch in chosen for one in branch.walk())
    for branch in within:
        element = branch.element
        if element.kind != Kind.MEASURE or not branch.code:
            continue
        if asked.group != WHOLE and element.workgroup_id != groups.get(asked.group, -1):
            continue
        body = bodies.get(element.pk)
        if asked.body and str(body.pk if body else "") != asked.body:
            continue
        yield branch


def _headed(tree: DraftTree, measures: Iterable[Line]) -> Iterator[Line]:
    """The measures under their priority, goal and task, each of these with the sums of what is shown under it."""
    shown: dict[int, Line] = {}
    order: list[Line] = []
    for measure in measures:
        above = None
        for branch in (one for one in tree.path_to(measure.element.pk) if one.element.kind in HEADINGS):
            heading = shown.get(branch.element.pk)
            if heading is None:
                heading = shown[branch.element.pk] = Line(branch, [0] * len(measure.cells), above=above)
                order.append(heading)
            heading.cells = [one + other for one, other in zip(heading.cells, measure.cells, strict=True)]
            heading.others += measure.others
            above = branch.element.pk
        order.append(measure)
    yield from order


def _responsible(plan: Plan) -> dict[int, Organisation]:
    """{measure pk: who answers for it}, one query."""
    rows = MeasureBody.objects.filter(element__plan=plan, role=BodyRole.RESPONSIBLE, element__is_removed=False)
    return {row.element_id: row.organisation for row in rows.select_related("organisation")}


def _money(plan: Plan) -> dict[int, dict[tuple[int, int], int]]:
    """{measure pk: {(year, pk of the source): cents}}, one query."""
    found: dict[int, dict[tuple[int, int], int]] = {}
    rows = Funding.objects.filter(element__plan=plan).values_list("element", "year", "source", "cents")
    for pk, year, source, cents in rows:
        found.setdefault(pk, {})[year, source] = cents
    return found


def _years(plan: Plan, asked: Asked, choices: Choices, funded: set[int]) -> list[int]:
    """The columns: the years of the plan and whatever other years have money; of a stage its years, or one year."""
    years = sorted({*range(plan.period_start, plan.period_end + 1), *funded})
    stage = next((one for one in choices.stages if one.code == asked.stage), None)
    if stage:
        years = [year for year in years if stage.year_from <= year <= stage.year_to]
    return [year for year in years if str(year) == asked.year] or years


def _sum_of(sums: dict[tuple[int, int], int], year: int, source: FundingSource | None) -> int:
    if source:
        return sums.get((year, source.pk), 0)
    return sum(cents for (one, _source), cents in sums.items() if one == year)


class Spelling:
    """Sums as the grid spells them, without a currency: thousands of cells, so the marks are looked up once."""

    def __init__(self, unit: int) -> None:
        self.unit = unit
        self.mark = str(get_format("DECIMAL_SEPARATOR"))
        self.space = str(get_format("THOUSAND_SEPARATOR"))

    def shown(self, cents: int) -> str:
        """Euros with cents where there are any; thousands rounded to one decimal. Nothing is an empty cell."""
        if not cents:
            return ""
        if self.unit == EURO:
            whole, rest = divmod(cents, EURO)
            text = f"{rest:02}" if rest else ""
        else:
            tenths = int((Decimal(cents) * 10 / self.unit).quantize(Decimal(1), ROUND_HALF_UP))
            whole, tenth = divmod(tenths, 10)
            text = str(tenth)
        return f"{whole:,}".replace(",", self.space) + (self.mark + text if text else "")

    def exact(self, cents: int) -> str:
        """As it is typed: without thousands, with all that there is."""
        whole, rest = divmod(cents, self.unit)
        digits = str(rest).rjust(len(str(self.unit)) - 1, "0").rstrip("0")
        return f"{whole}{self.mark}{digits}" if digits else str(whole)
