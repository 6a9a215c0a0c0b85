"""The first page of the drafting room: what waits for me, and the outline of the draft."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from plans import permissions
from plans.hierarchy import children_of
from plans.models import Element, Plan, ReviewStep, State
from plans.queries import Branch, DraftTree, can_be_submitted, draft_tree, last_returns
from workgroups.models import Workgroup
from workgroups.permissions import (
    chaired_ids_of,
    group_ids_of,
    is_administrator,
    is_coordinator,
    is_councillor,
)

WHOLE, SHARED = "visi", "bendri"
DRAFTS_SHOWN = 8


@require_safe
def workspace(request: HttpRequest) -> HttpResponse:
    """What waits for this person and the outline; whoever does not read drafts is shown the own room."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not permissions.can_read_drafts(request.user):
        return redirect(own_room(request.user))
    plan = Plan.objects.current()
    if plan is None:
        return render(request, "plans/workspace.html", {"plan": None})
    tree = draft_tree(plan)
    groups = list(Workgroup.objects.all())
    own = group_ids_of(request.user)
    scope = request.GET.get("grupe", "") or ("" if own else WHOLE)
    state = request.GET.get("busena", "")
    wanted = _wanted(scope, state, groups, own)
    context = {
        "plan": plan, "groups": groups, "own_groups": [group for group in groups if group.pk in own],
        "scope": scope, "state": state, "states": State.choices, "whole": scope == WHOLE,
        "twigs": prune(tree.roots, wanted, request.user), "waiting": waiting_for(request.user, tree),
        "may_add": is_coordinator(request.user), "may_review": permissions.can_review(request.user),
    }  # fmt: skip
    return render(request, "plans/workspace.html", context)


def own_room(user: Any) -> str:
    """Where somebody lands after the login who does not work on the draft."""
    prefix = "/en" if get_language() == "en" else ""
    if is_councillor(user):
        return f"{prefix}/taryba/"
    return f"{prefix}/rengimas/zmones/" if is_administrator(user) else f"{prefix}/"


@dataclass
class Twig:
    """A line of the outline: an element that was asked for, or one above it, shown for its place."""

    branch: Branch
    is_context: bool
    may_edit: bool
    may_add: bool
    children: list["Twig"] = field(default_factory=list)


def prune(branches: list[Branch], wanted: Callable[[Element], bool], user: Any) -> list[Twig]:
    """The branches cut down to what is wanted and what stands above it. Removed elements are for those
    who may bring them back."""
    twigs = []
    for branch in branches:
        element = branch.element
        children = prune(branch.children, wanted, user)
        may_edit = permissions.can_edit(user, element)
        hit = wanted(element) and (may_edit or not element.is_removed)
        if hit or children:
            standing = may_edit and not element.is_removed
            twigs.append(Twig(branch, not hit, standing, standing and bool(children_of(element.kind)), children))
    return twigs


@dataclass
class Waiting:
    """What waits for somebody: lines are (code, element), returned ones with the step that returned them."""

    returned: list[tuple[str, Element, ReviewStep | None]]
    ready: list[tuple[str, Element]]
    drafts: list[tuple[str, Element]]
    more_drafts: int
    submitted: int
    accepted: int
    chaired: list[Workgroup]


def waiting_for(user: Any, tree: DraftTree) -> Waiting:
    """For a member the own groups' elements; for the coordinator the shared ones and all that was returned."""
    own, whole = group_ids_of(user), is_coordinator(user)
    mine = [
        (branch.code, branch.element) for branch in tree.walk()
        if branch.element.workgroup_id in own or (whole and branch.element.workgroup_id is None)
    ]  # fmt: skip
    returned = [one for one in mine if one[1].state == State.RETURNED]
    reasons = last_returns(element for _code, element in returned)
    drafts = [one for one in mine if one[1].state == State.DRAFT and can_be_submitted(one[1])]
    chaired = chaired_ids_of(user)
    ready = [one for one in mine if one[1].state == State.READY and (whole or one[1].workgroup_id in chaired)]
    counts = Counter(element.state for _code, element in mine)
    seats = {element.workgroup_id: element.workgroup for _code, element in mine if element.workgroup_id in chaired}
    return Waiting(
        returned=[(code, element, reasons.get(element.pk)) for code, element in returned],
        ready=ready, drafts=drafts[:DRAFTS_SHOWN], more_drafts=max(0, len(drafts) - DRAFTS_SHOWN),
        submitted=counts[State.SUBMITTED], accepted=counts[State.ACCEPTED],
        chaired=[group for group in seats.values() if group],
    )  # fmt: skip


def _wanted(scope: str, state: str, groups: list[Workgroup], own: frozenset[int]) -> Callable[[Element], bool]:
    """The predicate of the filters; an unknown group or state shows nothing rather than everything."""
    by_slug = {group.slug: group.pk for group in groups}

    def in_scope(element: Element) -> bool:
        if scope == WHOLE:
            return True
        if scope == "":
            return element.workgroup_id in own
        return element.workgroup_id == (None if scope == SHARED else by_slug.get(scope, -1))

    return lambda element: in_scope(element) and state in ("", element.state)
