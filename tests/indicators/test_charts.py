"""Drawings: where things stand, what they say, and that they carry nothing a strict page refuses."""

import re
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from django.utils.translation import override

from indicators.charts import Bar, line_chart, money_chart, progress_bar, sparkline
from indicators.charts.drawing import LOOKS, Box, Label, Mark, Strokes
from indicators.charts.scales import Scale, moment, nice_ticks, year_ticks
from indicators.evaluation import evaluate
from indicators.templatetags.charts import drawn, drawn_for_print
from tests.indicators.made import figures

FULL = figures(("2020", "31.5"), {"2025": 28, "2030": 25}, {
    "2021": "30.9", "2022": "31.2", "2023": None, "2024": "29.6", "2025": ("28.4", "preliminary"),
}, direction="decrease")  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"


def labels(drawing):
    return [shape.text.replace("\u00a0", " ") for shape in drawing.shapes if isinstance(shape, Label)]


def marks(drawing, look):
    """Without those of the key."""
    return [one for one in drawing.shapes if isinstance(one, Mark) and one.look == look and one.y < 170]


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([0, 10], [0, "2.5", 5, "7.5", 10]), ([25, "31.5"], [24, 26, 28, 30, 32]),
        (["-586", -100], [-600, -400, -200, 0]), ([5, 5], ["4.5", "4.75", 5, "5.25", "5.5"]),
        ([147892, 160000], [145000, 150000, 155000, 160000]),
        (["0.001", "0.004"], ["0.001", "0.002", "0.003", "0.004"]),
    ],
)  # fmt: skip
def test_ticks_are_round_numbers_around_the_values(values, ticks):
    assert nice_ticks([Decimal(str(value)) for value in values]) == [Decimal(str(tick)) for tick in ticks]


def test_bars_begin_at_nothing():
    assert nice_ticks([Decimal(480), Decimal(520)], from_zero=True)[0] == 0


def test_a_scale_of_one_value_does_not_divide_by_nothing():
    assert Scale(5, 5, 10, 20).at(5) == 10


def test_a_year_and_its_last_quarter_stand_in_one_place():
    assert moment("2024") == moment("2024K4") == moment("2024M12") == 2024
    assert moment("2024K2") == 2023.5


def test_years_are_named_as_far_as_there_is_room():
    assert year_ticks((2020, 2030), 330, 50) == [2020, 2022, 2024, 2026, 2028, 2030]
    assert year_ticks((2020, 2022), 330, 50) == [2020, 2021, 2022]


@pytest.mark.parametrize(
    "shown",
    [
        figures(), figures(("2020", 1)), figures(("2020", 1), {"2020": 5}), figures(("2020", 1), {}, {"2024": None}),
    ],
)  # fmt: skip
def test_a_line_needs_two_moments(shown):
    assert line_chart(shown) is None
    assert sparkline(shown) is None


def test_baseline_values_and_targets_are_told_apart_by_form():
    drawing = line_chart(FULL)
    assert [(one.form, one.look) for one in marks(drawing, "hollow")] == [("square", "hollow"), ("circle", "hollow")]
    assert {one.form for one in marks(drawing, "dot")} == {"circle"}
    assert [one.form for one in marks(drawing, "goal")] == ["diamond", "diamond"]
    assert len(marks(drawing, "dot")) == 3
    assert LOOKS["wanted"].dashes
    assert not LOOKS["known"].dashes


def test_a_line_is_broken_where_a_value_is_withheld():
    known = next(one for one in line_chart(FULL).shapes if isinstance(one, Strokes) and one.look == "known")
    assert [len(line) for line in known.lines] == [3, 2]


def test_lower_values_stand_lower():
    drawing = line_chart(FULL)
    baseline, goal = marks(drawing, "hollow")[0], marks(drawing, "goal")[-1]
    assert baseline.y < goal.y
    assert baseline.x < goal.x


def test_numbers_follow_the_language():
    assert {"31,5", "28,4", "25,0"} <= set(labels(line_chart(FULL)))
    with override("en"):
        assert {"31.5", "28.4", "25.0"} <= set(labels(line_chart(FULL)))


def test_no_words_stand_upon_others():
    dense = figures(("2020", 100000), {str(year): 100000 + year for year in range(2021, 2031)}, {
        str(year): 100000 + (year % 3) * 4 for year in range(2021, 2028)
    }, decimals=0)  # fmt: skip
    for drawing in (line_chart(dense), line_chart(FULL)):
        words = [one for one in drawing.shapes if isinstance(one, Label)]
        for number, one in enumerate(words):
            for other in words[number + 1 :]:
                a, b = one.extent, other.extent
                assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (one.text, other.text)


def test_the_words_of_a_chart_hold_every_number():
    words = line_chart(FULL).words.replace("\u00a0", " ")
    assert words == (
        "Rodiklis, vnt. Pradinė reikšmė 2020 – 31,5; faktinės reikšmės 2021 – 30,9, 2022 – 31,2, 2024 – 29,6, "
        "2025 – 28,4; siekiniai 2025 – 28,0, 2030 – 25,0."
    )


@pytest.mark.parametrize("language", ["lt", "en"])
def test_a_drawing_is_plain_svg(language):
    with override(language):
        bars = money_chart("Lėšos", ["SB", "ES"], [Bar("2021", (1, 2)), Bar("2022", (3, 4))])
        for drawing in (line_chart(FULL), sparkline(FULL), progress_bar(FULL, evaluate(FULL)), bars):
            text = drawn(drawing)
            root = ElementTree.fromstring(text)
            assert root.attrib["role"] == "img"
            assert root[0].tag == f"{SVG}title"
            assert root[0].text
            assert not re.search(r"\s(id|style|on\w+)=|<style|<script|url\(", text)
            assert not re.search(r' (x|y|d|viewBox)="[^"]*\d,\d*,', text), "no decimal commas in coordinates"
            assert re.fullmatch(r"0 0 \d+ \d+", root.attrib["viewBox"])


def test_words_cannot_break_out_of_a_drawing():
    hostile = figures(("2020", 1), GOAL)
    hostile = type(hostile)(**{**vars(hostile), "title": "</title><script>x</script>", "unit": '"<'})
    assert "<script>" not in drawn(line_chart(hostile))
    bars = money_chart("<b>", ["<i>", "b"], [Bar("<u>", (1, 2)), Bar("2", (2, 3))])
    assert not re.search("<[biu]>", drawn(bars))


GOAL = {"2030": 5}


def test_on_paper_all_words_stand_in_the_title():
    """Only the title becomes the alternative text of a figure in a PDF."""
    root = ElementTree.fromstring(drawn_for_print(line_chart(FULL)))
    assert root[0].text == line_chart(FULL).words
    assert root.find(f"{SVG}desc") is None
    assert ElementTree.fromstring(drawn(line_chart(FULL))).find(f"{SVG}desc") is not None
    assert drawn(None) == ""


class TestProgress:
    def test_it_fills_as_much_as_is_done(self):
        shown = figures(("2020", 10), {"2030": 20}, {"2025": "12.5"})
        drawing = progress_bar(shown, evaluate(shown))
        track, done = (one for one in drawing.shapes if isinstance(one, Box))
        assert done.width == pytest.approx(track.width / 4)
        assert drawing.title == "Nueita 25\u00a0% kelio nuo pradinės reikšmės iki siekinio"
        due = next(one for one in drawing.shapes if isinstance(one, Strokes))
        assert due.lines[0][0][0] == pytest.approx(track.x + track.width / 2)

    @pytest.mark.parametrize(("seen", "boxes"), [(5, 1), (30, 2)])
    def test_it_neither_falls_below_nothing_nor_runs_over(self, seen, boxes):
        shown = figures(("2020", 10), {"2030": 20}, {"2025": seen})
        found = [one for one in progress_bar(shown, evaluate(shown)).shapes if isinstance(one, Box)]
        assert len(found) == boxes
        assert found[-1].width <= found[0].width

    @pytest.mark.parametrize("shown", [figures(("2020", 10), {"2030": 20}), figures(None, {"2030": 20}, {"2031": 5})])
    def test_without_a_way_there_is_none(self, shown):
        assert progress_bar(shown, evaluate(shown)) is None


class TestMoney:
    def test_parts_stand_one_upon_another_by_their_sums(self):
        drawing = money_chart("Lėšos", ["SB", "ES"], [Bar("2021", (10_00, 30_00)), Bar("2022", (0, 20_00))])
        parts = [one for one in drawing.shapes if isinstance(one, Box) and one.y < 169]
        assert [one.look for one in parts] == ["part-0", "part-1", "part-1"]
        assert parts[1].height == pytest.approx(3 * parts[0].height)
        assert parts[1].y + parts[1].height == pytest.approx(parts[0].y)
        assert drawing.description == "2021 – 40; 2022 – 20."

    @pytest.mark.parametrize(
        ("cents", "unit", "words"),
        [(999_99, "€", "1 000"), (1_500_000_00, "mln. €", "1,5"), (45_600_00, "tūkst. €", "45,6")],
    )
    def test_large_sums_are_shown_in_thousands_and_millions(self, cents, unit, words):
        drawing = money_chart("Lėšos", ["SB"], [Bar("2021", (cents,)), Bar("2022", (cents,))])
        assert drawing.title == f"Lėšos, {unit}"
        assert words in labels(drawing)

    def test_the_sixth_source_joins_the_fifth(self):
        keys = [f"S{number}" for number in range(7)]
        drawing = money_chart("Lėšos", keys, [Bar("2021", (1,) * 7), Bar("2022", (1,) * 7)])
        assert labels(drawing)[-5:] == ["S0", "S1", "S2", "S3", "kiti šaltiniai"]

    def test_hatching_stays_inside_its_box(self):
        drawing = money_chart("L", list("abcde"), [Bar("1", (70, 90, 80, 60, 70)), Bar("2", (3, 900, 2, 1, 4))])
        left, right = 0, drawing.width
        for hatch in (one for one in drawing.shapes if isinstance(one, Strokes) and one.look.startswith("hatch")):
            box = drawing.shapes[drawing.shapes.index(hatch) - 1]
            for x, y in (point for line in hatch.lines for point in line):
                assert left <= box.x - 0.01 <= x <= box.x + box.width + 0.01 <= right
                assert box.y - 0.01 <= y <= box.y + box.height + 0.01

    @pytest.mark.parametrize("bars", [[], [Bar("2021", (5,))], [Bar("2021", (0,)), Bar("2022", (0,))]])
    def test_nothing_to_compare_is_no_chart(self, bars):
        assert money_chart("Lėšos", ["SB"], bars) is None
