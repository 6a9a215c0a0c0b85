"""Differences of bodies: blocks aligned, words compared inside changed blocks, moves found."""

from collections.abc import Iterator, Sequence

from klaipeda_plan.core.diffing.aligning import align
from klaipeda_plan.core.diffing.model import (
    ANONYMOUS,
    Block,
    BlockChange,
    BodyDifference,
    Change,
    Changed,
    Deleted,
    Equal,
    Frame,
    Inserted,
)
from klaipeda_plan.core.diffing.moves import find_moves
from klaipeda_plan.core.diffing.reading import read_body
from klaipeda_plan.core.diffing.words import compare_words


def compare_bodies(old: str, new: str) -> BodyDifference:
    """The typed difference of two cleaned bodies; an empty text is a body without blocks."""
    if old == new:
        return BodyDifference(tuple(Equal(block, block) for block in read_body(new)))
    changes = tuple(_compare(read_body(old), read_body(new)))
    return BodyDifference(find_moves(changes, compare_blocks))


def compare_blocks(old: Block, new: Block) -> Equal | Changed:
    """Two forms of one block."""
    if old.key == new.key:
        return Equal(old, new)
    if old.children or new.children:
        children = tuple(_compare(_inside(old), _inside(new)))
        return Changed(old.frame, new.frame, children=children)
    runs = compare_words(old.words, new.words)
    if old.frame.looks == new.frame.looks and all(run.change is Change.SAME for run in runs):
        return Equal(old, new)  # only spaces differ
    return Changed(old.frame, new.frame, runs)


def _compare(old: Sequence[Block], new: Sequence[Block]) -> Iterator[BlockChange]:
    low = left = 0
    for i, j in [*align(old, new), (len(old), len(new))]:
        yield from (Deleted(block) for block in old[low:i])
        yield from (Inserted(block) for block in new[left:j])
        if i < len(old):
            yield compare_blocks(old[i], new[j])
        low, left = i + 1, j + 1


def _inside(block: Block) -> tuple[Block, ...]:
    """What stands in a block, as blocks: a leaf beside a container becomes one, too."""
    return block.children or ((Block(Frame(ANONYMOUS), block.pieces),) if block.pieces else ())
