"""The typed result of a comparison: blocks, and runs of words inside changed blocks."""

import re
from collections.abc import Hashable
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from klaipeda_plan.core.diffing.text import Piece, Word, split

ANONYMOUS = ""  # the tag of loose text beside blocks, as in <li>text<ul>…</ul></li>
ID = "data-block"
SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Frame:
    """A block's own element, without what is inside."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()

    @cached_property
    def id(self) -> str:
        return dict(self.attributes).get(ID, "")

    @cached_property
    def looks(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        """Tag and attributes as far as a reader sees them."""
        return self.tag, tuple(pair for pair in self.attributes if pair[0] != ID)


@dataclass(frozen=True)
class Block:
    """A block of a body: a leaf with text in pieces, or a container with blocks."""

    frame: Frame
    pieces: tuple[Piece, ...] = ()
    children: tuple["Block", ...] = ()

    @cached_property
    def key(self) -> Hashable:
        """Equal blocks have equal keys, whatever their ids and kinds of space."""
        pieces = tuple((SPACES.sub(" ", text), *rest) for text, *rest in self.pieces)
        return hash((self.frame.looks, pieces, tuple(child.key for child in self.children)))

    @cached_property
    def words(self) -> tuple[Word, ...]:
        return tuple(split(self.pieces))

    @cached_property
    def bag(self) -> frozenset[Hashable]:
        """The different words inside."""
        inner = (child.bag for child in self.children)
        own = (word.atom or word.text.casefold() for word in self.words)
        return frozenset[Hashable](own).union(*inner)

    @cached_property
    def text(self) -> str:
        """All text inside, for lengths and heads."""
        own = "".join(piece.text for piece in self.pieces)
        return " ".join([own, *(child.text for child in self.children)]).strip()


class Change(Enum):
    SAME = "same"
    INSERTED = "inserted"
    DELETED = "deleted"
    FORMATTED = "formatted"  # the same words under other marks


@dataclass(frozen=True)
class Run:
    """Words in a row with one fate. `old` is empty for inserted ones, `new` for deleted ones; for the rest
    the two are the same words, though spaces and marks may differ."""

    change: Change
    old: tuple[Word, ...] = ()
    new: tuple[Word, ...] = ()


@dataclass(frozen=True)
class Equal:
    """A block that stayed as it was (its id may have changed)."""

    old: Block
    new: Block


@dataclass(frozen=True)
class Inserted:
    block: Block


@dataclass(frozen=True)
class Deleted:
    block: Block


@dataclass(frozen=True)
class Changed:
    """A block on both sides: a leaf has `runs`, a container `children`. The frames may differ, too."""

    old: Frame
    new: Frame
    runs: tuple[Run, ...] = ()
    children: tuple["BlockChange", ...] = ()


@dataclass(frozen=True)
class MovedAway:
    """The old place of a block that stands elsewhere now; `number` is the pair's own."""

    block: Block
    number: int


@dataclass(frozen=True)
class MovedHere:
    """The new place of a moved block, with what was changed in it on the way."""

    change: Equal | Changed
    number: int


BlockChange = Equal | Changed | Inserted | Deleted | MovedAway | MovedHere


class Side(Enum):
    OLD = "old"
    NEW = "new"


@dataclass(frozen=True)
class BodyDifference:
    """All blocks of both bodies in reading order, each with its fate."""

    blocks: tuple[BlockChange, ...] = field(default=())

    @cached_property
    def is_empty(self) -> bool:
        """Nothing differs that a reader could see."""
        return all(isinstance(block, Equal) for block in self.blocks)
