"""The typed result of comparing two editions. Its texts are in the language in which it was made."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from typing import Any

from editions.comparison.reasons import Reason
from editions.models import Edition
from editions.reading import EditionTree, Node
from plans.differences import Difference, FieldChange

SHARED = ""  # the area of what no working group owns


class Sort(Enum):
    """What a change is. An element that both editions hold may have several."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    REWORDED = "reworded"
    MONEY = "money"
    YEARS = "years"
    BODIES = "bodies"  # responsible body, office, partners
    STAGE = "stage"
    RESULT = "result"
    RESOURCES = "resources"
    INDICATORS = "indicators"
    TARGETS = "targets"  # baselines, targets and actual values
    LINKS = "links"
    OWNER = "owner"  # working group, kind, horizontal or not
    RENUMBERED = "renumbered"  # alone: nothing but its code differs, because of what changed before it


@dataclass(frozen=True)
class Move:
    """From where to where, in words. Under one parent still (`is_reordered`): places are counted among those of
    its kind."""

    old_parent: str
    new_parent: str
    old_rank: int
    new_rank: int
    is_reordered: bool


@dataclass(frozen=True)
class Entry:
    """One element that differs. `old` is None for an added one, `new` for a removed one.

    `area` is the slug of the working group that owns it, inherited or not. `reasons` are what the editions froze of
    why it changed, as far as whoever asked may read them.
    """

    uid: str
    kind: str
    area: str
    depth: int
    old: Node | None
    new: Node | None
    sorts: tuple[Sort, ...]
    difference: Difference
    move: Move | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def reason(self) -> str | None:
        """All reasons in one line."""
        return "; ".join(reason.text for reason in self.reasons) or None

    @property
    def node(self) -> Node:
        """The element as it stands now, or as it stood last."""
        node = self.new or self.old
        assert node is not None  # every entry has a side
        return node

    @property
    def is_folded(self) -> bool:
        """Only renumbered: a consequence, shown apart."""
        return self.sorts == (Sort.RENUMBERED,)

    @property
    def codes(self) -> tuple[str, str]:
        """Old and new, "" where there is none."""
        return (self.old.code if self.old else "", self.new.code if self.new else "")


@dataclass(frozen=True)
class Line:
    """A place of the whole text in the order of the document: what stands there, and what of it differs."""

    node: Node
    depth: int
    entry: Entry | None


# --- Operations: what makes the edition out of its basis ------------------------------------------------------------


@dataclass(frozen=True)
class Remove:
    uid: str


@dataclass(frozen=True)
class Place:
    """Put an element under `parent` right behind `after` ("" for none: the plan itself, the first place).
    An added one brings its content, a moved one None."""

    uid: str
    parent: str
    after: str
    content: dict[str, Any] | None = None


@dataclass(frozen=True)
class Rewrite:
    """New values of parts of the content; `dropped` names parts that are gone."""

    uid: str
    values: dict[str, Any]
    dropped: tuple[str, ...] = ()


@dataclass(frozen=True)
class Renumber:
    uid: str
    code: str


Operation = Remove | Place | Rewrite | Renumber


@dataclass(frozen=True)
class Comparison:
    """What leads from `basis` to `edition`. `entries` and `lines` follow the order of the document, removed
    elements where they stood; `facts` are the editions' own (title of the plan, its years)."""

    basis: Edition
    edition: Edition
    old: EditionTree
    new: EditionTree
    facts: tuple[FieldChange, ...]
    lines: tuple[Line, ...]
    operations: tuple[Operation, ...]
    group_names: dict[str, str] = field(default_factory=dict)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(line.entry for line in self.lines if line.entry)

    @cached_property
    def changes(self) -> tuple[Entry, ...]:
        """Entries that are more than a new code."""
        return tuple(entry for entry in self.entries if not entry.is_folded)

    @cached_property
    def renumbered(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.is_folded)

    @cached_property
    def is_empty(self) -> bool:
        return not self.entries and not self.facts

    def entry_of(self, uid: str) -> Entry | None:
        return self._by_uid.get(uid)

    @cached_property
    def _by_uid(self) -> dict[str, Entry]:
        return {entry.uid: entry for entry in self.entries}

    def with_reasons(self, reasons: Mapping[str, tuple[Reason, ...]]) -> "Comparison":
        """The same comparison, each entry with its reasons."""
        if not reasons:
            return self
        lines = tuple(_with_reasons(line, reasons) for line in self.lines)
        return replace(self, lines=lines)

    def of_area(self, area: str) -> Iterator[Entry]:
        return (entry for entry in self.changes if entry.area == area)


def _with_reasons(line: Line, reasons: Mapping[str, tuple[Reason, ...]]) -> Line:
    own = reasons.get(line.node.uid) if line.entry else None
    return replace(line, entry=replace(line.entry, reasons=own)) if line.entry and own else line
