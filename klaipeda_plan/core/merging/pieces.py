"""A paragraph in which both changed the same words at several places, cut so that each place is decided by itself."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from klaipeda_plan.core.diffing.model import ANONYMOUS, Block
from klaipeda_plan.core.diffing.text import Piece, Word, common
from klaipeda_plan.core.merging.words import Overlap, Span

MOST = 12  # places of one paragraph; with more of them it is easier to decide on the whole
ENDS = frozenset(".!?;:")


def divided(spans: Sequence[Span]) -> list[list[Span]]:
    """The spans in parts of one overlap each, cut after a word that both kept: at the end of a sentence if there is
    one between two overlaps, else halfway. Overlaps with no such word between them stay together."""
    items = list(_items(spans))
    places = [place for place, item in enumerate(items) if isinstance(item, Overlap)]
    if not 1 < len(places) <= MOST:
        return [list(spans)]
    cuts = [0, *_cuts(items, places), len(items)]
    return [[_span(item) for item in items[start:end]] for start, end in pairwise(cuts)]


def glued(parts: Sequence[Sequence[Block]], like: Block) -> tuple[Block, ...]:
    """The decided parts of one leaf as one block again; what somebody wrote anew may divide it into several."""
    blocks: list[Block] = []
    pieces: list[Piece] = []  # of the leaf that is being glued
    frame, is_open = like.frame, False

    def close() -> None:
        if is_open:
            blocks.append(Block(frame, tuple(pieces)))

    for part in parts:
        for number, block in enumerate(part):
            if block.children or block.frame.tag not in (like.frame.tag, "p", ANONYMOUS):
                close()
                blocks.append(block)
                is_open = False
                continue
            if not is_open or number:
                close()
                frame, pieces, is_open = (block.frame if number else like.frame), [], True
            pieces = _together(pieces, block.pieces)
    close()
    return tuple(blocks)


def _items(spans: Sequence[Span]) -> Iterator[Word | Overlap]:
    for span in spans:
        if isinstance(span, Overlap):
            yield span
        else:
            yield from span


def _span(item: Word | Overlap) -> Span:
    return item if isinstance(item, Overlap) else (item,)


def _cuts(items: Sequence[Word | Overlap], places: Sequence[int]) -> Iterator[int]:
    """Where a new part begins."""
    for place, following in pairwise(places):
        kept = [at for at in range(place + 1, following) if _ends_in_space(items[at])]
        ends = [at for at in kept if _text(items[at]) in ENDS]
        if kept:
            yield (ends[0] if ends else kept[len(kept) // 2]) + 1


def _ends_in_space(item: Word | Overlap) -> bool:
    return isinstance(item, Word) and item.space == " "


def _text(item: Word | Overlap) -> str:
    return item.text if isinstance(item, Word) else ""


def _together(before: list[Piece], after: Sequence[Piece]) -> list[Piece]:
    if not before or not after:
        return [*before, *after]
    marks = before[-1].marks
    return [*before, Piece(" ", marks[: common(marks, after[0].marks)]), *after]
