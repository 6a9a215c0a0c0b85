"""What was typed when the login had expired: kept in the session until the same person is back."""

import json
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import HttpRequest, HttpResponse

from plans.forms.conflict import Merged
from plans.forms.typed import Typed, typed_from_post

SALT = "plans.kept"
KEY = "kept_texts"  # {address: {"user", "at", "typed"}}
LARGEST = 1_000_000  # characters of all kept texts together
TOKEN_AGE = 14 * 24 * 3600


def token_for(request: HttpRequest) -> str:
    """Names, under a signature, who opened the form at this address."""
    return signing.dumps([request.user.pk, request.path], salt=SALT)


def keeps_text(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A form that arrives after the login has expired waits for the person who opened it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            keep(request)
            return redirect_to_login(request.path)
        return view(request, *args, **kwargs)

    return guarded


def keep(request: HttpRequest) -> None:
    """Puts the sent texts into the session if a form of ours was opened here by somebody."""
    try:
        user, path = signing.loads(request.POST.get("opened_by", ""), salt=SALT, max_age=TOKEN_AGE)
    except signing.BadSignature:
        return
    if path != request.path:
        return
    kept: dict[str, Any] = request.session.get(KEY, {})
    kept[path] = {"user": user, "at": time.time(), "typed": typed_of(request)}
    while kept and len(json.dumps(kept)) > LARGEST:
        del kept[min(kept, key=lambda one: float(kept[one]["at"]))]
    request.session[KEY] = kept


def kept_here(request: HttpRequest) -> Typed | None:
    """What this person typed here before the login; what others typed is dropped unseen."""
    kept: dict[str, Any] = request.session.get(KEY, {})
    own = {path: one for path, one in kept.items() if one["user"] == request.user.pk}
    if own != kept:
        request.session[KEY] = own
    return own[request.path]["typed"] if request.path in own else None


def forget(request: HttpRequest) -> None:
    """The texts of this address are saved or given up."""
    kept: dict[str, Any] = request.session.get(KEY, {})
    if kept.pop(request.path, None) is not None:
        request.session[KEY] = kept


def typed_of(request: HttpRequest) -> Typed:
    """The texts of a sent form; on the page of a conflict with mine where nothing is decided."""
    typed = typed_from_post(request.POST)
    try:
        merged = Merged.from_json(request.POST["conflict"])
    except (KeyError, ValueError):
        return typed
    return {**merged.typed, **typed}
