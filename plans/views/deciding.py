"""Decisions of the reviewers on what they read, and how much waits for them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from klaipeda_plan.core.guards import not_allowed_as_403
from plans import permissions
from plans.changes import changes_since_acceptance, draft_codes, names_for
from plans.forms.acts import DecisionForm, read_versions, typed_act
from plans.guards import plan_of_the_room, readers_only
from plans.models import Element, Verdict
from plans.queries_review import load_by_group, load_by_reviewer, recommendations_on
from plans.services.review import accept_elements, return_elements
from plans.views.kept import forget, keeps_text, kept_here, leaves_text, token_for

AT_ONCE = 200


@require_http_methods(["GET", "POST"])
@keeps_text
@leaves_text
@readers_only
def decide(request: HttpRequest) -> HttpResponse:
    """Accept or return the versions that were read. What could not be decided on comes back with what is new, and so
    does a decision that was sent after the login had expired."""
    _require_reviewer(request)
    if request.method == "GET" or request.POST.get("do") in ("show", "discard"):
        return _brought_back(request)
    versions = read_versions(request.POST.getlist("version")[:AT_ONCE])
    if not versions:
        messages.error(request, _("Check at least one element."))
        return redirect(_way_back(request))
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _again(request, form, list(versions), {}, status=422)
    with not_allowed_as_403():
        if form.cleaned_data["verdict"] == Verdict.ACCEPT:
            decided = accept_elements(versions, by=request.user)
            done = ngettext("%(count)d element accepted.", "%(count)d elements accepted.", len(decided.done))
        else:
            decided = return_elements(versions, by=request.user, reason=form.cleaned_data["reason"])
            done = ngettext("%(count)d element returned.", "%(count)d elements returned.", len(decided.done))
    if decided.done:
        messages.success(request, done % {"count": len(decided.done)})
    forget(request)
    if decided.refused:
        refused = {element.pk: why for element, why in decided.refused}
        return _again(request, form, list(refused), refused, status=409)
    return redirect(_way_back(request))


def _brought_back(request: HttpRequest) -> HttpResponse:
    """The reason that was typed before a login or in a page that was closed, with the newest of what it is about."""
    if request.POST.get("do") == "discard":
        forget(request)
        return redirect(_way_back(request))
    typed = typed_act(request.POST) if request.method == "POST" else kept_here(request)
    if typed is None:
        return redirect(_way_back(request))
    pks = list(read_versions(typed.get("version", "").split()[:AT_ONCE]))
    return _again(request, DecisionForm(initial=typed), pks, {}, status=200)


@require_safe
@readers_only
def load(request: HttpRequest) -> HttpResponse:
    """How much waits in each group and since when, and who decided how much."""
    _require_reviewer(request)
    plan = plan_of_the_room()
    context = {"plan": plan, "loads": load_by_group(plan), "reviewers": load_by_reviewer(plan)}
    return render(request, "plans/load.html", context)


def _require_reviewer(request: HttpRequest) -> None:
    if not permissions.can_review(request.user):
        raise PermissionDenied(_("Consultants and coordinators."))


def _again(
    request: HttpRequest, form: DecisionForm, pks: list[int], refused: dict[int, str], *, status: int
) -> HttpResponse:
    """The newest versions with their differences, for a new decision; a reason that was typed stays."""
    elements = list(Element.objects.filter(pk__in=pks).select_related("workgroup").defer("body").order_by("pk"))
    codes = draft_codes({element.plan_id for element in elements})
    differences = changes_since_acceptance(elements, names_for(elements, codes))
    advised = recommendations_on(elements)
    rows = [
        (codes.get(one.pk, ""), one, differences[one.pk], refused.get(one.pk, ""), advised.get(one.pk, []))
        for one in elements
    ]
    context = {
        "form": form, "rows": rows, "back": _way_back(request), "refused": refused, "opened_by": token_for(request),
        "keep_key": f"{request.user.pk}:{request.path}", "returned": not form.is_bound,
    }  # fmt: skip
    return render(request, "plans/decide.html", context, status=status)


def _way_back(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    if wanted and url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return reverse("plans:preview") + "?rodyti=skirtumas"
