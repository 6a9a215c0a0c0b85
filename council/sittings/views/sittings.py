"""Sittings: the list, one with its agenda, and the steps from preparation to publication."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from council import permissions
from council.models import Sitting
from council.queries import agenda_of
from council.services import sittings as services
from council.sittings.forms import SittingForm, rebase
from council.sittings.views.guards import readers_of_sittings, secretary_only, sitting_for
from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.guards import act_and_go, not_allowed_as_403


@require_safe
@readers_of_sittings
def sitting_list(request: HttpRequest) -> HttpResponse:
    """Coming ones, then those that were held."""
    readable = permissions.readable_sittings(request.user)
    context = {
        "coming": readable.coming(timezone.now()), "past": readable.past(),
        "may_prepare": permissions.can_prepare_sittings(request.user),
    }  # fmt: skip
    return render(request, "council/sittings/sitting_list.html", context)


@require_safe
@readers_of_sittings
def sitting(request: HttpRequest, uid: str) -> HttpResponse:
    """The agenda with its papers, and what may be done next."""
    found = sitting_for(request.user, uid)
    context = {
        "sitting": found, "items": agenda_of(found), "may_prepare": permissions.can_prepare_sittings(request.user),
        "has_begun": found.starts_at <= timezone.now(),
    }  # fmt: skip
    return render(request, "council/sittings/sitting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@secretary_only
def add(request: HttpRequest) -> HttpResponse:
    form = SittingForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            with not_allowed_as_403():
                made = services.plan_sitting(form.facts(), by=request.user)
        except Refused as error:
            form.add_error("place", str(error))
        else:
            messages.success(request, _("The sitting is there: now its agenda."))
            return redirect("sittings:sitting", uid=made.uid)
    return render(request, "council/sittings/change.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@secretary_only
def change(request: HttpRequest, uid: str) -> HttpResponse:
    found = sitting_for(request.user, uid)
    form = SittingForm(request.POST) if request.method == "POST" else SittingForm.of(found)
    stale = False
    if form.is_bound and form.is_valid():
        try:
            with not_allowed_as_403():
                base = form.cleaned_data["base_version"] or 0
                services.change_sitting(found, form.facts(), base_version=base, by=request.user)
        except services.Stale as error:
            form.add_error(None, str(error))
            rebase(form, error.version)
            stale = True
        except Refused as error:
            form.add_error("place", str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("sittings:sitting", uid=uid)
    return render(request, "council/sittings/change.html", {"form": form, "sitting": found, "stale": stale})


@require_POST
@secretary_only
def convene(request: HttpRequest, uid: str) -> HttpResponse:
    done = _("Convened: councillors read the agenda and its papers from now on.")
    return _step(request, uid, services.convene_sitting, done)


@require_POST
@secretary_only
def hold(request: HttpRequest, uid: str) -> HttpResponse:
    return _step(request, uid, services.hold_sitting, _("Held: now record what was decided on each item."))


@require_POST
@secretary_only
def publish(request: HttpRequest, uid: str) -> HttpResponse:
    return _step(request, uid, services.publish_sitting, _("Published: everybody reads it."))


@require_POST
@secretary_only
def withdraw(request: HttpRequest, uid: str) -> HttpResponse:
    return _step(request, uid, services.withdraw_sitting, _("The public does not see the sitting any more."))


@require_POST
@secretary_only
def drop(request: HttpRequest, uid: str) -> HttpResponse:
    found = sitting_for(request.user, uid)
    done = _("The sitting is gone.")
    try:
        with not_allowed_as_403():
            services.drop_sitting(found, by=request.user)
    except Refused as error:
        messages.error(request, str(error))
        return redirect("sittings:sitting", uid=uid)
    messages.success(request, done)
    return redirect("sittings:list")


def _step(request: HttpRequest, uid: str, write: Any, done: str) -> HttpResponse:
    found: Sitting = sitting_for(request.user, uid)
    back = reverse("sittings:sitting", args=[uid])
    return act_and_go(request, lambda: write(found, by=request.user), done, back)
