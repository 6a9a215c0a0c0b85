"""A drawing as PNG: the same shapes, the same bytes each time."""

import io

from PIL import Image

from indicators.charts import Bar, line_chart, money_chart
from indicators.charts.drawing import SEA, Strokes
from indicators.charts.pictures import SCALE, _dashed, png_of
from tests.indicators.made import figures

DRAWING = line_chart(figures(("2020", 10), {"2030": 20}, {"2022": 12, "2025": (14, "preliminary")}))


def opened(drawing):
    return Image.open(io.BytesIO(png_of(drawing)))


def test_a_picture_is_as_large_as_its_drawing():
    picture = opened(DRAWING)
    assert (picture.format, picture.size) == ("PNG", (DRAWING.width * SCALE, DRAWING.height * SCALE))


def test_what_is_drawn_is_painted_where_it_stands():
    picture = opened(DRAWING)
    known = next(one for one in DRAWING.shapes if isinstance(one, Strokes) and one.look == "known")
    (x, y), (to_x, to_y) = known.lines[0][:2]
    middle = (round((x + to_x) / 2 * SCALE), round((y + to_y) / 2 * SCALE))
    assert "#{:02x}{:02x}{:02x}".format(*picture.getpixel(middle)) == SEA
    assert picture.getpixel((1, 1)) == (255, 255, 255)


def test_equal_drawings_have_equal_bytes():
    assert png_of(DRAWING) == png_of(DRAWING)


def test_bars_and_their_hatching_are_painted():
    bars = money_chart("Lėšos", ["SB", "ES"], [Bar("2021", (100, 200)), Bar("2022", (300, 100))])
    assert len(opened(bars).getcolors(1 << 20)) > 10


def test_dashes_go_on_around_a_corner():
    runs = list(_dashed([(0, 0), (7, 0), (7, 10)], (5, 4)))
    assert runs == [[(0, 0), (5, 0)], [(7, 2), (7, 7)]]
