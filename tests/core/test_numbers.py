"""Numbers as people type and read them, and money in cents."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from klaipeda_plan.core.forms import TolerantDecimalField
from klaipeda_plan.core.numbers import (
    decimal_text,
    format_euros,
    format_number,
    parse_decimal,
    to_cents,
    to_euros,
)

NBSP = "\xa0"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1234,5", "1234.5"), ("1234.5", "1234.5"), ("1 234,5", "1234.5"), (f"1{NBSP}234,5", "1234.5"),
        ("1.234.567,89", "1234567.89"), ("1,234,567.89", "1234567.89"), ("1.234.567", "1234567"),
        ("\u2212323", "-323"), ("–5", "-5"), ("1.500", "1.500"), (" 7 ", "7"), ("0", "0"),
    ],
)  # fmt: skip
def test_a_number_is_read_however_it_is_typed(typed, meant):
    assert parse_decimal(typed) == Decimal(meant)


@pytest.mark.parametrize("typed", ["", " ", "dvylika", "1,2,3x", "1..2", "NaN", "Infinity", "5 €"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValidationError):
        parse_decimal(typed)


def test_cents_are_never_rounded():
    assert to_cents(Decimal("12.34")) == 1234
    assert to_euros(1234) == Decimal("12.34")
    with pytest.raises(ValidationError):
        to_cents(Decimal("12.345"))


@pytest.mark.parametrize(
    ("language", "number", "euros"),
    [
        ("lt", f"\u22121{NBSP}234\u200b567,5", f"1{NBSP}234{NBSP}567,50{NBSP}€"),
        ("en", "−1,234,567.5", f"1,234,567.50{NBSP}€"),
    ],
)
def test_numbers_are_written_in_the_language_of_the_page(language, number, euros):
    with translation.override(language):
        assert format_number(Decimal("-1234567.5")) == number.replace("\u200b", NBSP)
        assert format_euros(123456750) == euros
        assert "," not in format_euros(100).replace("1,", "")


def test_the_one_spelling_has_no_exponent_and_no_trailing_zeros():
    assert [decimal_text(Decimal(text)) for text in ("1E+3", "2.500", "-0", "0.10")] == ["1000", "2.5", "0", "0.1"]


def test_a_field_keeps_what_was_typed_when_it_is_wrong():
    field = TolerantDecimalField(min_value=Decimal(0))
    assert field.clean("1 234,5") == Decimal("1234.5")
    for typed in ("daug", "-1"):
        with pytest.raises(ValidationError):
            field.clean(typed)
    assert field.prepare_value("daug") == "daug"
