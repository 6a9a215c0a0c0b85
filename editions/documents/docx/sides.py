"""The two sides of what a document shows. In a plan both are the same thing, and nothing is a change."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Generic, TypeVar

from klaipeda_plan.core.diffing.matching import rising

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
U = TypeVar("U")


class Fate(Enum):
    """What becomes of a piece of text; the value is its element in the file."""

    KEPT = ""
    INSERTED = "ins"
    DELETED = "del"


@dataclass(frozen=True)
class Sides(Generic[T_co]):
    """`old` is None for what was added, `new` for what was removed."""

    old: T_co | None
    new: T_co | None

    @property
    def fate(self) -> Fate:
        if self.old is None:
            return Fate.INSERTED
        return Fate.DELETED if self.new is None else Fate.KEPT

    @property
    def any(self) -> T_co:
        """What stands now, or stood last."""
        found = self.old if self.new is None else self.new
        assert found is not None  # there is no pair of two nothings
        return found

    @property
    def is_nothing(self) -> bool:
        return self.old is None and self.new is None

    @property
    def is_still(self) -> bool:
        return self.old is self.new

    def of(self, part: Callable[[T_co], U | None]) -> "Sides[U]":
        """The same part of both sides; empty texts, sums and rows count as none."""
        if self.is_still:
            return both(None if self.new is None else part(self.new) or None)
        sides = [None if side is None else part(side) or None for side in (self.old, self.new)]
        return Sides(*sides)


def both(value: T | None) -> Sides[T]:
    return Sides(value, value)


def pairs(sides: Sides[Sequence[T]], key: Callable[[T], Hashable]) -> list[Sides[T]]:
    """Items of two rows in the order of the document: those of the new row in their order, former ones behind what
    they stood behind. Of items that changed their order as few as can be are taken out and put in again."""
    if sides.is_still:
        return [both(one) for one in sides.new or ()]
    old, new = list(sides.old or ()), list(sides.new or ())
    places: dict[Hashable, int] = {}
    for at, one in enumerate(old):
        places.setdefault(key(one), at)
    common = [(at, places.pop(key(one)), 1) for at, one in enumerate(new) if key(one) in places]
    if any(before[1] > after[1] for before, after in pairwise(common)):
        common = [(at, place, 1) for at, place in rising(common)]
    found: list[Sides[T]] = []
    low = left = 0
    for at, place in [*((at, place) for at, place, _weight in common), (len(new), len(old))]:
        found += [Sides(one, None) for one in old[low:place]]
        found += [Sides(None, one) for one in new[left:at]]
        if at < len(new):
            found.append(Sides(old[place], new[at]))
        low, left = place + 1, at + 1
    return found
