"""The numbers of one indicator as plain data: the same for a row of the draft, a snapshot and a frozen edition."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Amount:
    """A baseline or a target: always a number."""

    period: str
    value: Decimal


@dataclass(frozen=True)
class Observation:
    """An actual value. Without a number where `status` (of `indicators.models.ValueStatus`) says so."""

    period: str
    value: Decimal | None
    status: str = "final"
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class Figures:
    """One indicator. `direction` is `increase` (higher is better) or `decrease`."""

    title: str
    unit: str
    decimals: int
    direction: str
    source: str
    baseline: Amount | None
    targets: tuple[Amount, ...]
    observations: tuple[Observation, ...]
    method: str = ""
    responsible: str = ""


def figures_of(data: Mapping[str, Any]) -> Figures:
    """Of an indicator as snapshots and fragments hold it (`indicators.snapshot.IndicatorData`), old ones too."""
    return Figures(
        title=data["title"],
        unit=data["unit"],
        decimals=data["decimals"],
        direction=data["direction"],
        source=data.get("source", ""),
        baseline=_amount(data["baseline"]) if data["baseline"] else None,
        targets=tuple(_amount(one) for one in data["targets"]),
        observations=tuple(_observation(one) for one in data.get("observations", [])),
        method=data.get("method", ""),
        responsible=data.get("responsible", ""),
    )


def _amount(data: Mapping[str, str]) -> Amount:
    return Amount(data["period"], Decimal(data["value"]))


def _observation(data: Mapping[str, Any]) -> Observation:
    value = data["value"]
    return Observation(
        data["period"], None if value is None else Decimal(value), data.get("status", "final"),
        data.get("source", ""), data.get("note", ""),
    )  # fmt: skip
