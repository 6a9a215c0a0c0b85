"""Small pieces of the public pages: words, money, footnotes."""

import pytest
from django.utils.translation import override

from editions.reading import FrozenSum
from editions.words import counted, listed, short_euros
from publicity.bodies import public_body
from publicity.money import money_table


@pytest.mark.parametrize(
    ("count", "goals", "measures"),
    [
        (0, "tikslų", "priemonių"), (1, "tikslas", "priemonė"), (2, "tikslai", "priemonės"),
        (10, "tikslų", "priemonių"), (11, "tikslų", "priemonių"), (14, "tikslų", "priemonių"),
        (21, "tikslas", "priemonė"), (43, "tikslai", "priemonės"), (111, "tikslų", "priemonių"),
        (250, "tikslų", "priemonių"),
    ],
)  # fmt: skip
def test_words_follow_their_number(count, goals, measures):
    assert counted("goal", count) == f"{count}\u00a0{goals}"
    assert counted("measure", count) == f"{count}\u00a0{measures}"


def test_kinds_are_listed_in_the_order_of_the_document():
    assert listed({"measure": 1, "goal": 2, "task": 0}) == "2\u00a0tikslai, 1\u00a0priemonė"


@pytest.mark.parametrize(
    ("cents", "words"),
    [
        (99_999_999, "999\u00a0999\u00a0€"), (100_000_000, "1,0 mln. €"), (54_680_000_000, "546,8 mln. €"),
        (12_345, "123\u00a0€"),
    ],
)  # fmt: skip
def test_large_sums_are_told_in_millions(cents, words):
    assert short_euros(cents) == words


def test_sums_follow_the_language():
    with override("en"):
        assert short_euros(54_680_000_000) == "546.8 million €"


def test_money_stands_by_source_and_year_with_totals():
    table = money_table(
        [FrozenSum(2022, "ES", 300), FrozenSum(2022, "SB", 100), FrozenSum(2024, "SB", 50), FrozenSum(2024, "ZZ", 5)],
        [{"code": "SB", "name": "Biudžetas"}, {"code": "ES", "name": "Europa"}, {"code": "VB", "name": "Valstybė"}],
    )
    assert table.years == [2022, 2023, 2024]
    assert [(row.source["name"], row.sums, row.total) for row in table.rows] == [
        ("Biudžetas", [100, None, 50], 150), ("Europa", [300, None, None], 300), ("ZZ", [None, None, 5], 5),
    ]  # fmt: skip
    assert (table.totals, table.total) == ([400, 0, 55], 455)
    assert money_table([], []) is None


def test_footnotes_are_numbered_and_their_text_is_text():
    found = public_body(
        '<p>Vienas<sup data-note="Pirma &lt;b&gt;" class="footnote">*</sup> ir du<sup data-note="Antra">*</sup>.</p>'
    )
    assert found.notes == ["Pirma <b>", "Antra"]
    assert 'href="#isnasa-2" id="isnasos-vieta-2" aria-label="2 išnaša">2</a></sup>.</p>' in found.markup
    assert "Pirma" not in found.markup


def test_a_body_without_footnotes_is_left_as_it_is():
    assert public_body("<p>Tekstas &amp; tekstas.</p>").markup == "<p>Tekstas &amp; tekstas.</p>"
