"""Who may read, write and review drafts: the table of DESIGN §5, one sentence each."""

from typing import Any

from klaipeda_plan.core import rights
from plans.models import Element
from workgroups.permissions import (
    chaired_ids_of,
    group_ids_of,
    is_consultant,
    is_coordinator,
    is_member,
    is_secretary,
)


def can_read_drafts(user: Any) -> bool:
    """Members of any group, consultants, coordinators and the secretary read the whole draft."""
    return is_member(user) or is_consultant(user) or is_coordinator(user) or is_secretary(user)


def can_edit(user: Any, element: Element) -> bool:
    """The coordinator everywhere; a member in the own group's elements."""
    return is_coordinator(user) or element.workgroup_id in group_ids_of(user)


def can_add_under(user: Any, parent: Element | None) -> bool:
    """The plan's own level is the coordinator's; under an element whoever may edit it."""
    return is_coordinator(user) if parent is None else can_edit(user, parent)


def can_move(user: Any, element: Element, parent: Element | None) -> bool:
    """Within the own group's elements; across groups and on shared ground only the coordinator."""
    if is_coordinator(user):
        return True
    if not can_edit(user, element):
        return False
    same_place = (parent.pk if parent else None) == element.parent_id
    return same_place or (parent is not None and parent.workgroup_id == element.workgroup_id)


def can_submit(user: Any, element: Element) -> bool:
    """The group's chair; the coordinator too, since shared elements have no chair."""
    return is_coordinator(user) or element.workgroup_id in chaired_ids_of(user)


def can_review(user: Any) -> bool:
    """Accept and return: consultants and coordinators."""
    return is_consultant(user) or is_coordinator(user)


rights.allow("plans.enter_workspace", can_read_drafts)
rights.allow("plans.view_element", can_review)
rights.allow("plans.view_elementversion", can_review)
for _model in ("plan", "fundingsource"):
    for _verb in ("view", "change", "add"):
        rights.allow(f"plans.{_verb}_{_model}", is_coordinator)
