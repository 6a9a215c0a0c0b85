"""Who comes into the editor's workspace, and what its forms bring along."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import Form, Media
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from js_asset import Media as NonceMedia

from publicity.permissions import can_edit_content
from publicity.services.writing import who_may_write

P = ParamSpec("P")


def editors_only(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Anonymous people go to the login; who does not keep the content gets a 403 before anything is looked up."""

    @login_required
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not can_edit_content(request.user):
            raise PermissionDenied(who_may_write())
        return view(request, *args, **kwargs)

    return guarded


def media_of(request: HttpRequest, form: Form) -> Media:
    """Sheets and scripts of the form's editor, let in by the page's nonce."""
    return NonceMedia.from_media(form.media, nonce=request.csp_nonce)  # type: ignore[attr-defined]
