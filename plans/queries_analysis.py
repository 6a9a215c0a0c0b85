"""Reading the structured analysis: a group's board, and how far each area has come."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy

from plans import permissions
from plans.hierarchy import ANALYSIS, Kind
from plans.models import Element
from plans.queries import Branch, DraftTree
from plans.queries_links import Matrix
from plans.services.analysis import evidence_of
from workgroups.models import Workgroup

QUADRANTS = (Kind.STRENGTH, Kind.WEAKNESS, Kind.OPPORTUNITY, Kind.THREAT)
# The heading of each part of the board, what belongs in it, and what its field is called.
WORDS: dict[str, tuple[Any, Any, Any]] = {
    Kind.STRENGTH: (
        gettext_lazy("Strengths"), gettext_lazy("What helps and is in the city's own hands"),
        gettext_lazy("New strength"),
    ),
    Kind.WEAKNESS: (
        gettext_lazy("Weaknesses"), gettext_lazy("What hinders and is in the city's own hands"),
        gettext_lazy("New weakness"),
    ),
    Kind.OPPORTUNITY: (
        gettext_lazy("Opportunities"), gettext_lazy("What comes from outside and can be used"),
        gettext_lazy("New opportunity"),
    ),
    Kind.THREAT: (
        gettext_lazy("Threats"), gettext_lazy("What comes from outside and can do harm"),
        gettext_lazy("New threat"),
    ),
    Kind.AREA_VISION: (
        gettext_lazy("Vision of the area"), gettext_lazy("What the area looks like when the plan has succeeded"),
        gettext_lazy("Vision of the area"),
    ),
    Kind.PROBLEM: (
        gettext_lazy("Problems"), gettext_lazy("What the plan has to solve; goals say which of them they address"),
        gettext_lazy("New problem"),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """An entry of the board. `evidence` is its text as plain lines, None where it holds more than that."""

    branch: Branch
    body: str
    evidence: str | None
    goals: list[Branch]
    may_edit: bool


@dataclass(frozen=True)
class Part:
    """A quadrant, the vision or the problems: entries in order, and removed ones that may be brought back."""

    kind: Kind
    title: Any
    hint: Any
    label: Any
    entries: list[Entry]
    removed: list[Element]
    may_add: bool

    @property
    def is_quadrant(self) -> bool:
        return self.kind in QUADRANTS


def sections_in(tree: DraftTree, group: Workgroup) -> list[Branch]:
    """The group's standing sections, those that hold an analysis first."""
    sections = [one for one in tree.walk() if one.element.kind == Kind.SECTION and one.code]
    own = [one for one in sections if one.element.workgroup_id == group.pk]
    return sorted(own, key=lambda one: not any(child.code and child.element.kind in ANALYSIS for child in one.children))


def board_of(section: Branch | None, matrix: Matrix, user: Any, *, may_begin: bool) -> dict[str, Part]:
    """{kind: part} of a section's analysis; of one that is still to be made (None) all parts are empty.

    One query beside the tree.
    """
    children = section.children if section else []
    may_edit = permissions.can_edit(user, section.element) if section else may_begin
    bodies = dict(Element.objects.filter(parent=section.element).values_list("pk", "body")) if section else {}
    parts = {}
    for kind in ANALYSIS:
        title, hint, label = WORDS[kind]
        own = [one for one in children if one.element.kind == kind]
        entries = [_entry(one, bodies, matrix, user) for one in own if one.code]
        may_add = may_edit and not (kind == Kind.AREA_VISION and entries)
        removed = [one.element for one in own if one.element.is_removed and permissions.can_edit(user, one.element)]
        parts[kind.value] = Part(kind, title, hint, label, entries, removed, may_add)
    return parts


def _entry(branch: Branch, bodies: dict[int, str], matrix: Matrix, user: Any) -> Entry:
    body = bodies.get(branch.element.pk, "")
    goals = matrix.by_problem.get(branch.element.pk, [])
    return Entry(branch, body, evidence_of(body), goals, permissions.can_edit(user, branch.element))


@dataclass(frozen=True)
class Area:
    """How far a group's analysis has come."""

    group: Workgroup
    counts: list[tuple[Any, int]] = field(default_factory=list)  # heading of a quadrant, entries
    vision: str = ""
    problems: int = 0
    lonely_problems: int = 0


def areas_of(tree: DraftTree, groups: Iterable[Workgroup], matrix: Matrix) -> list[Area]:
    """One line for each group; no query."""
    found: dict[int, list[Branch]] = {}
    for branch in tree.walk():
        element = branch.element
        if branch.code and element.kind in ANALYSIS and element.workgroup_id:
            found.setdefault(element.workgroup_id, []).append(branch)
    lonely = Counter(one.element.workgroup_id for one in matrix.lonely_problems)
    areas = []
    for group in groups:
        own = found.get(group.pk, [])
        counts = Counter(one.element.kind for one in own)
        vision = next((one.element.title for one in own if one.element.kind == Kind.AREA_VISION), "")
        rows = [(WORDS[kind][0], counts[kind]) for kind in QUADRANTS]
        areas.append(Area(group, rows, vision, counts[Kind.PROBLEM], lonely[group.pk]))
    return areas
