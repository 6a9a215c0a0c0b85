"""The directory of organisations: whom the measures name, kept by the coordinator."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from klaipeda_plan.core.guards import tried
from plans import permissions
from plans.changes import draft_codes
from plans.forms.directory import MergeForm, OrganisationForm, RemoveForm, SplitForm
from plans.guards import plan_of_the_room, readers_only, require_right
from plans.models import Organisation, OrganisationKind, OrganisationName
from plans.queries_organisations import (
    history_of,
    likely_duplicates,
    listed_organisations,
    measures_of,
    money_answered_for,
    money_table,
    spellings_of,
    with_counts,
)
from plans.services import directory

ON_A_PAGE = 50
MOST_MERGED = 20
ORDERS = {
    "": pgettext_lazy("order of a list", "by name"),
    "priemones": pgettext_lazy("order of a list", "by number of measures"),
    "lesos": pgettext_lazy("order of a list", "by money"),
}


@require_safe
@readers_only
def organisations(request: HttpRequest) -> HttpResponse:
    """All organisations with what they do in the plan; those that may be one are proposed to the coordinator."""
    plan = plan_of_the_room()
    text, kind = request.GET.get("ieskoti", "").strip()[:200], request.GET.get("rusis", "")
    kind = kind if kind in OrganisationKind.values else ""
    order = request.GET.get("tvarka", "")
    order = order if order in ORDERS else ""
    keeps = permissions.can_keep_directory(request.user)
    listed = listed_organisations(plan, text=text, kind=kind, order=order)
    context = {
        "plan": plan, "text": text, "kind": kind, "order": order, "kinds": OrganisationKind.choices,
        "orders": ORDERS.items(), "page": Paginator(listed, ON_A_PAGE).get_page(request.GET.get("page")),
        "keeps": keeps, "pairs": likely_duplicates(Organisation.objects.all()) if keeps else [],
    }  # fmt: skip
    return render(request, "plans/organisations.html", context)


@require_safe
@readers_only
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """What one organisation does in the plan, and how the directory came to know it."""
    found, plan = get_object_or_404(Organisation, pk=pk), plan_of_the_room()
    named = measures_of(found, plan, draft_codes([plan.pk]))
    context = {
        "organisation": found, "plan": plan, "named": named, "spellings": spellings_of(found),
        "money": money_table(money_answered_for(found, plan)), "history": history_of(found),
        "keeps": permissions.can_keep_directory(request.user), "is_named": found.measures.exists(),
    }  # fmt: skip
    return render(request, "plans/organisation.html", context)


@require_http_methods(["GET", "POST"])
@readers_only
def change_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    require_right(permissions.can_keep_directory(request.user), _("The coordinator."))
    found = get_object_or_404(Organisation, pk=pk)
    form = OrganisationForm.of(found, request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        done = tried(form, "name", lambda: directory.change_organisation(
            found, form.facts(), by=request.user, reason=reason
        ))  # fmt: skip
        if done:
            messages.success(request, _("Saved."))
            return redirect("plans:organisation", pk=found.pk)
    return _asked(request, "plans/organisation_change.html", form, organisation=found)


@require_http_methods(["GET", "POST"])
@readers_only
def merge_organisations(request: HttpRequest) -> HttpResponse:
    """Those that `org` names become one: asks which stays and why, and shows what follows."""
    require_right(permissions.can_keep_directory(request.user), _("The coordinator."))
    sent = request.POST if request.method == "POST" else request.GET
    ids = [int(value) for value in sent.getlist("org")[:MOST_MERGED] if value.isdecimal() and len(value) < 18]
    chosen = list(with_counts(Organisation.objects.filter(pk__in=ids), plan_of_the_room()).prefetch_related("names"))
    if len(chosen) < 2:
        messages.error(request, _("Choose at least two organisations to merge."))
        return redirect("plans:organisations")
    form = MergeForm(chosen, request.POST if request.method == "POST" else None)
    if form.is_valid():
        kept = next(one for one in chosen if str(one.pk) == form.cleaned_data["kept"])
        reason = form.cleaned_data["reason"]
        done = tried(form, None, lambda: directory.merge_organisations(kept, chosen, by=request.user, reason=reason))
        if done:
            count = len(chosen) - 1
            text = ngettext(
                "Merged: %(count)d organisation became a spelling.",
                "Merged: %(count)d organisations became spellings.", count,
            )  # fmt: skip
            messages.success(request, text % {"count": count})
            return redirect("plans:organisation", pk=kept.pk)
    return _asked(request, "plans/organisations_merge.html", form, chosen=chosen)


@require_http_methods(["GET", "POST"])
@readers_only
def split_spelling(request: HttpRequest, pk: int, spelling: int) -> HttpResponse:
    """A spelling that means another organisation leaves this one."""
    require_right(permissions.can_keep_directory(request.user), _("The coordinator."))
    found = get_object_or_404(OrganisationName.objects.select_related("organisation"), pk=spelling, organisation=pk)
    form = SplitForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        split: list[Organisation] = []
        reason = form.cleaned_data["reason"]
        done = tried(form, None, lambda: split.append(
            directory.split_spelling(found, by=request.user, reason=reason)
        ))  # fmt: skip
        if done:
            messages.success(request, _("Split off: it is an organisation of its own."))
            return redirect("plans:organisation", pk=split[0].pk)
    return _asked(request, "plans/organisation_split.html", form, spelling=found)


@require_http_methods(["GET", "POST"])
@readers_only
def remove_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes out what no measure names."""
    require_right(permissions.can_keep_directory(request.user), _("The coordinator."))
    found = get_object_or_404(Organisation, pk=pk)
    form = RemoveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if tried(form, None, lambda: directory.remove_organisation(found, by=request.user, reason=reason)):
            messages.success(request, _("Taken out of the directory."))
            return redirect("plans:organisations")
    return _asked(request, "plans/organisation_remove.html", form, organisation=found)


def _asked(request: HttpRequest, template: str, form: Any, **context: Any) -> HttpResponse:
    """The form, or the form again with its errors."""
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)
