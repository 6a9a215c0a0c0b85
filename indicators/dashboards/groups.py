"""The groups beside each other."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from indicators.dashboards.scope import Scope
from indicators.evaluation import Verdict
from indicators.queries import Standing
from plans.hierarchy import Kind
from plans.models import State
from workgroups.models import Workgroup


@dataclass(frozen=True)
class GroupLine:
    """`scope` is the group's own dashboard; `behind` and `indicators` count its indicators."""

    scope: Scope
    measures: int
    cents: int
    indicators: int
    behind: int
    elements: int
    accepted: int

    @property
    def percent(self) -> int:
        """Of its elements that are accepted, rounded down."""
        return self.accepted * 100 // self.elements if self.elements else 0


def group_lines(
    whole: Scope, facts: Iterable[dict[str, Any]], indicators: Sequence[Standing], groups: Sequence[Workgroup]
) -> list[GroupLine]:
    """A line for each group, then what is shared, where there is any; one query for the money. `facts` are those
    of the whole scope (`completeness.facts_of`)."""
    rows = list(facts)
    money = dict(whole.money().order_by().values_list("element__workgroup").annotate(Sum("cents")))
    measures = Counter(row["workgroup_id"] for row in rows if row["kind"] == Kind.MEASURE)
    elements = Counter(row["workgroup_id"] for row in rows)
    accepted = Counter(row["workgroup_id"] for row in rows if row["state"] == State.ACCEPTED)
    measured = Counter(one.row.element.workgroup_id for one in indicators)
    behind = Counter(one.row.element.workgroup_id for one in indicators if one.evaluation.verdict == Verdict.BEHIND)
    scopes: list[tuple[int | None, Scope]] = [(group.pk, Scope(whole.plan, group=group)) for group in groups]
    if elements[None]:
        scopes.append((None, Scope(whole.plan, shared=True)))
    return [
        GroupLine(
            scope, measures[pk], money.get(pk, 0), measured[pk], behind[pk], elements[pk], accepted[pk]
        )
        for pk, scope in scopes
    ]  # fmt: skip
