"""A file of anybody as plain rows: what stands in which cell, before anything is understood."""

from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter

from klaipeda_plan.core.errors import Refused

MOST_ROWS = 20_000  # rows with something in them, in all sheets together
MOST_COLUMNS = 120
MOST_SHEETS = 40
MOST_SIGNS = 20_000_000  # in all cells together: what is read stays in memory until it is checked
FORMULA, ERROR, MERGED = "formula", "error", "merged"


class UnreadableFile(Refused):
    """The file as a whole cannot be taken; the text says why and what to do."""


@dataclass(frozen=True)
class RawCell:
    """`trouble` is FORMULA, ERROR or MERGED where there is no plain value; `value` then is what can be shown."""

    value: Any  # str, int, float, bool, a date or time
    trouble: str = ""


@dataclass(frozen=True)
class RawRow:
    number: int  # as the spreadsheet counts it, from 1
    cells: dict[int, RawCell]  # by column from 0; empty cells have no entry


@dataclass
class RawSheet:
    name: str
    rows: list[RawRow] = field(default_factory=list)
    is_csv: bool = False

    def address(self, row: int, column: int) -> str:
        """`Priemonės!F12`, as a spreadsheet names the cell."""
        return f"{self.name}!{get_column_letter(column + 1)}{row}"
