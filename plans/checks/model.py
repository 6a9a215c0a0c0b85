"""What a check says, and what it looks at: a plan as it is drafted, or as an edition would hold it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from plans.hierarchy import Kind
from plans.models import Element, LinkKind, Plan


class Severity(TextChoices):
    """An error stops a council edition, a warning asks for a look, a hint only helps."""

    ERROR = "error", _("error")
    WARNING = "warning", _("warning")
    HINT = "hint", _("hint")

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be: where (None: in the plan as a whole) and what cures it."""

    code: str
    severity: Severity
    message: str
    element: Element | None
    cure: str
    where: str = "edit"  # name of the address in the drafting room where the cure is done
    place: str = ""  # code of the element in the document

    @property
    def address(self) -> str:
        """Where the cure is done."""
        if self.element is None:
            return reverse(f"plans:{self.where}")
        return reverse(f"plans:{self.where}", args=[self.element.uid])


class Flaw(NamedTuple):
    """What a check yields; the registry makes a Finding of it."""

    item: "Item | None"
    message: str
    cure: str
    where: str = "edit"


@dataclass
class Item:
    """An element as the checks see it. `content` has the shape of a snapshot; it is empty for what only
    surrounds the elements that are checked. `children` are those that stand."""

    uid: str
    code: str
    kind: str
    title: str
    is_horizontal: bool
    element: Element
    parent: "Item | None" = None
    children: list["Item"] = field(default_factory=list)
    content: Mapping[str, Any] = field(default_factory=dict)

    def above(self) -> Iterator["Item"]:
        """The elements above it, the nearest first."""
        step = self.parent
        while step is not None:
            yield step
            step = step.parent

    def walk(self) -> Iterator["Item"]:
        yield self
        for child in self.children:
            yield from child.walk()

    def has(self, kind: Kind) -> bool:
        return any(child.kind == kind for child in self.children)


class LinkRow(NamedTuple):
    kind: str
    source: str  # uid
    target: str  # uid


@dataclass
class Material:
    """What the checks read, gathered in a constant number of queries.

    `items` are the elements that stand, in the order of the document; `checked` those of them that are asked
    about. In a draft (`is_draft`) `orphans` stand under something removed and `waiting` are the elements asked
    about, removed ones included; an edition has neither. `sums` is each element's own money in cents.
    """

    plan: Plan
    items: list[Item]
    checked: list[Item]
    links: list[LinkRow]
    is_draft: bool
    is_whole: bool = True
    orphans: list[Item] = field(default_factory=list)
    waiting: list[Item] = field(default_factory=list)
    removed: frozenset[str] = frozenset()  # uids of the plan's elements that do not stand
    known_pictures: frozenset[str] = frozenset()  # addresses
    known_elsewhere: frozenset[str] = frozenset()  # uids in other plans that bodies point at
    stages: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # first and last year by code
    sums: Mapping[str, int] = field(default_factory=dict)  # by uid
    remarks: Mapping[str, int] = field(default_factory=dict)  # open ones by uid
    returns: Mapping[str, str] = field(default_factory=dict)  # reasons by uid

    def of(self, *kinds: Kind) -> Iterator[Item]:
        """The checked elements of these kinds."""
        return (item for item in self.checked if item.kind in kinds)

    @cached_property
    def by_uid(self) -> dict[str, Item]:
        return {item.uid: item for item in self.items}

    @cached_property
    def sources_of(self) -> Mapping[tuple[str, str], list[str]]:
        """{(kind, target uid): uids of standing elements that link to it}."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in self.links:
            if row.source in self.by_uid:
                found[row.kind, row.target].append(row.source)
        return found

    @cached_property
    def targets_of(self) -> Mapping[tuple[str, str], list[str]]:
        """{(kind, source uid): uids of standing elements that it links to}."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in self.links:
            if row.target in self.by_uid:
                found[row.kind, row.source].append(row.target)
        return found

    def addresses(self, goal: Item) -> list[str]:
        return self.targets_of.get((LinkKind.ADDRESSES, goal.uid), [])

    def total(self, item: Item) -> int:
        """Cents of the element and all under it."""
        return sum(self.sums.get(one.uid, 0) for one in item.walk())
