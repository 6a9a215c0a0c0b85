"""What notices of the drafting room say, and to whom; registered by `PlansConfig.ready`.

Each `present` asks what its reader may read now and needs the same number of queries for any number of notices.
"""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from klaipeda_plan.notices.models import Notice, Way
from klaipeda_plan.notices.registry import NoticeKind, Presented, register_kind
from plans import permissions
from plans.changes import names_in
from plans.differences import Difference, compare_snapshots
from plans.excerpts import render_excerpts
from plans.models import (
    Element,
    ElementVersion,
    ProposalState,
    Recommendation,
    Remark,
    RemarkReply,
    ReviewStep,
    State,
    WordingProposal,
)
from plans.snapshot import Snapshot
from workgroups.permissions import is_coordinator, is_member

SHOWN = 5  # elements of one notice that are told with their differences


def register_kinds() -> None:
    reads, reviews, coordinates = permissions.can_read_drafts, permissions.can_review, is_coordinator
    daily, now = Way.DAILY, Way.NOW
    for code, label, present, way, reaches in (
        ("element_submitted", gettext_lazy("Elements handed over for review"), present_steps, daily, reviews),
        ("element_accepted", gettext_lazy("Elements of my group accepted"), present_steps, daily, owns),
        ("element_returned", gettext_lazy("Elements of my group returned"), present_steps, now, owns),
        ("remark_added", gettext_lazy("Remarks on elements of my group"), present_remarks, daily, owns),
        ("remark_mention", gettext_lazy("Remarks that mention me"), present_remarks, now, reads),
        ("remark_task", gettext_lazy("Tasks given to me"), present_remarks, now, reads),
        ("remark_replied", gettext_lazy("Answers in threads that I take part in"), present_remarks, daily, reads),
        ("remark_resolved", gettext_lazy("My remarks resolved"), present_remarks, daily, reads),
        ("proposal_made", gettext_lazy("Wordings proposed for shared elements"), present_proposals, daily, coordinates),
        ("proposal_decided", gettext_lazy("My proposed wordings decided on"), present_proposals, now, is_member),
        ("guest_recommended", gettext_lazy("Recommendations of guest reviewers"), present_guests, daily, reads),
    ):
        register_kind(code, NoticeKind(label, present, way, reaches))


def owns(user: Any) -> bool:
    """Answers for elements: as a member of a group, or for what is shared."""
    return is_member(user) or is_coordinator(user)


def present_steps(notices: list[Notice], user: Any) -> dict[int, Presented]:
    """Submitted, accepted, returned: against what had been accepted before."""
    readable = [notice for notice in notices if _may_read_steps(notice, user)]
    wanted = [pk for notice in readable for pk in notice.data["steps"][:SHOWN]]
    found = ReviewStep.objects.filter(pk__in=wanted).select_related("version", "element").defer("element__body")
    steps = {step.pk: step for step in found}
    differences = _differences_of(steps.values())
    presented = {}
    for notice in readable:
        some = [steps[pk] for pk in notice.data["steps"][:SHOWN] if pk in steps]
        if some:
            presented[notice.pk] = _present_step(notice, some, differences)
    return presented


def _may_read_steps(notice: Notice, user: Any) -> bool:
    if notice.kind == "element_submitted":
        return permissions.can_review(user)
    return permissions.can_read_drafts(user)


def _present_step(notice: Notice, steps: list[ReviewStep], differences: Mapping[int, Difference]) -> Presented:
    first, count = steps[0], len(notice.data["steps"])
    shown = [(_name(step.version.snapshot), differences[step.pk]) for step in steps]
    return Presented(
        title=_title_of_step(State(first.to_state), _name(first.version.snapshot), count),
        address=_address_of_step(first, count),
        reason=first.reason,
        difference=render_excerpts(shown, count - len(steps)),
    )


def _title_of_step(state: State, name: str, count: int) -> str:
    if count == 1:
        titles = {
            State.SUBMITTED: _("Handed over for review: %(name)s"),
            State.ACCEPTED: _("Accepted: %(name)s"),
            State.RETURNED: _("Returned: %(name)s"),
        }
        return titles[state] % {"name": name}
    titles = {
        State.SUBMITTED: ngettext(
            "%(count)d element handed over for review", "%(count)d elements handed over for review", count
        ),
        State.ACCEPTED: ngettext("%(count)d element accepted", "%(count)d elements accepted", count),
        State.RETURNED: ngettext("%(count)d element returned", "%(count)d elements returned", count),
    }
    return titles[state] % {"count": count}


def _address_of_step(step: ReviewStep, count: int) -> str:
    """Reviewers go where they decide, the group goes to its element or to what waits for it."""
    if step.to_state == State.SUBMITTED:
        single = reverse("admin:plans_element_change", args=[step.element_id])
        return single if count == 1 else reverse("admin:plans_element_changelist")
    return _address(step.element) if count == 1 else reverse("plans:workspace")


def _differences_of(steps: Iterable[ReviewStep]) -> dict[int, Difference]:
    """{step pk: its version against the one that had been accepted before it}: five queries."""
    listed = list(steps)
    accepted = ReviewStep.objects.filter(
        element__in={step.element_id for step in listed}, to_state=State.ACCEPTED
    ).order_by("pk")
    before: dict[int, int] = {}
    for element_id, pk, version_id in accepted.values_list("element_id", "pk", "version_id"):
        before |= {step.pk: version_id for step in listed if step.element_id == element_id and pk < step.pk}
    rows = ElementVersion.objects.filter(pk__in=set(before.values())).values_list("pk", "snapshot")
    bases: dict[int, Snapshot] = dict(rows)
    names = names_in([*bases.values(), *(step.version.snapshot for step in listed)], {})
    return {
        step.pk: compare_snapshots(bases.get(before.get(step.pk, 0)), step.version.snapshot, names) for step in listed
    }


def present_remarks(notices: list[Notice], user: Any) -> dict[int, Presented]:
    """Remarks, tasks, answers: what was said, and on which words."""
    if not permissions.can_read_drafts(user):
        return {}
    found = Remark.objects.filter(pk__in=[notice.data["remark"] for notice in notices])
    remarks = {one.pk: one for one in found.select_related("element").defer("element__body")}
    replies = RemarkReply.objects.in_bulk([notice.data["reply"] for notice in notices if "reply" in notice.data])
    presented = {}
    for notice in notices:
        remark = remarks.get(notice.data["remark"])
        reply = replies.get(notice.data.get("reply", 0))
        if remark is not None and (reply is not None or "reply" not in notice.data):
            presented[notice.pk] = _present_remark(notice.kind, remark, reply)
    return presented


def _present_remark(kind: str, remark: Remark, reply: RemarkReply | None) -> Presented:
    titles = {
        "remark_added": _("Remark: %(name)s"),
        "remark_mention": _("You are mentioned: %(name)s"),
        "remark_task": _("A task for you: %(name)s"),
        "remark_replied": _("Answer: %(name)s"),
        "remark_resolved": _("Remark resolved: %(name)s"),
    }
    said = reply.text if reply else remark.text
    lines = [f"„{remark.quote}“"] if remark.quote else []
    lines.append(said)
    if kind == "remark_task" and remark.due:
        lines.append(_("Until %(day)s") % {"day": f"{remark.due:%Y-%m-%d}"})
    return Presented(
        title=titles[kind] % {"name": _name_of(remark.element)},
        address=f"{_address(remark.element)}#pastaba-{remark.pk}",
        reason=_shortened("\n".join(lines)),
    )


def present_proposals(notices: list[Notice], user: Any) -> dict[int, Presented]:
    """A proposed wording against the one it started from; decided: with the answer."""
    if not permissions.can_read_drafts(user):
        return {}
    found = WordingProposal.objects.filter(pk__in=[notice.data["proposal"] for notice in notices])
    proposals = {one.pk: one for one in found.select_related("element", "version", "result").defer("element__body")}
    return {
        notice.pk: _present_proposal(notice.kind, proposals[notice.data["proposal"]])
        for notice in notices if notice.data["proposal"] in proposals
    }  # fmt: skip


def _present_proposal(kind: str, proposal: WordingProposal) -> Presented:
    before: Snapshot = proposal.version.snapshot
    proposed = cast(Snapshot, {**before, "title": proposal.title, "body": proposal.body})
    if kind == "proposal_made":
        title, reason = _("Proposed wording: %(name)s"), proposal.reason
    elif proposal.state == ProposalState.TAKEN:
        title, reason = _("Your wording is taken over: %(name)s"), proposal.answer
        proposed = cast(Snapshot, {**before, **_words_of(proposal.result)}) if proposal.result else proposed
    else:
        title, reason = _("Your wording is declined: %(name)s"), proposal.answer
    return Presented(
        title=title % {"name": _name_of(proposal.element)},
        address=reverse("plans:proposal", args=[proposal.pk]),
        reason=_shortened(reason),
        difference=render_excerpts([("", compare_snapshots(before, proposed))]),
    )


def _words_of(version: ElementVersion) -> dict[str, str]:
    return {name: version.snapshot[name] for name in ("title", "body")}


def present_guests(notices: list[Notice], user: Any) -> dict[int, Presented]:
    """What a guest reviewer recommends, with the reason."""
    if not permissions.can_read_drafts(user):
        return {}
    found = Recommendation.objects.filter(pk__in=[notice.data["recommendation"] for notice in notices])
    recommendations = {one.pk: one for one in found.select_related("element", "link").defer("element__body")}
    presented = {}
    for notice in notices:
        one = recommendations.get(notice.data["recommendation"])
        if one is not None:
            words = {"guest": one.link.name, "verdict": one.get_verdict_display(), "name": _name_of(one.element)}
            title = _("%(guest)s recommends: %(verdict)s. %(name)s") % words
            presented[notice.pk] = Presented(title, _address(one.element), _shortened(one.text))
    return presented


def _address(element: Element) -> str:
    return reverse("plans:element", args=[element.uid])


def _name_of(element: Element) -> str:
    return f"{element.get_kind_display()} „{element.title}“"


def _name(snapshot: Snapshot) -> str:
    return f"{Element(kind=snapshot['kind']).get_kind_display()} „{snapshot['title']}“"


def _shortened(text: str, longest: int = 1500) -> str:
    if len(text) <= longest:
        return text
    return text[:longest].rstrip() + " " + _("…more on the page")
