"""What the sheets are made of: a whole plan as plain data, of the draft here, of an edition in `editions.sheets`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from indicators.sheets.layout import lithuanian
from plans.models import Element, ElementLink, FundingSource, Plan, Stage, State
from plans.queries import draft_tree
from plans.snapshot import take_snapshots
from workgroups.models import Workgroup


@dataclass(frozen=True)
class Standing:
    """An element as it stands. `content` has the shape of a snapshot."""

    uid: str
    code: str
    kind: str
    parent_uid: str | None
    content: Mapping[str, Any]
    state: str = ""
    element: Element | None = None  # the row, where it is the draft's


@dataclass(frozen=True)
class StageLine:
    code: str
    name: str
    name_en: str
    year_from: int
    year_to: int


@dataclass(frozen=True)
class Contents:
    """`elements` in the order of the document; a group's part holds its own ones alone. `codes` and `titles` know
    whatever is named besides, {uid: text}: parents of another group, elements of an earlier plan."""

    elements: list[Standing]
    stages: list[StageLine]
    sources: dict[str, str]  # {code: name}
    groups: dict[str, str]  # {slug: name}
    years: list[int]
    codes: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)


def draft_contents(plan: Plan, group: Workgroup | None = None) -> Contents:
    """The draft as it stands, removed elements left out: a constant number of queries."""
    tree = draft_tree(plan)
    order = [branch.element.pk for branch in tree.walk() if not branch.element.is_removed]
    rows = {
        row.pk: row
        for row in Element.objects.filter(pk__in=order).select_related("parent", "workgroup", "current_version")
        .defer("current_version__snapshot")
    }  # fmt: skip
    listed = [rows[pk] for pk in order if pk in rows and (group is None or rows[pk].workgroup_id == group.pk)]
    snapshots = take_snapshots(listed)
    elements = [
        Standing(
            str(row.uid), tree.code_of(row.pk), row.kind, str(row.parent.uid) if row.parent else None,
            snapshots[row.pk], lithuanian(State(row.state).label), row,
        )
        for row in listed
    ]  # fmt: skip
    uids = {str(branch.element.uid): branch for branch in tree.walk()}
    linked = ElementLink.objects.filter(source__in=[row.pk for row in listed])
    titles = dict(linked.values_list("target__uid", "target__title"))
    return Contents(
        elements,
        [StageLine(*row) for row in Stage.objects.filter(plan=plan).values_list(*StageLine.__dataclass_fields__)],
        dict(FundingSource.objects.values_list("code", "name")),
        dict(Workgroup.objects.values_list("slug", "name")),
        years_of(plan.period_start, plan.period_end, elements),
        {uid: branch.code for uid, branch in uids.items()},
        {str(uid): title for uid, title in titles.items()},
    )


def years_of(first: int, last: int, elements: list[Standing]) -> list[int]:
    """The plan's years and every other one in which money is written."""
    funded = {one["year"] for element in elements for one in element.content.get("funding", ())}
    return sorted({*range(first, last + 1), *funded})
