"""The shape of an ElementVersion: a whole element at one moment, as JSON.

Apps above add parts of their own (indicators) through `register_part`, so that one save makes one version.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NotRequired, TypedDict

from django.db.models import F

from klaipeda_plan.core.numbers import decimal_text
from plans.models import Element, ElementLink, Funding, MeasureDetail

RESOURCES = ("people", "premises", "land")
# A measure's detail before anything is written in it.
EMPTY_DETAIL: dict[str, Any] = {
    "responsible": "", "partners": "", "office": "", "year_from": None, "year_to": None, "stage": "",
    "expected_result": "", "other_resources": "", "people": "", "premises": "", "land": "",
}  # fmt: skip


class Placement(TypedDict):
    parent: str | None  # uid
    position: int


class Detail(TypedDict):
    responsible: str
    partners: str
    year_from: int | None
    year_to: int | None
    other_resources: str
    # Only where there is something: what was never written changes no version and no digest.
    office: NotRequired[str]
    expected_result: NotRequired[str]
    stage: NotRequired[str]  # code
    people: NotRequired[str]  # full-time equivalents, decimal text
    premises: NotRequired[str]  # square metres
    land: NotRequired[str]  # hectares


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
    answers {element pk: JSON}; `apply` writes one element's data in the caller's transaction and answers what
    `collect` would say of it where it found nothing to write, else None."""

    collect: Callable[[list[Element]], dict[int, Any]]
    apply: Callable[..., Any]


@dataclass
class Known:
    """Rows of one element that a save has read under its lock and left as they were: a snapshot need not read
    them again. None, or a part that is not named: not known."""

    detail: MeasureDetail | None = None
    funding: list[Funding] | None = None
    parts: dict[str, Any] = field(default_factory=dict)


_parts: dict[str, Part] = {}


def register_part(name: str, part: Part) -> None:
    _parts[name] = part


def part(name: str) -> Part:
    return _parts[name]


def take_snapshots(elements: Iterable[Element], known: Known | None = None) -> dict[int, Snapshot]:
    """{element pk: snapshot}; the elements bring `parent` and `workgroup` along (select_related). `known` is of
    the only element."""
    listed, known = list(elements), known or Known()
    details = _details(listed, known)
    sums = _sums(listed, known)
    links = _by_element(
        ElementLink.objects.filter(source__in=listed).order_by("kind", "pk")
        .values("kind", "reason", element_id=F("source_id"), target_uid=F("target__uid"))
    )  # fmt: skip
    extra = {
        name: {listed[0].pk: known.parts[name]} if name in known.parts else one.collect(listed)
        for name, one in _parts.items()
    }
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


def _details(listed: list[Element], known: Known) -> dict[int, MeasureDetail]:
    if known.detail is not None:
        return {known.detail.element_id: known.detail}
    rows = MeasureDetail.objects.filter(element__in=listed).select_related("stage")
    return {row.element_id: row for row in rows}


def _sums(listed: list[Element], known: Known) -> dict[int, list[dict[str, Any]]]:
    if known.funding is not None:
        return _by_element(
            {"element_id": row.element_id, "year": row.year, "cents": row.cents, "code": row.source.code}
            for row in sorted(known.funding, key=lambda one: (one.year, one.source.position, one.source.code))
        )
    return _by_element(
        Funding.objects.filter(element__in=listed).order_by("year", "source__position", "source__code")
        .values("element_id", "year", "cents", code=F("source__code"))
    )  # fmt: skip


def _detail(row: MeasureDetail | None) -> Detail | None:
    if row is None:
        return None
    detail: Detail = {
        "responsible": row.responsible,
        "partners": row.partners,
        "year_from": row.year_from,
        "year_to": row.year_to,
        "other_resources": row.other_resources,
    }
    return {**detail, **_written(row)}  # type: ignore[return-value]


def _written(row: MeasureDetail) -> dict[str, str]:
    texts = {"office": row.office, "expected_result": row.expected_result, "stage": row.stage.code if row.stage else ""}
    for name in RESOURCES:
        number: Decimal | None = getattr(row, name)
        texts[name] = "" if number is None else decimal_text(number)
    return {name: text for name, text in texts.items() if text}


def _by_element(rows: Iterable[Any]) -> dict[int, list[dict[str, Any]]]:
    grouped: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        grouped.setdefault(row["element_id"], []).append(row)
    return grouped
