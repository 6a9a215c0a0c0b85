"""Who is let in, and what a refusal of a service becomes."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from klaipeda_plan.core.guards import act_and_go
from plans import permissions
from plans.models import Element, Plan
from plans.queries import get_element_for

View = Callable[..., HttpResponse]


def readers_only(view: View) -> View:
    """Anonymous people are sent to the login and back; who may not read drafts finds nothing here."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(page_to_return_to(request, kwargs))
        if not permissions.can_read_drafts(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def page_to_return_to(request: HttpRequest, kwargs: dict[str, Any]) -> str:
    """This page; for an act without a page of its own the page of its element."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    return reverse("plans:element", args=[kwargs["uid"]]) if "uid" in kwargs else reverse("plans:workspace")


def element_to_edit(user: Any, uid: str) -> Element:
    """The element; 404 for who may not read it, 403 with who may for who may only read."""
    element = get_element_for(user, uid)
    if not permissions.can_edit(user, element):
        raise PermissionDenied(who_may_edit())
    return element


def who_may_edit() -> str:
    return _("Members of the owning group and the coordinator may do this.")


def plan_of_the_room() -> Plan:
    plan = Plan.objects.current()
    if plan is None:
        raise Http404
    return plan


def act(request: HttpRequest, element: Element, write: Callable[[], Any], done: str) -> HttpResponse:
    """One write and back to where the button was, with `done` or with the reason of a refusal."""
    return act_and_go(request, write, done, page_before(request, element))


def page_before(request: HttpRequest, element: Element) -> str:
    """The page named by the form, if it is one of ours; else the element's."""
    wanted = request.POST.get("next", "")
    if wanted and url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return reverse("plans:element", args=[element.uid])


def require_right(may: bool, who_may: str) -> None:
    """403 with who may, for what this person may see and not do."""
    if not may:
        raise PermissionDenied(who_may)
