"""The parts of a comparison in the order of the document, and its pages: an unlike pair fits no single page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from editions.comparison.model import Comparison, Entry, Line
from editions.reading import Node
from plans.hierarchy import Kind

PER_PAGE = 50  # elements; as many as a browser, a screen reader and a person take in at once


@dataclass(frozen=True)
class Part:
    """A section, the vision with its aspects, or a priority: `head` and the lines under it, `head` among them."""

    head: Node
    lines: tuple[Line, ...]

    @property
    def word(self) -> str:
        """What an address calls it."""
        return self.head.short_uid

    @property
    def name(self) -> str:
        return _("Vision") if self.head.kind == Kind.VISION else f"{self.head.code} {self.head.title}"

    @cached_property
    def changes(self) -> tuple[Entry, ...]:
        return tuple(line.entry for line in self.lines if line.entry and not line.entry.is_folded)


def parts_of(comparison: Comparison) -> Iterator[Part]:
    """Every part, whether something of it differs or not."""
    head: Node | None = None
    own: list[Line] = []
    for line in comparison.lines:
        if line.node.kind in (Kind.VISION, Kind.PRIORITY) or line.depth == 0:
            if head:
                yield Part(head, tuple(own))
            head, own = line.node, []
        own.append(line)
    if head:
        yield Part(head, tuple(own))


@dataclass(frozen=True)
class Page:
    """Some of many lines. `first` and `last` count them from 1; both 0 where there is none."""

    number: int
    total: int
    first: int
    last: int
    of: int
    lines: tuple[Line, ...]

    @property
    def is_only(self) -> bool:
        return self.total == 1


def page_of(lines: Sequence[Line], number: int) -> Page | None:
    """The page of this number, from 1; None where there is no such page. Nothing has one page, an empty one."""
    total = max(-(-len(lines) // PER_PAGE), 1)
    if not 1 <= number <= total:
        return None
    start = (number - 1) * PER_PAGE
    held = tuple(lines[start : start + PER_PAGE])
    return Page(number, total, start + 1 if held else 0, start + len(held), len(lines), held)


def page_holding(lines: Sequence[Line], short_uid: str) -> int | None:
    """The number of the page on which the element stands."""
    found = next((at for at, line in enumerate(lines) if line.node.short_uid == short_uid), None)
    return None if found is None else found // PER_PAGE + 1
