"""A line chart of one indicator: coordinates for `templates/publicity/_chart.html`, which draws it."""

import re
from dataclasses import dataclass
from decimal import Decimal

from editions.reading import FrozenIndicator, FrozenNumber

WIDTH, HEIGHT = 640, 230
LEFT, RIGHT, TOP, BOTTOM = 24, 24, 24, 36
PERIOD = re.compile(r"(\d{4})(?:K(\d)|M(\d\d))?")


@dataclass(frozen=True)
class Point:
    """A number at its place; x and y are texts, so that no language puts a comma into them."""

    x: str
    y: str
    period: str
    value: Decimal
    anchor: str  # where its label hangs: start, middle or end
    label_y: str


@dataclass(frozen=True)
class Chart:
    """`known` are the baseline and the observations, `wanted` leads from the last known one to the targets."""

    known: list[Point]
    wanted: list[Point]
    ticks: list[tuple[str, str]]  # (x, year)
    width: int = WIDTH
    height: int = HEIGHT
    axis_y: int = HEIGHT - BOTTOM
    left: int = LEFT
    right: int = WIDTH - RIGHT

    @property
    def known_line(self) -> str:
        return _line(self.known)

    @property
    def wanted_line(self) -> str:
        return _line([*self.known[-1:], *self.wanted])


def moment(period: str) -> float:
    """`2024`, `2024K3` or `2024M07` as a place on the axis of years."""
    match = PERIOD.fullmatch(period)
    if match is None:
        return 0.0
    year, quarter, month = match.groups()
    return int(year) + (int(quarter) - 1) / 4 if quarter else int(year) + (int(month or 1) - 1) / 12


def chart_of(indicator: FrozenIndicator) -> Chart | None:
    """The chart, or None where there are not two numbers to draw a line between."""
    known = sorted([*filter(None, [indicator.baseline]), *indicator.observations], key=lambda one: moment(one.period))
    wanted = sorted(indicator.targets, key=lambda one: moment(one.period))
    numbers = [*known, *wanted]
    if len({moment(one.period) for one in numbers}) < 2:
        return None
    scale = _Scale(numbers)
    years = sorted({int(moment(one.period)) for one in numbers})
    return Chart(
        [scale.point(one) for one in known], [scale.point(one) for one in wanted], [(scale.x(y), str(y)) for y in years]
    )


class _Scale:
    """From periods and values to coordinates; the values keep a tenth of the height free on both sides."""

    def __init__(self, numbers: list[FrozenNumber]) -> None:
        moments = [moment(one.period) for one in numbers]
        values = [one.value for one in numbers]
        self.first, self.span = min(moments), max(moments) - min(moments)
        self.low, self.height = min(values), (max(values) - min(values)) or Decimal(1)

    def x(self, at: float) -> str:
        return f"{LEFT + (WIDTH - LEFT - RIGHT) * (at - self.first) / self.span:.1f}"

    def point(self, number: FrozenNumber) -> Point:
        share = float((number.value - self.low) / self.height) * 0.72 + 0.14
        x, y = self.x(moment(number.period)), HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * share
        anchor = "start" if float(x) < LEFT + 40 else "end" if float(x) > WIDTH - RIGHT - 40 else "middle"
        return Point(x, f"{y:.1f}", number.period, number.value, anchor, f"{y - 12:.1f}")


def _line(points: list[Point]) -> str:
    return " ".join(f"{point.x},{point.y}" for point in points)
