"""Items of an agenda: added, changed, put in order, removed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from council.services import agenda as services
from council.services.sittings import Stale
from council.sittings.forms import ItemForm, rebase
from council.sittings.views.guards import item_for, secretary_only, sitting_for
from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.guards import act_and_go, not_allowed_as_403, written


@require_http_methods(["GET", "HEAD", "POST"])
@secretary_only
def add(request: HttpRequest, uid: str) -> HttpResponse:
    sitting = sitting_for(request.user, uid)
    form = ItemForm(request.POST or None)
    if written(form, lambda: services.add_item(sitting, form.facts(), by=request.user)):
        messages.success(request, _("The item stands on the agenda: now its texts."))
        return redirect("sittings:sitting", uid=uid)
    return render(request, "council/sittings/item.html", {"form": form, "sitting": sitting})


@require_http_methods(["GET", "HEAD", "POST"])
@secretary_only
def change(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    item = item_for(request.user, uid, pk)
    form = ItemForm.of(item, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        base = form.cleaned_data["base_version"] or 0
        try:
            with not_allowed_as_403():
                services.change_item(item, form.facts(), base_version=base, by=request.user)
        except Stale as error:
            form.add_error(None, str(error))
            rebase(form, error.version)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("sittings:sitting", uid=uid)
    return render(request, "council/sittings/item.html", {"form": form, "sitting": item.sitting, "item": item})


@require_POST
@secretary_only
def move(request: HttpRequest, uid: str, pk: int, step: int) -> HttpResponse:
    item = item_for(request.user, uid, pk)
    back = f"{reverse('sittings:sitting', args=[uid])}#klausimas-{pk}"
    return act_and_go(request, lambda: services.move_item(item, step, by=request.user), "", back)


@require_POST
@secretary_only
def remove(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    item = item_for(request.user, uid, pk)
    back = reverse("sittings:sitting", args=[uid])
    return act_and_go(request, lambda: services.remove_item(item, by=request.user), _("The item is gone."), back)
