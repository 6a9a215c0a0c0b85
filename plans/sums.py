"""Sums of the money that stands in a plan's draft: one query each, integer cents.

The tree is walked by the database itself (a recursive query from the plan's roots), so a sum by goal needs no tree in
Python. What is removed, and everything under it, is not in the walk and does not count. A sum that belongs nowhere on
a facet has the key None: a year in no stage, a measure without a responsible body, an element of no group.
"""

from collections.abc import Callable
from enum import Enum
from typing import Any

from django.db import connection

from plans.hierarchy import Kind
from plans.models import BodyRole, Element, Funding, FundingSource, MeasureBody, Plan, Stage
from workgroups.models import Workgroup

Key = int | str | None


class Facet(Enum):
    """What sums are taken by; its value is the key's place in the query."""

    MEASURE = "tree.id"  # pk of the element
    TASK = "tree.task"
    GOAL = "tree.goal"
    PRIORITY = "tree.priority"
    GROUP = "groups.slug"  # of the owner
    SOURCE = "source.code"
    YEAR = "funding.year"
    STAGE = "stage.code"  # in whose years the money is, whatever stage the measure names
    BODY = "body.organisation_id"  # the responsible one: a measure names at most one


CARRIED = {Facet.TASK: Kind.TASK, Facet.GOAL: Kind.GOAL, Facet.PRIORITY: Kind.PRIORITY}
JOINS: dict[Facet, Callable[[], str]] = {
    Facet.GROUP: lambda: f"LEFT JOIN {_table(Workgroup)} groups ON groups.id = tree.workgroup_id",
    Facet.SOURCE: lambda: f"JOIN {_table(FundingSource)} source ON source.id = funding.source_id",
    Facet.STAGE: lambda: (
        f"LEFT JOIN {_table(Stage)} stage ON stage.plan_id = %s"
        " AND funding.year BETWEEN stage.year_from AND stage.year_to"
    ),
    Facet.BODY: lambda: (
        f"LEFT JOIN {_table(MeasureBody)} body ON body.element_id = tree.id AND body.role = '{BodyRole.RESPONSIBLE}'"
    ),
}


def money_by(plan: Plan, facet: Facet) -> dict[Any, int]:
    """{key of the facet: cents}; one query."""
    return {key: cents for (key,), cents in money_by_all(plan, facet).items()}


def money_by_all(plan: Plan, *facets: Facet) -> dict[tuple[Any, ...], int]:
    """{keys of the facets in their order: cents}; one query, sums without money left out."""
    keys = ", ".join(facet.value for facet in facets)
    joins = " ".join(JOINS[facet]() for facet in dict.fromkeys(facets) if facet in JOINS)
    sql = (
        f"{_walk()} SELECT {keys}, SUM(funding.cents) FROM tree"
        f" JOIN {_table(Funding)} funding ON funding.element_id = tree.id {joins} GROUP BY {keys}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [plan.pk] * sql.count("%s"))
        return {tuple(row[:-1]): int(row[-1]) for row in cursor.fetchall()}


def _walk() -> str:
    """The standing elements of the plan, each with the pks of the task, goal and priority it stands in or is."""
    start = ", ".join(f"CASE WHEN kind = '{kind}' THEN id END" for kind in CARRIED.values())
    step = ", ".join(f"CASE WHEN child.kind = '{kind}' THEN child.id ELSE tree.{kind} END" for kind in CARRIED.values())
    names = ", ".join(CARRIED.values())
    table = _table(Element)
    return (
        f"WITH RECURSIVE tree(id, workgroup_id, {names}) AS ("
        f"SELECT id, workgroup_id, {start} FROM {table}"
        " WHERE plan_id = %s AND parent_id IS NULL AND NOT is_removed UNION ALL"
        f" SELECT child.id, child.workgroup_id, {step} FROM {table} child"
        " JOIN tree ON child.parent_id = tree.id WHERE NOT child.is_removed)"
    )


def _table(model: Any) -> str:
    return connection.ops.quote_name(model._meta.db_table)
