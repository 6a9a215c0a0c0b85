"""Meetings and elements together: what an agenda names, what may be put on it, where an element was spoken of."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from plans.models import AgendaElement, Element, Plan, Remark
from plans.queries import Branch, DraftTree, draft_tree
from workgroups.models import AgendaItem, Decision, Meeting
from workgroups.permissions import readable_meetings

MOST_FOUND = 25


@dataclass(frozen=True)
class Found:
    """Branches whose code or title holds what was asked; `more` when there are further ones."""

    branches: list[Branch]
    more: bool


def agenda_of(meeting: Meeting) -> QuerySet[AgendaItem]:
    """The items in order, each with the elements attached to it: two queries."""
    attached = AgendaElement.objects.select_related("element")
    return meeting.agenda.prefetch_related(Prefetch("elements", attached))


def decisions_of(meeting: Meeting) -> QuerySet[Decision]:
    """The decisions in order, each with its item, who does it, and what was made of it: two queries."""
    made = Remark.objects.select_related("element").order_by("at", "pk")
    return meeting.decisions.select_related("item", "responsible").prefetch_related(Prefetch("remarks", made))


def current_tree() -> DraftTree | None:
    """The draft that is being written, for the codes of what an agenda names."""
    plan = Plan.objects.current()
    return draft_tree(plan) if plan else None


def elements_for(meeting: Meeting, tree: DraftTree | None, text: str, *, without: Iterable[int] = ()) -> Found:
    """What of the group's own area and of the shared ground may be put on the agenda and holds `text`."""
    left_out, asked = set(without), " ".join(text.casefold().split())
    fitting = [
        branch for branch in (tree.walk() if tree else ())
        if not branch.element.is_removed and branch.element.pk not in left_out
        and branch.element.workgroup_id in (None, meeting.workgroup_id) and _holds(branch, asked)
    ]  # fmt: skip
    # The own area first; inside it the order of the document.
    fitting.sort(key=lambda branch: branch.element.workgroup_id is None)
    return Found(fitting[:MOST_FOUND], len(fitting) > MOST_FOUND)


def items_about(element: Element, user: Any) -> QuerySet[AgendaItem]:
    """The items of meetings that this person may read and that were about the element, the latest first."""
    items = AgendaItem.objects.filter(elements__element=element, meeting__in=readable_meetings(user))
    return items.select_related("meeting__workgroup").defer("meeting__minutes").order_by("-meeting__starts_at", "pk")


def _holds(branch: Branch, asked: str) -> bool:
    """Every asked word stands in the code or the title."""
    said = f"{branch.code} {branch.element.title}".casefold()
    return all(word in said for word in asked.split())
