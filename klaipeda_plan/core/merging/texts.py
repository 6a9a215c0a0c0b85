"""Merging titles and other plain texts by words; a line break counts as a word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from klaipeda_plan.core.diffing.text import Mark, Piece, Word, joined, split
from klaipeda_plan.core.merging.words import Span, has_overlap, merge_words, words_of

AROUND_LINES = re.compile(" *\n *")
LINE = Mark("br")


@dataclass(frozen=True)
class MergedText:
    """`settled` is the joined text, None while something overlaps; `side` gives the text with one side of what
    overlaps (`base`, `mine`, `theirs`, `both`) and everything else joined."""

    spans: tuple[Span, ...]

    @cached_property
    def settled(self) -> str | None:
        return None if has_overlap(self.spans) else self.side("mine")

    def side(self, side: str) -> str:
        text = "".join(piece.text for piece in joined(words_of(self.spans, side)))
        return AROUND_LINES.sub("\n", text).strip()


def merge_texts(base: str, mine: str, theirs: str) -> MergedText:
    """Two plain texts over one base."""
    return MergedText(tuple(merge_words(_words(base), _words(mine), _words(theirs))))


def _words(text: str) -> Sequence[Word]:
    return tuple(split(_pieces(text)))


def _pieces(text: str) -> Iterator[Piece]:
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
        if number:
            yield Piece("\n", (), LINE)
        yield Piece(line, ())
