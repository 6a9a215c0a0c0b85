"""Writing a workbook: rows one by one, texts as texts, the same bytes for the same content."""

import io
import re
import zipfile
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from indicators.sheets.cells import Value
from indicators.sheets.layout import Column, Type, lithuanian
from indicators.sheets.tables import Table

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
EXACT_DIGITS = 15  # what a spreadsheet keeps of a number
KEY_SIGN = "#"
HEADING_ROWS = 3  # what the file is, the hidden keys, the headings
EPOCH = (1980, 1, 1, 0, 0, 0)
CHANGED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
TOLD = 200  # rows below the data that the lists of choices reach
ABOUT = _("How to fill in")
Lists = dict[tuple[str, str], list[str]]


def write_workbook(
    tables: Iterable[Table], *, mark: str, about: Iterable[str] = (), lists: Lists | None = None
) -> bytes:
    """`mark` stands at the top of every sheet, `about` line by line on a first sheet of its own; `lists` are the
    choices of columns, {(sheet slug, column key): values}."""
    book = Workbook(write_only=True)
    lines = list(about)
    if lines:
        _write_about(book, mark, lines)
    for table in tables:
        _write_table(book, table, mark, lists or {})
    buffer = io.BytesIO()
    book.save(buffer)
    return _settled(buffer.getvalue())


def _write_about(book: Any, mark: str, lines: list[str]) -> None:
    page = book.create_sheet(lithuanian(ABOUT))
    page.column_dimensions["A"].width = 110
    for number, text in enumerate([mark, *lines]):
        cell = _text(page, text)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=not number)
        page.append([cell])


def _write_table(book: Any, table: Table, mark: str, lists: Lists) -> None:
    page = book.create_sheet(table.sheet.title)
    page.freeze_panes = f"A{HEADING_ROWS + 1}"
    page.row_dimensions[2].hidden = True
    for number, column in enumerate(table.columns, start=1):
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = column.width
        if choices := lists.get((table.sheet.slug, column.key)):
            _offer(page, letter, choices, len(table.rows))
    page.append([_text(page, mark)])
    page.append([_text(page, f"{KEY_SIGN}{table.sheet.slug}.{column.key}") for column in table.columns])
    page.append([_heading(page, column) for column in table.columns])
    for row in table.rows:
        page.append([_cell(page, column, row.get(column.key)) for column in table.columns])


def _heading(page: Any, column: Column) -> Any:
    cell = _text(page, column.title)
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _cell(page: Any, column: Column, value: Value) -> Any:
    if value is None:
        return None
    if isinstance(value, Decimal):
        if len(value.as_tuple().digits) > EXACT_DIGITS:
            return _text(page, format(value, "f").replace(".", ","))
        cell: Any = WriteOnlyCell(page, value=value)  # type: ignore[arg-type]  # its types know no decimals
        cell.number_format = "#,##0.00" if column.type is Type.MONEY else "General"
        return cell
    return WriteOnlyCell(page, value=value) if isinstance(value, int) else _text(page, value)


def _text(page: Any, text: str) -> Any:
    """A text whatever it looks like: neither a formula nor an error, and it stays a text when it is edited."""
    cell = WriteOnlyCell(page, value=text)
    cell.data_type = "s"
    if text.startswith(DANGEROUS):
        cell.quotePrefix = True
    return cell


def _offer(page: Any, letter: str, choices: list[str], rows: int) -> None:
    """A list to choose from; a spreadsheet takes 255 signs, and no commas inside."""
    offered = ",".join(choices)
    if len(offered) > 253 or any("," in one or '"' in one for one in choices):
        return
    listed = DataValidation(type="list", formula1=f'"{offered}"', allow_blank=True, showErrorMessage=False)
    listed.add(f"{letter}{HEADING_ROWS + 1}:{letter}{HEADING_ROWS + rows + TOLD}")
    page.data_validations.append(listed)


def _settled(content: bytes) -> bytes:
    """Without the moment in which it was written: equal content is an equal file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = CHANGED.sub(rb"\g<1>1980-01-01T00:00:00Z", part)
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, part)
    return buffer.getvalue()
