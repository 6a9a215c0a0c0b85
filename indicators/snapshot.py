"""Indicators as a part of an element's version: collected for snapshots, written by a save."""

import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NotRequired, TypedDict

from indicators.models import Indicator, IndicatorValue, ValueKind, ValueStatus
from klaipeda_plan.core.history import delete_with_history, save_with_history
from klaipeda_plan.core.numbers import decimal_text
from plans.models import Element


class Number(TypedDict):
    period: str
    value: str  # decimal text, no exponent


class Observed(TypedDict):
    period: str
    value: str | None  # None where the status says that there is no number
    status: NotRequired[str]  # of ValueStatus; a final value says none


class IndicatorData(TypedDict):
    """One indicator of a snapshot; numbers are decimal texts. Without `uid` it is a new one."""

    uid: NotRequired[str]
    title: str
    unit: str
    decimals: int
    direction: str
    source: NotRequired[str]
    baseline: Number | None
    targets: list[Number]
    observations: NotRequired[list[Observed]]


FIELDS = ("title", "unit", "decimals", "direction", "source")


def collect(elements: list[Element]) -> dict[int, list[IndicatorData]]:
    """{element pk: its indicators in order}, two queries."""
    rows = Indicator.objects.filter(element__in=elements).prefetch_related("values").order_by("position", "pk")
    found: dict[int, list[IndicatorData]] = {}
    for row in rows:
        numbers: dict[str, list[Number]] = {kind: [] for kind in (ValueKind.BASELINE, ValueKind.TARGET)}
        observed: list[Observed] = []
        for value in sorted(row.values.all(), key=lambda one: one.period):
            if value.kind == ValueKind.OBSERVATION:
                observed.append(_observed(value))
            elif value.value is not None:  # only observations may lack a number
                numbers[value.kind].append({"period": value.period, "value": decimal_text(value.value)})
        found.setdefault(row.element_id, []).append({
            "uid": str(row.uid), "title": row.title, "unit": row.unit, "decimals": row.decimals,
            "direction": row.direction, "source": row.source,
            "baseline": next(iter(numbers[ValueKind.BASELINE]), None),
            "targets": numbers[ValueKind.TARGET], "observations": observed,
        })  # fmt: skip
    return found


def _observed(value: IndicatorValue) -> Observed:
    text = None if value.value is None else decimal_text(value.value)
    if value.status == ValueStatus.FINAL:
        return {"period": value.period, "value": text}
    return {"period": value.period, "value": text, "status": value.status}


def apply(element: Element, data: Sequence[IndicatorData], *, by: Any, reason: str) -> None:
    """Make the element's indicators exactly `data`, in this order. Those not named are removed.

    Observations are left alone where `data` does not bring them: they come from elsewhere.
    """
    existing = {str(row.uid): row for row in Indicator.objects.filter(element=element)}
    for position, given in enumerate(data):
        row = existing.pop(given.get("uid", ""), None) or Indicator(element=element, uid=_uid_of(element, given))
        wanted: dict[str, Any] = {name: value for name, value in given.items() if name in FIELDS}
        wanted["position"] = position
        if row.pk is None or any(getattr(row, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(row, name, value)
            save_with_history(row, by=by, reason=reason or "saved")
        _apply_values(row, given, by=by, reason=reason)
    for row in existing.values():
        delete_with_history(row, by=by, reason=reason or "saved")


def _uid_of(element: Element, given: IndicatorData) -> uuid.UUID:
    """The uid of an indicator that the element had before (an earlier version is restored); else a new one."""
    uid = given.get("uid")
    if uid and Indicator.history.filter(uid=uid, element_id=element.pk).exists():
        return uuid.UUID(uid)
    return uuid.uuid4()


def _apply_values(row: Indicator, given: IndicatorData, *, by: Any, reason: str) -> None:
    baseline = given["baseline"]
    wanted: dict[tuple[str, str], Decimal | None] = {}
    if baseline:
        wanted[ValueKind.BASELINE.value, baseline["period"]] = Decimal(baseline["value"])
    wanted |= {(ValueKind.TARGET.value, one["period"]): Decimal(one["value"]) for one in given["targets"]}
    kinds = [ValueKind.BASELINE, ValueKind.TARGET]
    statuses: dict[str, str] = {}
    if "observations" in given:
        kinds.append(ValueKind.OBSERVATION)
        for one in given["observations"]:
            text = one["value"]
            wanted[ValueKind.OBSERVATION.value, one["period"]] = None if text is None else Decimal(text)
            statuses[one["period"]] = one.get("status", ValueStatus.FINAL.value)
    existing: Mapping[tuple[str, str], IndicatorValue] = {
        (value.kind, value.period): value for value in row.values.filter(kind__in=kinds)
    }
    # Removals first: a baseline that moves to another year must not meet its old self.
    for key in existing.keys() - wanted.keys():
        delete_with_history(existing[key], by=by, reason=reason or "saved")
    for key, number in wanted.items():
        value = existing.get(key) or IndicatorValue(indicator=row, kind=key[0], period=key[1])
        status = statuses[key[1]] if key[0] == ValueKind.OBSERVATION else ValueStatus.FINAL.value
        if value.pk is None or (value.value, value.status) != (number, status):
            value.value, value.status = number, status
            save_with_history(value, by=by, reason=reason or "saved")
