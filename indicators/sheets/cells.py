"""What stands in a cell: texts settled, numbers exact, choices by their Lithuanian words."""

import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from indicators.sheets.bodies import cell_of_body
from indicators.sheets.layout import Column, Type, lithuanian
from klaipeda_plan.core.bodies import UNPRINTABLE
from klaipeda_plan.core.numbers import decimal_text

Value = str | int | Decimal | None
SPACES = re.compile(r"[ \t\r\n\f\v]+")
LONGEST_CELL = 32_000
YES = _("yes")


def line(text: str) -> str:
    """One line: as it is written out, and as it is read in. No-break spaces are letters and stay."""
    return SPACES.sub(" ", UNPRINTABLE.sub("", text)).strip()


def lines(text: str) -> str:
    """Line breaks kept, signs that no sheet can hold left out."""
    settled = UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(one.rstrip() for one in settled.split("\n")).strip()


def cell_of(column: Column, stored: Any) -> Value:
    """What a cell shows of what is stored."""
    if stored in (None, ""):
        return None
    match column.type:
        case Type.BODY:
            return cell_of_body(stored)
        case Type.CHOICE:
            assert column.choices is not None
            return lithuanian(column.choices().get(stored, stored))
        case Type.YES:
            return lithuanian(YES) if stored else None
        case Type.TEXT:
            return lines(stored)[:LONGEST_CELL] or None
        case Type.NUMBER | Type.MONEY:
            return Decimal(stored)
        case Type.YEAR:
            return int(stored)
        case _:
            return line(str(stored)) or None


def shown(value: Value) -> str:
    """A cell's value in a report."""
    if value is None:
        return ""
    return decimal_text(value).replace(".", ",") if isinstance(value, Decimal) else str(value)
