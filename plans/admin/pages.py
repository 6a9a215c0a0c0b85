"""Pages and acts of the review room. Each act is about exactly the version that its reader saw."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.guards import not_allowed_as_403
from plans.admin import reading
from plans.admin.forms import ReasonForm, ReturnForm, VersionForm, return_form
from plans.admin.history import events_of
from plans.checks import run_checks
from plans.forms.acts import read_versions
from plans.models import Element, State
from plans.permissions import can_review
from plans.queries_remarks import threads_of
from plans.services.review import Decided, accept_element, accept_elements, return_element, return_elements

AT_ONCE = 100


def require_reviewer(request: HttpRequest) -> None:
    if not can_review(request.user):
        raise PermissionDenied(_("Consultants and coordinators."))


def element_page(admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    element = _element(request, pk)
    return _element_page(admin, request, element, return_form(element.current_version_id))


def accept(admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    element = _element(request, pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    form = VersionForm(request.POST)
    if not form.is_valid():
        return _refused(admin, request, element, _("Say which version is accepted."))
    try:
        with not_allowed_as_403():
            accept_element(element, version_id=form.cleaned_data["version_id"], by=request.user)
    except Refused as error:
        return _refused(admin, request, element, str(error))
    messages.success(request, _("Accepted: “%(title)s”.") % {"title": element.title})
    return redirect("admin:plans_element_changelist")


def return_back(admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    element = _element(request, pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    form = return_form(element.current_version_id, request.POST)
    if not form.is_valid():
        return _element_page(admin, request, element, form)
    try:
        with not_allowed_as_403():
            return_element(element, by=request.user, **form.cleaned_data)
    except Refused as error:
        return _refused(admin, request, element, str(error), reason=form.cleaned_data["reason"])
    messages.success(request, _("Returned with the reason: “%(title)s”.") % {"title": element.title})
    return redirect("admin:plans_element_changelist")


def confirm_page(
    admin: Any, request: HttpRequest, elements: QuerySet[Element] | list[Element], refusals: Any = None, *,
    form: ReasonForm | None = None,
) -> TemplateResponse:  # fmt: skip
    """The checked elements, each with its difference and the version that would be decided on: to be accepted, or
    with `form` to be returned for one reason."""
    listed = reading.with_review(elements[: AT_ONCE + 1], named=True)
    ready = [element for element in listed if element.state == State.SUBMITTED][:AT_ONCE]
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Return the checked elements") if form is not None else _("Accept the checked elements"),
        "opts": admin.opts,
        "form": form,
        "reviews": [(element, reading.review_of(element)) for element in ready],
        "left_out": [element for element in listed if element not in ready],
        "refusals": refusals or [],
        "at_once": AT_ONCE,
    }
    return TemplateResponse(request, "admin/plans/element/decide_checked.html", context)


def accept_checked(admin: Any, request: HttpRequest) -> HttpResponse:
    """Accept each of the listed versions; those that were changed meanwhile come back with what is new."""
    require_reviewer(request)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    decided = accept_elements(read_versions(request.POST.getlist("version")[:AT_ONCE]), by=request.user)
    if decided.done:
        text = ngettext("%(count)d element accepted.", "%(count)d elements accepted.", len(decided.done))
        messages.success(request, text % {"count": len(decided.done)})
    if decided.refused:
        return confirm_page(admin, request, _again(decided), decided.refused)
    return redirect("admin:plans_element_changelist")


def return_checked(admin: Any, request: HttpRequest) -> HttpResponse:
    """Return each of the listed versions for one reason; the reason stays in its field for those that come back."""
    require_reviewer(request)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    versions = read_versions(request.POST.getlist("version")[:AT_ONCE])
    if not versions:
        return redirect("admin:plans_element_changelist")
    form = ReasonForm(request.POST)
    if not form.is_valid():
        again = Element.objects.filter(pk__in=versions).select_related("workgroup").order_by("pk")
        return confirm_page(admin, request, again, form=form)
    decided = return_elements(versions, by=request.user, reason=form.cleaned_data["reason"])
    if decided.done:
        text = ngettext("%(count)d element returned.", "%(count)d elements returned.", len(decided.done))
        messages.success(request, text % {"count": len(decided.done)})
    if decided.refused:
        return confirm_page(admin, request, _again(decided), decided.refused, form=form)
    return redirect("admin:plans_element_changelist")


def _again(decided: Decided) -> QuerySet[Element]:
    pks = [element.pk for element, _why in decided.refused]
    return Element.objects.filter(pk__in=pks).select_related("workgroup").order_by("pk")


def history_page(admin: Any, request: HttpRequest, pk: int) -> HttpResponse:
    element = _element(request, pk)
    context = {
        **admin.admin_site.each_context(request),
        "title": _("History: %(title)s") % {"title": element.title},
        "opts": admin.opts,
        "element": element,
        "events": events_of(element),
    }
    return TemplateResponse(request, "admin/plans/element/history.html", context)


def _element(request: HttpRequest, pk: int) -> Element:
    require_reviewer(request)
    return get_object_or_404(
        Element.objects.select_related("plan", "workgroup", "accepted_version__by").defer("accepted_version__snapshot"),
        pk=pk,
        current_version__isnull=False,
    )


def _element_page(
    admin: Any, request: HttpRequest, element: Element, form: ReturnForm, refusal: str = ""
) -> HttpResponse:
    context = {
        **admin.admin_site.each_context(request),
        "title": element.title,
        "opts": admin.opts,
        "page": reading.review_page(element),
        "findings": run_checks(element.plan, scope=lambda one: one.pk == element.pk),
        "threads": threads_of(element, request.user),
        "form": form,
        "refusal": refusal,
        "waits": element.state == State.SUBMITTED,
    }
    return TemplateResponse(request, "admin/plans/element/review.html", context, status=409 if refusal else 200)


def _refused(admin: Any, request: HttpRequest, element: Element, refusal: str, reason: str = "") -> HttpResponse:
    """The newest version with the refusal above it; a reason that was typed stays in its field."""
    fresh = _element(request, element.pk)
    form = ReturnForm(initial={"version_id": fresh.current_version_id, "reason": reason}, auto_id="return_%s")
    return _element_page(admin, request, fresh, form, refusal)
