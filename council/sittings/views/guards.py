"""Who is let in to sittings."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from council import permissions
from council.models import AgendaItem, Sitting
from council.services.sittings import who_prepares

View = Callable[..., HttpResponse]


def readers_of_sittings(view: View) -> View:
    """Anonymous people go to the login; whom the council's room is not for finds nothing here."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not permissions.can_enter(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def secretary_only(view: View) -> View:
    """403 with who may for who only reads here."""

    @readers_of_sittings
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not permissions.can_prepare_sittings(request.user):
            raise PermissionDenied(who_prepares())
        return view(request, *args, **kwargs)

    return guarded


def sitting_for(user: Any, uid: Any) -> Sitting:
    """404 for who may not read it and for what does not exist."""
    return get_object_or_404(permissions.readable_sittings(user), uid=uid)


def item_for(user: Any, uid: Any, pk: int) -> AgendaItem:
    items = AgendaItem.objects.select_related(
        "sitting", "edition__plan", "basis__plan", "library_document", "decision__event"
    )
    return get_object_or_404(items.filter(sitting__in=permissions.readable_sittings(user)), pk=pk, sitting__uid=uid)
