"""Indicators of the draft as pages list them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Prefetch

from indicators.charts import Drawing, sparkline
from indicators.evaluation import Evaluation, evaluate
from indicators.figures import Figures, figures_of
from indicators.models import Indicator, IndicatorValue, ValueKind
from indicators.snapshot import data_of
from plans.models import Plan
from plans.queries import DraftTree


@dataclass(frozen=True)
class Standing:
    """An indicator of the draft with its place and numbers."""

    row: Indicator
    code: str

    @cached_property
    def figures(self) -> Figures:
        return figures_of(data_of(self.row))

    @cached_property
    def evaluation(self) -> Evaluation:
        return evaluate(self.figures)

    @cached_property
    def sparkline(self) -> Drawing | None:
        return sparkline(self.figures)


@dataclass(frozen=True)
class Wrote:
    """Who wrote a value last, and when."""

    by: Any
    at: datetime


def standing_indicators(plan: Plan, tree: DraftTree, **where: Any) -> list[Standing]:
    """Indicators of the elements that stand in the draft, in its order: two queries. `where` narrows them."""
    rows = Indicator.objects.filter(element__plan=plan, element__is_removed=False, **where)
    rows = rows.select_related("element__workgroup").prefetch_related(Prefetch("values"))
    order = {branch.element.pk: number for number, branch in enumerate(tree.walk())}
    listed = sorted(rows, key=lambda row: (order.get(row.element_id, 0), row.position, row.pk))
    return [Standing(row, tree.code_of(row.element_id)) for row in listed]


def observations_of(indicator: Indicator) -> list[IndicatorValue]:
    return list(IndicatorValue.objects.filter(indicator=indicator, kind=ValueKind.OBSERVATION).order_by("period"))


def who_wrote(values: Iterable[IndicatorValue]) -> dict[int, Wrote]:
    """{pk of the value: who wrote it last}, one query; a value before its history has none."""
    history = IndicatorValue.history.filter(id__in=[one.pk for one in values]).select_related("history_user")
    return {one.id: Wrote(one.history_user, one.history_date) for one in history.order_by("history_id")}
