"""Numbers, years and periods as the document writes them."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from editions.reading import FrozenDetail, FrozenNumber
from klaipeda_plan.core.numbers import NBSP, format_number

QUARTERS = {"1": "I", "2": "II", "3": "III", "4": "IV"}
EMPTY = "–"


def value_text(value: Decimal, decimals: int) -> str:
    """With the decimals that its indicator asks for, never fewer than it has."""
    own = max(0, -int(value.normalize().as_tuple().exponent))
    return format_number(value, max(decimals, own))


def period_text(period: str) -> str:
    """`2030`, `2026K2`, `2026M07` in words."""
    quarter = re.fullmatch(r"(\d{4})K([1-4])", period)
    if quarter:
        return _("quarter %(quarter)s of %(year)s") % {"year": quarter[1], "quarter": QUARTERS[quarter[2]]}
    month = re.fullmatch(r"(\d{4})M(\d\d)", period)
    return f"{month[1]}-{month[2]}" if month else period


def dated_text(number: FrozenNumber | None, decimals: int) -> str:
    """A value with its period: `31,5 (2020)`."""
    if number is None:
        return EMPTY
    return f"{value_text(number.value, decimals)}{NBSP}({period_text(number.period)})"


def years_text(detail: FrozenDetail | None) -> str:
    if detail is None or not (detail.year_from or detail.year_to):
        return EMPTY
    first, last = detail.year_from or detail.year_to, detail.year_to or detail.year_from
    return str(first) if first == last else f"{first}–{last}"
