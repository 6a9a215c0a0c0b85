"""What a cell means: each kind of wrong cell has words of its own."""

import datetime
import re
import uuid
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from indicators.models import PERIOD
from indicators.sheets.cells import YES, line, lines
from indicators.sheets.layout import Column, Type
from indicators.sheets.matching import settled
from indicators.sheets.raw import ERROR, FORMULA, MERGED, RawCell
from klaipeda_plan.core.cells import read_decimal, read_money, read_year
from klaipeda_plan.core.numbers import to_euros

PERIOD_PARTS = re.compile(r"(\d{4})\s*[-./ ]?\s*(?:(?:K|Q|KETV\.?\s*)([1-4])|(?:M|MĖN\.?\s*)(\d{1,2}))")
MOST_DIGITS = 14  # before the decimal mark
LARGEST = {"people": 10**8, "premises": 10**12, "land": 10**10}
LARGEST_NUMBER = 10**MOST_DIGITS


class WrongCell(ValueError):
    """The text is for whoever filled in the cell."""


def read_cell(cell: RawCell | None, column: Column, names: Mapping[str, str]) -> Any:
    """The value of a cell: text, int, Decimal, bool, or None where it is empty. `names` are the choices of the column
    by their settled names. Raises `WrongCell`."""
    if cell is None:
        if column.required:
            raise WrongCell(_("This cell must not be empty."))
        return None
    _refuse_troubles(cell)
    match column.type:
        case Type.MONEY:
            return _money(cell)
        case Type.NUMBER:
            return _number(cell, column)
        case Type.YEAR:
            return _year(cell)
        case Type.PERIOD:
            return _period(cell)
        case Type.UID:
            return _uid(_words(cell))
        case Type.CHOICE | Type.YES | Type.GROUP | Type.SOURCE | Type.STAGE:
            return _choice(cell, column, names)
        case Type.BODY | Type.TEXT:
            return _bounded(lines(_words(cell)), column)
        case _:
            return _bounded(line(_words(cell)), column)


def choices_of(column: Column) -> dict[str, str]:
    """{settled name: what is stored} of a column with fixed choices, in both languages and by the stored word."""
    if column.type is Type.YES:
        return {"taip": "yes", "yes": "yes", "true": "yes", "1": "yes", "x": "yes", "ne": "", "no": "", "false": "",
                "0": "", settled(str(YES)): "yes"}  # fmt: skip
    found: dict[str, str] = {}
    for language in ("lt", "en"):
        with translation.override(language):
            for stored, label in (column.choices() if column.choices else {}).items():
                found |= {settled(str(label)): stored, settled(stored): stored}
    return found


def _refuse_troubles(cell: RawCell) -> None:
    if cell.trouble == ERROR:
        raise WrongCell(_("The cell holds an error of the spreadsheet. Mend it and bring the file again."))
    if cell.trouble == FORMULA:
        raise WrongCell(_("The cell holds a formula. Copy it and paste its value (Paste special – Values)."))
    if cell.trouble == MERGED:
        raise WrongCell(_("The cell is merged with another one. Take the merging back and fill each cell in."))


def _words(cell: RawCell) -> str:
    value = cell.value
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, float):
        return _plain(value)
    return str(value)


def _plain(value: float) -> str:
    """As a spreadsheet shows it: fifteen digits, no exponent."""
    number = Decimal(format(value, ".15g"))
    return format(number, "f") if number.is_finite() else str(value)


def _bounded(text: str, column: Column) -> str | None:
    if column.longest and len(text) > column.longest:
        words = ngettext(
            "The text has %(count)d sign, at most %(most)d fit.", "The text has %(count)d signs, at most %(most)d fit.",
            len(text),
        )  # fmt: skip
        raise WrongCell(words % {"count": len(text), "most": column.longest})
    if column.required and not text:
        raise WrongCell(_("This cell must not be empty."))
    return text or None


def _by_core(cell: RawCell, read: Callable[[str], Any]) -> Any:
    """A number as the core reads the cells of spreadsheets; what only a typed cell can be is said here."""
    if isinstance(cell.value, bool):
        raise WrongCell(_("A number is meant here, not yes or no."))
    if isinstance(cell.value, datetime.date | datetime.time | datetime.timedelta):
        raise WrongCell(_("The spreadsheet has made a date of it. Format the cell as a number and write it again."))
    try:
        return read(_words(cell))
    except ValidationError as error:
        raise WrongCell(" ".join(error.messages)) from error


def _money(cell: RawCell) -> Decimal:
    return to_euros(_by_core(cell, read_money))


def _number(cell: RawCell, column: Column) -> Decimal:
    number: Decimal = _by_core(cell, read_decimal)
    if column.key != "value" and number < 0:
        raise WrongCell(_("The number must not be negative."))
    if column.key == "decimals" and (number > 6 or number != number.to_integral_value()):
        raise WrongCell(_("Decimals are a whole number from 0 to 6."))
    if number != round(number, column.decimals):
        words = ngettext("At most %(count)d decimal.", "At most %(count)d decimals.", column.decimals)
        raise WrongCell(words % {"count": column.decimals})
    if number >= LARGEST.get(column.key, LARGEST_NUMBER):
        raise WrongCell(_("The number has too many digits."))
    return number


def _year(cell: RawCell) -> int:
    if isinstance(cell.value, datetime.date):
        raise WrongCell(_("A year is meant here, not a date. Write it as a number, 2024."))
    year: int = _by_core(cell, read_year)
    return year


def _period(cell: RawCell) -> str:
    if isinstance(cell.value, datetime.date):
        raise WrongCell(_("The spreadsheet has made a date of the period. Write it as text: 2024, 2024K1 or 2024M01."))
    text = line(_words(cell)).upper().removesuffix(" M.").removesuffix(".0")
    match = PERIOD_PARTS.fullmatch(text)
    if match:
        text = f"{match[1]}K{match[2]}" if match[2] else f"{match[1]}M{int(match[3]):02d}"
    if not PERIOD.fullmatch(text):
        raise WrongCell(_("A period is a year (2024), a quarter (2024K1) or a month (2024M01)."))
    return text


def _uid(text: str) -> str:
    try:
        return str(uuid.UUID(text.strip()))
    except ValueError as error:
        raise WrongCell(_("This is no UID of the portal. Leave the cell empty for a new row.")) from error


def _choice(cell: RawCell, column: Column, names: Mapping[str, str]) -> str | None:
    text = line(_words(cell))
    found = names.get(settled(text))
    if found is not None:
        return found or None
    match column.type:
        case Type.GROUP:
            raise WrongCell(_("There is no working group of this name."))
        case Type.SOURCE:
            raise WrongCell(_("There is no such funding source. The coordinator keeps the table of sources."))
        case Type.STAGE:
            raise WrongCell(_("The plan has no such stage. The coordinator keeps the stages."))
        case Type.YES:
            raise WrongCell(_("Write “yes” or leave the cell empty."))
        case _:
            offered = ", ".join(str(label) for label in (column.choices() if column.choices else {}).values())
            raise WrongCell(_("Choose one of: %(choices)s.") % {"choices": offered})
