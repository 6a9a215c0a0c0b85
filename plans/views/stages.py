"""Implementation stages: measures, targets and money seen by stage; the coordinator keeps them."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.models import IndicatorValue, ValueKind
from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.guards import not_allowed_as_403, tried
from plans import permissions
from plans.changes import draft_codes
from plans.forms.directory import StageForm
from plans.guards import plan_of_the_room, readers_only, require_right
from plans.models import Plan, Stage
from plans.queries_organisations import money_table
from plans.queries_stages import measures_of_stage, money_of_stage, stage_lines
from plans.services import stages as service


@require_safe
@readers_only
def stages(request: HttpRequest) -> HttpResponse:
    """Each stage with how many measures and targets it has, and the money of its years."""
    plan = plan_of_the_room()
    targets = Counter(int(period[:4]) for period in _targets(plan).values_list("period", flat=True))
    keeps = permissions.can_keep_stages(request.user)
    context = {"plan": plan, "lines": stage_lines(plan, targets), "keeps": keeps}
    return render(request, "plans/stages.html", context)


@require_safe
@readers_only
def stage(request: HttpRequest, pk: int) -> HttpResponse:
    """What is done, reached and paid in one stage."""
    found = _stage(pk)
    codes = draft_codes([found.plan_id])
    within = [
        one
        for one in _targets(found.plan).select_related("indicator__element").defer("indicator__element__body")
        if found.year_from <= int(one.period[:4]) <= found.year_to
    ]
    places = {key: number for number, key in enumerate(codes)}
    within.sort(key=lambda one: (places.get(one.indicator.element_id, len(places)), one.indicator_id, one.period))
    context = {
        "stage": found, "plan": found.plan, "measures": measures_of_stage(found, codes),
        "targets": [(codes.get(one.indicator.element_id, ""), one) for one in within],
        "money": money_table(money_of_stage(found)), "keeps": permissions.can_keep_stages(request.user),
    }  # fmt: skip
    return render(request, "plans/stage.html", context)


@require_http_methods(["GET", "POST"])
@readers_only
def add_stage(request: HttpRequest) -> HttpResponse:
    require_right(permissions.can_keep_stages(request.user), _("The coordinator."))
    plan = plan_of_the_room()
    form = StageForm.new(plan, service.next_code(plan), request.POST if request.method == "POST" else None)
    if form.is_valid():
        code = form.cleaned_data["code"]
        if tried(form, None, lambda: service.add_stage(plan, form.facts(), by=request.user, code=code)):
            messages.success(request, _("The stage is added."))
            return redirect("plans:stages")
    return _asked(request, form, plan=plan)


@require_http_methods(["GET", "POST"])
@readers_only
def change_stage(request: HttpRequest, pk: int) -> HttpResponse:
    require_right(permissions.can_keep_stages(request.user), _("The coordinator."))
    found = _stage(pk)
    form = StageForm.of(found, request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if tried(form, None, lambda: service.change_stage(found, form.facts(), by=request.user, reason=reason)):
            messages.success(request, _("Saved."))
            return redirect("plans:stage", pk=found.pk)
    return _asked(request, form, plan=found.plan, stage=found)


@require_POST
@readers_only
def remove_stage(request: HttpRequest, pk: int) -> HttpResponse:
    """A stage that measures name stays, and it is said which."""
    require_right(permissions.can_keep_stages(request.user), _("The coordinator."))
    found = _stage(pk)
    try:
        with not_allowed_as_403():
            service.remove_stage(found, by=request.user)
    except Refused as error:
        messages.error(request, str(error))
        return redirect("plans:stage", pk=found.pk)
    messages.success(request, _("The stage is removed."))
    return redirect("plans:stages")


def _stage(pk: int) -> Stage:
    return get_object_or_404(Stage.objects.select_related("plan"), pk=pk, plan=plan_of_the_room())


def _targets(plan: Plan) -> QuerySet[IndicatorValue]:
    """Targets of the indicators that stand in the draft."""
    standing = {"indicator__element__plan": plan, "indicator__element__is_removed": False}
    return IndicatorValue.objects.filter(kind=ValueKind.TARGET, **standing)


def _asked(request: HttpRequest, form: Any, **context: Any) -> HttpResponse:
    return render(request, "plans/stage_form.html", {"form": form, **context}, status=422 if form.errors else 200)
