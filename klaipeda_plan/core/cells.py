"""Cells of a spreadsheet as numbers: each kind of wrong cell has a code and a sentence of its own.

For the money grid and for what is brought in from XLSX and CSV. Comma or point, spaces of any kind between
thousands, any minus sign and the sign of the euro are understood; nothing is guessed or rounded.
"""

import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from klaipeda_plan.core.numbers import MINUS_SIGNS

LARGEST_CENTS = 10**14  # a million million euros
LARGEST = Decimal(10) ** 18
LONGEST = 28  # digits that decimals are multiplied with exactly
LONGEST_CELL = 100
FIRST_YEAR, LAST_YEAR = 1990, 2100
EURO, THOUSAND_EUROS = 100, 100_000  # what a number in a cell counts, in cents

SPACES = re.compile(r"[\s\u00a0\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]+")
OWN_CURRENCY = re.compile(r"€|\b(?:eurai|eurų|euro|eur)\b\.?", re.IGNORECASE)
LONE_SIGN = re.compile(r"[-+]+")
FORMULA = re.compile(r"[=@].*|[+-]\s*[^\d\s.,(+-].*")
BROKEN = re.compile(r"#\S+[!?]?")
PERCENT = re.compile(r"[%‰]|\bproc\b", re.IGNORECASE)
NOT_FINITE = re.compile(r"[+-]?\s*(?:s?nan|inf(?:inity)?|∞)", re.IGNORECASE)
FOREIGN = re.compile(r"[$£¥₽₴₺]|\b(?:usd|gbp|pln|zł|chf|sek|nok|dkk|czk|rub|uah|ltl|lt)\b", re.IGNORECASE)
SCALED = re.compile(
    r"\b(?:tūkst|tukst|tūkstan\w*|mln|milijon\w*|mlrd|milijard\w*|thousand|million|bn)\b|\d\s*[km]$", re.IGNORECASE
)
DATE = re.compile(
    r"\d{4}[-/]\d{1,2}([-/]\d{1,2})?|\d{4}\.\d{1,2}\.\d{1,2}\.?|\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d{2})|.*\d\d?:\d\d.*"
)
SPAN = re.compile(r"[\d., ]+-[\d., ]+")
SUM_OF_NUMBERS = re.compile(r"[-+]?[\d., ]+(?:[+*/x×][-+]?[\d., ]+)+")
EXPONENT = re.compile(r"[-+]?\d+(?:[.,]\d+)?e[-+]?\d+", re.IGNORECASE)
NUMBER = re.compile(r"[-+]?(?:\d[\d., ]*|[.,]\d+)")
THOUSANDS_APART = re.compile(r"\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*")
ANYWHERE = ("percent", "currency", "scaled")  # kinds that show wherever they stand in the cell; others are all of it


def read_money(text: str, unit: int = EURO) -> int:
    """Integer cents of a sum typed in euros, or in thousands of euros (`unit`).

    Raises ValidationError: what `read_decimal` raises, or `negative`, `decimals`, `too_large`.
    """
    number = _read(OWN_CURRENCY.sub(" ", _tidy(text)), text)
    if number < 0:
        raise _wrong("negative", _("A sum cannot be less than nothing. Write it without the minus."))
    cents = number * unit
    if cents > LARGEST_CENTS:
        raise _wrong("too_large", _("The sum is too large: at most 1 000 000 000 000 euros."))
    if cents != cents.to_integral_value():
        raise _wrong("decimals", _in_cents(unit))
    return int(cents)


def read_decimal(text: str) -> Decimal:
    """The number of a cell, exactly as it is written; a single mark is the decimal one, as `parse_decimal` has it.

    Raises ValidationError with one of the codes `empty`, `formula`, `broken`, `percent`, `not_finite`, `currency`,
    `scaled`, `date`, `span`, `arithmetic`, `exponent`, `lone_sign`, `two_marks`, `spaces`, `not_a_number`,
    `too_large`.
    """
    tidy = _tidy(text)
    if OWN_CURRENCY.search(tidy):
        raise _wrong("currency", _("Write the number alone, without a currency."))
    return _read(tidy, text)


def read_year(text: str) -> int:
    """A year of the calendar; `2024`, `2024 m.` and a spreadsheet's `2024,0` are read. Raises ValidationError."""
    tidy = re.sub(r"\s*(?:m\.?|metai)$", "", _tidy(text))
    if not tidy:
        raise _wrong("empty", _("Enter a year."))
    if SPAN.fullmatch(tidy):
        raise _wrong("span", _("Write one year, not a span of years."))
    if not re.fullmatch(r"\d{4}(?:[.,]0+)?", tidy, re.ASCII):
        raise _wrong("not_a_year", _("“%(text)s” is not a year. Write four digits, for example 2026."), text)
    year = int(tidy[:4])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _wrong("year_range", _("A year is written from 1990 to 2100."))
    return year


def _read(tidy: str, text: str) -> Decimal:
    tidy = tidy.strip()
    _refuse_what_is_no_number(tidy, text)
    sign, digits = ("-", tidy[1:]) if tidy[0] == "-" else ("", tidy.lstrip("+"))
    plain = _plain(digits.strip(), text).lstrip("0")
    if len(plain) > LONGEST or Decimal(plain) > LARGEST:
        raise _wrong("too_large", _("The number is too large."))
    return Decimal(sign + plain)


def _refuse_what_is_no_number(tidy: str, text: str) -> None:
    """The first of the kinds of wrong cells that fits."""
    if not tidy:
        raise _wrong("empty", _("Enter a number."))
    if len(tidy) <= LONGEST_CELL:
        for code, pattern, message in _kinds():
            if pattern.search(tidy) if code in ANYWHERE else pattern.fullmatch(tidy):
                raise _wrong(code, message, text)
    if len(tidy) > LONGEST_CELL or not NUMBER.fullmatch(tidy) or not tidy.isascii():
        raise _wrong("not_a_number", _("“%(text)s” is not a number."), text)


def _kinds() -> list[tuple[str, re.Pattern[str], str]]:
    return [
        (
            "broken",
            BROKEN,
            _("The spreadsheet could not count this cell (%(text)s). Mend it there or write the number."),
        ),
        ("not_finite", NOT_FINITE, _("“%(text)s” is no sum that can be counted. Write a number.")),
        ("lone_sign", LONE_SIGN, _("Only a sign without a number. Where there is nothing, leave the cell empty.")),
        ("percent", PERCENT, _("Per cent cannot be written here. Write the number itself.")),
        ("currency", FOREIGN, _("Only euros can be written. Convert the sum and write it without another currency.")),
        ("scaled", SCALED, _("Write the whole number with digits: 12 000 instead of “12 thousand”.")),
        ("date", DATE, _("This is a date. Write the number.")),
        ("exponent", EXPONENT, _("The spreadsheet has shortened the number (%(text)s). Write all its digits.")),
        ("span", SPAN, _("Write one number, not a span.")),
        ("arithmetic", SUM_OF_NUMBERS, _("Nothing is counted in a cell. Write the result.")),
        ("formula", FORMULA, _("Formulas are not counted here. Write the result or paste values.")),
    ]


def _plain(digits: str, text: str) -> str:
    """Digits with a point at most: thousands are joined, one mark is the decimal one."""
    if digits.count(",") and digits.count("."):
        mark = max(digits.rfind(","), digits.rfind("."))
        whole, rest = digits[:mark], digits[mark + 1 :]
        if digits[mark] in whole:
            raise _two_marks(text)
        return _joined(whole, text) + "." + _decimals(rest, text)
    if max(digits.count(","), digits.count(".")) > 1:
        if not THOUSANDS_APART.fullmatch(digits):
            raise _two_marks(text)
        return re.sub(r"\D", "", digits)
    whole, _mark, rest = digits.replace(",", ".").partition(".")
    return (_joined(whole, text) or "0") + "." + (_decimals(rest, text) or "0")


def _joined(whole: str, text: str) -> str:
    """The digits before the decimal mark; what stands between them must stand between thousands."""
    if whole.isdigit() or not whole:
        return whole
    if not THOUSANDS_APART.fullmatch(whole.strip()):
        raise _wrong("spaces", _("The spaces in “%(text)s” do not stand between thousands. Is it one number?"), text)
    return re.sub(r"\D", "", whole)


def _decimals(rest: str, text: str) -> str:
    if rest and not rest.isdigit():
        raise _wrong("spaces", _("The spaces in “%(text)s” do not stand between thousands. Is it one number?"), text)
    return rest


def _two_marks(text: str) -> ValidationError:
    return _wrong("two_marks", _("“%(text)s” has two decimal marks. Keep one."), text)


def _in_cents(unit: int) -> str:
    if unit == EURO:
        return _("A sum has at most two decimals. If thousands are meant, write them without a point or comma.")
    return _("In thousands a sum has at most five decimals: that is one cent.")


def _tidy(text: str) -> str:
    """Spaces alike, minus signs alike, an accountant's brackets as a minus, no apostrophe that Excel shows as text."""
    plain = SPACES.sub(" ", text.translate(MINUS_SIGNS)).replace("\u2014", "-").strip().removeprefix("'").strip()
    if match := re.fullmatch(r"\(([\d., €]+)\)", plain):
        plain = "-" + match[1].strip()
    return re.sub(r"^([-+]) (?=[\d.,])", r"\1", plain)


def _wrong(code: str, message: str, text: str = "") -> ValidationError:
    shown = text.strip() if len(text.strip()) <= 30 else text.strip()[:29] + "…"
    return ValidationError(message, code=code, params={"text": shown})
