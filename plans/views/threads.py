"""One remark and its thread: answered, mended, resolved, opened again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.guards import not_allowed_as_403
from plans import permissions
from plans.forms.remarks import AnswerForm, typed_remark
from plans.forms.typed import Typed
from plans.guards import readers_only
from plans.models import Remark
from plans.queries import draft_tree, get_element_for
from plans.services import remarks as service
from plans.views.kept import forget, kept_here, leaves_text, token_for
from plans.views.remarks_shown import address_of, keep_key, keeps_remark, panel


@require_http_methods(["GET", "POST"])
@keeps_remark
@leaves_text
@readers_only
def answer_remark(request: HttpRequest, pk: int) -> HttpResponse:
    """An answer, sent from the thread or from a page of its own."""
    remark = get_remark_for(request.user, pk)
    if not permissions.can_remark(request.user, remark.element):
        raise PermissionDenied(service.who_may_remark())
    return _write(request, remark, "answer", {})


@require_http_methods(["GET", "POST"])
@keeps_remark
@leaves_text
@readers_only
def change_remark(request: HttpRequest, pk: int) -> HttpResponse:
    """The own remark mended while nobody has answered."""
    remark = get_remark_for(request.user, pk)
    if not permissions.is_own_remark(request.user, remark):
        raise PermissionDenied(service.who_may_change())
    called = remark.mentions.filter(reply=None)
    marks = " ".join(f"u{one.user_id}" if one.user_id else f"g{one.workgroup_id}" for one in called)
    return _write(request, remark, "change", {"text": remark.text, "mentions": marks})


@require_POST
@keeps_remark
@readers_only
def resolve_remark(request: HttpRequest, pk: int) -> HttpResponse:
    remark = get_remark_for(request.user, pk)
    with not_allowed_as_403():
        service.resolve_remark(remark, by=request.user)
    messages.success(request, _("The remark is resolved."))
    return redirect(address_of(remark))


@require_POST
@keeps_remark
@readers_only
def reopen_remark(request: HttpRequest, pk: int) -> HttpResponse:
    remark = get_remark_for(request.user, pk)
    with not_allowed_as_403():
        service.reopen_remark(remark, by=request.user)
    messages.success(request, _("The remark is open again."))
    return redirect(address_of(remark))


def get_remark_for(user: Any, pk: int) -> Remark:
    """The remark, or 404 for who may not read drafts."""
    readable = Remark.objects.all() if permissions.can_read_drafts(user) else Remark.objects.none()
    return get_object_or_404(readable.select_related("element__plan", "element__workgroup", "by"), pk=pk)


def _write(request: HttpRequest, remark: Remark, act: str, fresh: Typed) -> HttpResponse:
    """The form of an answer or of the own text: shown, brought back, or taken."""
    do = request.POST.get("do", "")
    if do == "discard":
        forget(request)
        return redirect(request.path)
    if request.method == "GET" or do == "show":
        kept = typed_remark(request.POST) if do == "show" else kept_here(request)
        return _show(request, remark, act, AnswerForm(kept or fresh), returned=kept is not None)
    form = AnswerForm(typed_remark(request.POST), check=True)
    if form.is_valid():
        write = service.answer_remark if act == "answer" else service.change_remark
        try:
            with not_allowed_as_403():
                write(remark, form.cleaned_data["text"], by=request.user, mentions=form.called())
        except Refused as error:
            form.add_error(None, str(error))
        else:
            forget(request)
            messages.success(request, _("The answer is written.") if act == "answer" else _("The remark is changed."))
            return redirect(address_of(remark))
    return _show(request, remark, act, form)


def _show(request: HttpRequest, remark: Remark, act: str, form: AnswerForm, *, returned: bool = False) -> HttpResponse:
    element = get_element_for(request.user, str(remark.element.uid))
    tree = draft_tree(element.plan)
    shown = panel(request, element)
    threads = [*shown["open_threads"], *shown["resolved_threads"]]
    context = shown | {
        "shown": next(one for one in threads if one.thread.remark.pk == remark.pk), "form": form, "act": act,
        "branch": tree.by_pk[element.pk], "path": tree.path_to(element.pk), "returned": returned,
        "keep_key": keep_key(request, request.path), "opened_by": token_for(request), "back": address_of(remark),
    }  # fmt: skip
    return render(request, "plans/remark_form.html", context)
