"""Guest reviewers as their hosts see them: who was shown which branch until when, and what they did there."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.guards import not_allowed_as_403
from plans import permissions
from plans.forms.guests import GuestForm, UntilForm
from plans.guards import plan_of_the_room, readers_only
from plans.models import Element, GuestLink, GuestVisit, Recommendation, Remark
from plans.queries import draft_tree
from plans.queries_review import guest_links_of
from plans.services import guests as service
from plans.services.guests import Made, Use, end_of

VISITS_AT_ONCE = 50


def who_may_invite() -> str:
    return _("The coordinator, and the chair of the owning group.")


@require_safe
@readers_only
def guests(request: HttpRequest) -> HttpResponse:
    """All links of the branches that this person may show."""
    _require_host(request)
    links = guest_links_of(request.user).select_related("element__workgroup", "by").annotate(
        last_visit=Max("visits__at"), visit_count=Count("visits", distinct=True),
        remark_count=Count("remarks", distinct=True), advice_count=Count("recommendations", distinct=True),
    )  # fmt: skip
    tree = draft_tree(plan_of_the_room())
    rows = [(link, tree.code_of(link.element_id), _state_of(link)) for link in links]
    return render(request, "plans/guests.html", {"plan": tree.plan, "rows": rows})


@never_cache
@require_http_methods(["GET", "POST"])
@readers_only
def add_guest(request: HttpRequest) -> HttpResponse:
    """A new link; its secret is shown on the page that answers, and never again."""
    _require_host(request)
    tree = draft_tree(plan_of_the_room())
    shown = [one for one in tree.walk() if not one.element.is_removed]
    shown = [one for one in shown if permissions.can_invite_guest(request.user, one.element)]
    labels = [(str(one.element.uid), f"{one.code} {one.element.title}"[:120]) for one in shown]
    initial = {"branch": request.GET.get("nuo", "")}
    form = GuestForm(labels, request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        given = form.cleaned_data
        element = Element.objects.get(uid=given["branch"])
        try:
            with not_allowed_as_403():
                made = service.make_guest_link(
                    element, name=given["name"], email=given["email"], organisation=given["organisation"],
                    expires_at=end_of(given["until"]), by=request.user,
                )  # fmt: skip
        except Refused as error:
            form.add_error(None, str(error))
        else:
            return _made(request, made)
    return render(request, "plans/guest_new.html", {"form": form, "plan": tree.plan})


@require_safe
@readers_only
def guest(request: HttpRequest, pk: int) -> HttpResponse:
    """One guest: the branch, what was recommended and remarked, the log of the link."""
    return _guest_page(request, _link_for(request, pk), UntilForm())


@require_POST
@readers_only
def revoke_guest(request: HttpRequest, pk: int) -> HttpResponse:
    link = _link_for(request, pk)
    with not_allowed_as_403():
        service.revoke_guest_link(link, by=request.user)
    messages.success(request, _("The link of %(name)s does not work any more.") % {"name": link.name})
    return redirect("plans:guest", pk)


@never_cache
@require_POST
@readers_only
def renew_guest(request: HttpRequest, pk: int) -> HttpResponse:
    """A new secret and a new day; the old link stops working."""
    link = _link_for(request, pk)
    form = UntilForm(request.POST)
    if form.is_valid():
        try:
            with not_allowed_as_403():
                made = service.renew_guest_link(link, expires_at=end_of(form.cleaned_data["until"]), by=request.user)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            return _made(request, made)
    return _guest_page(request, link, form, status=422)


def _made(request: HttpRequest, made: Made) -> HttpResponse:
    return render(request, "plans/guest_made.html", {"link": made.link, "secret": made.secret})


def _guest_page(request: HttpRequest, link: GuestLink, form: UntilForm, status: int = 200) -> HttpResponse:
    tree = draft_tree(link.element.plan)
    visits = Paginator(GuestVisit.objects.filter(link=link), VISITS_AT_ONCE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "plan": tree.plan, "link": link, "code": tree.code_of(link.element_id), "form": form,
        "state": _state_of(link), "visits": visits, "logged": [(one, *_told(one)) for one in visits],
        "advised": Recommendation.objects.filter(link=link).select_related("element", "version"),
        "remarks": Remark.objects.filter(guest=link).select_related("element"),
    }  # fmt: skip
    return render(request, "plans/guest.html", context, status=status)


def _told(visit: GuestVisit) -> tuple[str, str]:
    """What was done, in words, and where."""
    use, _space, place = visit.page.partition(" ")
    return (str(Use(use).label) if use in Use.values else use), place


def _state_of(link: GuestLink) -> str:
    if link.revoked_at is not None:
        return "revoked"
    if link.expires_at <= timezone.now():
        return "expired"
    if link.element.is_removed:
        return "removed"
    return "open" if link.host_may else "hostless"  # type: ignore[attr-defined]


def _require_host(request: HttpRequest) -> None:
    if not permissions.can_keep_guests(request.user):
        raise PermissionDenied(who_may_invite())


def _link_for(request: HttpRequest, pk: int) -> GuestLink:
    """The link, if its branch is one of this person's; 403 for who keeps no guests at all."""
    _require_host(request)
    link = (
        guest_links_of(request.user)
        .select_related("element__plan", "element__workgroup", "by", "revoked_by")
        .filter(pk=pk)
    )
    found = link.first()
    if found is None:
        raise Http404
    return found
