"""Reading what waits for acceptance: differences of elements against their accepted versions."""

from collections.abc import Hashable, Iterable, Mapping

from plans.codes import Place, codes_of
from plans.differences import Difference, Names, compare_snapshots
from plans.models import Element, ElementVersion, FundingSource
from plans.snapshot import Snapshot
from workgroups.models import Workgroup


def changes_since_acceptance(elements: Iterable[Element], names: Names | None = None) -> dict[int, Difference]:
    """{element pk: its newest version against the accepted one}: one query at any number of elements."""
    listed = [element for element in elements if element.current_version_id]
    wanted = {pk for one in listed for pk in (one.current_version_id, one.accepted_version_id) if pk}
    snapshots: dict[int, Snapshot] = dict(ElementVersion.objects.filter(pk__in=wanted).values_list("pk", "snapshot"))
    return {
        element.pk: compare_snapshots(
            snapshots.get(element.accepted_version_id or 0), snapshots[element.current_version_id or 0], names
        )
        for element in listed
    }


def names_for(elements: Iterable[Element], codes: Mapping[Hashable, str]) -> Names:
    """Names of everything that the newest and the accepted versions of `elements` point at: four queries."""
    wanted = {pk for one in elements for pk in (one.current_version_id, one.accepted_version_id) if pk}
    versions = ElementVersion.objects.filter(pk__in=wanted)
    uids = {uid for snapshot in versions.values_list("snapshot", flat=True) for uid in _uids_in(snapshot)}
    rows = Element.objects.filter(uid__in=uids).values_list("uid", "pk", "title")
    return Names(
        elements={str(uid): f"{codes.get(pk, '')} {title}".strip() for uid, pk, title in rows},
        groups=dict(Workgroup.objects.values_list("slug", "name")),
        sources=dict(FundingSource.objects.values_list("code", "name")),
    )


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
