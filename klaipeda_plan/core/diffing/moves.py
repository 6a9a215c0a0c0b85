"""Deleted here and inserted there is moved: by id, or by equal text that is long enough to be no accident."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from klaipeda_plan.core.diffing.aligning import CELLS, comparable, similarity
from klaipeda_plan.core.diffing.matching import CLOSE
from klaipeda_plan.core.diffing.model import (
    ANONYMOUS,
    Block,
    BlockChange,
    Changed,
    Deleted,
    Equal,
    Inserted,
    MovedAway,
    MovedHere,
)

Compare = Callable[[Block, Block], Equal | Changed]
SHORTEST = 20  # letters: shorter equal texts are an accident
MOSTLY = 0.6  # share of common words from which a block is the same one, moved and changed


@dataclass
class Moves:
    """Numbers of moves by the identity of the blocks at both ends."""

    away: dict[int, int] = field(default_factory=dict)
    here: dict[int, tuple[int, Block]] = field(default_factory=dict)

    def add(self, old: Block, new: Block) -> None:
        number = len(self.away) + 1
        self.away[id(old)] = number
        self.here[id(new)] = (number, old)


def find_moves(changes: tuple[BlockChange, ...], compare: Compare) -> tuple[BlockChange, ...]:
    """The same changes with pairs of deletion and insertion told as moves, wherever in the body they stand.

    `compare` tells what was changed in a block on its way.
    """
    deleted, inserted = [], []
    for change in _walk(changes):
        if isinstance(change, Deleted) and can_move(change.block):
            deleted.append(change.block)
        elif isinstance(change, Inserted) and can_move(change.block):
            inserted.append(change.block)
    moves = pair_moved(deleted, inserted)
    return tuple(_told(change, moves, compare) for change in changes) if moves.away else changes


def pair_moved(deleted: list[Block], inserted: list[Block]) -> Moves:
    """Equal ids first, then equal texts, then texts that are mostly the same."""
    moves = Moves()
    by_id = {block.frame.id: block for block in deleted if block.frame.id}
    for block in inserted:
        old = by_id.get(block.frame.id)
        if old is not None and comparable(old.frame, block.frame) and id(old) not in moves.away:
            moves.add(old, block)
    deleted, inserted = _long(deleted, moves), _long(inserted, moves)
    by_key = {block.key: block for block in reversed(deleted)}
    for block in inserted:
        old = by_key.pop(block.key, None)
        if old is not None:
            moves.add(old, block)
    deleted, inserted = _long(deleted, moves), _long(inserted, moves)
    if len(deleted) * len(inserted) <= CLOSE:
        _pair_alike(deleted, inserted, moves)
    return moves


def _pair_alike(deleted: list[Block], inserted: list[Block], moves: Moves) -> None:
    for block in inserted:
        waiting = [old for old in deleted if id(old) not in moves.away]
        old = max(waiting, key=lambda one: similarity(one, block), default=None)
        if old is not None and similarity(old, block) >= MOSTLY:
            moves.add(old, block)


def _long(blocks: list[Block], moves: Moves) -> list[Block]:
    """Those that wait for a partner still and are long enough to have one."""
    paired = moves.away.keys() | moves.here.keys()
    return [block for block in blocks if len(block.text) >= SHORTEST and id(block) not in paired]


def can_move(block: Block) -> bool:
    return block.frame.tag not in CELLS | {ANONYMOUS}


def _walk(changes: tuple[BlockChange, ...]) -> Iterator[BlockChange]:
    for change in changes:
        yield change
        if isinstance(change, Changed):
            yield from _walk(change.children)


def _told(change: BlockChange, moves: Moves, compare: Compare) -> BlockChange:
    if isinstance(change, Deleted) and id(change.block) in moves.away:
        return MovedAway(change.block, moves.away[id(change.block)])
    if isinstance(change, Inserted) and id(change.block) in moves.here:
        number, old = moves.here[id(change.block)]
        return MovedHere(compare(old, change.block), number)
    if isinstance(change, Changed) and change.children:
        return replace(change, children=tuple(_told(child, moves, compare) for child in change.children))
    return change
