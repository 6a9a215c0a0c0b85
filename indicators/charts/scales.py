"""Scales and their ticks: from periods and values to coordinates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from indicators.statistics.periods import order_of

STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True)
class Scale:
    """A straight scale: `low` stands at `start`, `high` at `end` (which may be the smaller coordinate)."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float | Decimal) -> float:
        span = self.high - self.low
        return self.start if span == 0 else self.start + (self.end - self.start) * (float(value) - self.low) / span


def nice_ticks(values: Iterable[Decimal], most: int = 5, *, from_zero: bool = False) -> list[Decimal]:
    """Round numbers (1, 2, 2.5 or 5 with zeros) from at or below the least value to at or above the greatest."""
    known = list(values)
    low, high = min(known), max(known)
    if from_zero:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        reach = abs(low) / 10 or Decimal(1)
        low, high = low - reach, high + reach
    step = _step((high - low) / (most - 1))
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    return [step * (first + number) for number in range(int(last - first) + 1)]


def _step(least: Decimal) -> Decimal:
    """The smallest round number that is not less than `least`."""
    power = Decimal(1).scaleb(least.adjusted())
    return next(step * power for step in STEPS if step * power >= least)


def moment(period: str) -> float:
    """The end of the period in years, so that a year and its last quarter stand in one place."""
    return order_of(period) / 12 - 1


def year_ticks(moments: Sequence[float], room: float, need: float) -> list[int]:
    """Years to be named under an axis of the length `room`, each needing `need`; the last is always there."""
    first, last = int(min(moments)), -int(-max(moments) // 1)
    most = max(1, int(room // need))
    step = next((one for one in YEAR_STEPS if (last - first) // one + 1 <= most), YEAR_STEPS[-1])
    return list(range(last, first - 1, -step))[::-1]
