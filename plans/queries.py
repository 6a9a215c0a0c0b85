"""Reading the draft: the tree with its codes, and lists that several pages show."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.shortcuts import get_object_or_404

from plans import permissions
from plans.codes import Place, codes_of
from plans.models import Element, ElementVersion, Plan, ReviewStep, State
from plans.services.review import STEPS
from plans.snapshot import Snapshot


@dataclass
class Branch:
    """An element of the draft with its code and what stands under it, in order."""

    element: Element
    code: str = ""
    depth: int = 0
    children: list["Branch"] = field(default_factory=list)

    def walk(self) -> Iterator["Branch"]:
        """The branch itself, then all under it in the order of the document."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass
class DraftTree:
    """The whole draft of a plan, read in one query. Removed elements are there, without a code."""

    plan: Plan
    roots: list[Branch]
    by_pk: dict[int, Branch]

    def walk(self) -> Iterator[Branch]:
        for root in self.roots:
            yield from root.walk()

    def code_of(self, element_pk: int) -> str:
        branch = self.by_pk.get(element_pk)
        return branch.code if branch else ""

    def path_to(self, element_pk: int) -> list[Branch]:
        """The branches from the root down to the element's parent."""
        path: list[Branch] = []
        branch = self.by_pk.get(element_pk)
        while branch and branch.element.parent_id:
            branch = self.by_pk[branch.element.parent_id]
            path.insert(0, branch)
        return path


def draft_tree(plan: Plan) -> DraftTree:
    """The draft with states, owners and the newest version's author: one query at any size."""
    elements = list(
        Element.objects.filter(plan=plan)
        .select_related("workgroup", "current_version__by", "current_version__with_author", "accepted_version")
        .defer("body", "current_version__snapshot", "accepted_version__snapshot")
        .order_by("position", "pk")
    )
    by_pk = {element.pk: Branch(element) for element in elements}
    roots: list[Branch] = []
    for element in elements:
        siblings = by_pk[element.parent_id].children if element.parent_id else roots
        siblings.append(by_pk[element.pk])
    tree = DraftTree(plan, roots, by_pk)
    _number(tree)
    return tree


def own_in_branch(tree: DraftTree, element: Element) -> list[Element]:
    """The element and all under it that has the same owner, in the order of the document."""
    branch = tree.by_pk[element.pk]
    return [one.element for one in branch.walk() if one.element.workgroup_id == element.workgroup_id]


def can_be_submitted(element: Element) -> bool:
    """Something in it waits for acceptance and is not with the reviewers yet. What was added and removed
    again before anybody accepted it is nobody's business."""
    gone_unseen = element.is_removed and element.accepted_version_id is None
    return element.waits_for_acceptance and element.state in STEPS[State.SUBMITTED] and not gone_unseen


def last_returns(elements: Iterable[Element]) -> dict[int, ReviewStep]:
    """{element pk: the step that returned it last}, one query; the reason stands in the step."""
    steps = ReviewStep.objects.filter(element__in=list(elements), to_state=State.RETURNED)
    return {step.element_id: step for step in steps.select_related("by").order_by("pk")}


def newest_snapshots(elements: Iterable[Element]) -> dict[int, Snapshot]:
    """{element pk: its newest snapshot}, one query: whole texts, for pages that show the document."""
    wanted = [element.current_version_id for element in elements if element.current_version_id]
    rows = ElementVersion.objects.filter(pk__in=wanted).values_list("element_id", "snapshot")
    return dict(rows)


def get_element_for(user: Any, uid: str) -> Element:
    """The element, or 404 for who may not read drafts and for what does not exist."""
    readable = Element.objects.all() if permissions.can_read_drafts(user) else Element.objects.none()
    return get_object_or_404(
        readable.select_related(
            "plan", "parent", "workgroup", "current_version__by", "current_version__with_author", "accepted_version"
        ),
        uid=uid,
    )


def get_element_to_write(user: Any, uid: str) -> Element:
    """The same for what only writes: without the versions and their texts."""
    readable = Element.objects.all() if permissions.can_read_drafts(user) else Element.objects.none()
    return get_object_or_404(readable.select_related("plan").defer("body"), uid=uid)


def _number(tree: DraftTree) -> None:
    standing = [branch for branch in tree.walk() if not branch.element.is_removed]
    codes = codes_of(
        Place(b.element.pk, b.element.parent_id, b.element.kind, b.element.is_horizontal) for b in standing
    )
    for branch in standing:
        branch.code = codes[branch.element.pk]
    for root in tree.roots:
        _deepen(root, 0)


def _deepen(branch: Branch, depth: int) -> None:
    branch.depth = depth
    for child in branch.children:
        _deepen(child, depth + 1)
