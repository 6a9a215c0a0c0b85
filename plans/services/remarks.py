"""Remarks on elements and on selected words: written, answered, resolved, opened again, mended."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.core.history import save_with_history
from plans import notifying, permissions
from plans.anchors import Anchor, settle
from plans.mentioning import people_to_mention, told_names
from plans.models import Element, ElementVersion, GuestLink, Mention, Remark, RemarkKind, RemarkReply
from workgroups.models import Decision, User, Workgroup

__all__ = ["Anchor", "add_remark", "answer_remark", "change_remark", "reopen_remark", "resolve_remark"]

LONGEST_TEXT = 10_000


@transaction.atomic
def add_remark(
    element: Element, text: str, *, by: Any = None, guest: GuestLink | None = None, anchor: Anchor | None = None,
    kind: str = RemarkKind.REMARK, assigned_to: User | None = None, due: datetime.date | None = None,
    decision: Decision | None = None, version: ElementVersion | None = None,
    mentions: Iterable[User | Workgroup] = (),
) -> Remark:  # fmt: skip
    """A remark of `by`, or of a guest on the branch of the link, on the element or on the words of `anchor`.

    `version` is the wording that was read (None: the newest). An anchor whose words are gone meanwhile is kept
    with its quotation. People and groups named in the text with `@`, and those in `mentions`, are called.
    """
    _require_author(element, by=by, guest=guest)
    remark = Remark(
        element=element, version=_version_read(element, version), kind=kind, text=_checked(text), by=by, guest=guest,
        decision=decision, assigned_to=_checked_doer(kind, assigned_to),
        due=due if kind == RemarkKind.TASK else None,
    )  # fmt: skip
    if anchor is not None and (anchor.block or anchor.quote):
        kept = settle(anchor, remark.version.snapshot["body"])
        remark.block, remark.quote, remark.prefix, remark.suffix = kept.block, kept.quote, kept.prefix, kept.suffix
    save_with_history(remark, by=by, reason="remarked")
    _call(remark, None, remark.text, mentions, by=by)
    notifying.tell_remark(remark)
    return remark


@transaction.atomic
def answer_remark(
    remark: Remark, text: str, *, by: Any = None, guest: GuestLink | None = None,
    mentions: Iterable[User | Workgroup] = (),
) -> RemarkReply:  # fmt: skip
    """An answer in the thread; a resolved remark stays resolved."""
    remark = _lock(remark)
    _require_author(remark.element, by=by, guest=guest)
    reply = RemarkReply(remark=remark, text=_checked(text), by=by, guest=guest)
    save_with_history(reply, by=by, reason="answered")
    _call(remark, reply, reply.text, mentions, by=by)
    notifying.tell_reply(reply)
    return reply


@transaction.atomic
def resolve_remark(remark: Remark, *, by: Any) -> Remark:
    """Nothing more is to be done about it. A remark that somebody resolved already stays theirs."""
    remark = _lock(remark)
    _require_resolver(remark, by=by)
    if remark.resolved_at is None:
        remark.resolved_at, remark.resolved_by = timezone.now(), by
        save_with_history(remark, by=by, reason="resolved")
        notifying.tell_resolved(remark)
    return remark


@transaction.atomic
def reopen_remark(remark: Remark, *, by: Any) -> Remark:
    """It is not settled after all."""
    remark = _lock(remark)
    _require_resolver(remark, by=by)
    if remark.resolved_at is not None:
        remark.resolved_at, remark.resolved_by = None, None
        save_with_history(remark, by=by, reason="opened again")
    return remark


@transaction.atomic
def change_remark(remark: Remark, text: str, *, by: Any, mentions: Iterable[User | Workgroup] = ()) -> Remark:
    """Mend the own text while nobody has answered it; the words it had before stay in its history."""
    remark = _lock(remark)
    if not permissions.is_own_remark(by, remark):
        raise NotAllowed(_("This remark is somebody else's."), who_may=who_may_change())
    if remark.resolved_at is not None or remark.replies.exists():
        raise Refused(_("The remark has been answered or resolved meanwhile. Write an answer instead."))
    remark.text = _checked(text)
    save_with_history(remark, by=by, reason="changed")
    remark.mentions.filter(reply=None).delete()
    _call(remark, None, remark.text, mentions, by=by)
    notifying.tell_remark(remark)  # nobody is told twice of one remark: who is called anew is told
    return remark


def who_may_remark() -> str:
    return _("Members of the working groups, consultants and the coordinator write remarks.")


def who_may_change() -> str:
    return _("The author of a remark may change it.")


def who_may_resolve() -> str:
    return _("Its author, members of the owning group, consultants and the coordinator may resolve a remark.")


def _lock(remark: Remark) -> Remark:
    return (
        Remark.objects.select_for_update(of=("self",))
        .select_related("element__plan", "element__workgroup", "by", "guest", "assigned_to")
        .get(pk=remark.pk)
    )


def _require_author(element: Element, *, by: Any, guest: GuestLink | None) -> None:
    if guest is not None:
        if by is not None or not permissions.guest_can_remark(guest, element):
            raise NotAllowed(_("Your link does not lead here any more."), who_may=_("Guests with an open link."))
    elif not permissions.can_remark(by, element):
        raise NotAllowed(_("You may not write remarks here."), who_may=who_may_remark())


def _require_resolver(remark: Remark, *, by: Any) -> None:
    if not permissions.can_resolve(by, remark):
        raise NotAllowed(_("You may not resolve this remark."), who_may=who_may_resolve())


def _version_read(element: Element, version: ElementVersion | None) -> ElementVersion:
    if version is not None and version.element_id == element.pk:
        return version
    return ElementVersion.objects.filter(element=element).order_by("-number")[:1].get()


def _checked(text: str) -> str:
    text = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if not text:
        raise Refused(_("Write what you want to say."))
    if len(text) > LONGEST_TEXT:
        raise Refused(_("The text is too long: at most %(count)d signs.") % {"count": LONGEST_TEXT})
    return text


def _checked_doer(kind: str, doer: User | None) -> User | None:
    if kind != RemarkKind.TASK or doer is None:
        return None
    if not permissions.can_read_drafts(doer):
        raise Refused(_("This person does not read the draft. Choose somebody who does."))
    return doer


def _call(
    remark: Remark, reply: RemarkReply | None, text: str, mentions: Iterable[User | Workgroup], *, by: Any
) -> None:
    """One row for each person and group that is called. A guest calls nobody: who works here is not shown to them."""
    if by is None:
        return
    called: dict[tuple[str, int], User | Workgroup] = {(type(one).__name__, one.pk): one for one in mentions}
    if "@" in text:
        called |= {(type(one).__name__, one.pk): one for one in told_names(text)}
    readers = set(people_to_mention().values_list("pk", flat=True)) if called else set()
    for one in called.values():
        if isinstance(one, Workgroup):
            Mention.objects.create(remark=remark, reply=reply, workgroup=one)
        elif one.pk in readers and one.pk != by.pk:
            Mention.objects.create(remark=remark, reply=reply, user=one)
