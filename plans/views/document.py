"""The draft in the layout of the document: as it is now, as it was accepted, or with the differences between them."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from editions.composing import PATH_DIGITS, compose
from plans import permissions, reviewing
from plans.changes import changes_since_acceptance, names_for
from plans.differences import Difference
from plans.guards import plan_of_the_room, readers_only
from plans.hierarchy import Kind
from plans.models import Element, Plan, Recommendation, ReviewStep, State
from plans.queries import DraftTree, draft_tree, get_element_for, newest_snapshots
from plans.queries_review import RemarkCounts, last_submissions, recommendations_on, remark_counts
from plans.reviewing import Line, Step, Ways
from plans.views.kept import token_at
from plans.views.reading import present, shown_names
from workgroups.models import Workgroup

NOW, ACCEPTED, DIFFERENCE = "dabartinis", "priimtas", "skirtumas"
SIDES = {NOW: gettext_lazy("Current"), ACCEPTED: gettext_lazy("Accepted"), DIFFERENCE: gettext_lazy("Difference")}
CHANGED, WAITING = "pakeisti", "laukia"
SHARED = "bendri"
IN_CONTENTS = frozenset({Kind.SECTION, Kind.VISION, Kind.PRIORITY, Kind.GOAL, Kind.TASK})


@dataclass(frozen=True)
class Asked:
    """What the address asks for: a side, a branch, a group, only some elements, a page."""

    side: str
    start: Element | None
    group: str
    only: str
    page: int

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        given = request.GET
        start = get_element_for(request.user, _uid(given["nuo"])) if given.get("nuo") else None
        side = given.get("rodyti", NOW)
        page = given.get("dalis", "1")
        return cls(
            side if side in SIDES else NOW, start, given.get("grupe", ""), given.get("tik", ""),
            int(page) if page.isdecimal() and len(page) < 5 else 1,
        )  # fmt: skip

    def query(self, **changes: Any) -> str:
        """The same question with changes, as the query of an address."""
        now = {
            "nuo": str(self.start.uid) if self.start else "", "grupe": self.group, "rodyti": self.side,
            "tik": self.only, **changes,
        }  # fmt: skip
        return "?" + urlencode({name: value for name, value in now.items() if value})

    @property
    def whole(self) -> str:
        """The same of the whole document."""
        return self.query(nuo="")

    def wants(self, element: Element) -> bool:
        slug = element.workgroup.slug if element.workgroup else SHARED
        if self.group and slug != self.group:
            return False
        if self.only == WAITING:
            return element.state == State.SUBMITTED
        return self.only != CHANGED or element.waits_for_acceptance


@dataclass
class Piece:
    """A line of the document with all that stands beside it."""

    line: Line
    content: dict[str, Any] | None = None
    difference: Difference | None = None
    remarks: RemarkCounts | None = None
    recommendations: list[Recommendation] = field(default_factory=list)
    submission: ReviewStep | None = None
    may_decide: bool = False
    before: Step | None = None
    after: Step | None = None
    is_change: bool = False

    @property
    def unchanged_indicators(self) -> list[dict[str, Any]]:
        """For the difference: those that are shown as they are."""
        changed = {one.uid for one in self.difference.indicators} if self.difference else set()
        return [one for one in (self.content or {}).get("indicators", []) if one["uid"] not in changed]


@require_safe
@readers_only
def preview(request: HttpRequest) -> HttpResponse:
    """The draft, the branch that `?nuo=` names or a group's elements, set as in the document."""
    plan, asked = plan_of_the_room(), Asked.of(request)
    tree = draft_tree(plan)
    contents: Mapping[str, Any] = {}
    if asked.side == ACCEPTED:
        lines, contents = _accepted(tree, asked.start)
    else:
        branches = tree.by_pk[asked.start.pk].walk() if asked.start else tree.walk()
        lines = reviewing.draft_lines(branches, with_removals=asked.side == DIFFERENCE)
    found = reviewing.cut_pages(reviewing.pick(lines, asked.wants))
    steps = reviewing.steps_between(found, lambda one: one.waits_for_acceptance)
    pages = max((line.page for line in found), default=1)
    pieces = [Piece(line) for line in found if line.page == min(asked.page, pages)]
    if asked.side == ACCEPTED:
        _show_accepted(pieces, contents, tree.plan)
    else:
        _show_draft(pieces, asked.side, tree)
    _put_beside(pieces, asked.side, may_review=permissions.can_review(request.user), steps=steps)
    return render(request, "plans/preview.html", _context(request, asked, tree, found, pieces, pages, len(steps)))


def _accepted(tree: DraftTree, start: Element | None) -> tuple[list[Line], dict[str, Any]]:
    """The lines and contents of what a council edition would take."""
    pieces = compose(tree.plan).pieces
    under = next((one.path for one in pieces if start and one.uid == str(start.uid)), None if start else "")
    pieces = [one for one in pieces if under is not None and one.path.startswith(under)]
    by_uid = {str(branch.element.uid): branch.element for branch in tree.by_pk.values()}
    lines = [Line(by_uid[one.uid], one.code, len(one.path) // PATH_DIGITS - 1, one.content["title"]) for one in pieces]
    return lines, {one.uid: one.content for one in pieces}


def _show_accepted(pieces: Iterable[Piece], contents: Mapping[str, Any], plan: Plan) -> None:
    names = shown_names(plan)
    for piece in pieces:
        piece.content = present(contents[str(piece.line.element.uid)], names)


def _show_draft(pieces: list[Piece], side: str, tree: DraftTree) -> None:
    elements = [piece.line.element for piece in pieces if not piece.line.is_context]
    snapshots, names = newest_snapshots(elements), shown_names(tree.plan)
    differences: dict[int, Difference] = {}
    if side == DIFFERENCE:
        changed = [one for one in elements if one.waits_for_acceptance]
        codes: dict[Hashable, str] = {pk: branch.code for pk, branch in tree.by_pk.items()}
        differences = changes_since_acceptance(changed, names_for(changed, codes))
    for piece in pieces:
        pk = piece.line.element.pk
        piece.content = present(snapshots[pk], names) if pk in snapshots else None
        piece.difference = differences.get(pk)


def _put_beside(pieces: list[Piece], side: str, *, may_review: bool, steps: Mapping[int, Ways]) -> None:
    """Remarks, recommendations, the message of the submission, the ways on; the same queries on each side."""
    elements = [piece.line.element for piece in pieces if not piece.line.is_context]
    remarks, advised, submitted = remark_counts(elements), recommendations_on(elements), last_submissions(elements)
    for piece in pieces:
        element = piece.line.element
        if piece.line.is_context:
            continue
        piece.remarks, piece.recommendations = remarks.get(element.pk), advised.get(element.pk, [])
        piece.is_change = element.pk in steps
        piece.before, piece.after = steps.get(element.pk, (None, None))
        if element.state == State.SUBMITTED:
            piece.submission = submitted.get(element.pk)
            piece.may_decide = may_review and side != ACCEPTED


def _context(
    request: HttpRequest, asked: Asked, tree: DraftTree, lines: list[Line], pieces: list[Piece], pages: int,
    changes: int,
) -> dict[str, Any]:  # fmt: skip
    shown, decide = pieces[0].line.page if pieces else 1, reverse("plans:decide")
    return {
        "plan": tree.plan, "start": asked.start, "asked": asked, "pieces": pieces, "changes": changes,
        "path": tree.path_to(asked.start.pk) if asked.start else [],
        "sides": [(name, label, asked.query(rodyti=name)) for name, label in SIDES.items()],
        "groups": Workgroup.objects.all(),
        "contents": _contents(lines),
        "changed": {line.element.pk for line in lines if not line.is_context and line.element.waits_for_acceptance},
        "page_query": asked.query(), "page": shown,
        "pages": [(number, asked.query(dalis=number)) for number in range(1, pages + 1)],
        "first_change": next((piece.line.anchor for piece in pieces if piece.is_change), ""),
        "decides": any(piece.may_decide for piece in pieces),
        "here": request.get_full_path(), "decide_opened_by": token_at(request, decide),
        "decide_keep_key": f"{request.user.pk}:{decide}", "decide_at": decide,
    }  # fmt: skip


def _contents(lines: Iterable[Line]) -> list[Line]:
    """What the contents list: every element of its kinds at its first place."""
    first: dict[int, Line] = {}
    for line in lines:
        if line.element.kind in IN_CONTENTS:
            first.setdefault(line.element.pk, line)
    return list(first.values())


def _uid(text: str) -> str:
    """A uid of an address; 404 for what is none."""
    try:
        return str(UUID(text))
    except ValueError:
        raise Http404 from None
