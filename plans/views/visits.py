"""What changed since somebody was last in the drafting room, all of it."""

import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from plans.guards import plan_of_the_room, readers_only
from plans.models import WorkspaceVisit
from plans.outline import WHOLE
from plans.queries import draft_tree
from plans.waiting import changed_since, read_changes
from workgroups.permissions import group_ids_of

PER_PAGE = 30
DAYS = (1, 7, 30)


@require_safe
@readers_only
def changes(request: HttpRequest) -> HttpResponse:
    """By others, in the own groups or everywhere, since the last visit or some days."""
    plan = plan_of_the_room()
    own = group_ids_of(request.user)
    whole = request.GET.get("grupe") == WHOLE or not own
    days = request.GET.get("dienos", "")
    since = _since(request.user, days)
    rows = changed_since(plan, since, but=request.user, groups=frozenset() if whole else own)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "plan": plan, "since": since, "page": page, "whole": whole, "has_own": bool(own), "days": days, "choices": DAYS,
        "changes": read_changes(page, draft_tree(plan), since, but=request.user),
    }  # fmt: skip
    return render(request, "plans/changes.html", context)


def _since(user: Any, days: str) -> datetime.datetime:
    """So many days ago; else the end of the last visit; a week at the first one."""
    if days in map(str, DAYS):
        return timezone.now() - datetime.timedelta(days=int(days))
    visit = WorkspaceVisit.objects.filter(user=user).first()
    return visit.before_at if visit and visit.before_at else timezone.now() - datetime.timedelta(days=7)
