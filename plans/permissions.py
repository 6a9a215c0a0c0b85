"""Who may read, write and review drafts: the table of DESIGN §5, one sentence each."""

from typing import Any

from klaipeda_plan.core import rights
from plans.models import Element, GuestLink, Remark, WordingProposal
from workgroups.models import Workgroup
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
    return element.workgroup_id in group_ids_of(user) or is_coordinator(user)


def can_translate(user: Any, element: Element) -> bool:
    """Whoever may edit it, and consultants: an English text changes nothing of what is decided on."""
    return can_edit(user, element) or is_consultant(user)


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


def can_open_analysis(user: Any, group: Workgroup) -> bool:
    """Members begin the analysis of their own area; the coordinator any."""
    return is_coordinator(user) or group.pk in group_ids_of(user)


def can_submit(user: Any, element: Element) -> bool:
    """The group's chair; the coordinator too, since shared elements have no chair."""
    return is_coordinator(user) or element.workgroup_id in chaired_ids_of(user)


def can_bring_pictures(user: Any) -> bool:
    """Whoever writes somewhere in the plan."""
    return is_member(user) or is_coordinator(user)


def can_write_money(user: Any) -> bool:
    """Whoever has measures to write money into: members in those of their group, the coordinator in all."""
    return is_member(user) or is_coordinator(user)


def can_remark(user: Any, element: Element) -> bool:
    """Members of any group, consultants and coordinators, on every element; the secretary only reads."""
    return is_member(user) or is_consultant(user) or is_coordinator(user)


def guest_can_remark(guest: GuestLink, element: Element) -> bool:
    """A guest whose link is open, in the branch that the link names."""
    step: Element | None = element
    while step is not None and step.pk != guest.element_id:
        step = step.parent
    return step is not None and guest.is_open


def can_invite_guest(user: Any, element: Element) -> bool:
    """Show a branch to a guest reviewer: the coordinator, and the chair of the group that owns the branch."""
    return is_coordinator(user) or element.workgroup_id in chaired_ids_of(user)


def can_keep_guests(user: Any) -> bool:
    """Has branches that may be shown to guests at all."""
    return is_coordinator(user) or bool(chaired_ids_of(user))


def guest_may_enter(guest: GuestLink) -> bool:
    """The link is open, its branch stands, and who made it may still show that branch to guests."""
    return guest.is_open and not guest.element.is_removed and can_invite_guest(guest.by, guest.element)


def is_own_remark(user: Any, remark: Remark) -> bool:
    """Who wrote it and may still write remarks."""
    return remark.by_id is not None and remark.by_id == user.pk and can_remark(user, remark.element)


def can_resolve(user: Any, remark: Remark) -> bool:
    """Who may edit the element, who wrote the remark, who was given the task, and reviewers."""
    if can_edit(user, remark.element) or can_review(user):
        return True
    return can_remark(user, remark.element) and user.pk in (remark.by_id, remark.assigned_to_id)


def can_propose(user: Any, element: Element) -> bool:
    """Members and chairs propose a wording for what belongs to no group; the coordinator edits it."""
    return is_member(user) and element.workgroup_id is None and not can_edit(user, element)


def is_own_proposal(user: Any, proposal: WordingProposal) -> bool:
    """Who proposed it and may still propose."""
    return proposal.by_id is not None and proposal.by_id == user.pk and can_propose(user, proposal.element)


def can_decide_proposal(user: Any, proposal: WordingProposal) -> bool:
    """The coordinator, whose the shared elements are."""
    return is_coordinator(user)


def can_keep_directory(user: Any) -> bool:
    """Names, kinds, merging and splitting of organisations are the coordinator's."""
    return is_coordinator(user)


def can_keep_stages(user: Any) -> bool:
    """The plan's stages are the coordinator's."""
    return is_coordinator(user)


def can_keep_sources(user: Any) -> bool:
    """The table of funding sources is the coordinator's."""
    return is_coordinator(user)


def can_review(user: Any) -> bool:
    """Accept and return: consultants and coordinators."""
    return is_consultant(user) or is_coordinator(user)


rights.allow("plans.enter_workspace", can_read_drafts)
rights.allow("plans.view_element", can_review)
rights.allow("plans.view_elementversion", can_review)
for _model in ("plan", "fundingsource"):
    for _verb in ("view", "change", "add"):
        rights.allow(f"plans.{_verb}_{_model}", is_coordinator)
