"""Whom the drafting room tells what. Services call these inside their transaction.

`plans.notices` says what each notice tells its reader. Nobody is told of what they did themselves, and nobody
twice of one thing: who has to do something is told that, and not besides that it was said.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from klaipeda_plan.notices.services import notify
from plans.mentioning import people_to_mention
from plans.models import (
    Element,
    Mention,
    ProposalState,
    Recommendation,
    Remark,
    RemarkKind,
    RemarkReply,
    ReviewStep,
    State,
    WordingProposal,
)
from workgroups.models import Role, User

REVIEWERS = (Role.CONSULTANT, Role.COORDINATOR)
KINDS_OF_STEPS = {
    State.SUBMITTED: "element_submitted",
    State.ACCEPTED: "element_accepted",
    State.RETURNED: "element_returned",
}


def tell_steps(steps: Iterable[ReviewStep]) -> None:
    """Submitted: to the reviewers. Accepted and returned: to the owning group, with the reason.

    What one call brings is told as one notice for each group, however many elements there are.
    """
    together: dict[tuple[str, int | None, str], list[ReviewStep]] = {}
    for step in steps:
        if step.to_state in KINDS_OF_STEPS:
            key = (step.to_state, step.element.workgroup_id, step.reason)
            together.setdefault(key, []).append(step)
    for (state, _group, _reason), some in together.items():
        first = some[0]
        people = _reviewers() if state == State.SUBMITTED else _owners(first.element)
        notify(
            people, KINDS_OF_STEPS[State(state)], key=f"step-{first.pk}", area=_area(first.element), by=first.by,
            data={"steps": [step.pk for step in some]},
        )  # fmt: skip


def tell_remark(remark: Remark) -> None:
    """To the owning group (or the coordinators of a shared element), to who is mentioned, to who is to do it."""
    if remark.kind == RemarkKind.TASK:
        _tell_of_remark(_reader(remark.assigned_to_id), "remark_task", remark)
    _tell_of_remark(_called(remark.mentions.filter(reply=None)), "remark_mention", remark)
    _tell_of_remark(_owners(remark.element), "remark_added", remark)


def tell_reply(reply: RemarkReply) -> None:
    """To everybody in the thread and to who is mentioned."""
    remark = reply.remark
    wrote = remark.replies.exclude(by=None).values_list("by", flat=True)
    mentioned = remark.mentions.exclude(user=None).values_list("user", flat=True)
    thread = [pk for pk in (remark.by_id, remark.assigned_to_id, *wrote, *mentioned) if pk]
    _tell_of_remark(_called(reply.mentions.all()), "remark_mention", remark, reply)
    _tell_of_remark(people_to_mention().filter(pk__in=thread), "remark_replied", remark, reply)


def tell_resolved(remark: Remark) -> None:
    """To the remark's author."""
    if remark.resolved_at is None:
        return
    notify(
        _reader(remark.by_id), "remark_resolved", area=_area(remark.element),
        key=f"remark-{remark.pk}-resolved-{remark.resolved_at:%Y%m%d%H%M%S%f}", by=remark.resolved_by,
        data={"remark": remark.pk},
    )  # fmt: skip


def tell_proposal(proposal: WordingProposal) -> None:
    """A proposed wording: to the coordinators."""
    notify(
        _with_roles(Role.COORDINATOR), "proposal_made", key=f"proposal-{proposal.pk}", by=proposal.by,
        area=_area(proposal.element), data={"proposal": proposal.pk},
    )  # fmt: skip


def tell_decided(proposal: WordingProposal) -> None:
    """Taken over or declined, with the answer: to its author."""
    if proposal.state not in (ProposalState.TAKEN, ProposalState.DECLINED):
        return
    notify(
        _reader(proposal.by_id), "proposal_decided", key=f"proposal-{proposal.pk}-decided",
        area=_area(proposal.element), by=proposal.decided_by, data={"proposal": proposal.pk},
    )  # fmt: skip


def tell_recommendation(recommendation: Recommendation) -> None:
    """A guest recommends: to the reviewers and to who made the link."""
    notify(
        [*_reviewers(), *_reader(recommendation.link.by_id)], "guest_recommended",
        key=f"recommendation-{recommendation.pk}", area=_area(recommendation.element),
        data={"recommendation": recommendation.pk},
    )  # fmt: skip


def _tell_of_remark(people: Iterable[User], kind: str, remark: Remark, reply: RemarkReply | None = None) -> None:
    said: Remark | RemarkReply = reply or remark
    key = f"reply-{reply.pk}" if reply else f"remark-{remark.pk}"
    data: dict[str, Any] = {"remark": remark.pk} | ({"reply": reply.pk} if reply else {})
    notify(people, kind, key=key, area=_area(remark.element), by=said.by, data=data)


def _called(mentions: Iterable[Mention]) -> Iterable[User]:
    """The people that mentions name, and the members of the groups that they name."""
    listed = list(mentions)
    named = Q(pk__in=[one.user_id for one in listed if one.user_id])
    groups = Q(memberships__workgroup__in=[one.workgroup_id for one in listed if one.workgroup_id])
    return people_to_mention().filter(named | groups) if listed else ()


def _owners(element: Element) -> Iterable[User]:
    """The members of the owning group; the coordinators of what is shared."""
    if element.workgroup_id is None:
        return _with_roles(Role.COORDINATOR)
    return User.objects.filter(is_active=True, memberships__workgroup=element.workgroup_id)


def _reader(pk: int | None) -> Iterable[User]:
    """This person, if there is one who (still) reads drafts."""
    return people_to_mention().filter(pk=pk) if pk else ()


def _reviewers() -> Iterable[User]:
    return _with_roles(*REVIEWERS)


def _with_roles(*roles: Role) -> Iterable[User]:
    return User.objects.filter(is_active=True, grants__role__in=roles).distinct()


def _area(element: Element) -> str:
    return element.workgroup.slug if element.workgroup else ""
