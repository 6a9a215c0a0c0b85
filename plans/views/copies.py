"""The working copy of an open form: kept while somebody types, shown when the form is opened again."""

import secrets
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from klaipeda_plan.core.errors import NotAllowed
from plans import permissions
from plans.forms.typed import Typed, typed_from_post
from plans.forms.unsaved import is_unsaved
from plans.guards import readers_only, who_may_edit
from plans.models import Element, WorkingCopy
from plans.queries import get_element_to_write
from plans.services.copies import TooLarge, WrittenElsewhere, copy_of, keep_copy, sign_of
from plans.views.kept import opened_by, show_left


@require_http_methods(["GET", "POST"])
@readers_only
def copy(request: HttpRequest, uid: str) -> HttpResponse:
    """POST keeps what a form holds and answers in which state it is. GET tells an open page who is logged in
    now and the token of their forms, so that it goes on after a new login."""
    element = get_element_to_write(request.user, uid)
    if request.method == "GET":
        return JsonResponse({"person": request.user.pk, "token": get_token(request)})
    if not permissions.can_edit(request.user, element):
        return said_state("forbidden", 403)
    if opened_by(request, reverse("plans:edit", args=[element.uid])) != request.user.pk:
        return said_state("other", 400)
    try:
        kept = keep_copy(element, typed_from_post(request.POST), by=request.user)
    except NotAllowed:
        return said_state("forbidden", 403)
    except TooLarge:
        return said_state("large", 413)
    except WrittenElsewhere:
        return said_state("elsewhere", 409)
    at = date_format(timezone.localtime(kept.updated_at), "H:i")
    return said_state("removed" if element.is_removed else "kept", 200, at=at)


def said_state(state: str, status: int, **more: str) -> JsonResponse:
    return JsonResponse({"state": state, **more}, status=status)


def refuse_to_edit(request: HttpRequest, element: Element) -> HttpResponse:
    """403 with who may, and what this person had typed here while the right was still there."""
    copy = copy_of(element, request.user) if request.method == "GET" else None
    if copy is None:
        raise PermissionDenied(who_may_edit())
    back = reverse("plans:element", args=[element.uid])
    why = _("You may not write here any more.")
    return show_left(request, copy.data, why=why, who_may=who_may_edit(), status=403, back=back)


def unsaved_copy(element: Element, user: Any) -> WorkingCopy | None:
    """The person's working copy, if it says something that is not stored."""
    copy = copy_of(element, user)
    return copy if copy is not None and is_unsaved(element, copy.data) else None


def with_pen(typed: Typed, copy: WorkingCopy | None = None) -> Typed:
    """The texts for a form that is shown: with its sign, and with the copy that it was opened on."""
    if copy is not None:
        return typed | {"pen": secrets.token_hex(8), "copy_seen": sign_of(copy)}
    return typed if typed.get("pen") else typed | {"pen": secrets.token_hex(8)}
