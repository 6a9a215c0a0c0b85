"""Text as the comparison sees it: pieces under marks, words with the space after them."""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple


class Mark(NamedTuple):
    """An inline element around words: emphasis, a link, a sub- or superscript."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()


class Piece(NamedTuple):
    """Text under the same marks, outermost first; or an `atom`: image, line break, footnote."""

    text: str
    marks: tuple[Mark, ...]
    atom: Mark | None = None


class Word(NamedTuple):
    """A word, a whole number, a sign or an atom, with the space after it; marks may cut a word into pieces."""

    pieces: tuple[Piece, ...]
    space: str = ""

    @property
    def atom(self) -> Mark | None:
        return self.pieces[0].atom

    @property
    def text(self) -> str:
        return self.pieces[0].text if len(self.pieces) == 1 else "".join(piece.text for piece in self.pieces)

    @property
    def key(self) -> Hashable:
        """What is compared: marks and the kind of spaces inside a number do not count."""
        return self.atom or " ".join(self.text.split())

    @property
    def marks(self) -> tuple[tuple[int, tuple[Mark, ...]], ...]:
        return tuple((len(piece.text), piece.marks) for piece in self.pieces)


# A number is one word: `1 200,5` with a plain or a no-break space between its thousands, `−3`, `1.1.2`.
MINUS = r"(?:(?<![\w.,])[-\u2212](?=\d))?"
DIGITS = r"(?:\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+|\d+)(?:[.,]\d+)*"
LETTERS = r"\w[\w\u0300-\u036f\u00ad]*"  # with accents written as signs of their own, and soft hyphens
TOKEN = re.compile(rf"(?P<word>{MINUS}{DIGITS}(?![\w\u0300-\u036f])|{LETTERS}|\S)(?P<space>\s*)")
NARROW = "\u00a0\u202f\u2009"


def split(pieces: Iterable[Piece]) -> Iterator[Word]:
    """The words of a text in pieces, without the space before the first and after the last."""
    last: Word | None = None
    for word in _split(pieces):
        if last is not None:
            yield last
        last = word
    if last is not None:
        yield last._replace(space="")


def joined(words: Sequence[Word]) -> Iterator[Piece]:
    """Words as pieces again; a space stands under the marks that both its neighbours share."""
    for word, following in pairwise([*words, None]):
        assert word is not None  # only the last one, never the first of a pair
        yield from word.pieces
        if following is not None and word.space:
            marks = word.pieces[-1].marks
            yield Piece(word.space, marks[: common(marks, following.pieces[0].marks)])


def common(one: Sequence[Mark], other: Sequence[Mark]) -> int:
    """How many marks two texts share from the outermost on."""
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return length


def _split(pieces: Iterable[Piece]) -> Iterator[Word]:
    row: list[Piece] = []  # text up to the next atom
    atom: Word | None = None
    for piece in [*pieces, None]:
        if piece is not None and piece.atom is None:
            row.append(piece)
            continue
        text = "".join(part.text for part in row)
        if atom is not None:
            yield atom._replace(space=_tidy(text[: len(text) - len(text.lstrip())]))
        yield from _split_text(row, text)
        row, atom = [], Word((piece,)) if piece is not None else None


def _split_text(pieces: Sequence[Piece], text: str) -> Iterator[Word]:
    starts = list(accumulate((len(piece.text) for piece in pieces), initial=0))
    at = 0
    for found in TOKEN.finditer(text):
        begin, end = found.span("word")
        while starts[at + 1] <= begin:
            at += 1
        space = _tidy(found["space"])
        if end <= starts[at + 1]:
            yield Word((Piece(found["word"], pieces[at].marks),), space)
        else:
            yield Word(tuple(_cut(pieces[at:], starts[at:], begin, end)), space)


def _cut(pieces: Sequence[Piece], starts: Sequence[int], begin: int, end: int) -> Iterator[Piece]:
    for piece, start in zip(pieces, starts, strict=False):
        if start >= end:
            return
        part = piece.text[max(0, begin - start) : end - start]
        if part:
            yield Piece(part, piece.marks)


def _tidy(space: str) -> str:
    """One space for many; a no-break one stays what it is."""
    if space in ("", " "):
        return space
    return next((sign for sign in space if sign in NARROW), " ")
