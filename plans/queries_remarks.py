"""Reading remarks: what waits for somebody, the lists of the page of remarks, the threads of an element."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from klaipeda_plan.core.diffing import compare_texts
from klaipeda_plan.core.diffing.model import Run
from klaipeda_plan.core.diffing.shortening import Room, shorten_runs
from plans import permissions
from plans.anchors import BODY, Anchor, Found, Page, Standing, find
from plans.models import Element, ElementVersion, Mention, Remark, RemarkKind, RemarkReply
from workgroups.models import Membership
from workgroups.permissions import group_ids_of, is_coordinator

LONGEST_CHANGE = 120  # words of what became of a quotation that goes over several blocks


@dataclass(frozen=True)
class WaitingRemarks:
    """Remarks that wait, the nearest task and then the oldest first, and how many there are in all."""

    remarks: list[Remark]
    count: int


def remarks_waiting_for(user: Any, *, limit: int = 8) -> WaitingRemarks:
    """Open remarks that wait for this person: `remarks_waiting_for(user, limit=8).remarks`, `.count`.

    Tasks that the person is to do; remarks that call the person or the own group, stand on the own group's
    elements (the coordinator: on shared ones) or were written by the person, where somebody else has the last word.
    Each brings `element` (with its workgroup), `by` and `guest` along. Two queries at any number. The whole list is
    the page `plans:remarks`; one remark stands on its element's page at `#pastaba-<pk>`.
    """
    listed = waiting(user).select_related("element__workgroup", "by", "guest")
    listed = listed.order_by(F("due").asc(nulls_last=True), "at", "pk")
    return WaitingRemarks(list(listed[:limit]), listed.count())


def waiting(user: Any) -> QuerySet[Remark]:
    """What `remarks_waiting_for` tells, as a list to page through."""
    group_ids = group_ids_of(user)
    own = Q(element__workgroup__in=group_ids) & (Q(is_answered=False) | Q(is_answered_by_owner=False))
    if is_coordinator(user):
        own |= Q(element__workgroup=None)
    to_answer = ~Q(speaker=user.pk) & (own | Q(by=user) | Q(pk__in=calls(user)))
    task = Q(kind=RemarkKind.TASK, assigned_to=user)
    return with_last_word(Remark.objects.open().filter(element__is_removed=False)).filter(task | to_answer)


def with_last_word(remarks: QuerySet[Remark]) -> QuerySet[Remark]:
    """With `speaker`, the pk of who has the last word (0: a guest, or somebody who is gone), `is_answered`, and
    `is_answered_by_owner`: the last answer is one of the owning group's."""
    replies = RemarkReply.objects.filter(remark=OuterRef("pk")).order_by("-at", "-pk")
    seats = Membership.objects.filter(user=OuterRef("speaker"), workgroup=OuterRef("element__workgroup"))
    last = Case(
        When(is_answered=True, then=Subquery(replies.values("by")[:1])), default=F("by"), output_field=BigIntegerField()
    )
    spoken = remarks.annotate(is_answered=Exists(replies)).annotate(speaker=Coalesce(last, Value(0)))
    return spoken.annotate(is_answered_by_owner=Exists(seats))


def calls(user: Any) -> QuerySet[Mention, int]:
    """Pks of the remarks whose text or answers call the person or one of the own groups."""
    called = Mention.objects.filter(Q(user=user) | Q(workgroup__in=group_ids_of(user)))
    return called.values_list("remark", flat=True)


@dataclass(frozen=True)
class Thread:
    """A remark as its element's page shows it: where its words stand now, and what this person may do.

    `found` is None for a remark on the whole element. `runs` is what became of its words where they changed."""

    remark: Remark
    found: Found | None
    runs: tuple[Run, ...]
    may_answer: bool
    may_resolve: bool
    may_change: bool

    @property
    def standing(self) -> str:
        return self.found.standing.value if self.found else ""


def threads_of(element: Element, user: Any, page: Page | None = None) -> list[Thread]:
    """All threads of an element, the open ones first: four queries at any number, one more where words changed."""
    remarks = list(with_people(Remark.objects.filter(element=element)))
    remarks.sort(key=lambda one: (one.resolved_at is not None, one.at, one.pk))
    page = page or Page.read(element.body)
    places = {one.pk: find(anchor_of(one), page) for one in remarks if one.quote}
    old = _old_words(one for one in remarks if one.quote and places[one.pk].whole_block)
    threads = []
    for one in remarks:
        one.element = element
        found = places.get(one.pk)
        own = permissions.is_own_remark(user, one)
        threads.append(
            Thread(
                remark=one, found=found, runs=_runs(one, found, old),
                may_answer=permissions.can_remark(user, element), may_resolve=permissions.can_resolve(user, one),
                may_change=own and one.resolved_at is None and not one.replies.all(),
            )
        )  # fmt: skip
    return threads


def with_people(remarks: QuerySet[Remark]) -> QuerySet[Remark]:
    """With everything that a thread shows: three queries."""
    replies = RemarkReply.objects.select_related("by", "guest").order_by("at", "pk")
    mentions = Mention.objects.select_related("user", "workgroup").order_by("pk")
    return (
        remarks.select_related("by", "guest", "version", "assigned_to", "resolved_by", "decision__meeting")
        .defer("version__snapshot")
        .prefetch_related(Prefetch("replies", replies), Prefetch("mentions", mentions))
    )


def anchor_of(remark: Remark) -> Anchor:
    return Anchor(remark.block, remark.quote, remark.prefix, remark.suffix)


def _old_words(remarks: Iterable[Remark]) -> dict[int, str]:
    """{remark pk: the words that its block had when it was written}."""
    listed = list(remarks)
    if not listed:
        return {}
    versions = ElementVersion.objects.filter(pk__in={one.version_id for one in listed})
    bodies = {pk: Page.read(snapshot["body"]) for pk, snapshot in versions.values_list("pk", "snapshot")}
    return {one.pk: bodies[one.version_id].words(one.block) or one.quote for one in listed}


def _runs(remark: Remark, found: Found | None, old: dict[int, str]) -> tuple[Run, ...]:
    if found is None or found.standing != Standing.CHANGED:
        return ()
    runs = compare_texts(old.get(remark.pk, remark.quote), found.now)
    return shorten_runs(runs, Room(LONGEST_CHANGE)) if remark.block == BODY else runs


def listed_remarks(user: Any, *, which: str, group: str = "", state: str = "") -> QuerySet[Remark]:
    """The page of remarks: `which` is laukia, mane, uzduotys, mano or visos; `group` a slug, or bendri for shared
    elements; `state` "" for open ones, ispresta, visos. Newest first; what waits and tasks, by date."""
    if which == "laukia":
        remarks = waiting(user)
    else:
        choose = {
            "mane": Q(pk__in=calls(user)),
            "uzduotys": Q(kind=RemarkKind.TASK, assigned_to=user),
            "mano": Q(by=user),
        }
        remarks = Remark.objects.filter(choose.get(which, Q()))
        if state != "visos":
            remarks = remarks.filter(resolved_at__isnull=state != "ispresta")
    if group:
        remarks = remarks.filter(element__workgroup=None) if group == "bendri" else remarks.filter(
            element__workgroup__slug=group
        )  # fmt: skip
    remarks = remarks.select_related("element__workgroup", "by", "guest", "assigned_to")
    remarks = remarks.annotate(answers=Count("replies", distinct=True))
    by_date = [F("due").asc(nulls_last=True), "at", "pk"]
    return remarks.order_by(*(by_date if which in ("laukia", "uzduotys") else ["-at", "-pk"]))
