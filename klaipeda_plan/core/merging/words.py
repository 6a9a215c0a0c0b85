"""Three rows of words into one. Edits of both sides that touch overlap; a word between them keeps them apart."""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

from klaipeda_plan.core.diffing.model import Change
from klaipeda_plan.core.diffing.text import Word
from klaipeda_plan.core.diffing.words import compare_words

Words = tuple[Word, ...]
T = TypeVar("T")


@dataclass(frozen=True)
class Overlap:
    """Words that both sides changed."""

    base: Words
    mine: Words
    theirs: Words

    @property
    def both(self) -> Words:
        """Theirs, which are stored already, then mine."""
        if not self.theirs or not self.mine:
            return self.theirs or self.mine
        return (*self.theirs[:-1], self.theirs[-1]._replace(space=self.theirs[-1].space or " "), *self.mine)


Span = Words | Overlap


@dataclass(frozen=True)
class _Edit:
    """The words `start` … `end` of the base became `new`."""

    start: int
    end: int
    new: Words


@dataclass
class _Side:
    """What one side made of the base: edits in order, and its form of every word that it kept."""

    edits: list[_Edit] = field(default_factory=list)
    kept: dict[int, Word] = field(default_factory=dict)

    def between(self, start: int, end: int) -> Words:
        """This side's words for `start` … `end` of the base; both are no places inside an edit."""
        words: list[Word] = []
        at = start
        for edit in self.edits:
            if start <= edit.start and edit.end <= end:
                words += [*(self.kept[place] for place in range(at, edit.start)), *edit.new]
                at = edit.end
        return (*words, *(self.kept[place] for place in range(at, end)))


def merge_words(
    base: Sequence[Word], mine: Sequence[Word], theirs: Sequence[Word], guarded: frozenset[Hashable] = frozenset()
) -> list[Span]:
    """Settled words and overlaps, in order. Nobody deletes a guarded word alone: that is an overlap, too."""
    ours, stored = _side(base, mine), _side(base, theirs)
    spans: list[Span] = []
    at = 0
    for start, end in _touching(ours.edits, stored.edits):
        spans += (_kept(base[place], ours.kept[place], stored.kept[place]) for place in range(at, start))
        spans += _between(tuple(base[start:end]), ours.between(start, end), stored.between(start, end), guarded)
        at = end
    spans += (_kept(base[place], ours.kept[place], stored.kept[place]) for place in range(at, len(base)))
    return spans


def has_overlap(spans: Sequence[Span]) -> bool:
    return any(isinstance(span, Overlap) for span in spans)


def words_of(spans: Sequence[Span], side: str) -> Words:
    """All words, with one side (`base`, `mine`, `theirs`, `both`) where there is an overlap."""
    words: list[Word] = []
    for span in spans:
        words += getattr(span, side) if isinstance(span, Overlap) else span
    return tuple(_apart(words))


def _side(base: Sequence[Word], side: Sequence[Word]) -> _Side:
    found = _Side()
    at = start = 0  # the place in the base; where the edit that is being read began
    new: list[Word] = []
    for run in compare_words(base, side):
        if run.change is Change.DELETED:
            at += len(run.old)
        elif run.change is Change.INSERTED:
            new += run.new
        else:
            if new or at > start:
                found.edits.append(_Edit(start, at, tuple(new)))
            found.kept.update(enumerate(run.new, at))
            at += len(run.new)
            start, new = at, []
    if new or at > start:
        found.edits.append(_Edit(start, at, tuple(new)))
    return found


def _touching(mine: Sequence[_Edit], theirs: Sequence[_Edit]) -> Iterator[tuple[int, int]]:
    """Edits of both sides, those that touch as one; rising and apart."""
    start = end = -1
    for edit in sorted([*mine, *theirs], key=lambda edit: (edit.start, edit.end)):
        if start >= 0 and edit.start <= end:
            end = max(end, edit.end)
            continue
        if start >= 0:
            yield start, end
        start, end = edit.start, edit.end
    if start >= 0:
        yield start, end


def _between(base: Words, mine: Words, theirs: Words, guarded: frozenset[Hashable]) -> Iterator[Span]:
    if _same(mine, theirs):
        yield theirs
    elif any(word.key in guarded for word in base):
        yield Overlap(base, mine, theirs)
    elif _same(mine, base):
        yield theirs
    elif _same(theirs, base):
        yield mine
    else:
        yield Overlap(base, mine, theirs)


def _kept(base: Word, mine: Word, theirs: Word) -> Span:
    """A word that both kept: marks and spaces of whoever changed them."""
    space = _changed(base.space, mine.space, theirs.space)
    if mine.marks == theirs.marks or theirs.marks == base.marks:
        pieces = _changed(base.pieces, mine.pieces, theirs.pieces) if mine.marks == theirs.marks else mine.pieces
        return (Word(pieces, space),)
    if mine.marks == base.marks:
        return (Word(theirs.pieces, space),)
    return Overlap((base,), (mine,), (theirs,))


def _changed(base: T, mine: T, theirs: T) -> T:
    """The side that differs from the base; theirs where both do."""
    return mine if theirs == base else theirs


def _same(one: Words, other: Words) -> bool:
    return [(word.key, word.marks) for word in one] == [(word.key, word.marks) for word in other]


def _apart(words: Sequence[Word]) -> Iterator[Word]:
    """Two words never stick together where one side took away the space that the other needs."""
    for word, following in pairwise([*words, None]):
        assert word is not None  # only the last one, never the first of a pair
        sticks = following is not None and not word.space and not word.atom and not following.atom
        if sticks and following is not None and word.text[-1:].isalnum() and following.text[:1].isalnum():
            word = word._replace(space=" ")
        yield word
