"""Indicators as a part of an element's version: collected for snapshots, written by a save."""

import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NotRequired, TypedDict

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from indicators.models import KIND_BY_LEVEL, Indicator, IndicatorValue, ValueKind, ValueStatus
from indicators.statistics.periods import frequency_of
from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.history import delete_with_history, save_with_history
from klaipeda_plan.core.numbers import decimal_text
from plans.hierarchy import Kind
from plans.models import Element


class Number(TypedDict):
    period: str
    value: str  # decimal text, no exponent


class Observed(TypedDict):
    period: str
    value: str | None  # None where the status says that there is no number
    status: NotRequired[str]  # of ValueStatus; a final value says none
    source: NotRequired[str]  # left out where it is empty, as is the note
    note: NotRequired[str]


class IndicatorData(TypedDict):
    """One indicator of a snapshot; numbers are decimal texts. Without `uid` it is a new one."""

    uid: NotRequired[str]
    title: str
    unit: str
    decimals: int
    direction: str
    source: NotRequired[str]
    method: NotRequired[str]  # left out where it is empty, as is `responsible`: editions before them stay as they were
    responsible: NotRequired[str]
    baseline: Number | None
    targets: list[Number]
    observations: NotRequired[list[Observed]]


OPTIONAL = ("method", "responsible")
FIELDS = ("title", "unit", "decimals", "direction", "source", *OPTIONAL)


def collect(elements: list[Element]) -> dict[int, list[IndicatorData]]:
    """{element pk: its indicators in order}, two queries."""
    found: dict[int, list[IndicatorData]] = {}
    for row in _standing(elements):
        found.setdefault(row.element_id, []).append(data_of(row))
    return found


def _standing(elements: list[Element]) -> QuerySet[Indicator]:
    """The elements' indicators in order, with their numbers."""
    values = Prefetch("values", IndicatorValue.objects.order_by())
    return Indicator.objects.filter(element__in=elements).prefetch_related(values).order_by("position", "pk")


def data_of(row: Indicator) -> IndicatorData:
    """One indicator as snapshots hold it; `values` may be prefetched."""
    numbers: dict[str, list[Number]] = {kind: [] for kind in (ValueKind.BASELINE, ValueKind.TARGET)}
    observed: list[Observed] = []
    for value in sorted(row.values.all(), key=lambda one: one.period):
        if value.kind == ValueKind.OBSERVATION:
            observed.append(_observed(value))
        elif value.value is not None:  # only observations may lack a number
            numbers[value.kind].append({"period": value.period, "value": decimal_text(value.value)})
    return {
        "uid": str(row.uid), "title": row.title, "unit": row.unit, "decimals": row.decimals,
        "direction": row.direction, "source": row.source,
        "baseline": next(iter(numbers[ValueKind.BASELINE]), None),
        "targets": numbers[ValueKind.TARGET], "observations": observed,
        **{name: text for name in OPTIONAL if (text := getattr(row, name))},  # type: ignore[typeddict-item]
    }  # fmt: skip


def _observed(value: IndicatorValue) -> Observed:
    seen: Observed = {"period": value.period, "value": None if value.value is None else decimal_text(value.value)}
    if value.status != ValueStatus.FINAL:
        seen["status"] = value.status
    if value.source:
        seen["source"] = value.source
    if value.note:
        seen["note"] = value.note
    return seen


def apply(element: Element, data: Sequence[IndicatorData], *, by: Any, reason: str) -> list[IndicatorData] | None:
    """Make the element's indicators exactly `data`, in this order. Those not named are removed.

    Observations are left alone where `data` does not bring them: they come from elsewhere. Refused on a level
    that has no kind of indicators. Returns all of them where nothing was written.
    """
    if data and element.kind not in KIND_BY_LEVEL:
        level = {"level": Kind(element.kind).label}
        raise Refused(
            _("Indicators stand on the vision, goals, tasks and measures, not on this level: %(level)s.") % level
        )
    rows = list(_standing([element]))
    existing = {str(row.uid): row for row in rows}
    wrote = False
    for position, given in enumerate(data):
        row = existing.pop(given.get("uid", ""), None) or Indicator(element=element, uid=_uid_of(element, given))
        wanted: dict[str, Any] = {name: value for name, value in given.items() if name in FIELDS}
        wanted["position"] = position
        if row.pk is None or any(getattr(row, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(row, name, value)
            save_with_history(row, by=by, reason=reason or "saved")
            wrote = True
        wrote = _apply_values(row, given, by=by, reason=reason) or wrote
    for row in existing.values():
        delete_with_history(row, by=by, reason=reason or "saved")
    return None if wrote or existing else [data_of(row) for row in rows]


def new_observation(indicator: Indicator, period: str) -> IndicatorValue:
    """Not stored yet. Refused where the indicator follows a series of other periods."""
    series = getattr(indicator, "series", None)
    if series is not None and frequency_of(period) != series.frequency:
        raise Refused(
            _("“%(title)s” follows a series with other periods than %(period)s.")
            % {"title": indicator.title, "period": period}
        )
    frequency = series.frequency if series is not None else ""
    kind = ValueKind.OBSERVATION
    return IndicatorValue(indicator=indicator, kind=kind, period=period, series_frequency=frequency)


def _new_value(indicator: Indicator, kind: str, period: str) -> IndicatorValue:
    if kind == ValueKind.OBSERVATION:
        return new_observation(indicator, period)
    return IndicatorValue(indicator=indicator, kind=kind, period=period)


def _uid_of(element: Element, given: IndicatorData) -> uuid.UUID:
    """The uid of an indicator that the element had before (an earlier version is restored); else a new one."""
    uid = given.get("uid")
    if uid and Indicator.history.filter(uid=uid, element_id=element.pk).exists():
        return uuid.UUID(uid)
    return uuid.uuid4()


def _apply_values(row: Indicator, given: IndicatorData, *, by: Any, reason: str) -> bool:
    """Whether something was written."""
    baseline = given["baseline"]
    wanted: dict[tuple[str, str], Decimal | None] = {}
    if baseline:
        wanted[ValueKind.BASELINE.value, baseline["period"]] = Decimal(baseline["value"])
    wanted |= {(ValueKind.TARGET.value, one["period"]): Decimal(one["value"]) for one in given["targets"]}
    kinds = [ValueKind.BASELINE, ValueKind.TARGET]
    seen: dict[str, Observed] = {}
    if "observations" in given:
        kinds.append(ValueKind.OBSERVATION)
        for one in given["observations"]:
            text = one["value"]
            wanted[ValueKind.OBSERVATION.value, one["period"]] = None if text is None else Decimal(text)
            seen[one["period"]] = one
    existing = {(value.kind, value.period): value for value in row.values.all() if value.kind in kinds}
    # Removals first: a baseline that moves to another year must not meet its old self.
    gone = existing.keys() - wanted.keys()
    wrote = bool(gone)
    for key in gone:
        delete_with_history(existing[key], by=by, reason=reason or "saved")
    for key, number in wanted.items():
        value = existing.get(key) or _new_value(row, *key)
        fields: dict[str, Any] = {"value": number, "status": ValueStatus.FINAL.value}
        if key[0] == ValueKind.OBSERVATION:
            fields |= {"source": "", "note": "", **seen[key[1]], "value": number}
        if value.pk is None or any(getattr(value, name) != given for name, given in fields.items()):
            for name, one in fields.items():
                setattr(value, name, one)
            save_with_history(value, by=by, reason=reason or "saved")
            wrote = True
    return wrote
