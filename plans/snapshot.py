"""The shape of an ElementVersion: a whole element at one moment, as JSON.

Apps above add parts of their own (indicators) through `register_part`, so that one save makes one version.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NotRequired, TypedDict

from django.db.models import F

from plans.models import Element, ElementLink, Funding, MeasureDetail


class Placement(TypedDict):
    parent: str | None  # uid
    position: int


class Detail(TypedDict):
    responsible: str
    partners: str
    year_from: int | None
    year_to: int | None
    other_resources: str


class Sum(TypedDict):
    year: int
    source: str  # code of the funding source
    cents: int


class Link(TypedDict):
    kind: str
    target: str  # uid
    reason: str


class Snapshot(TypedDict):
    """Everything that acceptance is about. `parts` of other apps stand under their own names."""

    kind: str
    title: str
    body: str
    removed: bool
    horizontal: bool
    workgroup: str | None  # slug
    placement: Placement
    detail: Detail | None
    funding: list[Sum]
    links: list[Link]
    indicators: NotRequired[list[dict[str, Any]]]


@dataclass(frozen=True)
class Part:
    """What an app above contributes: `collect` reads many elements in a constant number of queries and
    answers {element pk: JSON}; `apply` writes one element's data in the caller's transaction."""

    collect: Callable[[list[Element]], dict[int, Any]]
    apply: Callable[..., None]


_parts: dict[str, Part] = {}


def register_part(name: str, part: Part) -> None:
    _parts[name] = part


def part(name: str) -> Part:
    return _parts[name]


def take_snapshots(elements: Iterable[Element]) -> dict[int, Snapshot]:
    """{element pk: snapshot}; the elements bring `parent` and `workgroup` along (select_related)."""
    listed = list(elements)
    details = {d.element_id: d for d in MeasureDetail.objects.filter(element__in=listed)}
    sums = _by_element(
        Funding.objects.filter(element__in=listed).order_by("year", "source__position", "source__code")
        .values("element_id", "year", "cents", code=F("source__code"))
    )  # fmt: skip
    links = _by_element(
        ElementLink.objects.filter(source__in=listed).order_by("kind", "pk")
        .values("kind", "reason", element_id=F("source_id"), target_uid=F("target__uid"))
    )  # fmt: skip
    extra = {name: one.collect(listed) for name, one in _parts.items()}
    taken: dict[int, Snapshot] = {}
    for element in listed:
        snapshot: dict[str, Any] = {
            "kind": element.kind,
            "title": element.title,
            "body": element.body,
            "removed": element.is_removed,
            "horizontal": element.is_horizontal,
            "workgroup": element.workgroup.slug if element.workgroup else None,
            "placement": {
                "parent": str(element.parent.uid) if element.parent else None,
                "position": element.position,
            },
            "detail": _detail(details.get(element.pk)),
            "funding": [
                {"year": row["year"], "source": row["code"], "cents": row["cents"]} for row in sums.get(element.pk, [])
            ],
            "links": [
                {"kind": row["kind"], "target": str(row["target_uid"]), "reason": row["reason"]}
                for row in links.get(element.pk, [])
            ],
        }
        for name, data in extra.items():
            snapshot[name] = data.get(element.pk, [])
        taken[element.pk] = snapshot  # type: ignore[assignment]
    return taken


def _detail(row: MeasureDetail | None) -> Detail | None:
    if row is None:
        return None
    return {
        "responsible": row.responsible,
        "partners": row.partners,
        "year_from": row.year_from,
        "year_to": row.year_to,
        "other_resources": row.other_resources,
    }


def _by_element(rows: Iterable[Any]) -> dict[int, list[dict[str, Any]]]:
    grouped: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        grouped.setdefault(row["element_id"], []).append(row)
    return grouped
