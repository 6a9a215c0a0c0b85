"""The structured analysis: areas, a group's board with its quick entry, and the matrix of problems and goals."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.guards import not_allowed_as_403
from plans import permissions
from plans.forms.analysis import EntryForm, RewriteForm
from plans.guards import plan_of_the_room, readers_only, who_may_edit
from plans.hierarchy import ANALYSIS, Kind
from plans.models import Element
from plans.queries import Branch, draft_tree, get_element_for
from plans.queries_analysis import areas_of, board_of, sections_in
from plans.queries_links import matrix_of
from plans.services.analysis import add_entries, open_analysis, rewrite_entry
from plans.services.elements import StaleText
from workgroups.models import Workgroup
from workgroups.permissions import group_ids_of


@require_safe
@readers_only
def analysis(request: HttpRequest) -> HttpResponse:
    """Every area: how full its quadrants are, its vision, its problems; the own areas first."""
    tree = draft_tree(plan_of_the_room())
    own = group_ids_of(request.user)
    groups = sorted(Workgroup.objects.all(), key=lambda group: group.pk not in own)
    areas = areas_of(tree, groups, matrix_of(tree))
    return render(request, "plans/analysis.html", {"plan": tree.plan, "areas": areas, "own": own})


@dataclass
class Attempt:
    """What was typed and not taken, beside its cause."""

    message: str
    title: str = ""
    evidence: str = ""


@dataclass
class Refusals:
    """Refused lines by kind, refused changes by the element's pk."""

    added: dict[str, Attempt] = field(default_factory=dict)
    changed: dict[int, Attempt] = field(default_factory=dict)


@require_safe
@readers_only
def board(request: HttpRequest, group: str) -> HttpResponse:
    """The four quadrants of a group's area, its vision and its problems."""
    return _board(request, _group(group), request.GET.get("skyrius", ""))


@require_POST
@readers_only
def add_entry(request: HttpRequest, group: str) -> HttpResponse:
    """One line, or several that were pasted, at the end of a part of the board."""
    found = _group(group)
    if not permissions.can_open_analysis(request.user, found):
        raise PermissionDenied(_("Members of the group and the coordinator."))
    form = EntryForm(request.POST)
    typed = request.POST.get("title", "")
    if not form.is_valid():
        attempt = Attempt(_("Write a sentence first."), typed)
        return _board(request, found, "", Refusals(added={request.POST.get("kind", ""): attempt}))
    kind = form.cleaned_data["kind"]
    wanted = str(form.cleaned_data["section"] or "")
    try:
        with not_allowed_as_403():
            plan = plan_of_the_room()
            section = _chosen(sections_in(draft_tree(plan), found), wanted) if wanted else None
            target = section.element if section else open_analysis(plan, found, by=request.user)
            entries = add_entries(target, kind, form.cleaned_data["title"], by=request.user)
    except Refused as error:
        return _board(request, found, wanted, Refusals(added={kind: Attempt(str(error), typed)}))
    text = ngettext("%(count)d entry written.", "%(count)d entries written.", len(entries)) % {"count": len(entries)}
    messages.success(request, text)
    return redirect(f"{_address(found, str(target.uid))}&nauja={kind}#dalis-{kind}")


@require_POST
@readers_only
def rewrite(request: HttpRequest, uid: str) -> HttpResponse:
    """An entry changed in its place on the board."""
    element = get_element_for(request.user, uid)
    if element.kind not in ANALYSIS or element.parent is None or element.workgroup is None:
        raise Http404
    if not permissions.can_edit(request.user, element):
        raise PermissionDenied(who_may_edit())
    section, form = str(element.parent.uid), RewriteForm(request.POST)
    typed = Attempt("", request.POST.get("title", ""), request.POST.get("evidence", ""))
    try:
        if not form.is_valid():
            raise Refused(_("Write a sentence first."))
        data = form.cleaned_data
        with not_allowed_as_403():
            rewrite_entry(
                element, data["title"], data["evidence"] if "evidence" in request.POST else None,
                base_version=data["base"], base_number=data["number"], by=request.user,
            )  # fmt: skip
    except StaleText as error:
        typed.message = _("Somebody has just changed it to “%(title)s”. Your words are still in the field.") % {
            "title": error.newest.snapshot["title"]
        }
    except Refused as error:
        typed.message = str(error)
    if typed.message:
        return _board(request, element.workgroup, section, Refusals(changed={element.pk: typed}))
    messages.success(request, _("Saved."))
    return redirect(f"{_address(element.workgroup, section)}#e-{element.uid}")


@require_safe
@readers_only
def matrix(request: HttpRequest) -> HttpResponse:
    """Problems × goals: first what stands alone, then the table."""
    tree = draft_tree(plan_of_the_room())
    groups = list(Workgroup.objects.all())
    wanted = request.GET.get("grupe", "")
    group = next((one for one in groups if one.slug == wanted), None)
    if wanted and group is None:
        raise Http404
    found = matrix_of(tree, workgroup=group.pk if group else None)
    editable = {one.element.pk for one in found.goals if permissions.can_edit(request.user, one.element)}
    rows = [
        (problem, [(goal, (problem.element.pk, goal.element.pk) in found.pairs) for goal in found.goals])
        for problem in found.problems
    ]
    context = {
        "plan": tree.plan, "groups": groups, "group": group, "matrix": found, "rows": rows, "editable": editable,
    }  # fmt: skip
    return render(request, "plans/matrix.html", context)


def _board(
    request: HttpRequest, group: Workgroup, wanted: str, refusals: Refusals | None = None
) -> HttpResponse:  # fmt: skip
    tree = draft_tree(plan_of_the_room())
    sections = sections_in(tree, group)
    section = _chosen(sections, wanted) if wanted else next(iter(sections), None)
    may_begin = permissions.can_open_analysis(request.user, group)
    parts = board_of(section, matrix_of(tree), request.user, may_begin=may_begin)
    context: dict[str, Any] = {
        "plan": tree.plan, "group": group, "sections": sections, "section": section,
        "quadrants": [part for part in parts.values() if part.is_quadrant],
        "vision": parts[Kind.AREA_VISION.value], "problems": parts[Kind.PROBLEM.value],
        "refusals": refusals or Refusals(), "new": request.GET.get("nauja", ""),
        "address": _address(group, str(section.element.uid)) if section else reverse("plans:board", args=[group.slug]),
    }  # fmt: skip
    return render(request, "plans/analysis_board.html", context)


def _group(slug: str) -> Workgroup:
    return get_object_or_404(Workgroup, slug=slug)


def _chosen(sections: list[Branch], wanted: str) -> Branch:
    """The section of the group that an address or a form names; 404 for any other."""
    for section in sections:
        if str(section.element.uid) == wanted:
            return section
    raise Http404


def _address(group: Workgroup, section: str) -> str:
    return f"{reverse('plans:board', args=[group.slug])}?skyrius={section}"


def parent_board(element: Element) -> str:
    """The board on which an entry of an analysis stands; "" for anything else."""
    if element.kind not in ANALYSIS or element.workgroup is None or element.parent is None:
        return ""
    return f"{_address(element.workgroup, str(element.parent.uid))}#e-{element.uid}"
