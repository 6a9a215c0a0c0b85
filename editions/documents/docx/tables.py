"""Tables: heads that repeat, rows that do not split, cells over several columns, rows put in and taken out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from editions.documents.docx.cells import settle_cell
from editions.documents.docx.paragraphs import P, Shape, mark_paragraph, new_paragraph
from editions.documents.docx.sides import Fate
from editions.documents.docx.story import Story
from editions.documents.docx.xml import Element, w

HEAD_FILL, TASK_FILL = "E4EFF0", "F4EFE5"
CELL_EDGES = 180  # twips of a cell's width that are not for what stands in it


@dataclass
class Cell:
    """What stands in a cell; `span` columns and `rows` rows wide and high."""

    content: list[Element]
    span: int = 1
    rows: int = 1
    fill: str = ""


@dataclass
class Row:
    cells: list[Cell]
    fate: Fate = Fate.KEPT
    is_head: bool = False


@dataclass
class _Grid:
    """Which columns are still taken by cells of the rows above: {column: (rows left, span)}."""

    hanging: dict[int, tuple[int, int]] = field(default_factory=dict)


def table_of(
    story: Story, rows: Sequence[Row], widths: Sequence[int], *, style: str = "PlanTable", fate: Fate = Fate.KEPT
) -> list[Element]:  # fmt: skip
    """The table with the small paragraph that parts it from what follows. `widths` of the columns in twips; `fate` of
    the table as a whole. A table without rows is none."""
    if not rows:
        return []
    grid = w("tblGrid", *(w("gridCol", w=width) for width in widths))
    look = w("tblLook", val="0420" if rows[0].is_head else "0400", firstRow=int(rows[0].is_head), lastRow=0,
             firstColumn=0, lastColumn=0, noHBand=0, noVBand=1)  # fmt: skip
    properties = w(
        "tblPr", w("tblStyle", val=style), w("tblW", w=sum(widths), type="dxa"), w("tblLayout", type="fixed"), look
    )
    table = w("tbl", properties, grid)
    standing = _Grid()
    for row in rows:
        table.append(_row(story, row if fate is Fate.KEPT else Row(row.cells, fate, row.is_head), widths, standing))
    return [table, gap(story, fate)]


def gap(story: Story, fate: Fate = Fate.KEPT) -> Element:
    """Parts two tables, which would be one without it, and a table from the end of its cell."""
    paragraph = new_paragraph(Shape("TableGap"))
    if fate is not Fate.KEPT:
        mark_paragraph(paragraph, story.package.signed(fate.value))
    return paragraph


def _row(story: Story, row: Row, widths: Sequence[int], grid: _Grid) -> Element:
    properties = w("trPr", w("cantSplit"), w("tblHeader") if row.is_head else None)
    if row.fate is not Fate.KEPT:
        properties.append(story.package.signed(row.fate.value))
    element = w("tr", properties)
    at = 0
    waiting = list(row.cells)
    while at < len(widths):
        if at in grid.hanging:
            left, span = grid.hanging.pop(at)
            if left > 1:
                grid.hanging[at] = (left - 1, span)
            element.append(_cell(widths[at : at + span], [new_paragraph(Shape("TableText"))], merge="continue"))
            at += span
            continue
        cell = waiting.pop(0) if waiting else Cell([new_paragraph(Shape("TableText"))])
        span = _free_span(at, cell.span, len(widths), grid)
        merge = ""
        if cell.rows > 1:
            grid.hanging[at] = (cell.rows - 1, span)
            merge = "restart"
        fill = cell.fill or (HEAD_FILL if row.is_head else "")
        element.append(_cell(widths[at : at + span], _content(story, cell, row.fate), merge=merge, fill=fill))
        at += span
    return element


def _free_span(at: int, span: int, columns: int, grid: _Grid) -> int:
    """As many columns as are left of the row and free of cells from above."""
    end = at + 1
    while end < min(at + span, columns) and end not in grid.hanging:
        end += 1
    return end - at


def _content(story: Story, cell: Cell, fate: Fate) -> list[Element]:
    if fate is not Fate.KEPT:
        return cell.content or [new_paragraph(Shape("TableText"))]
    return settle_cell(story, cell.content) or [new_paragraph(Shape("TableText"))]


def _cell(widths: Sequence[int], content: Iterable[Element], *, merge: str = "", fill: str = "") -> Element:
    properties = w("tcPr", w("tcW", w=sum(widths), type="dxa"))
    if len(widths) > 1:
        properties.append(w("gridSpan", val=len(widths)))
    if merge:
        properties.append(w("vMerge", val=merge))
    if fill:
        properties.append(w("shd", val="clear", color="auto", fill=fill))
    cell = w("tc", properties, *content)
    if cell[-1].tag != P:
        cell.append(new_paragraph(Shape("TableGap")))
    return cell


def shared_widths(weights: Sequence[float], room: int) -> list[int]:
    """`room` given to columns by their weights, to the last twip."""
    total = sum(weights) or 1
    edges = [round(room * sum(weights[:at]) / total) for at in range(len(weights) + 1)]
    return [right - left for left, right in pairwise(edges)]
