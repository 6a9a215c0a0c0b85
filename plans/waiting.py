"""What waits for somebody in the drafting room, and what changed while they were away.

Every part is read in a constant number of queries; only those that the person's roles have are read at all.
"""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Max, Min, QuerySet
from django.db.models.fields.json import KeyTextTransform

from klaipeda_plan.notices.queries import count_unread
from plans import permissions
from plans.checks import Finding, Severity, run_checks
from plans.models import (
    Element,
    ElementVersion,
    NewCopy,
    Plan,
    ProposalState,
    Remark,
    ReviewStep,
    State,
    WordingProposal,
    WorkingCopy,
)
from plans.queries import DraftTree, can_be_submitted, last_returns
from plans.queries_proposals import listed_proposals
from plans.queries_remarks import WaitingRemarks, remarks_waiting_for
from plans.queries_review import last_submissions
from plans.services.new_copies import new_copies_of
from workgroups.models import Meeting, Workgroup
from workgroups.permissions import can_enter_meetings, chaired_ids_of, group_ids_of, is_coordinator
from workgroups.queries import upcoming_meetings

SHOWN = 5  # of each list; the rest has its own page
WORST = 3  # findings of a group
Line = tuple[str, Element]  # code and element


@dataclass(frozen=True)
class Lack:
    """What the plan checks hold against a group's elements (None: the whole plan), and the worst of it."""

    group: Workgroup | None
    counts: list[tuple[Severity, int]]
    worst: list[Finding]


@dataclass(frozen=True)
class Queue:
    """What the reviewers have: the longest waiting first, how many in all, and of which groups."""

    oldest: list[tuple[str, Element, ReviewStep | None]]
    count: int
    by_group: list[tuple[Workgroup | None, int]]


@dataclass(frozen=True)
class Change:
    """What others did to one element since a moment: who, what kinds of acts, from which version to which."""

    element: Element
    code: str
    people: list[str]
    kinds: list[str]
    base: int  # 0: the element is new
    newest: int
    at: datetime.datetime


@dataclass(frozen=True)
class News:
    """Changes since `since` (None: nobody asked); `count` elements in all."""

    since: datetime.datetime | None = None
    changes: list[Change] = field(default_factory=list)
    count: int = 0


@dataclass(frozen=True)
class Waiting:
    """Lists are cut; their counts are not. Lines are (code, element), returned ones with the step that did it."""

    returned: list[tuple[str, Element, ReviewStep | None]]
    more_returned: int
    copies: list[tuple[str, WorkingCopy]]
    begun: list[NewCopy]  # of elements that do not exist yet, each with its `title`
    remarks: list[tuple[str, Remark]]
    more_remarks: int
    proposals: list[tuple[str, WordingProposal]]
    queue: Queue | None
    ready: list[Line]
    more_ready: int
    drafts: list[Line]
    more_drafts: int
    counts: dict[str, int]
    chaired: list[Workgroup]
    lacks: list[Lack]
    meetings: list[Meeting]
    unread: int
    news: News

    @property
    def is_empty(self) -> bool:
        """Nothing asks this person to do something."""
        lists = (self.returned, self.copies, self.begun, self.remarks, self.proposals, self.ready, self.drafts)
        return not any(lists) and not (self.queue and self.queue.count)


def waiting_for(user: Any, tree: DraftTree, *, since: datetime.datetime | None = None) -> Waiting:
    """For a member the own groups' elements; for the coordinator the shared ones; for reviewers the queue besides."""
    own, whole = group_ids_of(user), is_coordinator(user)
    mine = [
        (branch.code, branch.element) for branch in tree.walk()
        if branch.element.workgroup_id in own or (whole and branch.element.workgroup_id is None)
    ]  # fmt: skip
    returned = [one for one in mine if one[1].state == State.RETURNED]
    reasons = last_returns(element for _code, element in returned[:SHOWN])
    drafts = [one for one in mine if one[1].state == State.DRAFT and can_be_submitted(one[1])]
    chaired = chaired_ids_of(user)
    ready = [one for one in mine if one[1].state == State.READY and (whole or one[1].workgroup_id in chaired)]
    seats = {element.workgroup_id: element.workgroup for _code, element in mine if element.workgroup_id in chaired}
    reviews = permissions.can_review(user)
    remarks = remarks_waiting_for(user, limit=SHOWN) if own or reviews else WaitingRemarks([], 0)
    return Waiting(
        returned=[(code, element, reasons.get(element.pk)) for code, element in returned[:SHOWN]],
        more_returned=max(0, len(returned) - SHOWN),
        copies=_copies(user, tree) if own or whole else [],
        begun=_begun(user, tree) if own or whole else [],
        remarks=[(tree.code_of(one.element_id), one) for one in remarks.remarks],
        more_remarks=remarks.count - len(remarks.remarks),
        proposals=_proposals(tree) if whole else [],
        queue=_queue(tree) if reviews else None,
        ready=ready[:SHOWN], more_ready=max(0, len(ready) - SHOWN),
        drafts=drafts[:SHOWN], more_drafts=max(0, len(drafts) - SHOWN),
        counts=dict(Counter(element.state for _code, element in mine if not element.is_removed)),
        chaired=[group for group in seats.values() if group],
        lacks=_lacks(user, tree, own),
        meetings=upcoming_meetings(user, limit=WORST) if can_enter_meetings(user) else [],
        unread=count_unread(user),
        news=news_since(user, tree, since, own=own),
    )  # fmt: skip


def news_since(
    user: Any, tree: DraftTree, since: datetime.datetime | None, *, own: frozenset[int] = frozenset(),
    limit: int = SHOWN,
) -> News:  # fmt: skip
    """What others wrote since then in the groups `own` (empty: everywhere), the newest first: two queries."""
    if since is None:
        return News()
    rows = list(changed_since(tree.plan, since, but=user, groups=own))
    return News(since, read_changes(rows[:limit], tree, since, but=user), len(rows))


def changed_since(
    plan: Plan, since: datetime.datetime, *, but: Any, groups: frozenset[int] = frozenset()
) -> QuerySet[Any, Any]:
    """A row for each element that others changed since then, the newest first; what the system did is no news."""
    versions = ElementVersion.objects.filter(element__plan=plan, at__gt=since).exclude(by=None).exclude(by=but)
    if groups:
        versions = versions.filter(element__workgroup__in=groups)
    rows = versions.values("element").annotate(
        first=Min("number"), newest=Max("number"), last=Max("at"), times=Count("pk")
    )
    return rows.order_by("-last", "-element")


def read_changes(
    rows: Iterable[dict[str, Any]], tree: DraftTree, since: datetime.datetime, *, but: Any
) -> list[Change]:
    """The rows with people and kinds of acts: one query."""
    listed = list(rows)
    acts: dict[int, list[ElementVersion]] = {}
    versions = ElementVersion.objects.filter(element__in=[row["element"] for row in listed], at__gt=since)
    for version in versions.exclude(by=None).exclude(by=but).select_related("by").defer("snapshot").order_by("number"):
        acts.setdefault(version.element_id, []).append(version)
    return [
        Change(
            element=tree.by_pk[row["element"]].element, code=tree.code_of(row["element"]),
            people=list(dict.fromkeys(str(one.by) for one in acts[row["element"]])),
            kinds=list(dict.fromkeys(str(one.get_kind_display()) for one in acts[row["element"]])),
            base=row["first"] - 1, newest=row["newest"], at=row["last"],
        )
        for row in listed if row["element"] in tree.by_pk
    ]  # fmt: skip


def _copies(user: Any, tree: DraftTree) -> list[tuple[str, WorkingCopy]]:
    """Texts that this person typed and has not saved, the newest first."""
    copies = WorkingCopy.objects.filter(user=user, element__plan=tree.plan).select_related("element").defer(
        "data", "element__body"
    )  # fmt: skip
    return [(tree.code_of(one.element_id), one) for one in copies.order_by("-updated_at")[:SHOWN]]


def _begun(user: Any, tree: DraftTree) -> list[NewCopy]:
    """New elements that this person has begun and not added, the newest first."""
    begun = new_copies_of(user).filter(plan=tree.plan).select_related("parent").defer("data", "parent__body")
    return list(begun.annotate(title=KeyTextTransform("title", "data"))[:SHOWN])


def _proposals(tree: DraftTree) -> list[tuple[str, WordingProposal]]:
    """Open ones, the oldest first: whoever proposed waits."""
    listed = listed_proposals(state=ProposalState.OPEN).order_by("at", "pk")[:SHOWN]
    return [(tree.code_of(one.element_id), one) for one in listed]


def _queue(tree: DraftTree) -> Queue:
    """What is submitted and not decided on; the step says since when, and with which words."""
    submitted = {one.element.pk: one for one in tree.walk() if one.element.state == State.SUBMITTED}
    steps = last_submissions(one.element for one in submitted.values())
    order = sorted(submitted, key=lambda pk: steps[pk].pk if pk in steps else 0)
    groups: dict[int | None, Workgroup | None] = {
        one.element.workgroup_id: one.element.workgroup for one in submitted.values()
    }
    counts = Counter(one.element.workgroup_id for one in submitted.values())
    return Queue(
        oldest=[(submitted[pk].code, submitted[pk].element, steps.get(pk)) for pk in order[:SHOWN]],
        count=len(order),
        by_group=[(groups[pk], count) for pk, count in counts.most_common()],
    )


def _lacks(user: Any, tree: DraftTree, own: frozenset[int]) -> list[Lack]:
    """A line for each own group; for the coordinator besides one for the whole plan."""
    whole = is_coordinator(user)
    if not own and not whole:
        return []
    scope = None if whole else lambda element: element.workgroup_id in own
    findings = run_checks(tree.plan, scope=scope, tree=tree)
    by_group: dict[Workgroup, list[Finding]] = {}
    for finding in findings:
        if finding.element and finding.element.workgroup and finding.element.workgroup_id in own:
            by_group.setdefault(finding.element.workgroup, []).append(finding)
    lacks = [_lack(group, some) for group, some in by_group.items()]
    return [*lacks, _lack(None, findings)] if whole and findings else lacks


def _lack(group: Workgroup | None, findings: list[Finding]) -> Lack:
    counts = Counter(finding.severity for finding in findings)
    return Lack(group, [(severity, counts[severity]) for severity in Severity if counts[severity]], findings[:WORST])
