"""Indicators of the draft with their actual values: the list, one indicator, a grid of several periods."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from indicators.forms.observations import EVERYTHING, SHARED, FilterForm, Grid, ObservationForm
from indicators.models import KIND_BY_LEVEL, Indicator
from indicators.presenting import Shown
from indicators.queries import Standing, observations_of, standing_indicators, who_wrote
from indicators.services.observations import EntriesRefused, frequency_for, frequency_label, record_observations
from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.guards import not_allowed_as_403
from plans import permissions
from plans.guards import plan_of_the_room, readers_only, who_may_edit
from plans.queries import draft_tree, get_element_for
from workgroups.models import Workgroup
from workgroups.permissions import group_ids_of

ON_A_PAGE = 40


@require_safe
@readers_only
def indicators(request: HttpRequest) -> HttpResponse:
    """The indicators of the own group, or of what is asked for, with their evaluation."""
    plan = plan_of_the_room()
    groups = list(Workgroup.objects.order_by("position", "pk"))
    own = next((one.slug for one in groups if one.pk in group_ids_of(request.user)), EVERYTHING)
    form = FilterForm(request.GET, groups=groups, own=own)
    asked = form.asked()
    lines = _lines(standing_indicators(plan, draft_tree(plan), **_where(asked)), asked["vertinimas"])
    context = {
        "plan": plan, "form": form, "page": Paginator(lines, ON_A_PAGE).get_page(request.GET.get("page")),
        "count": len(lines),
    }  # fmt: skip
    return render(request, "indicators/indicators.html", context)


@require_http_methods(["GET", "POST"])
@readers_only
def indicator(request: HttpRequest, uid: str) -> HttpResponse:
    """One indicator: its chart, evaluation and values with who entered them. A POST enters one value."""
    context = _about(request, uid)
    found: Indicator = context["indicator"]
    form = ObservationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        _refuse_readers(context)
        if form.is_valid():
            try:
                with not_allowed_as_403():
                    record_observations(found, [form.entry()], by=request.user)
            except EntriesRefused as error:
                for (_number, field), message in error.cells.items():
                    form.refuse(field, message)
            except Refused as error:
                form.add_error(None, str(error))
            else:
                messages.success(request, _("The value is saved."))
                return redirect("indicators:indicator", uid=uid)
    values = observations_of(found)
    wrote = who_wrote(values)
    context |= {"form": form, "values": [(one, wrote.get(one.pk)) for one in values]}
    return render(request, "indicators/indicator.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@readers_only
def observations(request: HttpRequest, uid: str) -> HttpResponse:
    """The values of several periods at once: all are saved, or none."""
    context = _about(request, uid)
    _refuse_readers(context)
    found: Indicator = context["indicator"]
    grid = Grid(observations_of(found), request.POST if request.method == "POST" else None)
    if request.method == "POST" and grid.is_valid():
        try:
            with not_allowed_as_403():
                version = record_observations(found, grid.entries(), by=request.user)
        except EntriesRefused as error:
            grid.refuse(error)
        except Refused as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The values are saved.") if version else _("Nothing was changed."))
            return redirect("indicators:indicator", uid=uid)
    wrong = request.method == "POST" and grid.total_error_count
    return render(request, "indicators/observations.html", context | {"grid": grid}, status=422 if wrong else 200)


def _about(request: HttpRequest, uid: str) -> dict[str, Any]:
    """The indicator with its element and place; 404 for who may not read drafts."""
    found = get_object_or_404(Indicator.objects.select_related("element", "series"), uid=uid)
    element = get_element_for(request.user, str(found.element.uid))
    tree = draft_tree(element.plan)
    frequency = frequency_for(found)
    return {
        "indicator": found, "element": element, "branch": tree.by_pk[element.pk], "path": tree.path_to(element.pk),
        "code": tree.code_of(element.pk), "shown": Shown(Standing(found, "").figures),
        "indicator_kind": KIND_BY_LEVEL[element.kind],  # type: ignore[index]
        "frequency": frequency_label(frequency) if frequency else "",
        "binding": getattr(found, "series", None),
        "may_edit": permissions.can_edit(request.user, element),
    }  # fmt: skip


def _refuse_readers(context: dict[str, Any]) -> None:
    if not context["may_edit"]:
        raise PermissionDenied(who_may_edit())


def _where(asked: dict[str, str]) -> dict[str, Any]:
    """What the filter means for the database."""
    where: dict[str, Any] = {}
    if asked["grupe"] == SHARED:
        where["element__workgroup"] = None
    elif asked["grupe"] not in ("", EVERYTHING):
        where["element__workgroup__slug"] = asked["grupe"]
    if asked["lygis"]:
        where["element__kind"] = asked["lygis"]
    return where


def _lines(listed: list[Standing], verdict: str) -> list[Standing]:
    return [one for one in listed if one.evaluation.verdict == verdict] if verdict else listed
