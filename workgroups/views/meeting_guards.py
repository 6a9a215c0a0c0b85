"""Who is let in to the meetings, and what a refusal of a service becomes."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse

from workgroups.models import Meeting
from workgroups.permissions import can_enter_meetings, can_lead_meeting, readable_meetings
from workgroups.services.meetings import who_may_lead

View = Callable[..., HttpResponseBase]


def for_meetings(view: View) -> View:
    """Anonymous people are sent to the login and back; whom no meeting concerns finds nothing here."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(_page_to_return_to(request, kwargs))
        if not can_enter_meetings(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def _page_to_return_to(request: HttpRequest, kwargs: dict[str, Any]) -> str:
    """This page; for an act without a page of its own the meeting's."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    return reverse("meetings:meeting", args=[kwargs["uid"]]) if "uid" in kwargs else reverse("meetings:upcoming")


def meeting_for(user: Any, uid: str) -> Meeting:
    """The meeting with its group; 404 for who may not read it and for what does not exist."""
    meeting = readable_meetings(user).select_related("workgroup").filter(uid=uid).first()
    if meeting is None:
        raise Http404
    return meeting


def meeting_to_lead(user: Any, uid: str) -> Meeting:
    """The meeting; 403 with who may for who may only read it."""
    meeting = meeting_for(user, uid)
    if not can_lead_meeting(user, meeting):
        raise PermissionDenied(who_may_lead())
    return meeting


def uid_sent(request: HttpRequest) -> str | None:
    """The uid of an element that a button brings; None, which nothing has, for what is none."""
    try:
        return str(UUID(request.POST.get("element", "")))
    except ValueError:
        return None
