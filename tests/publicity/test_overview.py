"""The plan at a glance: levels, money, indicators by evaluation."""

import re

import pytest

from editions import reading
from indicators.evaluation import Verdict
from plans.hierarchy import Kind
from publicity import outline
from publicity.overview import overview_of
from tests.editions.support import write
from tests.publicity.asking import get, text
from tests.publicity.conftest import uid_of


def indicator(name, *, target="25", actual=None):
    observed = [{"period": "2030", "value": actual, "source": "", "note": "", "status": "final"}] if actual else []
    return {
        "uid": str(uid_of(name)), "title": name, "unit": "vnt.", "decimals": 0, "direction": "increase", "source": "",
        "baseline": {"period": "2020", "value": "10"}, "targets": [{"period": "2030", "value": target}],
        "observations": observed,
    }  # fmt: skip


@pytest.fixture
def measured(plan, people, tree):
    indicators = [indicator("Pasiekta", actual="30"), indicator("Atsilieka", actual="20"), indicator("Tyli")]
    money = [{"year": 2022, "source": "SB", "cents": 1_300_000_00}]
    rows = [
        (uid_of("v"), None, "00001", Kind.VISION, "Vizija", {}),
        (uid_of("p"), uid_of("v"), "0000100001", Kind.PRIORITY, "Prioritetas", {}),
        (uid_of("g"), uid_of("p"), "000010000100001", Kind.GOAL, "Tikslas", {"indicators": indicators}),
        (uid_of("t"), uid_of("g"), "00001000010000100001", Kind.TASK, "Uždavinys", {}),
        (uid_of("m"), uid_of("t"), "0000100001000010000100001", Kind.MEASURE, "Priemonė", {"funding": money}),
    ]
    return write(plan, people.coordinator, rows)


def test_elements_money_and_indicators_are_counted(measured):
    seen = overview_of(reading.load_tree(measured).walk())
    assert (seen.kinds[Kind.GOAL], seen.kinds[Kind.MEASURE], seen.cents) == (1, 1, 1_300_000_00)
    assert seen.indicators == [(Verdict.ACHIEVED, 1), (Verdict.BEHIND, 1), (Verdict.NO_DATA, 1)]
    assert seen.indicator_count == 3


def test_the_page_says_it_in_words(measured):
    page = text(get("/planas/"))
    assert re.search(r"<dt>numatyta iki 2030 m.</dt><dd>1,3\s+mln\.\s+€</dd>", page)
    assert "3 rodikliai" in page
    for verdict in ("pasiekta", "atsilieka", "nėra duomenų"):
        assert verdict in page
    assert "pakeliui" not in page  # none is


def test_a_plan_without_indicators_does_not_speak_of_them(make_edition):
    make_edition(1)
    assert "rodikliu-busena" not in text(get("/planas/"))


@pytest.mark.parametrize("address", ["/planas/", "/redakcijos/1/"])
def test_a_large_tree_ends_at_its_goals_and_says_what_stands_under_them(make_edition, monkeypatch, address):
    make_edition(3)
    monkeypatch.setattr(outline, "MOST_ROWS", 10)
    page = text(get(address))
    assert "Priemonė</a>" not in page
    assert '<p class="tree__below">3\u00a0uždaviniai</p>' in page


def test_a_small_tree_holds_all(make_edition):
    make_edition(3)
    assert text(get("/planas/")).count("Priemonė</a>") == 9
