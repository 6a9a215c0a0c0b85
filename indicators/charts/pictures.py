"""A drawing as PNG, for files that take no SVG: the same shapes, painted by Pillow with the documents' typeface."""

import io
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import Any

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from indicators.charts.drawing import LOOKS, PAPER, TEXT_SIZE, Box, Drawing, Label, Look, Mark, Shape, Strokes

SCALE = 4  # pixels for a unit: about 250 to the inch where a drawing is 16 cm wide
SMOOTH = 2  # painted larger by this and made smaller, for smooth slopes
FONTS = "vendor/source-sans-3/SourceSans3_{}.ttf"
Point = tuple[float, float]


def png_of(drawing: Drawing) -> bytes:
    """The drawing on white. Equal drawings give equal bytes."""
    brush = _Brush(drawing.width, drawing.height, SCALE * SMOOTH)
    for shape in drawing.shapes:
        brush.paint(shape)
    size = (drawing.width * SCALE, drawing.height * SCALE)
    out = io.BytesIO()
    brush.image.resize(size, Image.Resampling.LANCZOS).save(out, "PNG", dpi=(250, 250))
    return out.getvalue()


class _Brush:
    def __init__(self, width: int, height: int, scale: int) -> None:
        self.scale = scale
        self.image = Image.new("RGB", (width * scale, height * scale), PAPER)
        self.pen = ImageDraw.Draw(self.image)

    def paint(self, shape: Shape) -> None:
        look = LOOKS[shape.look]
        if isinstance(shape, Label):
            self._words(shape, look)
        elif isinstance(shape, Strokes):
            for line in shape.lines:
                self._line(line, look)
        elif isinstance(shape, Box):
            right, bottom = shape.x + shape.width, shape.y + shape.height
            self._area([(shape.x, shape.y), (right, shape.y), (right, bottom), (shape.x, bottom)], look)
        elif isinstance(shape, Mark) and shape.form == "circle":
            corners = [(shape.x - shape.r, shape.y - shape.r), (shape.x + shape.r, shape.y + shape.r)]
            self.pen.ellipse(self._all(corners), look.fill or None, look.stroke or None, self._width(look))
        elif isinstance(shape, Mark):
            self._area(shape.corners, look)

    def _area(self, corners: Sequence[Point], look: Look) -> None:
        if look.fill:
            self.pen.polygon(self._all(corners), look.fill)
        if look.stroke:
            self._line([*corners, corners[0]], look)

    def _line(self, points: Sequence[Point], look: Look) -> None:
        runs = _dashed(points, look.dashes) if look.dashes else [points]
        for run in runs:
            self.pen.line(self._all(run), look.stroke, self._width(look), joint="curve")

    def _words(self, label: Label, look: Look) -> None:
        anchor = {"start": "ls", "middle": "ms", "end": "rs"}[label.anchor]
        font = _font(label.is_strong, TEXT_SIZE * self.scale)
        self.pen.text((label.x * self.scale, label.y * self.scale), label.text, look.fill, font, anchor)

    def _all(self, points: Sequence[Point]) -> list[Any]:
        return [(x * self.scale, y * self.scale) for x, y in points]

    def _width(self, look: Look) -> int:
        return max(1, round(look.width * self.scale))


def _dashed(points: Sequence[Point], dashes: tuple[int, ...]) -> Iterator[list[Point]]:
    """The strokes of a dashed line; the pattern goes on around corners."""
    number, left = 0, float(dashes[0])
    for (x, y), (to_x, to_y) in pairwise(points):
        length = hypot(to_x - x, to_y - y)
        at = 0.0
        while at < length:
            step = min(left, length - at)
            if number % 2 == 0:
                ends = (at / length, (at + step) / length)
                yield [(x + (to_x - x) * share, y + (to_y - y) * share) for share in ends]
            at, left = at + step, left - step
            if left <= 0:
                number += 1
                left = float(dashes[number % len(dashes)])


@lru_cache(maxsize=4)
def _font(is_strong: bool, size: int) -> ImageFont.FreeTypeFont:
    name = FONTS.format("600SemiBold" if is_strong else "400Regular")
    file = Path(settings.BASE_DIR) / "static" / name
    return ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.BASIC)
