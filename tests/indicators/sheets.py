"""Files for the tests of import and export: out of a plan, changed in single cells, into a plan again."""

import io

from openpyxl import Workbook, load_workbook

from indicators.services.sheets import apply_import, begin_import, check_import, export_draft, report_of
from indicators.sheets.contents import draft_contents
from indicators.sheets.layout import BY_SLUG
from indicators.sheets.tables import tables_of
from indicators.sheets.xlsx import write_workbook

HEAD = 3  # rows above the data: what the file is, keys, headings


def cells_of(content, *, without=()):
    """{sheet: [[value, …], …]} of a workbook; columns whose hidden key ends with one of `without` are left out."""
    book = load_workbook(io.BytesIO(content))
    found = {}
    for page in book.worksheets:
        rows = [list(row) for row in page.iter_rows(values_only=True)]
        keys = rows[1] if len(rows) > 1 else []
        kept = [index for index, key in enumerate(keys) if not any(str(key).endswith(f".{one}") for one in without)]
        found[page.title] = [[row[index] for index in kept] for row in rows[1:]]
    return found


def workbook_of(plan, by):
    return export_draft(plan, by=by).content


def edited(content, changes):
    """The workbook with {(slug, row of data from 1, column key): value} written into it; a further row is appended."""
    book = load_workbook(io.BytesIO(content))
    for (slug, row, key), value in changes.items():
        page = book[BY_SLUG[slug].title]
        column = [cell.value for cell in page[2]].index(f"#{slug}.{key}") + 1
        cell = page.cell(HEAD + row, column)
        cell.value = value
    return saved(book)


def saved(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def foreign(sheets):
    """A workbook as somebody else writes it, {name: [[value, …], …]}."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    return saved(book)


def without_uids(plan):
    """The plan's workbook as the coordinator brings it into an empty plan: nobody knows the UIDs there."""
    tables = tables_of(draft_contents(plan))
    for table in tables:
        for row in table.rows:
            row.update(dict.fromkeys([key for key in row if key.endswith("uid")]))
    return write_workbook(tables, mark="Planas")


def bring(plan, content, by, name="planas.xlsx"):
    """The import after its dry run."""
    imported = begin_import(plan, content, name, by=by)
    check_import(imported, by=by)
    return imported


def bring_and_apply(plan, content, by, *, reason="Iš lentelės", name="planas.xlsx"):
    imported = bring(plan, content, by, name)
    assert not imported.counts.get("refused"), wrongs(imported)
    apply_import(imported, reason, by=by)
    return imported


def wrongs(imported):
    """[(address, what stands there, message)] of everything that is refused."""
    return [(one["address"], one["value"], one["message"]) for line in report_of(imported) for one in line["wrongs"]]
