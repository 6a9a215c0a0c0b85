"""Who may come in here."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from workgroups.permissions import can_manage_people

P = ParamSpec("P")


def manages_people(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Anonymous people go to the login; a person without the right gets a 403 before anything is looked up."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not can_manage_people(request.user):
            raise PermissionDenied(_("The coordinator and the administrator."))
        return view(request, *args, **kwargs)

    return guarded
