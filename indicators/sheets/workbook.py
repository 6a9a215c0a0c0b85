"""Reading a workbook row by row, without what it could do: no macros, no entities, no formulas, no other files."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from indicators.sheets.raw import ERROR, FORMULA, MERGED, MOST_COLUMNS, RawCell, RawRow, RawSheet, UnreadableFile

LAST_ROW = 1_048_576  # of a spreadsheet
DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
MOST_MERGES, MOST_MERGED = 5_000, 100_000
CHUNK = 1 << 16


def sheets_of_workbook(content: bytes, folder: zipfile.ZipFile) -> Iterator[tuple[RawSheet, Iterator[RawRow]]]:
    _refuse_traps(folder)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    except Exception as error:  # openpyxl lets every error of every layer through
        raise UnreadableFile(_("The file is damaged: it cannot be read as a spreadsheet.")) from error
    try:
        for page in book.worksheets:
            if page.sheet_state == "visible":
                yield RawSheet(page.title), _rows(page, _merged(folder, page))
    finally:
        book.close()


def _refuse_traps(folder: zipfile.ZipFile) -> None:
    """Macros, and parts that declare entities."""
    for part in folder.infolist():
        name = part.filename.lower()
        if name.endswith("vbaproject.bin") or "/macrosheets/" in name:
            raise UnreadableFile(_("The file has macros. Save it as a plain workbook, .xlsx."))
        if not name.endswith((".xml", ".rels")):
            continue
        for chunk in _chunks(folder, part.filename):
            if DOCTYPE.search(chunk):
                raise UnreadableFile(_("The file declares entities, as no spreadsheet does. It was not read."))
            break


def _chunks(folder: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    try:
        with folder.open(name) as part:
            while chunk := part.read(CHUNK):
                yield chunk
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, KeyError) as error:
        raise UnreadableFile(_("The file is damaged: it cannot be unpacked.")) from error


def _merged(folder: zipfile.ZipFile, page: Any) -> set[tuple[int, int]]:
    """Cells that a merged cell covers, {(row, column from 0)}: they look filled and are empty."""
    covered: set[tuple[int, int]] = set()
    tail = b""
    count = 0
    for chunk in _chunks(folder, page._worksheet_path.lstrip("/")):
        text = tail + chunk
        end = 0
        for match in MERGE.finditer(text):
            end = match.end()
            count += 1
            if count > MOST_MERGES:
                raise UnreadableFile(_("The file has too many merged cells. Take the merging back and bring it again."))
            covered |= _covered(match[1].decode())
        tail = text[end:][-200:]
    return covered


def _covered(reference: str) -> set[tuple[int, int]]:
    left, top, right, bottom = (number or 1 for number in range_boundaries(reference))
    columns, rows = range(left, min(right, MOST_COLUMNS) + 1), range(top, min(bottom, LAST_ROW) + 1)
    if len(columns) * len(rows) > MOST_MERGED:
        raise UnreadableFile(_("The file has too many merged cells. Take the merging back and bring it again."))
    return {(row, column - 1) for row in rows for column in columns} - {(top, left - 1)}


def _rows(page: Any, covered: set[tuple[int, int]]) -> Iterator[RawRow]:
    """Rows with something in them. What is missing between rows is one empty row, shown again and again."""
    page.reset_dimensions()
    merged_rows: dict[int, list[int]] = {}
    for row, column in covered:
        merged_rows.setdefault(row, []).append(column)
    nothing: Any = None
    try:
        for number, cells in enumerate(page.iter_rows(max_row=LAST_ROW, max_col=MOST_COLUMNS), start=1):
            if cells is nothing:
                continue
            found = {index: _cell(cell) for index, cell in enumerate(cells) if not _is_empty(cell)}
            if not found:
                nothing = cells
                continue
            for column in merged_rows.get(number, ()):
                found.setdefault(column, RawCell("", MERGED))
            yield RawRow(number, found)
    except Exception as error:  # a damaged part shows itself only when it is reached
        raise UnreadableFile(_("The file is damaged: it cannot be read as a spreadsheet.")) from error


def _is_empty(cell: Any) -> bool:
    return cell.value is None or (isinstance(cell.value, str) and not cell.value.strip())


def _cell(cell: Any) -> RawCell:
    if cell.data_type == "f":
        return RawCell(str(cell.value), FORMULA)
    if cell.data_type == "e":
        return RawCell(str(cell.value), ERROR)
    return RawCell(cell.value)
