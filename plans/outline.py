"""The outline of the draft: what of it was asked for, as lines with what this person may do there."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import ngettext, pgettext

from plans import permissions
from plans.hierarchy import ROOT, Kind, children_of
from plans.models import Element, State
from plans.queries import Branch, DraftTree
from workgroups.models import Workgroup
from workgroups.permissions import is_coordinator

WHOLE, SHARED = "visi", "bendri"
REMOVED = "removed"  # among the states of the filter
FOLD_FROM = 80  # lines; of a longer outline the measures and the lists of analyses begin folded


@dataclass(frozen=True)
class Asked:
    """What the filters say: `scope` is "" for the own groups, WHOLE, SHARED or a group's slug."""

    scope: str = ""
    state: str = ""
    kind: str = ""
    text: str = ""

    @property
    def is_narrow(self) -> bool:
        """Not simply an area: what is found stands open, without counting who is above it."""
        return bool(self.state or self.kind or self.text)


def asked_in(query: Mapping[str, Any], own: frozenset[int]) -> Asked:
    """The filters of an address; who sits in no group begins with the whole plan."""
    values = (str(query.get(name, "")).strip()[:100] for name in ("grupe", "busena", "rusis", "ieskoti"))
    asked = Asked(*values)
    return asked if asked.scope or own else Asked(WHOLE, asked.state, asked.kind, asked.text)


@dataclass
class Twig:
    """A line of the outline: an element that was asked for, or one above it, shown for its place."""

    branch: Branch
    is_context: bool
    may_edit: bool
    may_restore: bool = False
    is_folded: bool = False
    children: list["Twig"] = field(default_factory=list)

    @property
    def element(self) -> Element:
        return self.branch.element

    @property
    def page(self) -> str:
        """The element's address under the room's: reversing a thousand addresses takes longer than all the rest."""
        return f"e/{self.element.uid}/"

    @cached_property
    def takes(self) -> list[Kind]:
        """Kinds that may stand under it."""
        return [] if self.element.is_removed else children_of(self.element.kind)

    @cached_property
    def below(self) -> str:
        """How many stand right under it, of one kind in the kind's own word."""
        count = len(self.children)
        kinds = {child.element.kind for child in self.children}
        if kinds == {Kind.TASK.value}:
            return ngettext("%(count)d task", "%(count)d tasks", count) % {"count": count}
        if kinds == {Kind.MEASURE.value}:
            return ngettext("%(count)d measure", "%(count)d measures", count) % {"count": count}
        if kinds == {Kind.GOAL.value}:
            return ngettext("%(count)d goal", "%(count)d goals", count) % {"count": count}
        return ngettext("%(count)d element", "%(count)d elements", count) % {"count": count}


@dataclass
class Outline:
    """The lines that were asked for, how many were, and how many removed elements are kept out of sight."""

    asked: Asked
    twigs: list[Twig]
    found: int
    removed: int
    may_add: bool  # on the plan's own level
    is_free: bool  # moves across groups, too
    takes: list[Kind]


def outline_of(tree: DraftTree, asked: Asked, *, user: Any, groups: list[Workgroup], own: frozenset[int]) -> Outline:
    """No query besides those of the rights. An unknown group, state or kind shows nothing rather than everything."""
    wanted = _wanted(asked, groups, own)
    gone = sum(_is_gone(one.element) and permissions.can_edit(user, one.element) for one in tree.walk())
    hits: list[Element] = []
    twigs = _prune(tree.roots, wanted, user, hits)
    if len(hits) > FOLD_FROM and not asked.is_narrow:
        _fold(twigs)
    free = is_coordinator(user)
    return Outline(asked, twigs, len(hits), gone, may_add=free, is_free=free, takes=children_of(ROOT))


def states() -> list[tuple[str, Any]]:
    """The states that the outline is filtered by, with their names."""
    return [*State.choices, (REMOVED, pgettext("elements", "removed"))]


def _prune(branches: list[Branch], wanted: Callable[[Branch], bool], user: Any, hits: list[Element]) -> list[Twig]:
    """The branches cut down to what is wanted and what stands above it. Removed elements are for those who may
    bring them back."""
    twigs = []
    for branch in branches:
        element = branch.element
        edits = permissions.can_edit(user, element)
        hit = wanted(branch) and (edits or not element.is_removed)
        if hit:
            hits.append(element)
        children = _prune(branch.children, wanted, user, hits)
        if hit or children:
            gone = element.is_removed
            twigs.append(Twig(branch, not hit, edits and not gone, edits and gone, children=children))
    return twigs


def _fold(twigs: list[Twig]) -> None:
    """Measures of a task, and lists of an analysis, begin folded in a long outline."""
    for twig in twigs:
        kinds = {child.element.kind for child in twig.children}
        twig.is_folded = bool(kinds) and not kinds & {Kind.SECTION, Kind.PRIORITY, Kind.GOAL, Kind.TASK}
        _fold(twig.children)


def _is_gone(element: Element) -> bool:
    """Removed, and nobody waits for that: it never was accepted, or its removal is."""
    return element.is_removed and (element.accepted_version_id is None or not element.waits_for_acceptance)


def _wanted(asked: Asked, groups: list[Workgroup], own: frozenset[int]) -> Callable[[Branch], bool]:
    by_slug = {group.slug: group.pk for group in groups}
    words = fold_letters(asked.text).split()

    def in_scope(element: Element) -> bool:
        if asked.scope == WHOLE:
            return True
        if asked.scope == "":
            return element.workgroup_id in own
        return element.workgroup_id == (None if asked.scope == SHARED else by_slug.get(asked.scope, -1))

    def in_state(element: Element) -> bool:
        if asked.state == REMOVED:
            return element.is_removed
        return not _is_gone(element) and asked.state in ("", element.state)

    def wanted(branch: Branch) -> bool:
        element = branch.element
        if not in_scope(element) or not in_state(element) or asked.kind not in ("", element.kind):
            return False
        if not words:
            return True
        title = fold_letters(element.title)
        return branch.code.casefold() == asked.text.casefold() or all(word in title for word in words)

    return wanted


def fold_letters(text: str) -> str:
    """Without case and diacritics: a hurried hand finds „žuvis“ by “zuvis”."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
