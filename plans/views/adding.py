"""A new element: what it is, then its form."""

import secrets
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.forms import with_nonce
from klaipeda_plan.core.guards import not_allowed_as_403
from plans import permissions
from plans.forms.editing import EditForms
from plans.forms.indicators import change_rows
from plans.forms.typed import Typed, typed_from_post
from plans.guards import plan_of_the_room, readers_only, who_may_edit
from plans.hierarchy import ROOT, Kind, children_of, may_stand_under
from plans.models import Element, FundingSource, NewCopy, Plan
from plans.queries import draft_tree, get_element_for
from plans.services.elements import add_element
from plans.services.new_copies import drop_new_copy, new_copies_at, sign_of_new
from plans.views.copies import with_pen
from plans.views.editing import ROW_ACTS
from plans.views.kept import forget, keeps_text, kept_here, leaves_text, token_for
from workgroups.permissions import is_coordinator

BEGUN, EMPTY = "juodrastis", "tuscias"  # in the address: which begun text, or none
MOST_BEGUN = 10


@require_safe
@readers_only
def choose(request: HttpRequest, uid: str | None = None) -> HttpResponse:
    """Which kind of element to add under this one (under the plan itself without one)."""
    plan, parent = _place(request, uid)
    kinds = children_of(parent.kind if parent else ROOT)
    if len(kinds) == 1:
        return redirect(_address(parent, kinds[0]))
    if not kinds:
        raise Http404
    context = _surroundings(request, plan, parent) | {"kinds": [(kind, _address(parent, kind)) for kind in kinds]}
    return render(request, "plans/choose.html", context)


@require_http_methods(["GET", "POST"])
@keeps_text
@leaves_text
@readers_only
def add(request: HttpRequest, kind: Kind, uid: str | None = None) -> HttpResponse:
    """The form of a new element of `kind`."""
    plan, parent = _place(request, uid)
    if not may_stand_under(kind, parent.kind if parent else ROOT):
        raise Http404
    if request.method == "GET":
        return _opened(request, plan, parent, kind)
    do, typed = request.POST.get("do", "save"), typed_from_post(request.POST)
    if do == "discard":
        forget(request, typed)
        drop_new_copy(plan, kind, typed, by=request.user)
        return redirect(request.path)
    if do == "show":
        return _show(request, plan, parent, kind, typed, returned=True)
    if do.partition(":")[0] in ROW_ACTS:
        return _show(request, plan, parent, kind, change_rows(typed, do, plan=plan, kind=kind))
    return _save(request, plan, parent, kind, typed)


def _opened(request: HttpRequest, plan: Plan, parent: Element | None, kind: Kind) -> HttpResponse:
    """What this person has begun here comes back: before a login, on another device, in a tab that was closed;
    `?juodrastis=` names one of several, `?tuscias=1` asks for an empty form."""
    if kept := kept_here(request):
        return _show(request, plan, parent, kind, kept, returned=True)
    begun = list(new_copies_at(plan, kind, parent, request.user)[:MOST_BEGUN])
    wanted = request.GET.get(BEGUN, "")
    copy = next((one for one in begun if str(one.pk) == wanted), begun[0] if begun else None)
    if copy is None or EMPTY in request.GET:
        return _show(request, plan, parent, kind, {}, begun=begun)
    typed = copy.data | {"pen": secrets.token_hex(8), "copy_seen": sign_of_new(copy)}
    return _show(request, plan, parent, kind, typed, copy=copy, begun=[one for one in begun if one != copy])


def _save(request: HttpRequest, plan: Plan, parent: Element | None, kind: Kind, typed: Typed) -> HttpResponse:
    forms = _forms(request, plan, kind, typed, check=True)
    if not forms.is_valid():
        return _show(request, plan, parent, kind, typed, forms=forms)
    owner: dict[str, Any] = forms.owner.cleaned_data if forms.owner else {}
    try:
        with not_allowed_as_403():
            element = add_element(
                plan, kind, parent, forms.content(), by=request.user, workgroup=owner.get("workgroup"),
                is_horizontal=owner.get("horizontal", False), reason=forms.text.cleaned_data["reason"],
            )  # fmt: skip
    except Refused as error:
        forms.refuse(str(error))
        return _show(request, plan, parent, kind, typed, forms=forms)
    forget(request, typed)
    drop_new_copy(plan, kind, typed, by=request.user)
    messages.success(request, _("Added."))
    return redirect("plans:element", uid=element.uid)


def _place(request: HttpRequest, uid: str | None) -> tuple[Plan, Element | None]:
    """Where the new element will stand; 403 where this person may not add."""
    parent = get_element_for(request.user, uid) if uid else None
    if not permissions.can_add_under(request.user, parent):
        raise PermissionDenied(who_may_edit() if parent else _("The coordinator adds to the plan's own level."))
    if parent is not None and parent.is_removed:
        raise Http404
    return (parent.plan if parent else plan_of_the_room()), parent


def _address(parent: Element | None, kind: Kind) -> str:
    return reverse("plans:add", args=[parent.uid, kind]) if parent else reverse("plans:add_root", args=[kind])


def _forms(request: HttpRequest, plan: Plan, kind: Kind, typed: Typed, *, check: bool = False) -> EditForms:
    sources = list(FundingSource.objects.all())
    asked = is_coordinator(request.user)
    return EditForms(typed, kind=kind, plan=plan, sources=sources, check=check, ask_owner=asked)


def _show(
    request: HttpRequest, plan: Plan, parent: Element | None, kind: Kind, typed: Typed, *,
    forms: EditForms | None = None, returned: bool = False, copy: NewCopy | None = None, begun: Sequence[NewCopy] = (),
) -> HttpResponse:  # fmt: skip
    forms, typed = forms or _forms(request, plan, kind, typed), with_pen(typed)
    context = _surroundings(request, plan, parent) | {
        "forms": forms, "typed": typed, "returned": returned, "kind": kind, "copy": copy, "begun": begun,
        "autosave": f"{request.path}juodrastis/", "empty": f"{request.path}?{EMPTY}=1",
        "opened_by": token_for(request), "keep_key": f"{request.user.pk}:{request.path}",
        "media": with_nonce(request, forms.media),
    }  # fmt: skip
    return render(request, "plans/edit.html", context)


def _surroundings(request: HttpRequest, plan: Plan, parent: Element | None) -> dict[str, Any]:
    tree = draft_tree(plan)
    path = [*tree.path_to(parent.pk), tree.by_pk[parent.pk]] if parent else []
    back = reverse("plans:element", args=[parent.uid]) if parent else reverse("plans:workspace")
    return {"plan": plan, "parent": parent, "path": path, "back": back}
