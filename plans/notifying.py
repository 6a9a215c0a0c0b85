"""Whom the drafting room tells what. Services call these inside their transaction."""

from collections.abc import Iterable

from plans.models import Recommendation, Remark, RemarkReply, ReviewStep, WordingProposal


def tell_steps(steps: Iterable[ReviewStep]) -> None:
    """Submitted: to the reviewers. Accepted and returned: to the owning group, with the reason."""


def tell_remark(remark: Remark) -> None:
    """To the owning group (or the coordinators of a shared element), to who is mentioned, to who is to do it."""


def tell_reply(reply: RemarkReply) -> None:
    """To everybody in the thread and to who is mentioned."""


def tell_resolved(remark: Remark) -> None:
    """To the remark's author."""


def tell_proposal(proposal: WordingProposal) -> None:
    """A proposed wording: to the coordinators."""


def tell_decided(proposal: WordingProposal) -> None:
    """Taken over or declined, with the answer: to its author."""


def tell_recommendation(recommendation: Recommendation) -> None:
    """A guest recommends: to the reviewers and to who made the link."""
