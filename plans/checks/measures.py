"""Checks of measures: who, when, for how much, and whether the numbers agree with each other."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klaipeda_plan.core.numbers import format_euros
from plans.checks.model import Flaw, Item, Material, Severity
from plans.checks.registry import check
from plans.checks.stated import stated_totals
from plans.hierarchy import Kind
from plans.resources import span


@check("measure_without_body", Severity.ERROR, gettext_lazy("A measure has no responsible body."))
def measure_without_body(plan: Material) -> Iterator[Flaw]:
    for item in plan.of(Kind.MEASURE):
        if not (_detail(item).get("responsible") or "").strip():
            yield Flaw(item, _("The measure has no responsible body."), _("Write who carries it out."))


@check("measure_without_office", Severity.HINT, gettext_lazy("A measure does not say which office answers for it."))
def measure_without_office(plan: Material) -> Iterator[Flaw]:
    for item in plan.of(Kind.MEASURE):
        if not (_detail(item).get("office") or "").strip():
            yield Flaw(item, _("No office answers for the measure."), _("Write the position that answers for it."))


@check("stage_missing", Severity.WARNING, gettext_lazy("The plan has stages, and a measure stands in none of them."))
def stage_missing(plan: Material) -> Iterator[Flaw]:
    for item in plan.of(Kind.MEASURE):
        code = _detail(item).get("stage")
        if code and code not in plan.stages:
            message = _("The measure names stage %(code)s, which the plan does not have.") % {"code": code}
            yield Flaw(item, message, _("Choose its stage."))
        elif plan.stages and not code:
            yield Flaw(item, _("The measure stands in no stage."), _("Choose its stage."))


@check("stage_disagrees", Severity.WARNING, gettext_lazy("A measure is done in no year of its stage."))
def stage_disagrees(plan: Material) -> Iterator[Flaw]:
    for item in plan.of(Kind.MEASURE):
        years, stage = _years(item), plan.stages.get(_detail(item).get("stage") or "")
        if years and stage and (years[1] < stage[0] or years[0] > stage[1]):
            message = _("The measure is done in %(years)s, its stage lasts %(stage)s.")
            text = message % {"years": span(*years), "stage": span(*stage)}
            yield Flaw(item, text, _("Choose another stage, or correct the years."))


@check("measure_without_years", Severity.ERROR, gettext_lazy("A measure does not say in which years it is done."))
def measure_without_years(plan: Material) -> Iterator[Flaw]:
    for item in plan.of(Kind.MEASURE):
        if _years(item) is None:
            yield Flaw(item, _("The measure has no years."), _("Write its first and last year."))


@check("measure_without_money", Severity.WARNING, gettext_lazy("A measure has no money."))
def measure_without_money(plan: Material) -> Iterator[Flaw]:
    for item in plan.of(Kind.MEASURE):
        if not item.content.get("funding"):
            cure = _("Write the sums; if it costs nothing, say so in its text.")
            yield Flaw(item, _("The measure has no money."), cure)


@check("years_outside_plan", Severity.ERROR, gettext_lazy("A measure begins before the plan or ends after it."))
def years_outside_plan(plan: Material) -> Iterator[Flaw]:
    first, last = plan.plan.period_start, plan.plan.period_end
    for item in plan.of(Kind.MEASURE):
        years = _years(item)
        if years and (years[0] < first or years[1] > last):
            message = _("The measure's years %(years)s lie outside the plan's %(period)s.")
            text = message % {"years": span(*years), "period": span(first, last)}
            yield Flaw(item, text, _("Correct the years of the measure."))


@check("money_outside_years", Severity.ERROR, gettext_lazy("Money is written in a year when the measure is not done."))
def money_outside_years(plan: Material) -> Iterator[Flaw]:
    for item in plan.of(Kind.MEASURE):
        years = _years(item)
        if years is None:
            continue
        strange = sorted({row["year"] for row in _funding(item) if not years[0] <= row["year"] <= years[1]})
        if strange:
            message = _("Money is written for %(strange)s, but the measure is done in %(years)s.")
            text = message % {"strange": ", ".join(map(str, strange)), "years": span(*years)}
            yield Flaw(item, text, _("Move the money into the measure's years, or change the years."))


@check("year_without_money", Severity.HINT, gettext_lazy("A measure with money has a year without any."))
def year_without_money(plan: Material) -> Iterator[Flaw]:
    for item in plan.of(Kind.MEASURE):
        years, funded = _years(item), {row["year"] for row in _funding(item)}
        if years is None or not funded:
            continue
        empty = [year for year in range(years[0], years[1] + 1) if year not in funded]
        if empty:
            message = _("No money is written for %(years)s.") % {"years": ", ".join(map(str, empty))}
            yield Flaw(item, message, _("Write the sums of these years, or shorten the measure."))


@check(
    "sums_disagree", Severity.WARNING,
    gettext_lazy("A text states a total that differs from the sums written in the tables."),
)  # fmt: skip
def sums_disagree(plan: Material) -> Iterator[Flaw]:
    for item in plan.of(Kind.PRIORITY, Kind.GOAL, Kind.TASK, Kind.MEASURE):
        stated = stated_totals(item.content.get("body", ""))
        total = plan.total(item) if stated else 0
        for one in stated:
            if abs(one.cents - total) > one.tolerance:
                message = _("The text says “%(text)s”, the sums by year make %(total)s.")
                text = message % {"text": one.text, "total": format_euros(total)}
                yield Flaw(item, text, _("Correct the text or the sums."))


def _detail(item: Item) -> dict[str, Any]:
    return item.content.get("detail") or {}


def _funding(item: Item) -> list[dict[str, Any]]:
    return item.content.get("funding") or []


def _years(item: Item) -> tuple[int, int] | None:
    """First and last year; None where one of them is not known."""
    first, last = _detail(item).get("year_from"), _detail(item).get("year_to")
    return (first, last) if first is not None and last is not None else None
