"""How big a difference is."""

from collections.abc import Iterable
from dataclasses import dataclass

from klaipeda_plan.core.diffing.model import (
    Block,
    BlockChange,
    Change,
    Changed,
    Deleted,
    Inserted,
    MovedHere,
    Run,
)
from klaipeda_plan.core.diffing.text import Word


@dataclass(frozen=True)
class Size:
    """Words inserted and deleted, words with other marks only, blocks moved."""

    inserted: int = 0
    deleted: int = 0
    formatted: int = 0
    moved: int = 0

    def __add__(self, other: "Size") -> "Size":
        return Size(
            self.inserted + other.inserted,
            self.deleted + other.deleted,
            self.formatted + other.formatted,
            self.moved + other.moved,
        )


def size_of(changes: Iterable[BlockChange | Run]) -> Size:
    return sum((_size(change) for change in changes), Size())


def _size(change: BlockChange | Run) -> Size:
    match change:
        case Run(Change.INSERTED, _, words):
            return Size(inserted=_count(words))
        case Run(Change.DELETED, words, _):
            return Size(deleted=_count(words))
        case Run(Change.FORMATTED, _, words):
            return Size(formatted=_count(words))
        case Inserted(block):
            return Size(inserted=_words_in(block))
        case Deleted(block):
            return Size(deleted=_words_in(block))
        case MovedHere(moved):
            return Size(moved=1) + _size(moved)
        case Changed(_, _, runs, children):
            return size_of(runs) + size_of(children)
    return Size()


def _words_in(block: Block) -> int:
    return _count(block.words) + sum(_words_in(child) for child in block.children)


def _count(words: Iterable[Word]) -> int:
    """Signs alone are no words."""
    return sum(1 for word in words if word.atom or any(letter.isalnum() for letter in word.text))
