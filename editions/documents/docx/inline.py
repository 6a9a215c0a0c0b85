"""Words with their marks and fates, and from them the runs of a paragraph."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from editions.documents.docx.sides import Fate, Sides
from editions.documents.docx.xml import Element, w
from klaipeda_plan.core.diffing import compare_texts
from klaipeda_plan.core.diffing.model import Change, Run
from klaipeda_plan.core.diffing.text import Mark, Piece, Word, common, joined

STRONG = (Mark("strong"),)


@dataclass(frozen=True)
class Bit:
    """Text under the same marks with one fate, or an atom. `former`: the marks that it had before."""

    piece: Piece
    fate: Fate = Fate.KEPT
    former: tuple[Mark, ...] | None = None

    @property
    def href(self) -> str:
        return next((dict(mark.attributes).get("href", "") for mark in self.piece.marks if mark.tag == "a"), "")


Text = str | Sides[str] | Sequence[Bit]


def styled(name: str) -> tuple[Mark, ...]:
    """The mark of a character style of the document."""
    return (Mark("style", (("name", name),)),)


def bits_of(text: Text, marks: tuple[Mark, ...] = (), fate: Fate = Fate.KEPT) -> list[Bit]:
    """Plain text, or its two sides compared by words, as bits under `marks`."""
    if isinstance(text, str):
        return [Bit(Piece(text, marks), fate)] if text else []
    if not isinstance(text, Sides):
        return list(text)
    if text.old is None or text.new is None or text.old == text.new:
        return [] if text.is_nothing else [Bit(Piece(text.any, marks), text.fate)]
    return [marked(bit, marks) for bit in bits_of_runs(compare_texts(text.old, text.new))]


def marked(bit: Bit, marks: tuple[Mark, ...]) -> Bit:
    former = None if bit.former is None else (*marks, *bit.former)
    return Bit(bit.piece._replace(marks=(*marks, *bit.piece.marks)), bit.fate, former)


def bits_of_pieces(pieces: Iterable[Piece], fate: Fate) -> list[Bit]:
    return [Bit(piece, fate) for piece in pieces]


def bits_of_runs(runs: Sequence[Run]) -> list[Bit]:
    """The runs of a comparison with the spaces between them: without what is deleted they are the new text, letter by
    letter, without what is inserted the old one up to the kinds of space."""
    found: list[Bit] = []
    for run in runs:
        made = list(_of_run(run))
        if run.change is Change.INSERTED and found and _is_space(found[-1]) and _is_space(made[-1]):
            found.pop()  # what stands after both, was there and stays
            made[-1] = Bit(made[-1].piece)
        found += made
    return found


def _is_space(bit: Bit) -> bool:
    """Of a change, not of what stayed."""
    return bit.fate is not Fate.KEPT and bit.piece.atom is None and not bit.piece.text.strip()


def _of_run(run: Run) -> Iterator[Bit]:
    """The space after the last word of a side is none, so each word brings its own."""
    match run.change:
        case Change.DELETED:
            yield from bits_of_pieces(_with_space(run.old), Fate.DELETED)
        case Change.INSERTED:
            yield from bits_of_pieces(_with_space(run.new), Fate.INSERTED)
        case _:
            for at, (old, new) in enumerate(zip(run.old, run.new, strict=True)):
                yield from _of_word(old, new)
                following = run.new[at + 1].pieces[0].marks if at + 1 < len(run.new) else ()
                marks = new.pieces[-1].marks
                yield from _space(old.space, new.space, marks[: common(marks, following)])


def _with_space(words: Sequence[Word]) -> list[Piece]:
    return [*joined(words), *([Piece(words[-1].space, ())] if words[-1].space else [])]


def _of_word(old: Word, new: Word) -> Iterator[Bit]:
    """The same word on both sides; under other marks it is formatted anew, under another address put in again."""
    if old.marks == new.marks:
        yield from bits_of_pieces(new.pieces, Fate.KEPT)
        return
    one = len(old.pieces) == len(new.pieces) == 1
    if one and _addresses(old) == _addresses(new):
        yield Bit(new.pieces[0], Fate.KEPT, former=old.pieces[0].marks)
        return
    yield from bits_of_pieces(old.pieces, Fate.DELETED)
    yield from bits_of_pieces(new.pieces, Fate.INSERTED)


def _addresses(word: Word) -> list[Mark]:
    return [mark for piece in word.pieces for mark in piece.marks if mark.tag == "a"]


def _space(old: str, new: str, marks: tuple[Mark, ...]) -> Iterator[Bit]:
    if bool(old) == bool(new):
        if new:
            yield Bit(Piece(new, marks))
    else:
        yield Bit(Piece(old or new, marks), Fate.DELETED if old else Fate.INSERTED)


def merged(bits: Sequence[Bit]) -> Iterator[Bit]:
    """Neighbours alike in marks and fate become one."""
    for (marks, fate, former, is_atom), group in groupby(
        bits, key=lambda bit: (bit.piece.marks, bit.fate, bit.former, bit.piece.atom is not None)
    ):
        alike = list(group)
        if is_atom or len(alike) == 1:
            yield from alike
        else:
            yield Bit(Piece("".join(bit.piece.text for bit in alike), marks), fate, former)


# --- How a run looks ------------------------------------------------------------------------------------------------

LOOKS = {"strong": ("b", {}), "em": ("i", {}), "sub": ("vertAlign", {"val": "subscript"}),
         "sup": ("vertAlign", {"val": "superscript"})}  # fmt: skip
ORDER = ("rStyle", "b", "i", "vertAlign")  # as the schema wants them


def look_of(marks: Sequence[Mark]) -> Element | None:
    """The properties of a run under `marks`; None where it has none of its own."""
    found: dict[str, dict[str, str]] = {}
    for mark in marks:
        if mark.tag == "style":
            found["rStyle"] = {"val": dict(mark.attributes)["name"]}
        elif mark.tag == "a":
            found.setdefault("rStyle", {"val": "Hyperlink"})
        elif mark.tag in LOOKS:
            name, attributes = LOOKS[mark.tag]
            found[name] = attributes
    if not found:
        return None
    return w("rPr", *(w(name, **found[name]) for name in ORDER if name in found))
