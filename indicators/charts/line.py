"""The line of one indicator: its baseline, what was observed, and the path to its targets."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from django.utils.translation import gettext as _

from indicators.charts.drawing import LETTER, ROOM_SIZE, Drawing, Key, Label, Mark, Shape, Strokes, key_lines
from indicators.charts.scales import Scale, moment, nice_ticks, year_ticks
from indicators.evaluation import in_order
from indicators.figures import Amount, Figures, Observation
from indicators.wording import period_text, value_text

WIDTH, FLOOR, TOP, RIGHT, GAP = 400, 168, 24, 20, 14
Number = Amount | Observation


def line_chart(figures: Figures) -> Drawing | None:
    """The drawing, or None where there are not two moments to draw anything between."""
    numbers = _known(figures)
    if len({moment(one.period) for one in [*numbers, *figures.targets] if one.value is not None}) < 2:
        return None
    chart = _Chart(figures)
    shapes = [*chart.frame(), *chart.lines(), *chart.points()]
    shapes += chart.values(shapes)
    keys, bottom = key_lines(list(chart.keys()), x=4, y=FLOOR + 46, width=WIDTH - 8)
    words = _("%(title)s, %(unit)s") % {"title": figures.title, "unit": figures.unit}
    return Drawing("line", words, describe(figures), WIDTH, round(bottom) + 8, (*shapes, *keys))


def describe(figures: Figures) -> str:
    """The numbers of the chart in words."""
    seen = [one for one in in_order(figures.observations) if one.value is not None]
    parts = (
        (_("baseline %(values)s"), [figures.baseline] if figures.baseline else []),
        (_("actual values %(values)s"), seen),
        (_("targets %(values)s"), sorted(figures.targets, key=lambda one: moment(one.period))),
    )
    text = "; ".join(words % {"values": _dated(numbers, figures)} for words, numbers in parts if numbers)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def _dated(numbers: Sequence[Number], figures: Figures) -> str:
    return ", ".join(f"{period_text(one.period)} – {value_text(one.value, figures.decimals)}" for one in numbers)


def _known(figures: Figures) -> list[Number]:
    """The baseline and what was observed, in order of time; of one moment both stand."""
    known: list[Number] = [*filter(None, [figures.baseline]), *in_order(figures.observations)]
    return sorted(known, key=lambda one: moment(one.period))


class _Chart:
    """Scales of one chart, and its shapes in the order of painting."""

    def __init__(self, figures: Figures) -> None:
        self.figures, self.known = figures, _known(figures)
        self.wanted = sorted(figures.targets, key=lambda one: moment(one.period))
        numbers = [one for one in [*self.known, *self.wanted] if one.value is not None]
        moments = [moment(one.period) for one in numbers]
        ticks = nice_ticks([one.value for one in numbers if one.value is not None])
        digits = max(-int(tick.normalize().as_tuple().exponent) for tick in ticks)
        self.ticks = [(tick, value_text(tick, max(0, digits))) for tick in ticks]
        self.left = max(len(name) for _tick, name in self.ticks) * LETTER + 10
        self.across = Scale(min(moments), max(moments), self.left + GAP, WIDTH - RIGHT)
        self.up = Scale(float(ticks[0]), float(ticks[-1]), FLOOR, TOP)

    def place(self, one: Number) -> tuple[float, float]:
        assert one.value is not None
        return self.across.at(moment(one.period)), self.up.at(one.value)

    def frame(self) -> Iterator[Shape]:
        """Lines across with their values, years below."""
        for number, (tick, name) in enumerate(self.ticks):
            y = self.up.at(tick)
            yield Strokes("grid" if number else "axis", (((self.left, y), (WIDTH - 4, y)),))
            yield Label("text", self.left - 6, y + 4, name, "end")
        first, last, need = self.across.low, self.across.high, LETTER * 6
        for year in year_ticks((first, last), self.across.end - self.across.start, need):
            if first <= year <= last:
                x = self.across.at(year)
                yield Strokes("axis", (((x, FLOOR), (x, FLOOR + 4)),))
                yield Label("text", x, FLOOR + ROOM_SIZE + 5, str(year), "middle")

    def lines(self) -> Iterator[Shape]:
        """The path from the baseline through the targets; what is known, broken where a value is withheld."""
        path = [*filter(None, [self.figures.baseline]), *self.wanted]
        if len(path) > 1:
            yield Strokes("wanted", (tuple(self.place(one) for one in path),))
        runs = [list(run) for has, run in groupby(self.known, key=lambda one: one.value is not None) if has]
        strokes = tuple(tuple(self.place(one) for one in run) for run in runs if len(run) > 1)
        if strokes:
            yield Strokes("known", strokes)

    def points(self) -> Iterator[Shape]:
        for goal in self.wanted:
            yield Mark("goal", *self.place(goal), "diamond")
        for one in self.known:
            if isinstance(one, Amount):
                yield Mark("hollow", *self.place(one), "square")
            elif one.value is not None:
                yield Mark("hollow" if one.status == "preliminary" else "dot", *self.place(one), "circle")

    def values(self, drawn: Sequence[Shape]) -> Iterator[Shape]:
        """The values that matter most beside their points, as long as there is room: targets, newest, baseline."""
        numbers = [one for one in self.known if one.value is not None]
        newest = [one for one in numbers if isinstance(one, Observation)][-1:]
        taken: list[tuple[float, ...]] = [one.extent for one in drawn if isinstance(one, Label)]
        taken += [_around(one.x, one.y, 4) for one in drawn if isinstance(one, Mark)]
        lines = [_around(x, y, 1) for one in drawn if isinstance(one, Strokes) for x, y in _along(one)]
        first = filter(None, [self.figures.baseline])
        told: list[Number] = [*self.wanted[-1:], *newest, *first, *self.wanted[-2::-1]]
        for one in told:
            free = [label for label in self._tries(one) if self._is_inside(label) and _is_free(label.extent, taken)]
            if free:
                label = next((label for label in free if _is_free(label.extent, lines)), free[0])
                taken.append(label.extent)
                yield label

    def _tries(self, one: Number) -> Iterator[Label]:
        """Above the point, below it; turned inwards at the edges."""
        x, y = self.place(one)
        look = "goal-value" if one in self.wanted else "value"
        text = value_text(one.value, self.figures.decimals)
        half = len(text) * LETTER / 2
        anchor = "start" if x - half < self.left else "end" if x + half > WIDTH else "middle"
        at = x - 4 if anchor == "start" else min(x + 6, WIDTH - 2) if anchor == "end" else x
        yield Label(look, at, y - 9, text, anchor)
        yield Label(look, at, y + 19, text, anchor)
        yield Label(look, x + 9, y + 4, text)
        yield Label(look, x - 9, y + 4, text, "end")

    def _is_inside(self, label: Label) -> bool:
        left, top, right, bottom = label.extent
        return left >= self.left - 8 and right <= WIDTH and top >= 0 and bottom <= FLOOR + 1

    def keys(self) -> Iterator[Key]:
        """What the marks mean, of those that there are."""
        if self.figures.baseline:
            yield [Mark("hollow", 10, 0, "square")], _("baseline")
        line = Strokes("known", (((0, 0), (18, 0)),))
        statuses = {one.status for one in self.known if isinstance(one, Observation) and one.value is not None}
        if statuses - {"preliminary"}:
            yield [line, Mark("dot", 9, 0, "circle")], _("actual values")
        if "preliminary" in statuses:
            yield [line, Mark("hollow", 9, 0, "circle")], _("preliminary value")
        if self.wanted:
            dashed = Strokes("wanted", (((0, 0), (18, 0)),))
            yield [dashed, Mark("goal", 9, 0, "diamond", 3.4)], _("path to the target")


def _around(x: float, y: float, reach: float) -> tuple[float, ...]:
    return x - reach, y - reach, x + reach, y + reach


def _along(strokes: Strokes) -> Iterator[tuple[float, float]]:
    """Points close to one another on the curves of `known` and `wanted`."""
    if strokes.look in ("known", "wanted"):
        for line in strokes.lines:
            for (x, y), (to_x, to_y) in pairwise(line):
                steps = int(max(abs(to_x - x), abs(to_y - y)) // 5) + 1
                yield from ((x + (to_x - x) * n / steps, y + (to_y - y) * n / steps) for n in range(steps + 1))


def _is_free(extent: tuple[float, ...], taken: Sequence[tuple[float, ...]]) -> bool:
    left, top, right, bottom = extent
    return all(right <= a or left >= c or bottom <= b or top >= d for a, b, c, d in taken)
