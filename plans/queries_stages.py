"""The plan seen by its stages: measures that stand in each, and the money of its years."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from plans.models import Element, Funding, MeasureDetail, Plan, Stage


@dataclass(frozen=True)
class StageLine:
    """A stage in the table of stages; None stands for what is in none of them."""

    stage: Stage | None
    measures: int
    cents: int
    targets: int = 0


def stage_lines(plan: Plan, targets: dict[int, int]) -> list[StageLine]:
    """The stages in their order, then what stands in none, where there is any: three queries. `targets` are counts
    by year."""
    standing = MeasureDetail.objects.filter(element__plan=plan, element__is_removed=False)
    counts = dict(standing.order_by().values_list("stage").annotate(Count("pk")))
    money = dict(standing_money(plan).order_by().values_list("year").annotate(Sum("cents")))
    stages = list(plan.stages.all())
    lines = [
        StageLine(stage, counts.get(stage.pk, 0), *(_within(stage, one) for one in (money, targets)))
        for stage in stages
    ]
    rest = StageLine(
        None, counts.get(None, 0), sum(money.values()) - sum(line.cents for line in lines),
        sum(targets.values()) - sum(line.targets for line in lines),
    )  # fmt: skip
    return [*lines, rest] if rest.measures or rest.cents or rest.targets else lines


def standing_money(plan: Plan) -> QuerySet[Funding]:
    return Funding.objects.filter(element__plan=plan, element__is_removed=False)


def money_of_stage(stage: Stage) -> QuerySet[Funding]:
    """The sums of the stage's years, whatever stage their measure stands in."""
    return standing_money(stage.plan).filter(year__range=(stage.year_from, stage.year_to))


def measures_of_stage(stage: Stage, codes: Any) -> list[Any]:
    """Standing measures of the stage in the order of the document, each with `code` and with the `cents` of the
    stage's years: one query."""
    years = Q(funding__year__range=(stage.year_from, stage.year_to))
    rows = (
        Element.objects.standing().filter(plan=stage.plan, detail__stage=stage)
        .select_related("workgroup", "detail").defer("body").annotate(cents=Sum("funding__cents", filter=years))
    )  # fmt: skip
    places = {pk: number for number, pk in enumerate(codes)}
    listed: list[Any] = sorted(rows, key=lambda one: places.get(one.pk, len(places)))
    for one in listed:
        one.code = codes.get(one.pk, "")
    return listed


def _within(stage: Stage, by_year: dict[int, int]) -> int:
    return sum(value for year, value in by_year.items() if stage.year_from <= year <= stage.year_to)
