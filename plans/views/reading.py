"""Reading an element of the draft in its place, and its versions."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from indicators.models import KIND_BY_LEVEL
from klaipeda_plan.core.bodies import notes_of
from plans import permissions
from plans.checks import run_checks
from plans.differences import Names
from plans.guards import readers_only
from plans.hierarchy import children_of
from plans.models import Element, ElementVersion, FundingSource, Plan, State
from plans.queries import can_be_submitted, draft_tree, get_element_for
from plans.queries_links import links_of
from plans.queries_meetings import items_about
from plans.queries_translations import state_of, translation_of
from plans.resources import resource_rows
from plans.services.links import may_link_from
from plans.snapshot import Snapshot
from plans.views.copies import unsaved_copy
from plans.views.presence import present_here
from plans.views.remarks_shown import panel, with_marks

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
    content = present(version.snapshot, shown_names(found.plan)) if version else None
    shown = panel(request, found)
    if content:
        content["body"] = with_marks(request, shown)
    translation = translation_of(found)
    context = shown | {
        "translation": translation, "translated": state_of(translation, found),
        "element": found, "branch": branch, "path": tree.path_to(found.pk), "children": children,
        "content": content,
        "versions": found.versions.select_related("by", "with_author").defer("snapshot")[:NEWEST_VERSIONS],
        "steps": found.steps.select_related("by", "version"),
        "acts": _acts(request.user, found),
        "spoken_of": items_about(found, request.user),
        "findings": run_checks(found.plan, scope=lambda one: one.pk == found.pk, tree=tree),
        "links": links_of(found, tree), "can_cure": editable,
        "copy": unsaved_copy(found, request.user) if editable else None,
        "presence": present_here(request, found, version.number if version else None),
    }  # fmt: skip
    return render(request, "plans/element.html", context)


@require_safe
@readers_only
def version(request: HttpRequest, uid: str, number: int) -> HttpResponse:
    """An older version of an element, as it was saved."""
    found = get_element_for(request.user, uid)
    one = ElementVersion.objects.filter(element=found, number=number).select_related("by", "with_author").first()
    if one is None:
        raise Http404
    tree = draft_tree(found.plan)
    context = {
        "element": found, "branch": tree.by_pk[found.pk], "path": tree.path_to(found.pk), "version": one,
        "content": present(one.snapshot, shown_names(found.plan)), "before": one.number - 1,
    }  # fmt: skip
    return render(request, "plans/version.html", context)


def present(snapshot: Snapshot, names: Names) -> dict[str, Any]:
    """What a template shows of a snapshot: the money as a table, indicators with their columns."""
    detail: Mapping[str, Any] = snapshot["detail"] or {}
    indicators = snapshot.get("indicators", [])
    return {
        "title": snapshot["title"],
        "body": snapshot["body"],
        "notes": notes_of(snapshot["body"]),
        "detail": snapshot["detail"],
        "stage": names.stages.get(detail["stage"], detail["stage"]) if detail.get("stage") else "",
        "resources": resource_rows(detail),
        "money": _money_table(snapshot, names.sources),
        "indicators": indicators,
        "indicator_kind": KIND_BY_LEVEL.get(snapshot["kind"], ""),  # type: ignore[call-overload]
    }


def _money_table(snapshot: Snapshot, sources: Mapping[str, str]) -> dict[str, Any] | None:
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


def shown_names(plan: Plan) -> Names:
    """Names of sources in the order of the columns, and of the plan's stages, asked only where one is named."""
    return Names(
        sources={source.code: source.name for source in FundingSource.objects.all()},
        stages=SimpleLazyObject(lambda: {one.code: one.label for one in plan.stages.all()}),  # type: ignore[arg-type]
    )


def _acts(user: Any, found: Element) -> dict[str, bool]:
    """What this person may do with the element now."""
    edits = permissions.can_edit(user, found)
    standing = edits and not found.is_removed
    return {
        "edit": standing,
        "add": standing and bool(children_of(found.kind)),
        "move": standing,
        "translate": not found.is_removed and permissions.can_translate(user, found),
        "link": standing and bool(may_link_from(found.kind)),
        "remove": standing,
        "restore": edits and found.is_removed,
        "mark_ready": edits and found.state in (State.DRAFT, State.RETURNED) and found.waits_for_acceptance,
        "take_back": edits and found.state in (State.READY, State.SUBMITTED),
        "submit": permissions.can_submit(user, found) and can_be_submitted(found),
        "submit_branch": permissions.can_submit(user, found),
    }
