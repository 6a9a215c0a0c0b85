"""Blocks as HTML with their ids, and pieces of a body that stand alone for a while: shown, edited, put back."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from django.utils.html import escape

from klaipeda_plan.core.bodies import clean_body
from klaipeda_plan.core.diffing.aligning import CELLS, LISTS
from klaipeda_plan.core.diffing.inline import pieces_html
from klaipeda_plan.core.diffing.model import ANONYMOUS, ID, Block, Frame
from klaipeda_plan.core.diffing.reading import read_body
from klaipeda_plan.core.diffing.text import Mark, Piece

ROWS_OF = frozenset({"table", "thead", "tbody"})
BREAK = Piece("\n", (), Mark("br"))
# What must stand around a piece of this home for it to be a body of its own.
AROUND = {"ul": "<ul>{}</ul>", "ol": "<ol>{}</ol>"} | dict.fromkeys(ROWS_OF, "<table><tbody>{}</tbody></table>")


def written(blocks: Sequence[Block]) -> str:
    """The blocks as a cleaned body; the first holder of an id keeps it."""
    return clean_body(_html(blocks, set()))


def as_body(blocks: Sequence[Block], home: str) -> str:
    """The blocks of `home` as a body that can be read, compared and edited by itself; "" for none."""
    if not blocks:
        return ""
    if home in AROUND:
        return AROUND[home].format(_html(blocks, set()))
    return _html([_as_paragraph(block) for block in blocks], set())


def fitted(body: str, home: str) -> tuple[Block, ...]:
    """What somebody wrote, as blocks that may stand in `home`. No word of it is left out."""
    blocks = read_body(clean_body(body))
    if home in LISTS:
        return tuple(item for block in blocks for item in _items(block))
    if home in ROWS_OF:
        return tuple(row for block in blocks for row in _rows(block))
    if home == "":
        return blocks
    return tuple(_without_paragraph(block) for block in blocks)


def _items(block: Block) -> Iterator[Block]:
    if block.frame.tag in LISTS:
        yield from block.children
    elif block.frame.tag == "p":
        yield replace(block, frame=Frame("li", _id_of(block)))
    else:
        yield Block(Frame("li"), children=(block,))


def _rows(block: Block) -> Iterator[Block]:
    if block.frame.tag in ROWS_OF:
        for child in block.children:
            yield from _rows(child)
    elif block.frame.tag == "tr":
        yield block
    else:
        yield Block(Frame("tr"), children=(Block(Frame("td"), children=(block,)),))


def _as_paragraph(block: Block) -> Block:
    return replace(block, frame=Frame("p")) if block.frame.tag == ANONYMOUS or block.frame.tag in CELLS else block


def _without_paragraph(block: Block) -> Block:
    return replace(block, frame=Frame(ANONYMOUS)) if block.frame.tag == "p" else block


def _id_of(block: Block) -> tuple[tuple[str, str], ...]:
    return ((ID, block.frame.id),) if block.frame.id else ()


def _html(blocks: Sequence[Block], seen: set[str]) -> str:
    parts: list[str] = []
    for block, following in pairwise([*blocks, None]):
        assert block is not None  # only the last one, never the first of a pair
        parts.append(_block_html(block, seen))
        if following is not None and block.frame.tag == following.frame.tag == ANONYMOUS:
            parts.append("<br>")  # two loose texts in a row stay two
    return "".join(parts)


def _block_html(block: Block, seen: set[str]) -> str:
    frame = block.frame
    attributes = "".join(
        f' {name}="{escape(value)}"' for name, value in frame.attributes if name != ID or value not in seen
    )
    seen.add(frame.id)
    inner = _html(block.children, seen) if block.children else pieces_html(block.pieces)
    return f"<{frame.tag}{attributes}>{inner}</{frame.tag}>" if frame.tag != ANONYMOUS else inner
