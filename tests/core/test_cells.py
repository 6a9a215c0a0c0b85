"""Cells of a spreadsheet: what is understood, and each kind of wrong cell with a sentence of its own."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from klaipeda_plan.core.cells import LARGEST_CENTS, THOUSAND_EUROS, read_decimal, read_money, read_year
from plans.money_grid import Spelling

UNDERSTOOD = {
    "0": 0, "1234": 123_400, "1234,5": 123_450, "1234.50": 123_450, "1 234,50": 123_450,
    "1\u00a0234\u202f567": 123_456_700,
    "1,234.56": 123_456, "1.234,56": 123_456, "1.234.567": 123_456_700, "1 234 567,89 €": 123_456_789, "€ 12": 1200,
    "12 Eur": 1200, "12 eurų": 1200, "'12": 1200, "+5": 500, ",5": 50, "5,": 500, "007": 700, "1,500": 150,
    "\u200b12\ufeff": 1200,
}  # fmt: skip
WRONG = {
    "": "empty", "  ": "empty", "abc": "not_a_number", "½": "not_a_number", "１２": "not_a_number",
    "--5": "not_a_number",
    "1,2,3": "two_marks", "1.2,3,4": "two_marks", "12,345": "decimals", "1.234": "decimals", "-5": "negative",
    "−5": "negative", "– 5": "negative", "(1 234)": "negative", "9999999999999": "too_large", "9" * 40: "too_large",
    "=A1+B1": "formula", "+B3*2": "formula", "@SUM": "formula", "50 %": "percent", "5‰": "percent", "$5": "currency",
    "5 USD": "currency", "100 Lt": "currency", "12 tūkst.": "scaled", "1,5 mln. €": "scaled", "5k": "scaled",
    "2024-05-01": "date", "01.05.2024": "date", "10:30": "date", "NaN": "not_finite", "-Infinity": "not_finite",
    "∞": "not_finite", "#REF!": "broken", "#N/A": "broken", "1E+06": "exponent", "100–200": "span", "5+5": "arithmetic",
    "2x3": "arithmetic", "–": "lone_sign", "+": "lone_sign", "1 23": "spaces", "12 34,5": "spaces",
    "x" * 5000: "not_a_number", "2026.05.01": "date",
}  # fmt: skip


def code_of(read, text):
    with pytest.raises(ValidationError) as caught:
        read(text)
    return caught.value.code, caught.value.messages[0]


@pytest.mark.parametrize(("text", "cents"), UNDERSTOOD.items())
def test_sum_is_understood(text, cents):
    assert read_money(text) == cents


@pytest.mark.parametrize(("text", "code"), WRONG.items())
def test_wrong_sum_is_refused_with_its_own_code(text, code):
    assert code_of(read_money, text)[0] == code


def test_each_kind_of_wrong_cell_has_a_sentence_of_its_own():
    told = dict(code_of(read_money, text) for text in WRONG)
    assert len(told) >= 12
    generic = {code: sentence.replace(text, "") for text in WRONG for code, sentence in [code_of(read_money, text)]}
    assert len(set(generic.values())) == len(generic)


def test_sums_in_thousands_are_exact_to_the_cent():
    assert read_money("1,23456", THOUSAND_EUROS) == 123_456
    assert code_of(lambda text: read_money(text, THOUSAND_EUROS), "1,234567")[0] == "decimals"


@pytest.mark.parametrize(("text", "number"), [("-1,5", "-1.5"), ("1 234", "1234"), ("0.0001", "0.0001"), ("−3", "-3")])
def test_decimal_is_understood(text, number):
    assert read_decimal(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "code"), [("5 €", "currency"), ("12 %", "percent"), ("", "empty"), ("a", "not_a_number")]
)
def test_wrong_decimal_is_refused(text, code):
    assert code_of(read_decimal, text)[0] == code


@pytest.mark.parametrize("text", ["2024", " 2024 m.", "2024,0", "2024.00"])
def test_year_is_understood(text):
    assert read_year(text) == 2024


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "empty"), ("24", "not_a_year"), ("1989", "year_range"), ("2101", "year_range"), ("2021–2024", "span"),
     ("2024-05-01", "not_a_year"), ("2024,5", "not_a_year"), ("dabar", "not_a_year")],
)  # fmt: skip
def test_wrong_year_is_refused(text, code):
    assert code_of(read_year, text)[0] == code


@given(st.integers(0, LARGEST_CENTS), st.sampled_from([100, THOUSAND_EUROS]))
def test_what_the_grid_shows_for_typing_is_read_back(cents, unit):
    assert read_money(Spelling(unit).exact(cents), unit) == cents


@given(st.integers(0, LARGEST_CENTS))
def test_a_shown_sum_in_euros_is_read_back(cents):
    assert read_money(Spelling(100).shown(cents) or "0") == cents


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_and_nothing_else(text):
    try:
        cents = read_money(text)
    except ValidationError:
        return
    assert 0 <= cents <= LARGEST_CENTS
