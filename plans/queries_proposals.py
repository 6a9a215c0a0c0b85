"""Reading proposed wordings: lists, and what leads from one wording to another."""

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from plans import permissions
from plans.content import Content, snapshot_with
from plans.differences import Difference, compare_snapshots
from plans.models import Element, ProposalState, WordingProposal


def listed_proposals(*, state: str = "", by: Any = None, element: Element | None = None) -> QuerySet[WordingProposal]:
    """Newest first; `state` of ProposalState ("" for any), `by` the author, of one element or of all."""
    proposals = WordingProposal.objects.select_related("element__plan", "by", "decided_by")
    proposals = proposals.defer("body", "element__body")
    if state:
        proposals = proposals.filter(state=state)
    if by is not None:
        proposals = proposals.filter(by=by)
    return proposals.filter(element=element) if element is not None else proposals


def open_proposal_of(user: Any, element: Element) -> WordingProposal | None:
    """The one that this person may still change."""
    proposals = WordingProposal.objects.filter(element=element, by=user, state=ProposalState.OPEN)
    return proposals.select_related("version").first()


def get_proposal_for(user: Any, pk: int) -> WordingProposal:
    """The proposal, or 404 for who may not read drafts."""
    readable = WordingProposal.objects.all() if permissions.can_read_drafts(user) else WordingProposal.objects.none()
    related = (
        "element__plan",
        "element__workgroup",
        "element__current_version",
        "version",
        "by",
        "decided_by",
        "result",
    )
    return get_object_or_404(readable.select_related(*related), pk=pk)


def proposed_difference(proposal: WordingProposal) -> Difference:
    """From the wording that it started from to the proposed one."""
    base = proposal.version.snapshot
    return compare_snapshots(base, snapshot_with(Content(proposal.title, proposal.body), base))


def meanwhile(proposal: WordingProposal) -> Difference | None:
    """From the wording that it started from to the element's present one; None where the words are the same."""
    base, element = proposal.version.snapshot, proposal.element
    difference = compare_snapshots(base, snapshot_with(Content(element.title, element.body), base))
    return None if difference.is_empty else difference
