"""Funding sources: the table that every sum of money names; the coordinator keeps it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from klaipeda_plan.core.guards import act_and_go, tried
from plans import permissions
from plans.forms.directory import SourceForm
from plans.guards import plan_of_the_room, readers_only, require_right
from plans.models import FundingSource
from plans.queries_organisations import money_table
from plans.queries_stages import standing_money
from plans.services import sources as service


@require_safe
@readers_only
def sources(request: HttpRequest) -> HttpResponse:
    """The sources in their order, each with the plan's money from it."""
    plan = plan_of_the_room()
    money = money_table(standing_money(plan))
    sums = dict(zip(money.sources, money.totals, strict=True)) if money else {}
    rows = [(one, sums.get(one.code, 0)) for one in FundingSource.objects.all()]
    context = {"plan": plan, "rows": rows, "keeps": permissions.can_keep_sources(request.user)}
    return render(request, "plans/sources.html", context)


@require_http_methods(["GET", "POST"])
@readers_only
def add_source(request: HttpRequest) -> HttpResponse:
    require_right(permissions.can_keep_sources(request.user), _("The coordinator."))
    form = SourceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        code, reason = form.cleaned_data["code"], form.cleaned_data["reason"]
        if tried(form, "code", lambda: service.add_source(code, form.facts(), by=request.user, reason=reason)):
            messages.success(request, _("The source is added."))
            return redirect("plans:sources")
    return _asked(request, form)


@require_http_methods(["GET", "POST"])
@readers_only
def change_source(request: HttpRequest, pk: int) -> HttpResponse:
    require_right(permissions.can_keep_sources(request.user), _("The coordinator."))
    found = get_object_or_404(FundingSource, pk=pk)
    form = SourceForm.of(found, request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if tried(form, None, lambda: service.change_source(found, form.facts(), by=request.user, reason=reason)):
            messages.success(request, _("Saved."))
            return redirect("plans:sources")
    return _asked(request, form, source=found, was_used=service.was_used(found))


@require_POST
@readers_only
def shift_source(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up or down in the order of every table."""
    require_right(permissions.can_keep_sources(request.user), _("The coordinator."))
    found = get_object_or_404(FundingSource, pk=pk)
    step = -1 if request.POST.get("kur") == "aukstyn" else 1
    return _done(request, lambda: service.shift_source(found, step, by=request.user), _("The order is saved."))


@require_POST
@readers_only
def remove_source(request: HttpRequest, pk: int) -> HttpResponse:
    """A source from which money was ever written stays."""
    require_right(permissions.can_keep_sources(request.user), _("The coordinator."))
    found = get_object_or_404(FundingSource, pk=pk)
    return _done(request, lambda: service.remove_source(found, by=request.user), _("The source is removed."))


def _done(request: HttpRequest, write: Any, done: str) -> HttpResponse:
    return act_and_go(request, write, done, reverse("plans:sources"))


def _asked(request: HttpRequest, form: Any, **context: Any) -> HttpResponse:
    return render(request, "plans/source_form.html", {"form": form, **context}, status=422 if form.errors else 200)
