"""Reading links: those of one element both ways, and which goal addresses which problem of a plan."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy

from plans.hierarchy import Kind
from plans.models import Element, ElementLink, LinkKind, Plan
from plans.queries import Branch, DraftTree

# How a link reads from its other end.
BACKWARDS: dict[str, Any] = {
    LinkKind.ADDRESSES: gettext_lazy("addressed by the goal"),
    LinkKind.CONTRIBUTES: gettext_lazy("gets a contribution from"),
    LinkKind.CONTINUES: gettext_lazy("continued in the later plan by"),
}


@dataclass(frozen=True)
class Linked:
    """One link seen from an element: how it reads, and what stands at its other end."""

    label: Any
    other: Element
    code: str
    reason: str
    is_elsewhere: bool  # in another plan


def links_of(element: Element, tree: DraftTree) -> list[Linked]:
    """The element's links, its own first, then those that lead to it: one query."""
    rows = (
        ElementLink.objects.filter(Q(source=element) | Q(target=element))
        .select_related("source__plan", "target__plan").defer("source__body", "target__body").order_by("kind", "pk")
    )  # fmt: skip
    own = [_linked(row.target, LinkKind(row.kind).label, row, tree) for row in rows if row.source_id == element.pk]
    back = [_linked(row.source, BACKWARDS[row.kind], row, tree) for row in rows if row.target_id == element.pk]
    return own + back


def _linked(other: Element, label: Any, row: ElementLink, tree: DraftTree) -> Linked:
    elsewhere = other.plan_id != tree.plan.pk
    return Linked(label, other, "" if elsewhere else tree.code_of(other.pk), row.reason, elsewhere)


@dataclass(frozen=True)
class Matrix:
    """Problems × goals of a draft. `pairs` are (problem pk, goal pk); without a pair: what stands alone."""

    problems: list[Branch]
    goals: list[Branch]
    pairs: frozenset[tuple[int, int]]
    by_problem: Mapping[int, list[Branch]]
    lonely_problems: list[Branch]
    lonely_goals: list[Branch]


def matrix_of(tree: DraftTree, *, workgroup: int | None = None) -> Matrix:
    """Which goals address which problems: one query beside the tree.

    With `workgroup`: the group's problems and goals, and what of other groups is linked to them.
    """
    standing = [branch for branch in tree.walk() if branch.code]
    goals = {one.element.pk: one for one in standing if one.element.kind == Kind.GOAL}
    problems = {one.element.pk: one for one in standing if one.element.kind == Kind.PROBLEM}
    pairs = {(problem, goal) for problem, goal in _pairs(tree.plan) if problem in problems and goal in goals}
    linked_problems, linked_goals = {problem for problem, _goal in pairs}, {goal for _problem, goal in pairs}

    def own(branch: Branch) -> bool:
        return workgroup is None or branch.element.workgroup_id == workgroup

    near_problems = {problem for problem, goal in pairs if own(goals[goal])}
    near_goals = {goal for problem, goal in pairs if own(problems[problem])}
    by_problem: dict[int, list[Branch]] = defaultdict(list)
    for pk, branch in goals.items():
        for problem in (problem for problem, goal in pairs if goal == pk):
            by_problem[problem].append(branch)
    return Matrix(
        problems=[one for pk, one in problems.items() if own(one) or pk in near_problems],
        goals=[one for pk, one in goals.items() if own(one) or pk in near_goals],
        pairs=frozenset(pairs), by_problem=by_problem,
        lonely_problems=[one for pk, one in problems.items() if own(one) and pk not in linked_problems],
        lonely_goals=[one for pk, one in goals.items() if own(one) and pk not in linked_goals],
    )  # fmt: skip


def _pairs(plan: Plan) -> list[tuple[int, int]]:
    rows = ElementLink.objects.filter(kind=LinkKind.ADDRESSES, source__plan=plan)
    return list(rows.values_list("target_id", "source_id"))
