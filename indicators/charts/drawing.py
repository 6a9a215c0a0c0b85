"""A drawing is a list of shapes in its own units: a template writes them as SVG, `pictures` paints them as PNG.

Coordinates reach templates as texts, so that no language puts a comma into them. A shape's `look` is a class for
the pages' own colours (light and dark) and, where no sheet reaches (PDF, PNG), a set of presentation attributes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

INK, SOFT, LINE, EDGE = "#1a292d", "#4a585b", "#d8cebc", "#7c725f"
SEA, SEA_TINT, BRICK, BRICK_TINT, PAPER = "#0e5564", "#c3dcdf", "#a63d24", "#f0d3c6", "#ffffff"
FONT = "SourceSans3, 'Portal Sans', 'Source Sans 3', sans-serif"
TEXT_SIZE = 10  # on paper and on a wide page; a phone shows the labels at ROOM_SIZE, and the room is kept for that
ROOM_SIZE = 15
LETTER = ROOM_SIZE * 0.56  # the width to reckon with for a letter or digit


class Look(NamedTuple):
    """How a shape is painted: colours (empty for none), width of the stroke and its dashes."""

    fill: str = ""
    stroke: str = ""
    width: float = 0
    dashes: tuple[int, ...] = ()

    @property
    def attributes(self) -> str:
        made = f'fill="{self.fill or "none"}"'
        if self.stroke:
            made += f' stroke="{self.stroke}" stroke-width="{self.width:g}"'
        if self.dashes:
            made += f' stroke-dasharray="{" ".join(map(str, self.dashes))}"'
        return made


LOOKS = {
    "grid": Look(stroke=LINE, width=0.8),
    "axis": Look(stroke=EDGE, width=1),
    "known": Look(stroke=SEA, width=2.2),
    "wanted": Look(stroke=BRICK, width=1.6, dashes=(5, 4)),
    "dot": Look(fill=SEA, stroke=SEA, width=1),
    "hollow": Look(fill=PAPER, stroke=SEA, width=1.8),
    "goal": Look(fill=PAPER, stroke=BRICK, width=1.8),
    "text": Look(fill=SOFT),
    "value": Look(fill=INK),
    "goal-value": Look(fill=BRICK),
    "track": Look(fill=PAPER, stroke=EDGE, width=1),
    "done": Look(fill=SEA),
    "due": Look(stroke=BRICK, width=2),
    # Parts of a bar: told apart by their hatching, by their order and by the key, not by colour alone.
    "part-0": Look(fill=SEA, stroke=SEA, width=1),
    "part-1": Look(fill=PAPER, stroke=BRICK, width=1),
    "part-2": Look(fill=SEA_TINT, stroke=SEA, width=1),
    "part-3": Look(fill=BRICK_TINT, stroke=BRICK, width=1),
    "part-4": Look(fill=PAPER, stroke=SEA, width=1),
    "hatch-1": Look(stroke=BRICK, width=1),
    "hatch-3": Look(stroke=BRICK, width=1),
    "hatch-4": Look(stroke=SEA, width=1),
}
MARKS = ("circle", "diamond", "square")


@dataclass(frozen=True)
class Shape:
    look: str

    @property
    def d(self) -> str:
        """The way of the pen, as an SVG path has it."""
        raise NotImplementedError

    @property
    def svg(self) -> SafeString:
        return mark_safe(f'<path class="d-{self.look}" d="{self.d}" {LOOKS[self.look].attributes}/>')  # our own numbers


@dataclass(frozen=True)
class Strokes(Shape):
    """Lines, each through its points."""

    lines: tuple[tuple[tuple[float, float], ...], ...]

    @property
    def d(self) -> str:
        return " ".join("M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in line) for line in self.lines)


@dataclass(frozen=True)
class Box(Shape):
    x: float
    y: float
    width: float
    height: float

    @property
    def d(self) -> str:
        return f"M{self.x:.1f},{self.y:.1f} h{self.width:.1f} v{self.height:.1f} h{-self.width:.1f} Z"


@dataclass(frozen=True)
class Mark(Shape):
    """A point, told by its form: one of MARKS."""

    x: float
    y: float
    form: str
    r: float = 4

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """Of a diamond or a square; a circle has none."""
        x, y, r = self.x, self.y, self.r
        if self.form == "diamond":
            return (x, y - r * 1.3), (x + r * 1.3, y), (x, y + r * 1.3), (x - r * 1.3, y)
        return (x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)

    @property
    def d(self) -> str:
        if self.form == "circle":
            r = f"{self.r:.1f}"
            arc = f"a{r},{r} 0 1,0"
            return f"M{self.x - self.r:.1f},{self.y:.1f} {arc} {self.r * 2:.1f},0 {arc} {-self.r * 2:.1f},0 Z"
        return "M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in self.corners) + " Z"


@dataclass(frozen=True)
class Label(Shape):
    """Words; `anchor` is start, middle or end of the line that begins, stands around or ends at x."""

    x: float
    y: float
    text: str
    anchor: str = "start"

    @property
    def is_strong(self) -> bool:
        return self.look in ("value", "goal-value")

    @property
    def svg(self) -> SafeString:
        place = f'class="d-{self.look}" x="{self.x:.1f}" y="{self.y:.1f}" text-anchor="{self.anchor}"'
        font = f'font-family="{FONT}" font-size="{TEXT_SIZE}" font-weight="{600 if self.is_strong else 400}"'
        look = f"{place} {font} {LOOKS[self.look].attributes}"
        return format_html("<text {}>{}</text>", mark_safe(look), self.text)  # our own numbers

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the room that the words need at most."""
        width = len(self.text) * LETTER
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return left, self.y - ROOM_SIZE * 0.8, left + width, self.y + ROOM_SIZE * 0.2


@dataclass(frozen=True)
class Drawing:
    """`name` says what it is (`line`, `bars`, `progress`, `sparkline`); title and description are its words for
    those who do not see it."""

    name: str
    title: str
    description: str
    width: int
    height: int
    shapes: tuple[Shape, ...] = field(repr=False)

    @property
    def words(self) -> str:
        """Title and description in one text: alternative text on paper."""
        return f"{self.title.rstrip('.')}. {self.description}" if self.description else self.title


Key = tuple[Sequence[Shape], str]  # what stands in front (around x 0–16, y 0), and its words


def key_lines(keys: Sequence[Key], *, x: float, y: float, width: float) -> tuple[list[Shape], float]:
    """The key of a drawing, as many to a line as there is room for; and the y of its last line."""
    made: list[Shape] = []
    at, line = x, y
    for signs, words in keys:
        need = 24 + len(words) * LETTER
        if at > x and at + need > x + width:
            at, line = x, line + ROOM_SIZE + 5
        made += [_moved(sign, at, line - 4) for sign in signs]
        made.append(Label("text", at + 22, line, words))
        at += need + 10
    return made, line


def _moved(shape: Shape, dx: float, dy: float) -> Shape:
    if isinstance(shape, Strokes):
        return Strokes(shape.look, tuple(tuple((x + dx, y + dy) for x, y in line) for line in shape.lines))
    if isinstance(shape, Box):
        return Box(shape.look, shape.x + dx, shape.y + dy, shape.width, shape.height)
    assert isinstance(shape, Mark)
    return Mark(shape.look, shape.x + dx, shape.y + dy, shape.form, shape.r)
