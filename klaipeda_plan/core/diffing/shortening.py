"""A difference cut to what a notice has room for: changed places with a few words around them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from klaipeda_plan.core.diffing.model import (
    Block,
    BlockChange,
    BodyDifference,
    Change,
    Changed,
    Deleted,
    Equal,
    Inserted,
    MovedAway,
    MovedHere,
    Run,
)
from klaipeda_plan.core.diffing.text import Piece, Word, joined

AROUND = 8  # words that stay on either side of a change
ELLIPSIS = Word((Piece("…", ()),), " ")


class Room:
    """How many words still fit; `is_full` once something was left out."""

    def __init__(self, words: int) -> None:
        self.left = words
        self.is_full = False

    def take(self, words: tuple[Word, ...]) -> tuple[Word, ...]:
        """As many of the words as fit, with a sign where they were cut."""
        fitting = words[: max(self.left, 0)]
        self.left -= len(words)
        if len(fitting) == len(words):
            return words
        self.is_full = True
        return (*fitting, ELLIPSIS)


def shorten_body(difference: BodyDifference, room: Room) -> BodyDifference:
    """Changed blocks alone, up to the room; what did not change keeps a few words beside a change."""
    return BodyDifference(tuple(_changes(difference.blocks, room)))


def shorten_runs(runs: Iterable[Run], room: Room) -> tuple[Run, ...]:
    """Deletions and insertions with a few words around them, up to the room."""
    listed = list(runs)
    return tuple(_runs(listed, room))


def _changes(changes: Iterable[BlockChange], room: Room, *, whole: bool = False) -> Iterator[BlockChange]:
    """`whole`: equal ones stay (the cells of a row belong together)."""
    for change in changes:
        if isinstance(change, Equal) and not whole:
            continue
        if room.left <= 0:
            room.is_full = True
            return
        yield _change(change, room)


def _change(change: BlockChange, room: Room) -> BlockChange:
    match change:
        case Inserted(block):
            return Inserted(_block(block, room))
        case Deleted(block):
            return Deleted(_block(block, room))
        case MovedAway(block, number):
            return MovedAway(_block(block, room), number)
        case MovedHere(Equal(_, block), number):
            short = _block(block, room)
            return MovedHere(Equal(short, short), number)
        case MovedHere(Changed() as inner, number):
            return MovedHere(_changed(inner, room), number)
        case Equal(_, block):
            short = _block(block, room)
            return Equal(short, short)
        case Changed():
            return _changed(change, room)
    raise TypeError(change)


def _changed(change: Changed, room: Room) -> Changed:
    if change.children:
        is_row = change.new.tag == "tr"
        return replace(change, children=tuple(_changes(change.children, room, whole=is_row)))
    return replace(change, runs=shorten_runs(change.runs, room))


def _block(block: Block, room: Room) -> Block:
    if not block.children:
        return replace(block, pieces=tuple(joined(room.take(block.words))))
    kept = []
    for child in block.children:
        if room.left <= 0:
            room.is_full = True
            break
        kept.append(_block(child, room))
    return replace(block, children=tuple(kept))


def _runs(runs: list[Run], room: Room) -> Iterator[Run]:
    for place, run in enumerate(runs):
        if room.left <= 0:
            if not room.is_full:  # else the run before ends with the sign
                yield Run(Change.SAME, (ELLIPSIS,), (ELLIPSIS,))
            room.is_full = True
            return
        if run.change is Change.SAME:
            words = room.take(_around(run.new, is_first=place == 0, is_last=place == len(runs) - 1))
            yield Run(Change.SAME, words, words)
        elif run.change is Change.DELETED:
            yield replace(run, old=room.take(run.old))
        elif run.change is Change.INSERTED:
            yield replace(run, new=room.take(run.new))
        else:
            words = room.take(run.new)
            yield replace(run, old=run.old[: len(words)], new=words)


def _around(words: tuple[Word, ...], *, is_first: bool, is_last: bool) -> tuple[Word, ...]:
    """The words next to the changes before and after; the rest becomes a sign."""
    head, tail = (0 if is_first else AROUND), (0 if is_last else AROUND)
    if len(words) <= head + tail + 1:
        return words
    return (*words[:head], ELLIPSIS, *(words[-tail:] if tail else ()))
