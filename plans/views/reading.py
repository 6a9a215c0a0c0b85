"""Reading the draft: an element in its place, and the whole in the layout of the document."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from indicators.models import KIND_BY_LEVEL
from klaipeda_plan.core.bodies import notes_of
from plans import permissions
from plans.hierarchy import children_of
from plans.models import Element, ElementVersion, FundingSource, State
from plans.queries import can_be_submitted, draft_tree, get_element_for, newest_snapshots
from plans.snapshot import Snapshot
from plans.views.guards import plan_of_the_room, readers_only

NEWEST_VERSIONS = 30


@require_safe
@readers_only
def element(request: HttpRequest, uid: str) -> HttpResponse:
    """One element as it stands in the draft: its place, text, numbers, review and versions."""
    found = get_element_for(request.user, uid)
    tree = draft_tree(found.plan)
    branch = tree.by_pk[found.pk]
    editable = permissions.can_edit(request.user, found)
    children = [one for one in branch.children if not one.element.is_removed or editable]
    version = found.current_version
    context = {
        "element": found, "branch": branch, "path": tree.path_to(found.pk), "children": children,
        "content": present(version.snapshot, _sources()) if version else None,
        "versions": found.versions.select_related("by").defer("snapshot")[:NEWEST_VERSIONS],
        "steps": found.steps.select_related("by", "version"),
        "acts": _acts(request.user, found),
        "saved": request.GET.get("issaugota", ""),
        "keep_key": f"{request.user.pk}:{request.path}redaguoti/",
        "added_at": f"{request.user.pk}:{request.GET['nauja']}" if "nauja" in request.GET else "",
    }  # fmt: skip
    return render(request, "plans/element.html", context)


@require_safe
@readers_only
def version(request: HttpRequest, uid: str, number: int) -> HttpResponse:
    """An older version of an element, as it was saved."""
    found = get_element_for(request.user, uid)
    one = ElementVersion.objects.filter(element=found, number=number).select_related("by").first()
    if one is None:
        raise Http404
    tree = draft_tree(found.plan)
    context = {
        "element": found, "branch": tree.by_pk[found.pk], "path": tree.path_to(found.pk), "version": one,
        "content": present(one.snapshot, _sources()),
    }  # fmt: skip
    return render(request, "plans/version.html", context)


@require_safe
@readers_only
def preview(request: HttpRequest) -> HttpResponse:
    """The draft, or the branch that `?nuo=` names, set as in the document."""
    plan = plan_of_the_room()
    tree = draft_tree(plan)
    start = get_element_for(request.user, _uid(request.GET["nuo"])) if request.GET.get("nuo") else None
    branches = list(tree.by_pk[start.pk].walk() if start else tree.walk())
    standing = [branch for branch in branches if not branch.element.is_removed]
    snapshots, sources = newest_snapshots(branch.element for branch in standing), _sources()
    pieces = [(branch, present(snapshots[branch.element.pk], sources)) for branch in standing]
    return render(request, "plans/preview.html", {"plan": plan, "start": start, "pieces": pieces})


def _uid(text: str) -> str:
    """A uid of an address; 404 for what is none."""
    try:
        return str(UUID(text))
    except ValueError:
        raise Http404 from None


def present(snapshot: Snapshot, sources: dict[str, str]) -> dict[str, Any]:
    """What a template shows of a snapshot: the money as a table, indicators with their columns."""
    indicators = snapshot.get("indicators", [])
    return {
        "title": snapshot["title"],
        "body": snapshot["body"],
        "notes": notes_of(snapshot["body"]),
        "detail": snapshot["detail"],
        "money": _money_table(snapshot, sources),
        "indicators": indicators,
        "indicator_kind": KIND_BY_LEVEL.get(snapshot["kind"], ""),  # type: ignore[call-overload]
    }


def _money_table(snapshot: Snapshot, sources: dict[str, str]) -> dict[str, Any] | None:
    cents = {(one["year"], one["source"]): one["cents"] for one in snapshot["funding"]}
    if not cents:
        return None
    years = sorted({year for year, _code in cents})
    codes = [code for code in sources if any(code == one for _year, one in cents)]
    return {
        "sources": [sources[code] for code in codes],
        "rows": [
            (year, [cents.get((year, code)) for code in codes], sum(cents.get((year, code), 0) for code in codes))
            for year in years
        ],
        "columns": [sum(cents.get((year, code), 0) for year in years) for code in codes],
        "total": sum(cents.values()),
    }


def _sources() -> dict[str, str]:
    """{code: name} in the order of the columns."""
    return {source.code: source.name for source in FundingSource.objects.all()}


def _acts(user: Any, found: Element) -> dict[str, bool]:
    """What this person may do with the element now."""
    edits = permissions.can_edit(user, found)
    standing = edits and not found.is_removed
    return {
        "edit": standing,
        "add": standing and bool(children_of(found.kind)),
        "move": standing,
        "remove": standing,
        "restore": edits and found.is_removed,
        "mark_ready": edits and found.state in (State.DRAFT, State.RETURNED) and found.waits_for_acceptance,
        "take_back": edits and found.state in (State.READY, State.SUBMITTED),
        "submit": permissions.can_submit(user, found) and can_be_submitted(found),
        "submit_branch": permissions.can_submit(user, found),
    }
