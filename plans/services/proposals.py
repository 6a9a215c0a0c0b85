"""Proposed wordings of shared elements: proposed, changed, withdrawn, taken over, declined.

This module owns `WordingProposal.state`; nobody else assigns it.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from klaipeda_plan.core.bodies import clean_body
from klaipeda_plan.core.diffing import compare_bodies
from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.core.history import save_with_history
from klaipeda_plan.core.merging import Take, merge_bodies, merge_texts
from plans import notifying, permissions
from plans.content import Content
from plans.models import Element, ElementVersion, ProposalState, VersionKind, WordingProposal
from plans.services.elements import save_element
from plans.services.review import lock_element


@transaction.atomic
def propose_wording(
    element: Element, *, title: str, body: str, by: Any, reason: str = "", base: int | None = None
) -> WordingProposal:
    """A wording for a shared element. `base` is the number of the version that it started from (None: the newest).

    One open proposal for a person and an element: the next wording changes it.
    """
    element = lock_element(element)
    if not permissions.can_propose(by, element):
        raise NotAllowed(_("You may not propose a wording here."), who_may=who_may_propose())
    if element.is_removed:
        raise Refused(_("The element was removed meanwhile. Your text is still in the form."))
    if WordingProposal.objects.filter(element=element, by=by, state=ProposalState.OPEN).exists():
        raise Refused(_("You have an open proposal for this element already: change it instead."))
    version = ElementVersion.objects.filter(element=element, number=base or 0).first() or element.current_version
    proposal = WordingProposal(element=element, version=version, by=by)
    _write(proposal, title, body, reason, by=by, why="proposed")
    notifying.tell_proposal(proposal)
    return proposal


@transaction.atomic
def change_proposal(proposal: WordingProposal, *, title: str, body: str, by: Any, reason: str = "") -> WordingProposal:
    """The author writes it anew while nobody has decided."""
    proposal = _lock_own(proposal, by=by)
    _write(proposal, title, body, reason, by=by, why="changed")
    return proposal


@transaction.atomic
def withdraw_proposal(proposal: WordingProposal, *, by: Any) -> WordingProposal:
    """The author takes it back."""
    proposal = _lock_own(proposal, by=by)
    proposal.state = ProposalState.WITHDRAWN
    save_with_history(proposal, by=by, reason="withdrawn")
    return proposal


@transaction.atomic
def take_over(
    proposal: WordingProposal, *, title: str, body: str, base_version: int, by: Any, answer: str = ""
) -> ElementVersion:
    """The coordinator writes the proposed wording, edited or not, over the version that was read.

    `base_version` is the element's `text_version` then; a newer one raises `StaleText` and nothing is decided.
    The new version names the coordinator and the proposal's author.
    """
    proposal = _lock_open(proposal, by=by)
    version = save_element(
        proposal.element, Content(" ".join(title.split()), body), base_version=base_version, by=by,
        reason=proposal.reason[:300], version_kind=VersionKind.TAKEN_OVER, with_author=proposal.by,
    )  # fmt: skip
    newest = version or proposal.element.current_version
    assert newest is not None  # every element is born with a version
    proposal.result = newest
    _decide(proposal, ProposalState.TAKEN, answer, by=by)
    return newest


@transaction.atomic
def decline_proposal(proposal: WordingProposal, *, answer: str, by: Any) -> WordingProposal:
    """The coordinator does not take it over and says why."""
    proposal = _lock_open(proposal, by=by)
    if not answer.strip():
        raise Refused(_("Say why the wording is not taken over."))
    _decide(proposal, ProposalState.DECLINED, answer, by=by)
    return proposal


@dataclass(frozen=True)
class Joined:
    """A proposed wording over the newest text. Where both changed the same words, both stand in the text and
    `is_settled` is false: somebody has to decide."""

    title: str
    body: str
    is_changed: bool  # the element is not what the proposal started from
    is_settled: bool


def join_with_newest(proposal: WordingProposal, element: Element) -> Joined:
    """What the coordinator begins with when taking the proposal over."""
    base = proposal.version.snapshot
    if (base["title"], base["body"]) == (element.title, element.body):
        return Joined(proposal.title, proposal.body, is_changed=False, is_settled=True)
    title = merge_texts(base["title"], proposal.title, element.title)
    body = merge_bodies(base["body"], proposal.body, element.body)
    return Joined(
        title=title.side("both"), body=clean_body(body.resolve({}, otherwise=Take.BOTH)), is_changed=True,
        is_settled=title.settled is not None and body.settled is not None,
    )  # fmt: skip


def who_may_propose() -> str:
    return _("Members of the working groups propose wordings for shared elements.")


def who_may_decide() -> str:
    return _("The coordinator decides on proposed wordings.")


def _write(proposal: WordingProposal, title: str, body: str, reason: str, *, by: Any, why: str) -> None:
    """The texts of a proposal, cleaned; refused where they say what the element says already."""
    proposal.title, proposal.body = " ".join(title.split()), clean_body(body)
    proposal.reason = reason.strip()
    if not proposal.title:
        raise Refused(_("A wording has a title."))
    base = proposal.version.snapshot
    if proposal.title == base["title"] and compare_bodies(base["body"], proposal.body).is_empty:
        raise Refused(_("Nothing differs from the present wording: change the title or the text."))
    save_with_history(proposal, by=by, reason=why)


def _decide(proposal: WordingProposal, state: ProposalState, answer: str, *, by: Any) -> None:
    proposal.state, proposal.answer = state, answer.strip()
    proposal.decided_by, proposal.decided_at = by, timezone.now()
    save_with_history(proposal, by=by, reason=str(state.value))
    notifying.tell_decided(proposal)


def _lock_own(proposal: WordingProposal, *, by: Any) -> WordingProposal:
    proposal = _lock(proposal)
    if not permissions.is_own_proposal(by, proposal):
        raise NotAllowed(_("This proposal is somebody else's."), who_may=_("The author of the proposal."))
    return _still_open(proposal)


def _lock_open(proposal: WordingProposal, *, by: Any) -> WordingProposal:
    proposal = _lock(proposal)
    if not permissions.can_decide_proposal(by, proposal):
        raise NotAllowed(_("You do not decide on proposals."), who_may=who_may_decide())
    return _still_open(proposal)


def _lock(proposal: WordingProposal) -> WordingProposal:
    return (
        WordingProposal.objects.select_for_update(of=("self",))
        .select_related("element__current_version", "element__workgroup", "version", "by")
        .get(pk=proposal.pk)
    )


def _still_open(proposal: WordingProposal) -> WordingProposal:
    if proposal.state != ProposalState.OPEN:
        raise Refused(_("The proposal has been decided or withdrawn meanwhile."))
    return proposal
