"""Values and periods of indicators as people read them."""

import datetime
import re
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from indicators.figures import Amount, Observation
from indicators.models import ValueStatus
from klaipeda_plan.core.numbers import NBSP, format_number

EMPTY = "–"
QUARTERS = {"1": "I", "2": "II", "3": "III", "4": "IV"}
QUARTER = re.compile(r"(\d{4})K([1-4])")
MONTH = re.compile(r"(\d{4})M(\d\d)")


def value_text(value: Decimal | None, decimals: int) -> str:
    """With the decimals that its indicator asks for, never fewer than it has; a dash for none."""
    if value is None:
        return EMPTY
    own = max(0, -int(value.normalize().as_tuple().exponent))
    return format_number(value, max(decimals, own))


def period_text(period: str) -> str:
    """`2030`, `2026K2`, `2026M07` in words, as a heading has them."""
    if quarter := QUARTER.fullmatch(period):
        return _("quarter %(quarter)s of %(year)s") % {"year": quarter[1], "quarter": QUARTERS[quarter[2]]}
    month = MONTH.fullmatch(period)
    return f"{month[1]}-{month[2]}" if month else period


def in_period(period: str) -> str:
    """The period inside a sentence: “in 2024”."""
    if quarter := QUARTER.fullmatch(period):
        return _("in quarter %(quarter)s of %(year)s") % {"year": quarter[1], "quarter": QUARTERS[quarter[2]]}
    if month := MONTH.fullmatch(period):
        name = date_format(datetime.date(int(month[1]), int(month[2]), 1), "E")  # genitive where a language has one
        return _("in %(month)s of %(year)s") % {"year": month[1], "month": name}
    return _("in %(year)s") % {"year": period}


def dated_text(number: Amount | Observation | None, decimals: int) -> str:
    """A value with its period: `31,5 (2020)`; of one that is withheld its status: `confidential (2020)`."""
    if number is None:
        return EMPTY
    if number.value is None and isinstance(number, Observation):
        return f"{ValueStatus(number.status).label} ({period_text(number.period)})"  # long: may be broken
    return f"{value_text(number.value, decimals)}{NBSP}({period_text(number.period)})"
