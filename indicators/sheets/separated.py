"""Writing CSV as a Lithuanian spreadsheet opens it: UTF-8 with a mark of order, semicolons, decimal commas."""

import csv
import io
import zipfile
from collections.abc import Iterable
from decimal import Decimal

from indicators.sheets.cells import Value
from indicators.sheets.tables import Table
from indicators.sheets.xlsx import DANGEROUS, EPOCH

MEDIA_TYPE = "text/csv; charset=utf-8"
BOM = "\ufeff"
NEUTRAL = "'"
ERRORS = ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!")  # what a formula leaves in a CSV
RISKY = (*DANGEROUS, NEUTRAL, *ERRORS)


def write_csv(table: Table, *, mark: str) -> bytes:
    """One sheet; its first line says what the file is."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([neutral(mark)])
    writer.writerow([column.title for column in table.columns])
    for row in table.rows:
        writer.writerow([_field(row.get(column.key)) for column in table.columns])
    return (BOM + buffer.getvalue()).encode()


def write_zip(tables: Iterable[Table], *, mark: str) -> bytes:
    """Every sheet as a CSV of its own, `<slug>.csv`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as folder:
        for table in tables:
            info = zipfile.ZipInfo(f"{table.sheet.slug}.csv", EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            folder.writestr(info, write_csv(table, mark=mark))
    return buffer.getvalue()


def neutral(text: str) -> str:
    """A text that no spreadsheet takes for a formula; `restored` gives the text back."""
    return NEUTRAL + text if text.startswith(RISKY) else text


def restored(text: str) -> str:
    return text[1:] if text.startswith(NEUTRAL) and text[1:].startswith(RISKY) else text


def _field(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f").replace(".", ",")
    return str(value) if isinstance(value, int) else neutral(value)
