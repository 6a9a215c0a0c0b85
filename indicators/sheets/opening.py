"""Opening what was uploaded: known by its content, refused with a reason when it is no sheet, too large or a trap."""

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from indicators.sheets.raw import (
    ERROR,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    MOST_SIGNS,
    RawCell,
    RawRow,
    RawSheet,
    UnreadableFile,
)
from indicators.sheets.separated import ERRORS, restored
from indicators.sheets.workbook import sheets_of_workbook

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 80 * 1024 * 1024
MOST_PARTS = 500
MOST_PACKED = 300  # times smaller than unpacked; a spreadsheet is packed 5 to 50 times
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
PART_SIGNS = 4096
ENCODINGS = ("utf-8-sig", "cp1257")


def open_upload(content: bytes, name: str) -> list[RawSheet]:
    """Every sheet with something in it. Raises `UnreadableFile`; never takes more than a bounded memory."""
    if len(content) > MOST_BYTES:
        raise UnreadableFile(
            _("The file is larger than %(most)d MB. Bring the plan in parts, sheet by sheet.")
            % {"most": MOST_BYTES // 1024 // 1024}
        )
    if not content.strip():
        raise UnreadableFile(_("The file is empty."))
    sheets = [sheet for sheet in bounded(_sheets(content, name)) if sheet.rows]
    if not sheets:
        raise UnreadableFile(_("The file has no rows."))
    return sheets


def bounded(sheets: Iterator[tuple[RawSheet, Iterator[RawRow]]]) -> Iterator[RawSheet]:
    """The sheets with their rows, read until there are too many."""
    rows = signs = 0
    for number, (sheet, found) in enumerate(sheets):
        if number >= MOST_SHEETS:
            raise UnreadableFile(_("The file has more than %(most)d sheets.") % {"most": MOST_SHEETS})
        for row in found:
            rows += 1
            signs += sum(len(cell.value) for cell in row.cells.values() if isinstance(cell.value, str))
            if rows > MOST_ROWS or signs > MOST_SIGNS:
                raise UnreadableFile(
                    _("The file has more than %(most)s rows or too much text. Bring it in parts.")
                    % {"most": f"{MOST_ROWS:,}".replace(",", "\u00a0")}
                )
            sheet.rows.append(row)
        yield sheet


def _sheets(content: bytes, name: str) -> Iterator[tuple[RawSheet, Iterator[RawRow]]]:
    if content.startswith(b"PK\x03\x04"):
        return _sheets_of_zip(content)
    if content.startswith(OLD_EXCEL):
        raise UnreadableFile(
            _("This is an old Excel file (.xls) or one with a password. Save it as .xlsx without a password.")
        )
    return iter([_csv(content, PurePosixPath(name.replace("\\", "/")).stem or "CSV")])


def _sheets_of_zip(content: bytes) -> Iterator[tuple[RawSheet, Iterator[RawRow]]]:
    try:
        folder = zipfile.ZipFile(io.BytesIO(content))
        parts = folder.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError) as error:
        raise UnreadableFile(_("The file is damaged: it cannot be unpacked.")) from error
    _refuse_bomb(parts)
    names = {part.filename for part in parts}
    if "[Content_Types].xml" in names and "xl/workbook.xml" in names:
        return sheets_of_workbook(content, folder)
    if names and all(name.lower().endswith(".csv") for name in names):
        return (_csv(_part(folder, part), PurePosixPath(part.filename).stem) for part in parts)
    raise UnreadableFile(_("This is no spreadsheet. Bring an .xlsx file, a .csv file or a .zip with .csv files."))


def _refuse_bomb(parts: list[zipfile.ZipInfo]) -> None:
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > MOST_PACKED * max(packed, PART_SIGNS):
        raise UnreadableFile(_("Unpacked, the file would be too large. Bring the plan in parts, sheet by sheet."))
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFile(_("The file has a password. Save it without one."))


def _part(folder: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    try:
        return folder.read(part)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError) as error:
        raise UnreadableFile(_("The file is damaged: it cannot be unpacked.")) from error


def _csv(content: bytes, name: str) -> tuple[RawSheet, Iterator[RawRow]]:
    text = _decoded(content)
    return RawSheet(name[:60], is_csv=True), _csv_rows(text)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content:
        raise UnreadableFile(_("This is no spreadsheet. Bring an .xlsx file, a .csv file or a .zip with .csv files."))
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(
        _("The letters of the file cannot be read. Save the CSV as UTF-8 (in Excel: “CSV UTF-8”) and bring it again.")
    )


def _csv_rows(text: str) -> Iterator[RawRow]:
    """Rows by their lines in a spreadsheet: a cell may hold line breaks."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for number, fields in enumerate(reader, start=1):
            if len(fields) > MOST_COLUMNS and any(fields[MOST_COLUMNS:]):
                raise UnreadableFile(
                    _("Row %(row)d has more than %(most)d columns.") % {"row": number, "most": MOST_COLUMNS}
                )
            cells = {index: _field(one) for index, one in enumerate(fields[:MOST_COLUMNS]) if one.strip()}
            if cells:
                yield RawRow(number, cells)
    except csv.Error as error:
        raise UnreadableFile(_("A cell of the CSV is too long, or its quotation marks do not match.")) from error


def _field(text: str) -> RawCell:
    return RawCell(text, ERROR) if text.strip() in ERRORS else RawCell(restored(text))


def _delimiter(text: str) -> str:
    """The sign that parts most of the first lines; a semicolon where nothing does."""
    head = text[:PART_SIGNS]
    return max(";\t,", key=lambda sign: (head.count(sign), sign == ";"))
