"""Reading what waits for acceptance: differences of elements against their accepted versions."""

from collections.abc import Hashable, Iterable, Mapping

from django.db.models import Q

from plans.codes import Place, codes_of
from plans.differences import Difference, Names, Neighbour, compare_snapshots
from plans.models import Element, ElementVersion, FundingSource, Stage
from plans.snapshot import Snapshot
from workgroups.models import Workgroup


def changes_since_acceptance(elements: Iterable[Element], names: Names | None = None) -> dict[int, Difference]:
    """{element pk: its newest version against the accepted one}: one query at any number of elements."""
    listed = [element for element in elements if element.current_version_id]
    wanted = {pk for one in listed for pk in (one.current_version_id, one.accepted_version_id) if pk}
    snapshots: dict[int, Snapshot] = dict(ElementVersion.objects.filter(pk__in=wanted).values_list("pk", "snapshot"))
    return {
        element.pk: compare_snapshots(
            snapshots.get(element.accepted_version_id or 0),
            snapshots[element.current_version_id or 0],
            names,
            uid=str(element.uid),
        )
        for element in listed
    }


def names_for(elements: Iterable[Element], codes: Mapping[Hashable, str]) -> Names:
    """Names of everything that the newest and the accepted versions of `elements` point at: five queries at most."""
    wanted = {pk for one in elements for pk in (one.current_version_id, one.accepted_version_id) if pk}
    return names_in(ElementVersion.objects.filter(pk__in=wanted).values_list("snapshot", flat=True), codes)


def names_in(snapshots: Iterable[Snapshot], codes: Mapping[Hashable, str]) -> Names:
    """Names of everything that snapshots at hand point at: four queries at most."""
    listed = list(snapshots)
    uids = {uid for snapshot in listed for uid in _uids_in(snapshot)}
    parents = {snapshot["placement"]["parent"] for snapshot in listed}
    wanted = Q(uid__in=uids) | Q(parent__uid__in=parents - {None})
    if None in parents:
        wanted |= Q(parent=None)
    rows = Element.objects.filter(wanted).values_list("uid", "pk", "title", "kind", "position", "parent__uid")
    names: dict[str, str] = {}
    beside: dict[str, list[Neighbour]] = {}
    for uid, pk, title, kind, position, parent in rows:
        names[str(uid)] = f"{codes.get(pk, '')} {title}".strip()
        if pk in codes:  # of these plans, and standing
            beside.setdefault(str(parent or ""), []).append(Neighbour(str(uid), kind, position))
    return Names(
        elements=names,
        groups=dict(Workgroup.objects.values_list("slug", "name")),
        sources=dict(FundingSource.objects.values_list("code", "name")),
        stages=stage_names() if any(one["detail"] and one["detail"].get("stage") for one in listed) else {},
        rows=beside,
    )


def stage_names() -> dict[str, str]:
    """{code: name} of stages; where two plans have the same code, of the newest plan."""
    return dict(Stage.objects.order_by("plan_id").values_list("code", "name"))


def draft_codes(plan_ids: Iterable[int]) -> dict[Hashable, str]:
    """{element pk: code} of all standing elements of the plans, without reading their texts: one query."""
    rows = (
        Element.objects.filter(plan__in=set(plan_ids)).standing().order_by("position", "pk")
        .values_list("pk", "parent_id", "plan_id", "kind", "is_horizontal")
    )  # fmt: skip
    children: dict[tuple[int, Hashable], list[Place]] = {}
    for pk, parent_id, plan_id, kind, is_horizontal in rows:
        children.setdefault((plan_id, parent_id), []).append(Place(pk, parent_id, kind, is_horizontal))
    codes: dict[Hashable, str] = {}
    for plan_id in {plan for plan, _ in children}:
        codes |= codes_of(_in_order(children, plan_id))
    return codes


def _in_order(children: dict[tuple[int, Hashable], list[Place]], plan_id: int) -> Iterable[Place]:
    """Places of one plan in the order of the document; what stands under a removed element has no code."""
    waiting = children.get((plan_id, None), [])[::-1]
    while waiting:
        place = waiting.pop()
        yield place
        waiting += children.get((plan_id, place.key), [])[::-1]


def _uids_in(snapshot: Snapshot) -> Iterable[str]:
    if snapshot["placement"]["parent"]:
        yield snapshot["placement"]["parent"]
    yield from (link["target"] for link in snapshot["links"])
