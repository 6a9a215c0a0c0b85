"""Plan checks of indicators: required ones, and their baselines and targets."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.checks import Flaw, Item, Material, Severity, check
from plans.hierarchy import WITH_INDICATORS, Kind


@check("goal_without_impact", Severity.ERROR, gettext_lazy("A goal has no impact indicator."))
def goal_without_impact(plan: Material) -> Iterator[Flaw]:
    for item in plan.of(Kind.GOAL):
        if not _indicators(item):
            message = _("The goal has no impact indicator.")
            yield Flaw(item, message, _("Add an indicator that shows whether the goal is reached."))


@check("task_without_result", Severity.ERROR, gettext_lazy("A task has no result indicator."))
def task_without_result(plan: Material) -> Iterator[Flaw]:
    for item in plan.of(Kind.TASK):
        if not _indicators(item):
            message = _("The task has no result indicator.")
            yield Flaw(item, message, _("Add an indicator that shows the task's result."))


@check("vision_without_indicator", Severity.WARNING, gettext_lazy("The vision has no indicators."))
def vision_without_indicator(plan: Material) -> Iterator[Flaw]:
    for item in plan.of(Kind.VISION):
        if not _indicators(item):
            yield Flaw(item, _("The vision has no indicators."), _("Add indicators of the vision."))


@check("indicator_without_baseline", Severity.WARNING, gettext_lazy("An indicator has no baseline."))
def indicator_without_baseline(plan: Material) -> Iterator[Flaw]:
    for item, one in _all(plan):
        if not one.get("baseline"):
            message = _("The indicator “%(title)s” has no baseline.") % {"title": one["title"]}
            yield Flaw(item, message, _("Write the value that the plan starts from, and its year."))


@check("indicator_without_target", Severity.WARNING, gettext_lazy("An indicator has no target."))
def indicator_without_target(plan: Material) -> Iterator[Flaw]:
    for item, one in _all(plan):
        if not one.get("targets"):
            message = _("The indicator “%(title)s” has no target.") % {"title": one["title"]}
            yield Flaw(item, message, _("Write the value to be reached, and its year."))


@check(
    "target_outside_horizon", Severity.ERROR,
    gettext_lazy("A target lies before the plan, or after its last year (for the vision: after the vision's year)."),
)  # fmt: skip
def target_outside_horizon(plan: Material) -> Iterator[Flaw]:
    first, last = plan.plan.period_start, plan.plan.period_end
    for item, one in _all(plan):
        end = max(last, plan.plan.vision_year or last) if item.kind == Kind.VISION else last
        for year in sorted({_year(target) for target in one.get("targets", [])}):
            if not first <= year <= end:
                message = _("The target of “%(title)s” is set for %(year)s, the horizon is %(first)s–%(last)s.")
                text = message % {"title": one["title"], "year": year, "first": first, "last": end}
                yield Flaw(item, text, _("Correct the year of the target."))


@check("target_before_baseline", Severity.WARNING, gettext_lazy("A target is not later than the baseline."))
def target_before_baseline(plan: Material) -> Iterator[Flaw]:
    for item, one in _all(plan):
        baseline = one.get("baseline")
        if baseline and any(_year(target) < _year(baseline) for target in one.get("targets", [])):
            message = _("A target of “%(title)s” is earlier than its baseline.") % {"title": one["title"]}
            yield Flaw(item, message, _("Correct the year of the target or of the baseline."))


def _indicators(item: Item) -> list[dict[str, Any]]:
    return item.content.get("indicators") or []


def _all(plan: Material) -> Iterator[tuple[Item, dict[str, Any]]]:
    return ((item, one) for item in plan.of(*WITH_INDICATORS) for one in _indicators(item))


def _year(number: dict[str, Any]) -> int:
    return int(number["period"][:4])
