"""Reading the review: what waits in each group and since when, who decided how much, what stands beside an element."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery

from plans.models import Element, GuestLink, Plan, Recommendation, Remark, ReviewStep, State
from workgroups.models import Membership, Role, RoleGrant, Workgroup
from workgroups.permissions import chaired_ids_of, is_coordinator


@dataclass
class GroupLoad:
    """A group's share of the review; `group` is None for shared elements. `oldest` waits the longest."""

    group: Workgroup | None
    waiting: int = 0
    oldest: Element | None = None
    since: datetime | None = None
    ready: int = 0
    returned: int = 0
    standing: int = 0
    accepted: int = 0  # of the standing ones: the newest version is the accepted one

    @property
    def share(self) -> int:
        """Accepted, in whole per cents, never rounded up to a hundred."""
        return self.accepted * 100 // self.standing if self.standing else 0

    def add(self, element: Element) -> None:
        if not element.is_removed:
            self.standing += 1
            self.accepted += not element.waits_for_acceptance
        self.ready += element.state == State.READY
        self.returned += element.state == State.RETURNED
        if element.state == State.SUBMITTED:
            self.waiting += 1
            since: datetime | None = element.submitted_at  # type: ignore[attr-defined]
            if since and (self.since is None or since < self.since):
                self.oldest, self.since = element, since


@dataclass(frozen=True)
class ReviewerLoad:
    name: str
    accepted: int
    returned: int
    last: datetime


class RemarkCounts(NamedTuple):
    open: int
    all: int


def load_by_group(plan: Plan) -> list[GroupLoad]:
    """One line for each group and one for shared elements, if there are any: two queries at any size."""
    loads: dict[int | None, GroupLoad] = {group.pk: GroupLoad(group) for group in Workgroup.objects.all()}
    submissions = ReviewStep.objects.filter(element=OuterRef("pk"), to_state=State.SUBMITTED).order_by("-pk")
    elements = (
        Element.objects.filter(plan=plan)
        .annotate(submitted_at=Subquery(submissions.values("at")[:1]))
        .only("uid", "title", "state", "is_removed", "workgroup", "current_version", "accepted_version")
    )
    for element in elements.order_by("pk"):
        loads.setdefault(element.workgroup_id, GroupLoad(None)).add(element)
    return list(loads.values())


def load_by_reviewer(plan: Plan) -> list[ReviewerLoad]:
    """Who accepted and returned how much, the busiest first: one query."""
    decided = (State.ACCEPTED, State.RETURNED)
    decisions = ReviewStep.objects.filter(element__plan=plan, to_state__in=decided).exclude(by=None)
    rows = (
        decisions.values("by", "by__full_name", "by__email").order_by("by")
        .annotate(
            accepted=Count("pk", filter=Q(to_state=State.ACCEPTED)),
            returned=Count("pk", filter=Q(to_state=State.RETURNED)),
            last=Max("at"),
        )
    )  # fmt: skip
    loads = [
        ReviewerLoad(row["by__full_name"] or row["by__email"], row["accepted"], row["returned"], row["last"])
        for row in rows
    ]
    return sorted(loads, key=lambda one: (-(one.accepted + one.returned), one.name))


def last_submissions(elements: Iterable[Element]) -> dict[int, ReviewStep]:
    """{element pk: the step that submitted it last, with who did it and the message}: one query."""
    steps = ReviewStep.objects.filter(element__in=list(elements), to_state=State.SUBMITTED)
    return {step.element_id: step for step in steps.select_related("by").order_by("pk")}


def remark_counts(elements: Iterable[Element]) -> dict[int, RemarkCounts]:
    """{element pk: its open remarks and all of them}: one query; elements without remarks are left out."""
    counted: Iterable[tuple[int, int, int]] = (
        Remark.objects.filter(element__in=list(elements)).values("element").order_by("element")
        .annotate(open=Count("pk", filter=Q(resolved_at=None)), all=Count("pk"))
        .values_list("element", "open", "all")
    )  # fmt: skip
    return {pk: RemarkCounts(still_open, total) for pk, still_open, total in counted}


def recommendations_on(elements: Iterable[Element]) -> dict[int, list[Recommendation]]:
    """{element pk: what guests recommend, the newest first}: one query. Each tells whether it is `of_newest`."""
    listed = {element.pk: element for element in elements}
    found: dict[int, list[Any]] = {}
    rows = Recommendation.objects.filter(element__in=listed).select_related("link", "version")
    for one in rows.defer("version__snapshot"):
        one.of_newest = one.version_id == listed[one.element_id].current_version_id  # type: ignore[attr-defined]
        found.setdefault(one.element_id, []).append(one)
    return found


def guest_links_of(user: Any) -> QuerySet[GuestLink]:
    """The links that this person may keep (`permissions.can_invite_guest` as a list), each with `host_may`: whether
    who made it may still show its branch."""
    links = GuestLink.objects.all()
    if not is_coordinator(user):
        links = links.filter(element__workgroup__in=chaired_ids_of(user))
    coordinates = RoleGrant.objects.filter(user=OuterRef("by"), role=Role.COORDINATOR)
    chairs = Membership.objects.filter(user=OuterRef("by"), is_chair=True, workgroup=OuterRef("element__workgroup"))
    return links.annotate(host_may=(Exists(coordinates) | Exists(chairs)) & Q(by__is_active=True))
