"""Proposed wordings of shared elements: proposing, reading, withdrawing, taking over, declining."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.forms import with_nonce
from klaipeda_plan.core.guards import not_allowed_as_403
from plans import permissions
from plans.changes import draft_codes
from plans.forms.proposals import DeclineForm, TakeOverForm, WordingForm
from plans.forms.typed import Typed, typed_from_post
from plans.guards import readers_only
from plans.models import Element, ProposalState, WordingProposal
from plans.queries import draft_tree, get_element_for
from plans.queries_proposals import (
    get_proposal_for,
    listed_proposals,
    meanwhile,
    open_proposal_of,
    proposed_difference,
)
from plans.services import proposals as service
from plans.services.elements import StaleText
from plans.views.kept import forget, keeps_text, kept_here, leaves_text, token_for

ON_A_PAGE = 30
LISTS = {"atviri": ProposalState.OPEN, "perimti": ProposalState.TAKEN, "atmesti": ProposalState.DECLINED}


@require_safe
@readers_only
def proposals(request: HttpRequest) -> HttpResponse:
    """Open, taken over and declined ones, or the own ones."""
    which = request.GET.get("rodyti", "")
    which = which if which in (*LISTS, "mano") else "atviri"
    listed = listed_proposals(by=request.user) if which == "mano" else listed_proposals(state=LISTS[which])
    page = Paginator(listed, ON_A_PAGE).get_page(request.GET.get("page"))
    codes = draft_codes({one.element.plan_id for one in page})
    lines = [(codes.get(one.element_id, ""), one) for one in page]
    tabs = {
        "atviri": pgettext("proposals", "Open"), "perimti": pgettext("proposals", "Taken over"),
        "atmesti": pgettext("proposals", "Declined"), "mano": pgettext("proposals", "Mine"),
    }  # fmt: skip
    return render(request, "plans/proposals.html", {"which": which, "page": page, "lines": lines, "tabs": tabs})


@require_http_methods(["GET", "POST"])
@keeps_text
@leaves_text
@readers_only
def propose(request: HttpRequest, uid: str) -> HttpResponse:
    """The form of a proposal; an open one of the same person is changed here."""
    element = get_element_for(request.user, uid)
    if not permissions.can_propose(request.user, element):
        raise PermissionDenied(service.who_may_propose())
    own = open_proposal_of(request.user, element)
    do = request.POST.get("do", "")
    if do == "discard":
        forget(request)
        return redirect("plans:propose", uid=element.uid)
    if request.method == "POST" and do != "show":
        return _proposed(request, element, own)
    kept = typed_from_post(request.POST) if do == "show" else kept_here(request)
    return _show_form(request, element, own, WordingForm(kept or _stored(element, own)), returned=kept is not None)


def _stored(element: Element, own: WordingProposal | None) -> Typed:
    text: Any = own or element
    version = own.version if own else element.current_version
    return {
        "title": text.title, "body": text.body, "reason": own.reason if own else "",
        "base_number": str(version.number) if version else "",
    }  # fmt: skip


def _proposed(request: HttpRequest, element: Element, own: WordingProposal | None) -> HttpResponse:
    typed = typed_from_post(request.POST)
    form = WordingForm(typed, check=True)
    if form.is_valid():
        base = typed.get("base_number", "")
        try:
            with not_allowed_as_403():
                if own:
                    proposal = service.change_proposal(own, by=request.user, **form.cleaned_data)
                else:
                    number = int(base) if base.isdecimal() and len(base) < 10 else None
                    proposal = service.propose_wording(element, by=request.user, base=number, **form.cleaned_data)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            forget(request)
            messages.success(request, _("The proposal is sent. The coordinator will answer."))
            return redirect("plans:proposal", pk=proposal.pk)
    return _show_form(request, element, own, form)


def _show_form(
    request: HttpRequest, element: Element, own: WordingProposal | None, form: WordingForm, *, returned: bool = False
) -> HttpResponse:
    base = form.data.get("base_number") if form.is_bound else form.initial.get("base_number")
    context = _around(request, element) | {
        "form": form, "own": own, "returned": returned, "base_number": base or "",
        "media": with_nonce(request, form.media),
        "keep_key": f"{request.user.pk}:{request.path}", "opened_by": token_for(request),
    }  # fmt: skip
    return render(request, "plans/propose.html", context)


@require_safe
@readers_only
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """A proposal as a difference, with what may be done with it."""
    found = get_proposal_for(request.user, pk)
    is_open = found.state == ProposalState.OPEN
    context = _around(request, found.element) | {
        "proposal": found, "difference": proposed_difference(found), "meanwhile": meanwhile(found) if is_open else None,
        "may_decide": is_open and permissions.can_decide_proposal(request.user, found),
        "may_change": is_open and permissions.is_own_proposal(request.user, found),
    }  # fmt: skip
    return render(request, "plans/proposal.html", context)


@require_POST
@readers_only
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_proposal_for(request.user, pk)
    try:
        with not_allowed_as_403():
            service.withdraw_proposal(found, by=request.user)
    except Refused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The proposal is withdrawn."))
    return redirect("plans:proposal", pk=pk)


@require_http_methods(["GET", "POST"])
@keeps_text
@leaves_text
@readers_only
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """The proposed wording in the editor, joined with what changed since; saved with both names."""
    found = _to_decide(request, pk)
    do = request.POST.get("do", "")
    if do == "discard":
        forget(request)
        return redirect("plans:take_over", pk=pk)
    joined = service.join_with_newest(found, found.element)
    if request.method == "POST" and do != "show":
        return _taken(request, found, must_decide=not joined.is_settled)
    kept = typed_from_post(request.POST) if do == "show" else kept_here(request)
    fresh = {"title": joined.title, "body": joined.body, "base_version": str(found.element.text_version)}
    form = TakeOverForm(kept or fresh, must_decide=not joined.is_settled)
    return _show_taking(request, found, form, (kept or fresh).get("base_version", ""), returned=kept is not None)


def _taken(request: HttpRequest, found: WordingProposal, *, must_decide: bool) -> HttpResponse:
    typed = typed_from_post(request.POST)
    base = typed.get("base_version", "")
    seen = {"seen": request.POST.get("seen", "")} if "seen" in request.POST else {}
    form = TakeOverForm(typed | seen, check=True, must_decide=must_decide)
    if form.is_valid():
        data = form.cleaned_data
        try:
            with not_allowed_as_403():
                service.take_over(
                    found, title=data["title"], body=data["body"], answer=data["reason"], by=request.user,
                    base_version=int(base) if base.isdecimal() and len(base) < 10 else 0,
                )  # fmt: skip
        except StaleText as stale:
            form.add_error(None, _("The element was changed while you were deciding. Look at the newest text below."))
            base = str(stale.text_version)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            forget(request)
            messages.success(request, _("Taken over. The version names you and the author."))
            return redirect("plans:proposal", pk=found.pk)
    return _show_taking(request, found, form, base)


def _show_taking(
    request: HttpRequest, found: WordingProposal, form: TakeOverForm, base: str, *, returned: bool = False
) -> HttpResponse:
    context = _around(request, found.element) | {
        "proposal": found, "form": form, "base_version": base, "returned": returned,
        "difference": proposed_difference(found), "meanwhile": meanwhile(found),
        "media": with_nonce(request, form.media), "keep_key": f"{request.user.pk}:{request.path}",
        "opened_by": token_for(request),
    }  # fmt: skip
    return render(request, "plans/proposal_take_over.html", context)


@require_http_methods(["GET", "POST"])
@keeps_text
@leaves_text
@readers_only
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """An answer to the author: why it is not taken over."""
    found = _to_decide(request, pk)
    do = request.POST.get("do", "")
    if do == "discard":
        forget(request)
        return redirect("plans:decline", pk=pk)
    typed = typed_from_post(request.POST) if request.method == "POST" else kept_here(request) or {}
    form = DeclineForm(typed, check=request.method == "POST" and do != "show")
    if form.is_valid():
        try:
            with not_allowed_as_403():
                service.decline_proposal(found, answer=form.cleaned_data["reason"], by=request.user)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            forget(request)
            messages.success(request, _("Declined. The author gets your answer."))
            return redirect("plans:proposal", pk=pk)
    context = _around(request, found.element) | {
        "proposal": found, "form": form, "difference": proposed_difference(found), "opened_by": token_for(request),
        "keep_key": f"{request.user.pk}:{request.path}", "returned": bool(typed) and not form.is_bound,
    }  # fmt: skip
    return render(request, "plans/proposal_decline.html", context)


def _to_decide(request: HttpRequest, pk: int) -> WordingProposal:
    found = get_proposal_for(request.user, pk)
    if not permissions.can_decide_proposal(request.user, found):
        raise PermissionDenied(service.who_may_decide())
    return found


def _around(request: HttpRequest, element: Element) -> dict[str, Any]:
    tree = draft_tree(element.plan)
    return {"element": element, "branch": tree.by_pk[element.pk], "path": tree.path_to(element.pk)}
