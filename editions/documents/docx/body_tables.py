"""Tables of bodies. What changed is shown in their cells and rows while the columns stay; else the former table is
taken out and the new one put in."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from editions.documents.docx.parting import SECTIONS_OF_TABLES, Part
from editions.documents.docx.sides import Fate
from editions.documents.docx.story import Story
from editions.documents.docx.tables import CELL_EDGES, Cell, Row, shared_widths, table_of
from editions.documents.docx.xml import Element

CellWriter = Callable[[Part, str, str], list[Element]]
LONGEST_WORD, LONGEST_TEXT = 24, 60  # letters that count for the width of a column
SPANS = ("colspan", "rowspan")


def body_table(story: Story, table: Part, write_cell: CellWriter) -> list[Element]:
    """The table and the paragraph after it. `write_cell(cell, style, former)` writes what stands in a
    cell, which had the style `former` before."""
    given = list(_rows(table))
    columns = max((sum(_span(cell, "colspan") for cell in row.children) for row, _is_head in given), default=0)
    if not columns:
        return []
    room = story.room
    story.room = max(room // columns - CELL_EDGES, 300)
    rows = [Row([_cell(cell, is_head, write_cell) for cell in row.children], row.fate, is_head)
            for row, is_head in given]  # fmt: skip
    story.room = room
    widths = shared_widths(_weights(rows, columns), room)
    return table_of(story, rows, widths, fate=table.fate)


def is_steady(table: Part) -> bool:
    """Whether cells stay in their columns, so that its changes can be shown inside."""
    rows = [row for row, _is_head in _rows(table)]
    if any(row.fate is not Fate.KEPT for row in rows) and any(_span(cell, "rowspan") > 1 for cell in _cells(rows)):
        return False
    return all(cell.fate is row.fate and _same_spans(cell) for row in rows for cell in row.children)


def _rows(table: Part) -> Iterator[tuple[Part, bool]]:
    """Rows with whether they are heads; a head after other rows is none."""
    heads = True
    for child in table.children:
        held = child.children if child.tag in SECTIONS_OF_TABLES else (child,) if child.tag == "tr" else ()
        heads = heads and child.tag == "thead"
        for row in held:
            yield row, heads


def _cells(rows: Iterable[Part]) -> Iterator[Part]:
    return (cell for row in rows for cell in row.children)


def _same_spans(cell: Part) -> bool:
    old, new = dict(cell.former.attributes), dict(cell.frame.attributes)
    return all(old.get(name) == new.get(name) for name in SPANS)


def _span(cell: Part, name: str) -> int:
    number = cell.attribute(name)
    return min(max(int(number), 1), 100) if number.isdigit() else 1


def _cell(cell: Part, is_head: bool, write_cell: CellWriter) -> Cell:
    former, style = (_style(tag, is_head) for tag in (cell.former.tag, cell.tag))
    return Cell(write_cell(cell, style, former), _span(cell, "colspan"), _span(cell, "rowspan"))


def _style(tag: str, is_head: bool) -> str:
    return "TableHead" if is_head else "TableStrong" if tag == "th" else "TableText"


def _weights(rows: Sequence[Row], columns: int) -> list[float]:
    """Room for the longest word, and more for a column of longer texts."""
    longest, total, count = [4] * columns, [0] * columns, [1] * columns
    for row in rows:
        at = 0
        for cell in row.cells:
            if cell.span == 1 and at < columns:
                text = "".join(str(piece) for one in cell.content for piece in one.itertext())
                longest[at] = max(longest[at], *(len(word) for word in text.split()), 0)
                total[at] += min(len(text), LONGEST_TEXT)
                count[at] += 1
            at += cell.span
    means = [total[at] / count[at] for at in range(columns)]
    return [max(min(longest[at], LONGEST_WORD), means[at] ** 0.85) for at in range(columns)]
