"""The draft decision and the explanatory note of an item, and the templates that they begin with."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from council.models import AgendaItem, ItemKind, TextKind, TextTemplate
from council.services import texts as services
from council.services.agenda import save_texts
from council.services.sittings import Stale
from council.sittings.forms import TemplateForm, TextsForm, rebase
from council.sittings.views.guards import item_for, secretary_only
from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.forms import with_nonce
from klaipeda_plan.core.guards import not_allowed_as_403


@require_http_methods(["GET", "HEAD", "POST"])
@secretary_only
def texts(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    """Both texts in the editor; an empty one begins with its template."""
    item = item_for(request.user, uid, pk)
    form = TextsForm(request.POST) if request.method == "POST" else TextsForm(initial=_begun(item))
    stale = None
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            with not_allowed_as_403():
                save_texts(
                    item, data["decision_text"], data["note_text"], base_version=data["base_version"], by=request.user
                )
        except Stale as error:
            form.add_error(None, str(error))
            rebase(form, error.version)
            stale = AgendaItem.objects.get(pk=item.pk)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{reverse('sittings:sitting', args=[uid])}#klausimas-{pk}")
    context = {
        "form": form, "item": item, "sitting": item.sitting, "stale": stale,
        "media": with_nonce(request, form.media),
    }  # fmt: skip
    return render(request, "council/sittings/texts.html", context)


@require_safe
@secretary_only
def templates(request: HttpRequest) -> HttpResponse:
    """Every template: the secretary's own, and what the portal begins with."""
    own = {(one.kind, one.item_kind) for one in TextTemplate.objects.defer("body")}
    rows = [
        (kind, [(item_kind, label, (kind.value, item_kind) in own) for item_kind, label in _item_kinds()])
        for kind in TextKind
    ]
    return render(request, "council/sittings/templates.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@secretary_only
def template(request: HttpRequest, kind: str, item_kind: str) -> HttpResponse:
    labels = dict(_item_kinds())
    if kind not in TextKind.values or item_kind not in labels:
        raise Http404
    own = TextTemplate.objects.filter(kind=kind, item_kind=item_kind).first()
    if request.method == "POST" and request.POST.get("do") == "drop":
        services.drop_template(kind, item_kind, by=request.user)
        messages.success(request, _("The portal's own text is used again."))
        return redirect("sittings:templates")
    initial = {"body": services.template_body(kind, item_kind), "base_version": own.version if own else 0}
    form = TemplateForm(request.POST) if request.method == "POST" else TemplateForm(initial=initial)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            with not_allowed_as_403():
                services.save_template(
                    kind, item_kind, data["body"], base_version=data["base_version"], by=request.user
                )
        except Stale as error:
            form.add_error(None, str(error))
            rebase(form, error.version)
        except Refused as error:
            form.add_error("body", str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("sittings:templates")
    context = {
        "form": form, "kind": TextKind(kind), "item_kind_label": labels[item_kind], "own": own,
        "words": ["{" + word + "}" for word in services.WORDS], "media": with_nonce(request, form.media),
    }  # fmt: skip
    return render(request, "council/sittings/template.html", context)


def _begun(item: AgendaItem) -> dict[str, Any]:
    return {
        "decision_text": item.decision_text or services.begun_text(item, TextKind.DECISION),
        "note_text": item.note_text or services.begun_text(item, TextKind.NOTE),
        "base_version": item.version,
    }


def _item_kinds() -> list[tuple[str, Any]]:
    return [("", _("any kind")), *ItemKind.choices]
