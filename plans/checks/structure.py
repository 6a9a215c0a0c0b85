"""Checks of the tree: what stands under what, and which goal answers which problem."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.checks.model import Flaw, Item, Material, Severity
from plans.checks.registry import check
from plans.hierarchy import Kind
from plans.models import LinkKind

QUADRANTS = (Kind.STRENGTH, Kind.WEAKNESS, Kind.OPPORTUNITY, Kind.THREAT)


@check("no_vision", Severity.ERROR, gettext_lazy("The plan has no vision."))
def no_vision(plan: Material) -> Iterator[Flaw]:
    if plan.is_whole and not any(item.kind == Kind.VISION for item in plan.items):
        yield Flaw(None, _("The plan has no vision."), _("Add the vision."), "choose_root")


@check(
    "orphan", Severity.ERROR, gettext_lazy("An element stands under one that was removed, so nobody will read it."),
    draft_only=True,
)  # fmt: skip
def orphan(plan: Material) -> Iterator[Flaw]:
    for item in plan.orphans:
        gone = next(above for above in item.above() if above.element.is_removed)
        message = _("Stands under “%(title)s”, which was removed.") % {"title": gone.title}
        yield Flaw(item, message, _("Move it elsewhere, remove it, or bring the upper element back."), "move")


@check("priority_without_goals", Severity.WARNING, gettext_lazy("A priority has no goals."))
def priority_without_goals(plan: Material) -> Iterator[Flaw]:
    for item in plan.of(Kind.PRIORITY):
        if not item.is_horizontal and not item.has(Kind.GOAL):
            yield Flaw(item, _("The priority has no goals."), _("Add a goal under it."), "choose")


@check(
    "horizontal_without_contributions", Severity.HINT,
    gettext_lazy("The horizontal priority has no goals of its own, and nothing contributes to it."),
)  # fmt: skip
def horizontal_without_contributions(plan: Material) -> Iterator[Flaw]:
    for item in plan.of(Kind.PRIORITY):
        if item.is_horizontal and not item.has(Kind.GOAL) and not plan.sources_of.get((LinkKind.CONTRIBUTES, item.uid)):
            message = _("Nothing contributes to the horizontal priority.")
            yield Flaw(item, message, _("Mark on the goals' pages which of them contribute to it."), "element")


@check("goal_without_tasks", Severity.WARNING, gettext_lazy("A goal has no tasks."))
def goal_without_tasks(plan: Material) -> Iterator[Flaw]:
    for item in plan.of(Kind.GOAL):
        if not item.has(Kind.TASK):
            yield Flaw(item, _("The goal has no tasks."), _("Add a task under it."), "choose")


@check("task_without_measures", Severity.WARNING, gettext_lazy("A task has no measures."))
def task_without_measures(plan: Material) -> Iterator[Flaw]:
    for item in plan.of(Kind.TASK):
        if not item.has(Kind.MEASURE):
            yield Flaw(item, _("The task has no measures."), _("Add a measure under it."), "choose")


@check("goal_without_problem", Severity.WARNING, gettext_lazy("A goal does not say which problem it addresses."))
def goal_without_problem(plan: Material) -> Iterator[Flaw]:
    for item in plan.of(Kind.GOAL):
        if not plan.addresses(item):
            message = _("The goal does not say which problem it addresses.")
            yield Flaw(item, message, _("Choose its problems."), "links")


@check("problem_without_goal", Severity.WARNING, gettext_lazy("No goal addresses a problem of the analysis."))
def problem_without_goal(plan: Material) -> Iterator[Flaw]:
    for item in plan.of(Kind.PROBLEM):
        if not plan.sources_of.get((LinkKind.ADDRESSES, item.uid)):
            cure = _("Link it on the page of a goal that addresses it, or add such a goal.")
            yield Flaw(item, _("No goal addresses this problem."), cure, "element")


@check(
    "link_to_missing", Severity.WARNING,
    gettext_lazy("An element is linked to one that was removed or does not stand in the edition."),
)  # fmt: skip
def link_to_missing(plan: Material) -> Iterator[Flaw]:
    """Links to earlier plans lead out of this one and are not looked at."""
    checked = {item.uid: item for item in plan.checked}
    for row in plan.links:
        if row.kind != LinkKind.CONTINUES and row.source in checked and row.target not in plan.by_uid:
            message = _("It is linked (“%(link)s”) to an element that was removed.")
            if not plan.is_draft:
                message = _("It is linked (“%(link)s”) to an element that does not stand here.")
            text = message % {"link": LinkKind(row.kind).label}
            yield Flaw(checked[row.source], text, _("Take the link away or choose another."), "links")


@check("duplicate_title", Severity.WARNING, gettext_lazy("Two elements of one kind in one place have the same title."))
def duplicate_title(plan: Material) -> Iterator[Flaw]:
    counts = Counter(_name(item) for item in plan.items)
    for item in plan.checked:
        if counts[_name(item)] > 1:
            message = _("Another element beside it has the same title.")
            yield Flaw(item, message, _("Give them different titles, or remove one."))


@check(
    "analysis_incomplete", Severity.HINT,
    gettext_lazy("An area's analysis lacks a quadrant of the SSGG, its vision or its problems."),
)  # fmt: skip
def analysis_incomplete(plan: Material) -> Iterator[Flaw]:
    for item in plan.of(Kind.SECTION):
        lacking = [kind for kind in (*QUADRANTS, Kind.AREA_VISION, Kind.PROBLEM) if not item.has(kind)]
        if lacking and any(item.has(kind) for kind in QUADRANTS):
            message = _("The analysis of the area lacks: %(kinds)s.") % {
                "kinds": ", ".join(str(kind.label) for kind in lacking)
            }
            yield Flaw(item, message, _("Fill it in on the page of the analysis."), "choose")


def _name(item: Item) -> tuple[str, str, str]:
    return item.parent.uid if item.parent else "", item.kind, " ".join(item.title.casefold().split())
