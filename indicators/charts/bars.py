"""Bars: amounts of each year, one upon another by their source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from indicators.charts.drawing import LETTER, LOOKS, ROOM_SIZE, Box, Drawing, Label, Shape, Strokes, key_lines
from indicators.charts.scales import Scale, nice_ticks
from klaipeda_plan.core.numbers import format_number

WIDTH, FLOOR, TOP, RIGHT, MOST = 400, 168, 26, 8, 5
STEP = 6  # between two lines of a hatching
UNITS = ((Decimal(10) ** 6, gettext_lazy("€ million")), (Decimal(1000), gettext_lazy("€ thousand")), (Decimal(1), "€"))


@dataclass(frozen=True)
class Bar:
    """One bar: its name below (a year) and its parts in cents, in the order of the key."""

    name: str
    parts: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.parts)


def money_chart(title: str, keys: Sequence[str], bars: Sequence[Bar]) -> Drawing | None:
    """Money by year and source; `keys` name the parts of each bar. None where there are not two bars or no money.

    More than five sources: the rest stand together in the last.
    """
    if len(bars) < 2 or not any(bar.total for bar in bars):
        return None
    if len(keys) > MOST:
        keys = [*keys[: MOST - 1], _("other sources")]
        bars = [Bar(bar.name, (*bar.parts[: MOST - 1], sum(bar.parts[MOST - 1 :]))) for bar in bars]
    size, unit = _unit_of(max(bar.total for bar in bars))
    chart = _Bars(bars, size)
    signs = [(_sign(number), name) for number, name in enumerate(keys)]
    lines, bottom = key_lines(signs, x=4, y=FLOOR + 46, width=WIDTH - 8)
    told = "; ".join(f"{bar.name} – {chart.words(bar.total)}" for bar in bars)
    words = _("%(title)s, %(unit)s") % {"title": title, "unit": unit}
    return Drawing("bars", words, f"{told}.", WIDTH, round(bottom) + 8, (*chart.shapes(), *lines))


def _sign(number: int) -> list[Shape]:
    """The part in the key."""
    box = Box(f"part-{number}", 1, -6, 16, 12)
    return [box, *_hatching(number, box)]


def _unit_of(cents: int) -> tuple[Decimal, str]:
    """The largest unit in which the greatest sum is not below one."""
    euros = Decimal(cents) / 100
    return next(((size, str(name)) for size, name in UNITS if euros >= size), (Decimal(1), "€"))


class _Bars:
    def __init__(self, bars: Sequence[Bar], size: Decimal) -> None:
        self.bars, self.size = bars, size
        ticks = nice_ticks([self.amount(bar.total) for bar in bars], from_zero=True)
        digits = max(0, *(-int(tick.normalize().as_tuple().exponent) for tick in ticks))
        self.ticks = [(tick, format_number(tick, digits)) for tick in ticks]
        self.left = max(len(name) for _tick, name in self.ticks) * LETTER + 10
        self.up = Scale(float(ticks[0]), float(ticks[-1]), FLOOR, TOP)
        self.room = (WIDTH - RIGHT - self.left) / len(bars)

    def amount(self, cents: int) -> Decimal:
        return Decimal(cents) / 100 / self.size

    def words(self, cents: int) -> str:
        greatest = self.amount(max(bar.total for bar in self.bars))
        digits = 1 if self.size > 1 and greatest < 100 else 0
        return format_number(round(self.amount(cents), digits), digits)

    def shapes(self) -> Iterator[Shape]:
        for number, (tick, name) in enumerate(self.ticks):
            y = self.up.at(tick)
            yield Strokes("grid" if number else "axis", (((self.left, y), (WIDTH - 4, y)),))
            yield Label("text", self.left - 6, y + 4, name, "end")
        needed = max(max(len(bar.name), len(self.words(bar.total))) for bar in self.bars) * LETTER + 4
        every = max(1, -int(-needed // self.room))  # names stand under every bar, every second…
        for number, bar in enumerate(self.bars):
            middle = self.left + self.room * (number + 0.5)
            yield from self._bar(bar, middle)
            if (len(self.bars) - 1 - number) % every == 0:
                yield Label("text", middle, FLOOR + ROOM_SIZE + 5, bar.name, "middle")
                if bar.total:
                    top = self.up.at(self.amount(bar.total))
                    yield Label("value", middle, top - 5, self.words(bar.total), "middle")

    def _bar(self, bar: Bar, middle: float) -> Iterator[Shape]:
        width, below = min(self.room * 0.62, 42.0), 0
        for number, cents in enumerate(bar.parts):
            if not cents:
                continue
            bottom, top = (self.up.at(self.amount(one)) for one in (below, below + cents))
            box = Box(f"part-{number}", middle - width / 2, top, width, bottom - top)
            yield box
            yield from _hatching(number, box)
            below += cents


def _hatching(number: int, box: Box) -> Iterator[Shape]:
    """Lines inside the box: sloping, level or upright by the number of the part; some parts are plain."""
    look = f"hatch-{number}"
    if look not in LOOKS or box.height < 2:
        return
    x, y, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
    if number == 1:  # sloping: x + y is the same along a line
        sums = range(int((x + y) // STEP + 1) * STEP, int(right + bottom), STEP)
        lines = [((min(right, s - y), max(y, s - right)), (max(x, s - bottom), min(bottom, s - x))) for s in sums]
    elif number == 3:
        lines = [((x, at), (right, at)) for at in _between(y, bottom)]
    else:
        lines = [((at, y), (at, bottom)) for at in _between(x, right)]
    if lines:
        yield Strokes(look, tuple(lines))


def _between(low: float, high: float) -> list[float]:
    return [low + STEP * number for number in range(1, int((high - low - 1) // STEP) + 1)]
