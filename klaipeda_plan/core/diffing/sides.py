"""Either side of a difference, given back: what a reader of the changes can rely on."""

from klaipeda_plan.core.diffing.model import (
    Block,
    BlockChange,
    BodyDifference,
    Changed,
    Deleted,
    Equal,
    Inserted,
    MovedAway,
    MovedHere,
    Run,
    Side,
)
from klaipeda_plan.core.diffing.text import Word, joined


def blocks_of(difference: BodyDifference, side: Side) -> tuple[Block, ...]:
    """The old or the new body's blocks, made of nothing but the changes."""
    return _blocks(difference.blocks, side)


def words_of(runs: tuple[Run, ...], side: Side) -> tuple[Word, ...]:
    return tuple(word for run in runs for word in (run.old if side is Side.OLD else run.new))


def text_of(runs: tuple[Run, ...], side: Side) -> str:
    """The old or the new text of a title."""
    return "".join(word.text + word.space for word in words_of(runs, side)).strip()


def _blocks(changes: tuple[BlockChange, ...], side: Side) -> tuple[Block, ...]:
    return tuple(block for change in changes if (block := _block(change, side)) is not None)


def _block(change: BlockChange, side: Side) -> Block | None:
    match change:
        case Equal(old, new):
            return old if side is Side.OLD else new
        case Deleted(block) | MovedAway(block):
            return block if side is Side.OLD else None
        case Inserted(block):
            return block if side is Side.NEW else None
        case MovedHere(moved):
            return _block(moved, side) if side is Side.NEW else None
        case Changed(old_frame, new_frame, runs, children):
            frame = old_frame if side is Side.OLD else new_frame
            return Block(frame, tuple(joined(words_of(runs, side))), _blocks(children, side))
