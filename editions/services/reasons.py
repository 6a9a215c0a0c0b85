"""Why elements are not what they were: gathered from the draft's versions when an edition is frozen, without names."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone, translation

from editions.composing import CONTENT, PATH_DIGITS, Composition
from editions.models import Edition, EditionKind, EditionReason, ReasonKind
from editions.reading import Node, load_tree
from klaipeda_plan.core.canonical import canonical_json, digest_of
from klaipeda_plan.core.figures import readdress_pictures
from plans.models import (
    AgendaElement,
    ElementVersion,
    Plan,
    ProposalState,
    Remark,
    ReviewStep,
    State,
    VersionKind,
    WordingProposal,
)
from plans.services.elements import NAMES_OF_MERGE
from workgroups.models import Decision, Meeting, Membership

MOST = 20  # reasons of one element that an edition keeps, the newest ones


@dataclass(frozen=True, order=True)
class Reason:
    """What becomes a row; equal ones are one."""

    date: datetime.date
    kind: str
    words: str
    workgroup: str = ""


@dataclass
class _Change:
    """An element that is not as it was: what stands now, and its versions since, the oldest first."""

    uid: str
    taken: ElementVersion
    since: datetime.datetime
    versions: list[ElementVersion] = field(default_factory=list)


def gather_reasons(plan: Plan, composition: Composition) -> dict[str, list[Reason]]:
    """{uid: reasons, the oldest first} of what differs from the plan's last edition for the council; nothing for the
    first. The same number of queries however much differs."""
    former = Edition.objects.filter(plan=plan).exclude(kind=EditionKind.WORKING).order_by("-number").first()
    changes = {} if former is None else {one.taken.element_id: one for one in _changes(former, composition)}
    if not changes:
        return {}
    found: dict[str, set[Reason]] = {one.uid: set() for one in changes.values()}
    for source in (_of_saves, _of_acceptances, _of_proposals, _of_remarks, _of_agendas):
        for element_id, reason in source(changes):
            found[changes[element_id].uid].add(reason)
    return {uid: sorted(reasons)[-MOST:] for uid, reasons in found.items() if reasons}


def reason_rows(reasons: Mapping[str, Sequence[Reason]]) -> list[EditionReason]:
    """Rows without an edition yet, in a fixed order."""
    return [
        EditionReason(uid=uid, kind=one.kind, words=one.words, workgroup=one.workgroup, date=one.date)
        for uid in sorted(reasons) for one in reasons[uid]
    ]  # fmt: skip


def reasons_digest(rows: Iterable[EditionReason]) -> str:
    """What the edition's digest covers them by."""
    listed = [[str(r.uid), r.kind, r.words, r.workgroup, r.date.isoformat(), r.is_public] for r in rows]
    return digest_of(canonical_json({"reasons": listed}))


def _changes(former: Edition, composition: Composition) -> Iterator[_Change]:
    tree = load_tree(former)
    by_path = {node.path: node.uid for node in tree.walk()}
    changed = []
    for uid, version in composition.taken.items():
        node = tree.by_uid.get(uid)
        moved = version.kind == VersionKind.MOVED and version.at > former.frozen_at
        if moved or not _is_same(version, node, by_path):
            changed.append(_Change(uid, version, former.frozen_at))
    versions = _versions([one.taken for one in changed])
    for change in changed:
        node = tree.by_uid.get(change.uid)
        for version in versions.get(change.taken.element_id, []):  # the newest first
            if version.number > change.taken.number:
                continue
            if version.at <= former.frozen_at and _is_same(version, node, by_path):
                break
            change.versions.insert(0, version)
        if change.versions:
            change.since = min(former.frozen_at, change.versions[0].at)
        yield change


def _versions(taken: Iterable[ElementVersion]) -> dict[int, list[ElementVersion]]:
    rows = ElementVersion.objects.filter(element__in=[one.element_id for one in taken]).order_by("element", "-number")
    found: dict[int, list[ElementVersion]] = {}
    for row in rows.iterator(chunk_size=500):
        found.setdefault(row.element_id, []).append(row)
    return found


def _is_same(version: ElementVersion, node: Node | None, by_path: Mapping[str, str]) -> bool:
    """The version says what the edition says of the element, in the same place."""
    snapshot: Mapping[str, Any] = version.snapshot
    if node is None:
        return bool(snapshot["removed"])
    content = {name: snapshot[name] for name in CONTENT if name in snapshot}
    parent = by_path.get(node.path[:-PATH_DIGITS])
    if snapshot["removed"] or snapshot["placement"]["parent"] != parent:
        return False
    return _without_addresses(content) == _without_addresses(node.content)


def _without_addresses(content: Mapping[str, Any]) -> dict[str, Any]:
    """A frozen picture has another address than the draft's."""
    body = content.get("body", "")
    return {**content, "body": readdress_pictures(body, lambda _address: "/")}


Found = Iterator[tuple[int, Reason]]


def _of_saves(changes: Mapping[int, _Change]) -> Found:
    """What was typed at saving; of a wording taken over the proposal itself tells."""
    for element_id, change in changes.items():
        for version in change.versions:
            words = _without_names(version)
            if words and version.kind != VersionKind.TAKEN_OVER:
                yield element_id, Reason(_day(version.at), ReasonKind.SAVE, words)


def _without_names(version: ElementVersion) -> str:
    """What was typed, without the names that a merge of several people puts behind it."""
    reason = version.reason
    if version.kind == VersionKind.MERGED:
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                reason = reason.partition(str(NAMES_OF_MERGE) % {"names": ""})[0]
    return reason.strip().removesuffix(";")


def _of_acceptances(changes: Mapping[int, _Change]) -> Found:
    versions = [version.pk for change in changes.values() for version in change.versions]
    steps = ReviewStep.objects.filter(version__in=versions, to_state=State.ACCEPTED).exclude(reason="")
    for step in steps:
        yield step.element_id, Reason(_day(step.at), ReasonKind.ACCEPTANCE, step.reason.strip())


def _of_proposals(changes: Mapping[int, _Change]) -> Found:
    """Wordings taken over, in the name of the group that their author sits in."""
    versions = [version.pk for change in changes.values() for version in change.versions]
    taken = list(WordingProposal.objects.filter(result__in=versions, state=ProposalState.TAKEN))
    groups = _groups_of({one.by_id for one in taken})
    for one in taken:
        day = _day(one.decided_at or one.at)
        yield one.element_id, Reason(day, ReasonKind.PROPOSAL, one.reason.strip(), groups.get(one.by_id, ""))


def _of_remarks(changes: Mapping[int, _Change]) -> Found:
    """Remarks that were resolved since; those that a meeting's decision made tell of the decision."""
    telling = Q(decision__isnull=False) | Q(resolved_at__isnull=False)
    remarks = Remark.objects.filter(telling, element__in=changes)
    for one in remarks.select_related("decision__meeting__workgroup"):
        since = changes[one.element_id].since
        if one.decision is not None and one.at > since:
            yield one.element_id, _decided(one.decision.text, one.decision.meeting)
        elif one.decision is None and one.resolved_at and one.resolved_at > since:
            yield one.element_id, Reason(_day(one.resolved_at), ReasonKind.REMARK, one.text.strip())


def _of_agendas(changes: Mapping[int, _Change]) -> Found:
    """Decisions on an item of the agenda that the element was attached to, once the minutes are closed."""
    attached: dict[int, list[int]] = {}
    for item_id, element_id in AgendaElement.objects.filter(element__in=changes).values_list("item_id", "element_id"):
        attached.setdefault(item_id, []).append(element_id)
    decisions = Decision.objects.filter(item__in=attached, meeting__minutes_ready_at__isnull=False)
    for decision in decisions.select_related("meeting__workgroup"):
        for element_id in attached[decision.item_id or 0]:
            closed = decision.meeting.minutes_ready_at
            if closed and closed > changes[element_id].since:
                yield element_id, _decided(decision.text, decision.meeting)


def _decided(words: str, meeting: Meeting) -> Reason:
    return Reason(_day(meeting.starts_at), ReasonKind.DECISION, words.strip(), meeting.workgroup.slug)


def _groups_of(users: Iterable[int | None]) -> dict[int | None, str]:
    rows = Membership.objects.filter(user__in=[pk for pk in users if pk]).order_by("-pk")
    return dict(rows.values_list("user_id", "workgroup__slug"))


def _day(at: datetime.datetime) -> datetime.date:
    return timezone.localdate(at)
