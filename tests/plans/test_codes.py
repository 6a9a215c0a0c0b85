"""Codes come from places and sort as people count."""

import pytest

from plans.codes import Place, codes_of, roman, sort_key
from plans.hierarchy import ROOT, Kind, children_of, may_stand_under

PLACES = [
    Place("s1", None, Kind.SECTION), Place("s2", None, Kind.SECTION), Place("s2a", "s2", Kind.SECTION),
    Place("pr1", "s2a", Kind.PROBLEM), Place("st1", "s2a", Kind.STRENGTH), Place("pr2", "s2a", Kind.PROBLEM),
    Place("v", None, Kind.VISION), Place("a1", "v", Kind.ASPECT),
    Place("p1", "v", Kind.PRIORITY), Place("h", "v", Kind.PRIORITY, is_horizontal=True),
    Place("p2", "v", Kind.PRIORITY),
    Place("g", "p2", Kind.GOAL), Place("t", "g", Kind.TASK), Place("m1", "t", Kind.MEASURE),
    Place("m2", "t", Kind.MEASURE), Place("hg", "h", Kind.GOAL),
]  # fmt: skip


def test_codes_of_every_kind():
    assert codes_of(PLACES) == {
        "s1": "S1", "s2": "S2", "s2a": "S2.1", "pr1": "S2.1-PR1", "st1": "S2.1-ST1", "pr2": "S2.1-PR2",
        "v": "V", "a1": "A1", "p1": "I", "h": "H", "p2": "II", "g": "2.1", "t": "2.1.1",
        "m1": "2.1.1.1", "m2": "2.1.1.2", "hg": "H.1",
    }  # fmt: skip


def test_every_code_is_its_own():
    codes = list(codes_of(PLACES).values())
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize(("number", "text"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (39, "XXXIX")])
def test_roman_numerals(number, text):
    assert roman(number) == text


def test_codes_sort_by_number():
    assert sorted(["1.10", "1.2", "1.2.1", "1.9"], key=sort_key) == ["1.2", "1.2.1", "1.9", "1.10"]


def test_what_may_stand_where():
    assert children_of(Kind.GOAL) == [Kind.TASK]
    assert children_of(Kind.MEASURE) == []
    assert children_of(ROOT) == [Kind.SECTION, Kind.VISION]
    assert may_stand_under(Kind.SECTION, Kind.SECTION)
    assert not may_stand_under(Kind.MEASURE, Kind.GOAL)
