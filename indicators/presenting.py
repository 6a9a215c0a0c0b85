"""One indicator as pages and documents show it: numbers in order of time, the verdict, the drawings."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from indicators.charts import Drawing, line_chart, progress_bar
from indicators.evaluation import Evaluation, Verdict, evaluate, judge
from indicators.figures import Figures
from indicators.models import ValueKind, ValueStatus
from indicators.statistics.periods import order_of

ORDER = (ValueKind.BASELINE, ValueKind.OBSERVATION, ValueKind.TARGET)


class Line(NamedTuple):
    """One number in the table behind a chart. `status` is empty for a final value; `expected` and `verdict` are
    the path's word on an observation."""

    period: str
    kind: ValueKind
    value: Decimal | None
    status: str = ""
    expected: Decimal | None = None
    verdict: Verdict | None = None
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class Shown:
    """What is drawn and judged is worked out when a template asks for it."""

    figures: Figures

    @cached_property
    def evaluation(self) -> Evaluation:
        return evaluate(self.figures)

    @cached_property
    def chart(self) -> Drawing | None:
        return line_chart(self.figures)

    @cached_property
    def progress(self) -> Drawing | None:
        return progress_bar(self.figures, self.evaluation)

    @cached_property
    def lines(self) -> list[Line]:
        """Baseline, actual values and targets in order of time."""
        return sorted(_lines(self.figures), key=lambda one: (order_of(one.period), ORDER.index(one.kind)))

    @property
    def has_sources(self) -> bool:
        return any(one.source or one.note for one in self.lines)


def _lines(figures: Figures) -> Iterator[Line]:
    if figures.baseline:
        yield Line(figures.baseline.period, ValueKind.BASELINE, figures.baseline.value)
    for target in figures.targets:
        yield Line(target.period, ValueKind.TARGET, target.value)
    for one in figures.observations:
        judged = judge(figures, one)
        status = "" if one.status == ValueStatus.FINAL else str(ValueStatus(one.status).label)
        verdict = None if judged.verdict == Verdict.NO_DATA else judged.verdict
        yield Line(one.period, ValueKind.OBSERVATION, one.value, status, judged.expected, verdict, one.source, one.note)
