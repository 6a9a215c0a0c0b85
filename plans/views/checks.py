"""The page of plan checks: what the draft lacks, each with its place and its cure."""

from collections import Counter
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plans import permissions
from plans.checks import Finding, Severity, all_checks, run_checks
from plans.guards import plan_of_the_room, readers_only
from plans.outline import SHARED
from workgroups.models import Workgroup
from workgroups.permissions import group_ids_of

PER_PAGE = 50
ALL = "visi"


@require_safe
@readers_only
def checks(request: HttpRequest) -> HttpResponse:
    """All findings of the draft, by group, severity and check; a member begins with the own area."""
    plan = plan_of_the_room()
    groups = list(Workgroup.objects.all())
    own = group_ids_of(request.user)
    group = request.GET.get("grupe") or (next((one.slug for one in groups if one.pk in own), ALL))
    severity, code = request.GET.get("svarba", ""), request.GET.get("patikra", "")
    in_group = [finding for finding in run_checks(plan) if _is_of(finding, group, groups)]
    shown = [one for one in in_group if severity in ("", one.severity.value) and code in ("", one.code)]
    counts = Counter(one.severity for one in in_group)
    by_code = Counter(one.code for one in in_group)
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "plan": plan, "groups": groups, "group": group, "severity": severity, "code": code, "page": page,
        "counts": [(one, counts[one]) for one in Severity], "found": len(in_group), "shown": len(shown),
        "checks": [(one, by_code[one.code]) for one in all_checks() if by_code[one.code] or one.code == code],
        "rows": [(finding, can_cure(request.user, finding)) for finding in page],
    }  # fmt: skip
    return render(request, "plans/checks.html", context)


def can_cure(user: Any, finding: Finding) -> bool:
    """Whether this person can do what cures it where it is done."""
    if finding.element is None:
        return permissions.can_add_under(user, None)
    return permissions.can_edit(user, finding.element)


def _is_of(finding: Finding, group: str, groups: list[Workgroup]) -> bool:
    """Findings of a group's elements; what belongs to no group, the plan as a whole too, is shared."""
    if group == ALL:
        return True
    owner = finding.element.workgroup_id if finding.element else None
    if group == SHARED:
        return owner is None
    return owner is not None and owner == next((one.pk for one in groups if one.slug == group), -1)
