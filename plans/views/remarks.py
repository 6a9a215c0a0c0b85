"""Remarks in the drafting room: the list of all, and those of an element with the form of a new one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.guards import not_allowed_as_403
from plans import permissions
from plans.anchors import Page, Standing, find
from plans.changes import draft_codes
from plans.forms.remarks import RemarkForm, RemarksFilter, typed_remark
from plans.guards import readers_only
from plans.mentioning import people_to_mention
from plans.models import Element, ElementVersion, Remark
from plans.queries import draft_tree, get_element_for
from plans.queries_remarks import anchor_of, listed_remarks
from plans.services.remarks import add_remark, who_may_remark
from plans.views.kept import forget, kept_here, leaves_text
from plans.views.remarks_shown import address_of, fresh_typed, keeps_remark, panel
from workgroups.models import Workgroup

ON_A_PAGE = 30


@require_safe
@readers_only
def remarks(request: HttpRequest) -> HttpResponse:
    """Remarks for me, mine, and all."""
    asked = RemarksFilter(request.GET)
    page = Paginator(listed_remarks(request.user, **asked.asked()), ON_A_PAGE).get_page(request.GET.get("page"))
    codes = draft_codes({one.element.plan_id for one in page})
    lines = [(codes.get(one.element_id, ""), one) for one in page]
    context = {"filter": asked, "which": asked.asked()["which"], "page": page, "lines": lines}
    return render(request, "plans/remarks.html", context)


@require_safe
@readers_only
def mentionable(request: HttpRequest) -> HttpResponse:
    """Names that may stand after `@`, for the list of suggestions."""
    if not permissions.can_remark(request.user, Element()):
        raise PermissionDenied(who_may_remark())
    groups = [{"name": one.name, "note": _("working group")} for one in Workgroup.objects.all()]
    people = [{"name": str(one), "note": one.organisation} for one in people_to_mention()]
    return JsonResponse({"names": groups + people}, headers={"Cache-Control": "private, max-age=300"})


@require_http_methods(["GET", "POST"])
@keeps_remark
@leaves_text
@readers_only
def element_remarks(request: HttpRequest, uid: str) -> HttpResponse:
    """The threads of an element and the form of a new remark; `?blokas=` names the block that it is about."""
    element = get_element_for(request.user, uid)
    if request.method == "POST":
        return _sent(request, element, request.POST.get("do", ""))
    kept = kept_here(request)
    block = request.GET.get("blokas", "")
    fresh = fresh_typed(element) | {"block": block, "quote": Page.read(element.body).words(block)}
    return _show(request, element, RemarkForm(kept or fresh), returned=kept is not None)


def _sent(request: HttpRequest, element: Element, do: str) -> HttpResponse:
    if not permissions.can_remark(request.user, element):
        raise PermissionDenied(who_may_remark())
    if do == "discard":
        forget(request)
        return redirect("plans:element_remarks", uid=element.uid)
    if do == "show":
        return _show(request, element, RemarkForm(typed_remark(request.POST)), returned=True)
    form = RemarkForm(typed_remark(request.POST), check=True)
    if form.is_valid():
        try:
            with not_allowed_as_403():
                remark = _add(request, element, form)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            forget(request)
            _say_sent(request, remark)
            return redirect(address_of(remark))
    return _show(request, element, form)


def _add(request: HttpRequest, element: Element, form: RemarkForm) -> Remark:
    read = ElementVersion.objects.filter(element=element, number=form.cleaned_data["version"] or 0).first()
    return add_remark(
        element, form.cleaned_data["text"], by=request.user, anchor=form.anchor(), version=read,
        mentions=form.called(), **form.task(),
    )  # fmt: skip


def _say_sent(request: HttpRequest, remark: Remark) -> None:
    """Done; and when the words have changed since the page was opened, that too."""
    element = Element.objects.get(pk=remark.element_id)
    anchor = anchor_of(remark)
    found = find(anchor, Page.read(element.body)) if anchor.quote else None
    if element.is_removed:
        messages.warning(request, _("The element has been removed meanwhile. Your remark is kept with it."))
    elif found and found.standing in (Standing.CHANGED, Standing.GONE):
        messages.warning(request, _("The text has changed meanwhile. Your remark is kept with the words you meant."))
    else:
        messages.success(request, _("The remark is written."))


def _show(request: HttpRequest, element: Element, form: RemarkForm, *, returned: bool = False) -> HttpResponse:
    tree = draft_tree(element.plan)
    context = panel(request, element, form) | {
        "branch": tree.by_pk[element.pk], "path": tree.path_to(element.pk), "returned": returned,
    }  # fmt: skip
    return render(request, "plans/remarks_element.html", context)
