"""Tables of plain texts whose rows are known by a key: indicators, money, counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from editions.documents.docx.inline import Text
from editions.documents.docx.sides import Fate, Sides, both, pairs
from editions.documents.docx.story import Story
from editions.documents.docx.tables import Cell, Row, shared_widths, table_of
from editions.documents.docx.xml import Element


@dataclass(frozen=True)
class Line:
    """A row; `key` tells it from the others."""

    key: str
    cells: tuple[str, ...]
    is_sum: bool = False


@dataclass(frozen=True)
class Grid:
    """`numbers`: columns that are set to the right; `weights`: shares of the room."""

    caption: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    numbers: frozenset[int]
    weights: tuple[float, ...]


def write_grid(story: Story, grid: Sides[Grid]) -> list[Element]:
    """The table with its caption. Where its columns are not the same on both sides the former table is taken out and
    the new one put in."""
    if grid.is_nothing:
        return []
    if grid.old is not None and grid.new is not None and grid.old.heads != grid.new.heads:
        return write_grid(story, Sides(grid.old, None)) + write_grid(story, Sides(None, grid.new))
    caption = grid.of(lambda one: one.caption)
    made = [] if caption.is_nothing else [story.paragraph(caption, "Caption", fate=caption.fate)]
    head = [_cell(story, text, at, grid.any, "Head", grid.fate) for at, text in enumerate(grid.any.heads)]
    rows = [Row(head, is_head=True)]
    for line in pairs(grid.of(lambda one: one.lines), lambda one: one.key):
        rows.append(_row(story, line, grid.any))
    return made + table_of(story, rows, shared_widths(grid.any.weights, story.room), fate=grid.fate)


def _row(story: Story, line: Sides[Line], grid: Grid) -> Row:
    kind = "Strong" if line.any.is_sum else ""
    cells = []
    for at in range(len(grid.heads)):
        text = line.of(partial(_text_at, at))
        cells.append(_cell(story, text, at, grid, kind, line.fate))
    return Row(cells, line.fate)


def _text_at(at: int, line: Line) -> str:
    return line.cells[at]


def _cell(story: Story, text: str | Sides[str], at: int, grid: Grid, kind: str, fate: Fate) -> Cell:
    number = "Number" if at in grid.numbers else ""
    style = f"Table{kind}{number}" if kind or number else "TableText"
    shown: Text = both(text) if isinstance(text, str) else text
    if isinstance(text, str) and fate is not Fate.KEPT:
        shown = Sides(text, None) if fate is Fate.DELETED else Sides(None, text)
    return Cell([story.paragraph(shown, style, fate=fate)])


def texts(rows: Sequence[Sequence[str]], *, first: int = 0) -> tuple[Line, ...]:
    """Rows of plain texts, known by their column `first`."""
    return tuple(Line(row[first], tuple(row)) for row in rows)
