"""Answers of the Official Statistics Portal, the broken ones too, become one series."""

import subprocess
import sys
from decimal import Decimal

import pytest

from indicators.statistics.model import Frequency, Observation, Series, StatisticsProblem, Status
from indicators.statistics.reading import read_series
from tests.house.project import ROOT
from tests.indicators import answers

KLAIPEDA = Series({"savivaldybesRegdb": "21", "Lytis": "0"}, Frequency.YEAR)
YEARS = ("2021", "2022", "2023")
EXPECTED = [Observation(year, Decimal(1009 + number)) for number, year in enumerate(YEARS)]
FORMATS = {
    "xml": answers.xml,
    "json": answers.json_answer,
    "json under data": lambda given: answers.json_answer(given, wrapped=True),
    "json in another order": lambda given: answers.json_answer(given, order=answers.OTHER_ORDER),
    "csv": answers.csv_answer,
    "csv with semicolons": lambda given: answers.csv_answer(given, separator=";"),
    "csv with names in headings": lambda given: answers.csv_answer(given, heading=lambda name: f"{name}: pavadinimas"),
}  # fmt: skip


def read(content, series=KLAIPEDA):
    return read_series(answers.file(content), series)


def one_series(periods, values):
    return list(
        zip((codes for codes, _ in answers.rows(periods, territories=["21"], sexes=["0"])), values, strict=True)
    )


@pytest.mark.parametrize("make", FORMATS.values(), ids=FORMATS)
def test_every_documented_format_gives_the_same_series(make):
    reading = read(make(answers.rows(YEARS)))
    assert reading.observations == EXPECTED
    assert (reading.seen, reading.last_period) == (27, "2023")


@pytest.mark.parametrize("make", FORMATS.values(), ids=FORMATS)
def test_observations_come_in_the_order_of_time(make):
    given = one_series(("2023", "2021", "2022"), ("3", "1", "2"))
    assert [one.period for one in read(make(given)).observations] == list(YEARS)


def test_series_with_observations_under_them_are_read_too():
    content = (
        answers.HEAD + '<message:DataSet><g:Series><g:SeriesKey><g:Value id="savivaldybesRegdb" value="21"/>'
        '<g:Value id="Lytis" value="0"/></g:SeriesKey>'
        '<g:Obs><g:ObsDimension value="2021"/><g:ObsValue value="7.5"/></g:Obs></g:Series></message:DataSet>'
        + answers.TAIL
    ).encode()
    assert read(content).observations == [Observation("2021", Decimal("7.5"))]


@pytest.mark.parametrize(
    ("spelled", "frequency", "period"),
    [
        ("2026K2", Frequency.QUARTER, "2026K2"), ("2026-Q2", Frequency.QUARTER, "2026K2"),
        ("2026Q2", Frequency.QUARTER, "2026K2"), ("2026M07", Frequency.MONTH, "2026M07"),
        ("2026-07", Frequency.MONTH, "2026M07"), ("2026", Frequency.YEAR, "2026"), ("2026A", Frequency.YEAR, "2026"),
    ],
)  # fmt: skip
def test_periods_are_understood_in_each_spelling(spelled, frequency, period):
    series = Series({"savivaldybesRegdb": "21"}, frequency)
    assert read(answers.xml(one_series([spelled], ["1"])), series).observations[0].period == period


def test_quarters_are_sorted_by_time_over_years():
    series = Series({"savivaldybesRegdb": "21"}, Frequency.QUARTER)
    given = one_series(("2026K1", "2025K4", "2025K3"), ("3", "2", "1"))
    assert [one.period for one in read(answers.xml(given), series).observations] == ["2025K3", "2025K4", "2026K1"]


@pytest.mark.parametrize(
    ("said", "value", "status", "number"),
    [
        ("konfidencialūs duomenys", None, Status.CONFIDENTIAL, None),
        ("konfidencialūs duomenys", "0", Status.CONFIDENTIAL, None),  # a zero in its place is no zero
        ("C", None, Status.CONFIDENTIAL, None),
        ("reiškinio nėra", None, Status.FINAL, Decimal(0)),
        ("išankstiniai duomenys", "12.5", Status.PRELIMINARY, Decimal("12.5")),
        ("p", "12.5", Status.PRELIMINARY, Decimal("12.5")),
        ("netaikoma", None, Status.NOT_APPLICABLE, None),
        ("", None, Status.MISSING, None),
        ("", "NaN", Status.MISSING, None),
        ("", "-323", Status.FINAL, Decimal(-323)),
        ("", "1587,5", Status.FINAL, Decimal("1587.5")),
    ],
)
def test_what_the_portal_says_of_a_value_stays_with_it(said, value, status, number):
    reading = read(answers.xml(one_series(["2021"], [value]), {"2021": said}))
    assert reading.observations == [Observation("2021", number, status, said)]


def test_json_statuses_are_found_by_their_names():
    reading = read(answers.json_answer(one_series(["2021"], [None]), {"2021": "konfidencialūs duomenys"}))
    assert reading.observations[0].status == Status.CONFIDENTIAL


def test_the_last_period_is_the_last_with_a_value():
    """A flow that has ended goes on with empty cells."""
    given = one_series(YEARS, ("1", "2", None))
    assert read(answers.xml(given)).last_period == "2022"


def test_an_answer_without_observations_is_an_empty_series_and_no_mistake():
    reading = read(answers.xml([]))
    assert (reading.observations, reading.seen, reading.last_period) == ([], 0, "")


REFUSED = {
    "an error in the footer": (answers.xml_error(words="Neteisingas parametras"), "Neteisingas parametras"),
    "errors in json": (b'{"errors": [{"code": 404, "title": "No such flow"}]}', "No such flow"),
    "nothing": (b"", "tuščias"),
    "a web page": (b"<!DOCTYPE html><html><body>Just a moment...</body></html>", "tinklalapis"),
    "xml cut off": (answers.xml(answers.rows(YEARS))[:-200], "XML"),
    "json cut off": (answers.json_answer(answers.rows(YEARS))[:-40], "JSON"),
    "csv without values": (b"a,b,c\n1,2,3\n", "OBS_VALUE"),
    "csv with a broken line": (answers.csv_answer(answers.rows(YEARS)) + b"\n1,2", "29"),
    "not text": (b"\xff\xfe\x00\x01,OBS_VALUE", "UTF-8"),
    "a period of another frequency": (answers.xml(one_series(["2021K1"], ["1"])), "2021K1"),
    "no period at all": (answers.xml(one_series(["pernai"], ["1"])), "pernai"),
    "a word for a number": (answers.xml(one_series(["2021"], ["daug"])), "daug"),
}


@pytest.mark.parametrize(("content", "told"), REFUSED.values(), ids=REFUSED)
def test_an_answer_that_cannot_be_used_is_refused_with_its_reason(content, told):
    with pytest.raises(StatisticsProblem, match=told):
        read(content)


def test_a_warning_in_the_footer_does_not_stop_the_reading():
    footer = b'<footer:Footer><footer:Message code="10" severity="Warning"/></footer:Footer></message:GenericData>'
    content = answers.xml(answers.rows(YEARS)).replace(b"</message:GenericData>", footer)
    assert read(content).observations == EXPECTED


def test_a_dimension_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(StatisticsProblem, match=r"teritorija.*savivaldybesRegdb"):
        read(answers.xml(answers.rows(YEARS)), Series({"teritorija": "21"}, Frequency.YEAR))


def test_a_dimension_that_is_not_fixed_is_named():
    with pytest.raises(StatisticsProblem, match="Lytis"):
        read(answers.xml(answers.rows(YEARS)), Series({"savivaldybesRegdb": "21"}, Frequency.YEAR))


def test_two_different_values_of_one_cell_are_refused():
    given = one_series(["2021", "2021"], ["1", "2"])
    with pytest.raises(StatisticsProblem, match="2021"):
        read(answers.xml(given))


def test_the_same_cell_twice_is_one_observation():
    given = one_series(["2021", "2021"], ["1", "1"])
    assert read(answers.xml(given)).observations == [Observation("2021", Decimal(1))]


def test_xml_reads_no_file_and_no_address():
    content = answers.xml(one_series(["2021"], ["1"])).replace(
        b"<message:GenericData", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><message:GenericData', 1
    ).replace(b'value="21"', b'value="&e;"')  # fmt: skip
    with pytest.raises(StatisticsProblem):
        read(content)


LARGE = """
import sys, tempfile
sys.path.insert(0, {root!r})
from tests.indicators import answers
from indicators.statistics.model import Frequency, Series
from indicators.statistics.reading import read_series
years = [str(year) for year in range(1950, 2000)]
given = answers.rows(years, territories=["21"] + [f"x{{n}}" for n in range(1333)])
with tempfile.TemporaryFile() as file:
    if {format!r} == "xml":
        for part in answers.xml_parts(given):
            file.write(part.encode())
    elif {format!r} == "json":
        for part in answers.json_parts(given):
            file.write(part.encode())
    else:
        names = ["savivaldybesRegdb", "Lytis", "MATVNT", "LAIKOTARPIS"]
        file.write((",".join([*names, "OBS_VALUE"]) + "\\n").encode())
        for codes, value in given:
            file.write((",".join([*(codes[name] for name in names), value]) + "\\n").encode())
    reading = read_series(file, Series({{"savivaldybesRegdb": "21", "Lytis": "0"}}, Frequency.YEAR))
# The kernel's own mark of this program; a rusage would count what started it.
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(reading.seen, len(reading.observations), peak)
"""


@pytest.mark.parametrize("format", ["xml", "json", "csv"])
def test_200_000_observations_are_read_in_less_than_100_mb(format):
    script = LARGE.format(root=str(ROOT), format=format)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    seen, found, kilobytes = map(int, done.stdout.split())
    assert (seen, found) == (200_100, 50)
    assert kilobytes < 100_000, f"{kilobytes} kB at the most"
