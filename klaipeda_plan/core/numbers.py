"""Numbers as people in Lithuania write them, and money in integer cents."""

import re
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

NBSP = "\u00a0"
MINUS_SIGNS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2012": "-"})
SPACES = re.compile(r"[\s\u00a0\u202f\u2009]")
GROUPED = re.compile(r"-?\d{1,3}(?:[.,]\d{3}){2,}")


def parse_decimal(text: str) -> Decimal:
    """A number typed by a person: comma or point, spaces of any kind, any minus sign.

    Raises `ValidationError` naming what is wrong. A single separator is always the decimal one
    (`1.500` is one and a half): guessing thousands would change sums silently.
    """
    compact = SPACES.sub("", text.translate(MINUS_SIGNS))
    if not compact:
        raise ValidationError(_("Enter a number."), code="empty")
    if "," in compact and "." in compact:
        decimal_mark = max(compact.rfind(","), compact.rfind("."))
        compact = re.sub(r"[.,]", "", compact[:decimal_mark]) + "." + compact[decimal_mark + 1 :]
    elif GROUPED.fullmatch(compact):
        compact = re.sub(r"[.,]", "", compact)
    try:
        number = Decimal(compact.replace(",", "."))
    except InvalidOperation:
        raise ValidationError(_("“%(text)s” is not a number."), code="invalid", params={"text": text}) from None
    if not number.is_finite():
        raise ValidationError(_("“%(text)s” is not a number."), code="invalid", params={"text": text})
    return number


def to_cents(amount: Decimal) -> int:
    """Euros to integer cents; more than two decimals are refused, never rounded."""
    cents = amount * 100
    if cents != cents.to_integral_value():
        raise ValidationError(_("A sum has at most two decimals."), code="decimals")
    return int(cents)


def to_euros(cents: int) -> Decimal:
    return Decimal(cents) / 100


def format_number(value: Decimal | int, decimals: int | None = None) -> str:
    """In the page's language: `1 234,5` with no-break spaces, a true minus sign before negatives."""
    if decimals is None:
        decimals = max(0, -int(Decimal(value).normalize().as_tuple().exponent))
    magnitude: Decimal = abs(Decimal(value))
    text = number_format(magnitude, decimal_pos=decimals, use_l10n=True, force_grouping=True)
    return ("\u2212" if value < 0 else "") + text


def format_euros(cents: int) -> str:
    """`1 234 567 €`, with cents only where there are any."""
    return format_number(to_euros(cents), 2 if cents % 100 else 0) + NBSP + "€"


def decimal_text(value: Decimal) -> str:
    """The one spelling of a number in snapshots and fragments: no exponent, no trailing zeros."""
    text = format(value.normalize(), "f")
    return "0" if text in ("-0", "") else text
