"""The first page of the drafting room: what waits for me, and the outline of the draft."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from plans import permissions
from plans.models import Plan, State
from plans.outline import SHARED as SHARED
from plans.queries import DraftTree, draft_tree
from plans.services.visits import note_visit
from plans.views.outline import TARGET, outline_context, page_context, told_in
from plans.waiting import waiting_for
from workgroups.permissions import (
    group_ids_of,
    is_administrator,
    is_coordinator,
    is_councillor,
    is_secretary,
)


@require_safe
def workspace(request: HttpRequest) -> HttpResponse:
    """What waits for this person and the outline; whoever does not read drafts is shown the own room.

    Scripts that ask for the outline alone, with other filters, get that alone.
    """
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if not permissions.can_read_drafts(request.user):
        return redirect(own_room(request.user))
    plan = Plan.objects.current()
    if plan is None:
        return render(request, "plans/workspace.html", {"plan": None})
    tree = draft_tree(plan)
    context = outline_context(request, tree, request.GET) | {"plan": plan} | page_context(request.get_full_path())
    htmx = request.htmx  # type: ignore[attr-defined]
    if htmx and htmx.target == TARGET:
        return render(request, "plans/_outline.html", context)
    visit = note_visit(request.user)
    context |= {
        "told": told_in(request, tree),
        "waiting": waiting_for(request.user, tree, since=visit.before_at),
        "role": _role(request.user), "progress": _progress(tree),
        "may_keep_guests": permissions.can_keep_guests(request.user),
        "may_review": permissions.can_review(request.user),
    }  # fmt: skip
    return render(request, "plans/workspace.html", context)


def own_room(user: Any) -> str:
    """Where somebody lands after the login who does not work on the draft."""
    prefix = "/en" if get_language() == "en" else ""
    if is_councillor(user):
        return f"{prefix}/taryba/"
    return f"{prefix}/rengimas/zmones/" if is_administrator(user) else f"{prefix}/"


def _role(user: Any) -> str:
    """As whom somebody is greeted: what this role needs first stands first."""
    if is_coordinator(user):
        return "coordinator"
    if group_ids_of(user):
        return "member"
    return "secretary" if is_secretary(user) else "consultant"


def _progress(tree: DraftTree) -> dict[str, int]:
    """How far the review of the whole draft is."""
    standing = [one.element for one in tree.walk() if not one.element.is_removed]
    accepted = sum(not one.waits_for_acceptance for one in standing)
    return {
        "standing": len(standing), "accepted": accepted,
        "percent": accepted * 100 // len(standing) if standing else 0,
        "submitted": sum(one.state == State.SUBMITTED for one in standing),
    }  # fmt: skip
