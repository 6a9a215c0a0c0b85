"""What is asked of the statistics portal and what comes back, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from klaipeda_plan.core.errors import Refused

TIME_DIMENSIONS = ("LAIKOTARPIS", "TIME_PERIOD")


class StatisticsProblem(Refused):
    """The answer cannot be used; the sentence says why, for the person who keeps the indicator."""


class Frequency(StrEnum):
    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"


class Status(StrEnum):
    """How a value is to be taken."""

    FINAL = "final"
    PRELIMINARY = "preliminary"
    CONFIDENTIAL = "confidential"  # withheld: there is a number, and nobody is told
    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"


@dataclass(frozen=True)
class Series:
    """One series in a flow: `codes` fixes dimensions by their id (`{"savivaldybesRegdb": "21", "Lytis": "0"}`)."""

    codes: Mapping[str, str]
    frequency: Frequency
    time_dimension: str = ""  # empty: one of TIME_DIMENSIONS


@dataclass(frozen=True)
class Observation:
    """One value. `period` is `2024`, `2026K2` or `2026M07`; `value` is None where the portal gives none;
    `status_text` is what the portal says of it, word for word."""

    period: str
    value: Decimal | None
    status: Status = Status.FINAL
    status_text: str = ""


@dataclass(frozen=True)
class Cell:
    """One observation of the answer before anything is chosen: all its dimensions, its number as text."""

    codes: Mapping[str, str]
    value: str | None
    statuses: tuple[str, ...] = ()


@dataclass
class Reading:
    """What was found: the observations of the series in order of time, and how many the answer had in all."""

    observations: list[Observation] = field(default_factory=list)
    seen: int = 0

    @property
    def last_period(self) -> str:
        """The newest period that has a value; empty where there is none."""
        return next((one.period for one in reversed(self.observations) if one.value is not None), "")
