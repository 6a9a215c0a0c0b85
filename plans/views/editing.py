"""The form of an element: open, save, decide a conflict. One save is one version."""

from typing import Any

from django.contrib import messages
from django.forms import Media
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from js_asset import Media as NonceMedia

from klaipeda_plan.core.errors import Refused
from plans.forms.conflict import ConflictForm, Merged, labels_of, merge
from plans.forms.editing import EditForms
from plans.forms.indicators import change_rows
from plans.forms.typed import Typed, typed_from_post, typed_from_snapshot
from plans.models import Element, ElementVersion, FundingSource
from plans.queries import draft_tree
from plans.services.elements import StaleText, save_element
from plans.views.guards import element_to_edit, not_allowed_as_403, readers_only
from plans.views.kept import forget, keeps_text, kept_here, token_for

ROW_ACTS = ("add-indicator", "remove-indicator", "add-target")


@require_http_methods(["GET", "POST"])
@keeps_text
@readers_only
def edit(request: HttpRequest, uid: str) -> HttpResponse:
    """The form of an element and what is sent by it."""
    element = element_to_edit(request.user, uid)
    if request.method == "POST":
        return _sent(request, element, request.POST.get("do", "save"))
    if element.is_removed:
        messages.error(request, _("The element is removed. Bring it back first."))
        return redirect("plans:element", uid=element.uid)
    kept = kept_here(request)
    return _show(request, element, kept or stored(element), returned=kept is not None)


def stored(element: Element, number: int | None = None) -> Typed:
    """The texts of the newest version, or of version `number`; nothing where there is no such version."""
    sources = list(FundingSource.objects.all())
    version = element.current_version
    if number is not None and (version is None or version.number != number):
        version = ElementVersion.objects.filter(element=element, number=number).first()
    if version is None:
        return {}
    base = {"base_version": str(element.text_version), "base_number": str(version.number)}
    return typed_from_snapshot(version.snapshot, sources) | base


def _sent(request: HttpRequest, element: Element, do: str) -> HttpResponse:
    typed = typed_from_post(request.POST)
    if do == "discard":
        forget(request)
        return redirect("plans:edit", uid=element.uid)
    if do == "show":
        return _show(request, element, typed, returned=True)
    if do.partition(":")[0] in ROW_ACTS:
        return _show(request, element, change_rows(typed, do, plan=element.plan, kind=element.kind))
    if do in ("decide", "decide-edit"):
        return _decide(request, element, do)
    return _save(request, element, typed, stay=do == "save-stay")


def _save(request: HttpRequest, element: Element, typed: Typed, *, stay: bool = False) -> HttpResponse:
    forms = forms_of(element, typed, check=True)
    if not forms.is_valid():
        return _show(request, element, typed, forms=forms)
    try:
        with not_allowed_as_403():
            version = save_element(
                element, forms.content(), base_version=_whole(typed, "base_version"), by=request.user,
                reason=forms.text.cleaned_data["reason"],
            )  # fmt: skip
    except StaleText:
        return _conflict(request, element, typed)
    except Refused as error:
        forms.refuse(str(error))
        return _show(request, element, typed, forms=forms)
    forget(request)
    messages.success(request, _("Saved.") if version else _("Nothing was changed: no new version was made."))
    page = reverse("plans:edit" if stay else "plans:element", args=[element.uid])
    return redirect(f"{page}?issaugota={_whole(typed, 'base_version')}")


def _conflict(request: HttpRequest, element: Element, mine: Typed) -> HttpResponse:
    """Somebody saved meanwhile: both texts, to be decided and saved over the newest version."""
    element.refresh_from_db()
    theirs = stored(element)
    merged = merge(stored(element, _whole(mine, "base_number")), mine, theirs)
    merged.typed.update({name: theirs[name] for name in ("base_version", "base_number")})
    return _show_conflict(request, element, merged)


def _decide(request: HttpRequest, element: Element, do: str) -> HttpResponse:
    """The decisions of the conflict page; `decide-edit` goes on in the whole form."""
    try:
        merged = Merged.from_json(request.POST.get("conflict", ""))
    except ValueError:
        return HttpResponseBadRequest()
    form = ConflictForm(merged, _labels(element, merged), request.POST)
    if not form.is_valid():
        return _show_conflict(request, element, merged, form)
    typed = merged.decided(form.chosen())
    return _show(request, element, typed) if do == "decide-edit" else _save(request, element, typed)


def _show_conflict(
    request: HttpRequest, element: Element, merged: Merged, form: ConflictForm | None = None
) -> HttpResponse:
    form = form or ConflictForm(merged, _labels(element, merged))
    newest = ElementVersion.objects.select_related("by").filter(element=element).first()
    context = _surroundings(request, element) | {
        "form": form, "merged": merged, "newest": newest,
        "media": with_nonce(request, form.media),
    }  # fmt: skip
    return render(request, "plans/conflict.html", context)


def _labels(element: Element, merged: Merged) -> dict[str, str]:
    return labels_of(merged, forms_of(element, merged.typed).label_of)


def forms_of(element: Element, typed: Typed, *, check: bool = False) -> EditForms:
    sources = list(FundingSource.objects.all())
    return EditForms(typed, kind=element.kind, plan=element.plan, sources=sources, check=check)


def _show(
    request: HttpRequest, element: Element, typed: Typed, *, forms: EditForms | None = None, returned: bool = False
) -> HttpResponse:
    forms = forms or forms_of(element, typed)
    context = _surroundings(request, element) | {
        "forms": forms, "typed": typed, "returned": returned, "saved": request.GET.get("issaugota", ""),
        "media": with_nonce(request, forms.media),
    }  # fmt: skip
    return render(request, "plans/edit.html", context)


def _surroundings(request: HttpRequest, element: Element) -> dict[str, Any]:
    tree = draft_tree(element.plan)
    return {
        "element": element,
        "code": tree.code_of(element.pk),
        "branch": tree.by_pk[element.pk],
        "path": tree.path_to(element.pk),
        "opened_by": token_for(request),
        "keep_key": f"{request.user.pk}:{request.path}",
        "back": reverse("plans:element", args=[element.uid]),
    }


def with_nonce(request: HttpRequest, media: Media) -> Media:
    """Scripts and sheets of a form, let through by the content security policy."""
    return NonceMedia.from_media(media, nonce=request.csp_nonce)  # type: ignore[attr-defined]


def _whole(typed: Typed, name: str) -> int:
    """A number that the form brought along; 0, older than any, where it is none."""
    text = typed.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0
