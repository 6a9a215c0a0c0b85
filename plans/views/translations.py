"""The English texts of elements: what is translated, and writing one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.guards import not_allowed_as_403
from plans.forms.translations import TranslationForm
from plans.guards import plan_of_the_room, readers_only
from plans.models import Element
from plans.permissions import can_translate
from plans.queries import get_element_for
from plans.queries_translations import STATES, state_of, translation_of, translations_of
from plans.services.translations import StaleTranslation, save_translation, who_may_translate

ON_A_PAGE = 50


@require_safe
@readers_only
def translations(request: HttpRequest) -> HttpResponse:
    """What of the plan has an English text, `?rodyti=missing|earlier|fits`."""
    plan = plan_of_the_room()
    everything = translations_of(plan)
    asked = request.GET.get("rodyti", "")
    shown = [one for one in everything if one.state == asked] if asked in STATES else everything
    counts = {state: sum(one.state == state for one in everything) for state in STATES}
    page = Paginator(shown, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"plan": plan, "page": page, "asked": asked if asked in STATES else "", "counts": counts}
    return render(request, "plans/translations.html", context | {"all": len(everything)})


@require_http_methods(["GET", "HEAD", "POST"])
@readers_only
def translation(request: HttpRequest, uid: str) -> HttpResponse:
    """Lithuanian on one side, the English title and summary on the other."""
    element = _element_to_translate(request, uid)
    found = translation_of(element)
    form = TranslationForm(
        request.POST if request.method == "POST" else None, version=element.current_version, found=found
    )
    stale: StaleTranslation | None = None
    if form.is_bound and form.is_valid():
        try:
            with not_allowed_as_403():
                _save(element, form, request)
        except StaleTranslation as error:
            stale = error
            form.open_on(error.current)
        except Refused as error:
            form.add_error("title", str(error))
        else:
            messages.success(request, _("The translation is saved."))
            return redirect("plans:element", uid=element.uid)
    status = 409 if stale else 422 if form.is_bound else 200
    context = {
        "element": element, "form": form, "translation": found, "stale": stale, "state": state_of(found, element),
    }  # fmt: skip
    return render(request, "plans/translation.html", context, status=status)


def _save(element: Element, form: TranslationForm, request: HttpRequest) -> None:
    save_translation(
        element, form.words, version_id=form.cleaned_data["version"], base_number=form.cleaned_data["number"],
        by=request.user,
    )  # fmt: skip


def _element_to_translate(request: HttpRequest, uid: str) -> Element:
    element = get_element_for(request.user, uid)
    if element.is_removed:
        raise Http404
    if not can_translate(request.user, element):
        raise PermissionDenied(who_may_translate())
    return element
