"""The typed result of a merge: what is settled, and conflicts in their places."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from klaipeda_plan.core.diffing.model import Block, Frame
from klaipeda_plan.core.merging.fitting import as_body, fitted, written
from klaipeda_plan.core.merging.pieces import glued


class Take(StrEnum):
    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"
    EDITED = "edited"


@dataclass(frozen=True)
class Choice:
    """What stands where a conflict was; `text` is the body that somebody wrote instead (EDITED alone)."""

    take: Take
    text: str = ""


class Undecided(ValueError):
    """A conflict without a choice."""


@dataclass(frozen=True)
class Settled:
    """A block that needs no decision."""

    block: Block


@dataclass(frozen=True)
class Conflict:
    """Blocks that both changed, or a part of one. Whatever in them needs no decision is the same on all sides; an
    empty side has deleted them. `both` keeps the words of both. `home` is the tag that they stand in ("" for the
    body)."""

    base: tuple[Block, ...]
    mine: tuple[Block, ...]
    theirs: tuple[Block, ...]
    both: tuple[Block, ...]
    home: str = ""

    def body(self, side: str) -> str:
        """A side (`base`, `mine`, `theirs`, `both`) as a body of its own: an item in a list, a row in a table."""
        return as_body(getattr(self, side), self.home)


@dataclass(frozen=True)
class Held:
    """A block with conflicts somewhere inside."""

    frame: Frame
    nodes: tuple["Node", ...]


@dataclass(frozen=True)
class Pieced:
    """A leaf in which several places are to be decided: each is a conflict of its part, in order."""

    like: Block
    parts: tuple[Conflict, ...]


Node = Settled | Conflict | Held | Pieced


@dataclass(frozen=True)
class MergedBody:
    """Both bodies in one, in reading order. `given` is the result where it is one of the bodies as it came."""

    nodes: tuple[Node, ...]
    given: str | None = None

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """In reading order; their numbers are what `resolve` asks for."""
        return tuple(conflicts_in(self.nodes))

    @cached_property
    def settled(self) -> str | None:
        """The joined body, cleaned; None while something must be decided."""
        return None if self.conflicts else self.resolve({})

    def resolve(self, choices: Mapping[int, Choice], otherwise: Take | None = None) -> str:
        """The joined body with a choice for every conflict; `otherwise` stands in for those that are missing."""
        if self.given is not None:
            return self.given
        numbers = iter(range(len(self.conflicts)))

        def decide(conflict: Conflict) -> Sequence[Block]:
            number = next(numbers)
            choice = choices.get(number) or (Choice(otherwise) if otherwise else None)
            if choice is None:
                raise Undecided(f"conflict {number} is not decided")
            if choice.take is Take.EDITED:
                return fitted(choice.text, conflict.home)
            blocks: tuple[Block, ...] = getattr(conflict, choice.take.value)
            return blocks

        return written([block for node in self.nodes for block in _blocks(node, decide)])


def conflicts_in(nodes: Sequence[Node]) -> Iterator[Conflict]:
    for node in nodes:
        if isinstance(node, Conflict):
            yield node
        elif isinstance(node, Held):
            yield from conflicts_in(node.nodes)
        elif isinstance(node, Pieced):
            yield from node.parts


def side_of(nodes: Sequence[Node], side: str) -> tuple[Block, ...]:
    """The blocks with one side of every conflict."""
    return tuple(block for node in nodes for block in _blocks(node, lambda conflict: getattr(conflict, side)))


def _blocks(node: Node, decide: Callable[[Conflict], Sequence[Block]]) -> Sequence[Block]:
    match node:
        case Settled(block):
            return (block,)
        case Held(frame, nodes):
            return (Block(frame, children=tuple(block for inner in nodes for block in _blocks(inner, decide))),)
        case Pieced(like, parts):
            return glued([decide(part) for part in parts], like)
        case Conflict():
            return decide(node)
