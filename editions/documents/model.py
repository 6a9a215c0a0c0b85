"""The document of a plan as plain data: what the templates of `templates/editions/documents/` read."""

import datetime
from dataclasses import dataclass, field

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from editions.documents.verify_code import VerifyCode, verify_code
from indicators.charts import Drawing
from klaipeda_plan.printing.typography import keep_together


@dataclass(frozen=True)
class TocLine:
    level: int
    anchor: str
    text: str


@dataclass(frozen=True)
class IndicatorRow:
    title: str
    source: str
    unit: str
    baseline: str
    targets: tuple[str, ...]  # one for each period of the table
    actual: str = ""  # the newest, with its period

    @property
    def heading(self) -> str:
        return f"{self.title} ({self.source})" if self.source else self.title


@dataclass(frozen=True)
class IndicatorTable:
    """`periods` heads the columns of targets; too many of them become one column (`is_wide`). Where nothing was
    observed yet there is no column of actual values (`has_actual`)."""

    caption: str
    periods: tuple[str, ...]
    rows: tuple[IndicatorRow, ...]
    is_wide: bool = False
    has_actual: bool = False


@dataclass(frozen=True)
class Relation:
    """A link to another element of the same document."""

    label: str
    anchor: str
    text: str


@dataclass(frozen=True)
class SourceSum:
    code: str
    cents: int


@dataclass(frozen=True)
class Output:
    title: str
    unit: str
    baseline: str
    targets: tuple[str, ...]


@dataclass(frozen=True)
class MeasureRow:
    anchor: str
    code: str
    title: str
    body: SafeString
    responsible: str
    office: str
    partners: str
    result: str
    resources: str
    years: str
    stage: str  # "" or its code in words
    total: int
    sources: tuple[SourceSum, ...]
    outputs: tuple[Output, ...]


@dataclass(frozen=True)
class MeasureGroup:
    """The measures of one task in the table of its goal; `anchor` is the task's."""

    label: str
    title: str
    total: int
    rows: tuple[MeasureRow, ...]
    anchor: str = ""


@dataclass(frozen=True)
class Remark:
    """One line of an analysis: a strength, a problem, the vision of an area."""

    anchor: str
    code: str
    title: str
    body: SafeString


@dataclass(frozen=True)
class RemarkList:
    kind: str
    title: str
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class Analysis:
    """What a group says of its area. The lists of a row stand side by side where all are short (`is_compact`)."""

    visions: tuple[Remark, ...]
    rows: tuple[tuple[RemarkList, ...], ...]  # strengths and weaknesses, opportunities and threats
    problems: tuple[Remark, ...]
    is_compact: bool


@dataclass
class Entry:
    """An element that has a heading of its own; `entries` stand under it in the same flow."""

    anchor: str
    kind: str
    code: str
    label: str
    title: str
    level: int
    body: SafeString
    total: int = 0
    indicators: IndicatorTable | None = None
    charts: tuple[Drawing, ...] = ()  # of the indicators
    relations: tuple[Relation, ...] = ()
    analysis: Analysis | None = None
    measures: tuple[MeasureGroup, ...] = ()
    entries: list["Entry"] = field(default_factory=list)

    @property
    def heading(self) -> str:
        return f"{self.label} {self.title}" if self.label else self.title


@dataclass(frozen=True)
class Part:
    """A piece of the document that begins on a page of its own and could be laid out apart."""

    template: str
    running: str  # what the foot of its pages calls it
    entry: Entry


@dataclass(frozen=True)
class MoneyRow:
    label: str
    cells: tuple[int, ...]  # cents by source
    total: int
    is_sum: bool = False


@dataclass(frozen=True)
class Annex:
    """Totals of the whole plan."""

    sources: tuple[tuple[str, str], ...]  # code, name
    years: tuple[MoneyRow, ...]
    places: tuple[MoneyRow, ...]  # priorities and their goals
    chart: Drawing | None = None  # by year


@dataclass(frozen=True)
class Decision:
    date: datetime.date
    number: str
    register_code: str


@dataclass(frozen=True)
class PlanDocument:
    language: str
    title: str
    municipality: str
    council: str
    place: str
    edition_number: int
    edition_title: str
    kind: str
    document_date: datetime.date
    frozen_at: datetime.datetime
    note: str
    digest: str
    is_sample: bool
    is_project: bool
    is_working: bool
    decision: Decision | None
    address: str  # of the edition's page
    verify_address: str
    sources: tuple[tuple[str, str], ...]
    toc: tuple[TocLine, ...]
    parts: tuple[Part, ...]
    annex: Annex | None
    titles: dict[str, str]  # anchor: words, for links
    stages: tuple[str, ...] = ()  # those that measures name, each with its code, name and years

    @property
    def mark(self) -> str:
        """What the margin of every page says of the text."""
        if self.is_sample:
            return _("Sample data – not the real plan")
        if self.is_working:
            return _("Working edition")
        return pgettext("document", "Draft") if self.is_project else ""

    @property
    def cover_title(self) -> SafeString:
        return keep_together(self.title)

    @property
    def verify_code(self) -> VerifyCode:
        return verify_code(f"{self.verify_address}?q={self.short_digest}")

    @property
    def short_digest(self) -> str:
        return self.digest[:12]
