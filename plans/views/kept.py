"""No typed text is lost: what is sent after the login has expired or the right is gone, and what was saved.

Of the login's end the session keeps the text until the same person is back; of a refusal the page shows it.
"""

import json
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from klaipeda_plan.core.saved_forms import note_saved
from plans.forms.acts import typed_act
from plans.forms.conflict import Pending, choices_from_post
from plans.forms.remarks import typed_remark
from plans.forms.typed import Typed, typed_from_post
from plans.forms.unsaved import LeftText

SALT = "plans.kept"
KEY = "kept_texts"  # {address: {"user", "at", "typed"}}
LARGEST = 1_000_000  # characters of all kept texts together
TOKEN_AGE = 14 * 24 * 3600
View = Callable[..., HttpResponse]


def token_for(request: HttpRequest) -> str:
    """Names, under a signature, who opened the form at this address."""
    return token_at(request, request.path)


def token_at(request: HttpRequest, path: str) -> str:
    """The same for a form that is sent to `path`."""
    return signing.dumps([request.user.pk, path], salt=SALT)


def opened_by(request: HttpRequest, path: str) -> int | None:
    """The key of the person who opened the sent form at `path`; None where it is no form of ours."""
    try:
        user, opened_at = signing.loads(request.POST.get("opened_by", ""), salt=SALT, max_age=TOKEN_AGE)
    except signing.BadSignature:
        return None
    return int(user) if opened_at == path else None


def keeps_text(view: View) -> View:
    """A form that arrives after the login has expired waits for the person who opened it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            keep(request)
            return redirect_to_login(request.path)
        return view(request, *args, **kwargs)

    return guarded


def leaves_text(view: View) -> View:
    """Who may not write here any more, or finds the element gone, still gets what was typed."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied as refusal:
            return _refused(request, str(refusal), status=403)
        except Http404:
            if request.method != "POST":
                raise
            return _refused(request, "", status=404)

    return guarded


def show_left(
    request: HttpRequest, typed: Typed | None, *, why: str, who_may: str = "", status: int = 200, back: str = ""
) -> HttpResponse:
    """A page with what was typed, to be read and copied, and why it is not in a form; the browser may have more."""
    context = {
        "why": why, "who_may": who_may, "left": LeftText.of(typed) if typed else None,
        "back": back or reverse("plans:workspace"), "keep_key": f"{request.user.pk}:{request.path}",
        "opened_by": token_for(request),
    }  # fmt: skip
    return render(request, "plans/text_left.html", context, status=status)


def _refused(request: HttpRequest, who_may: str, *, status: int) -> HttpResponse:
    own_form = request.method == "POST" and opened_by(request, request.path) == request.user.pk
    typed = typed_of(request) if own_form else {}
    if status == 404 and not typed:
        raise Http404
    why = _("You may not write here any more.") if typed else _("You may not do this")
    if status == 404:
        why = _("What you were writing in is not here any more, or you may not read it any more.")
    return show_left(request, typed, why=why, who_may=who_may, status=status)


def keep(request: HttpRequest, typed: Typed | None = None) -> None:
    """Puts the sent texts (or `typed`) into the session if a form of ours was opened here by somebody."""
    user, path = opened_by(request, request.path), request.path
    if user is None:
        return
    kept: dict[str, Any] = request.session.get(KEY, {})
    kept[path] = {"user": user, "at": time.time(), "typed": typed_of(request) if typed is None else typed}
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


def forget(request: HttpRequest, typed: Typed | None = None) -> None:
    """The texts of this address are saved or given up; the next page tells the browser so of the sent form's."""
    kept: dict[str, Any] = request.session.get(KEY, {})
    if kept.pop(request.path, None) is not None:
        request.session[KEY] = kept
    if pen := (request.POST if typed is None else typed).get("pen"):
        note_saved(request, pen)


def typed_of(request: HttpRequest) -> Typed:
    """The texts of a sent form; on the page of a conflict those that wait there, and what was chosen."""
    if "text" in request.POST:
        return typed_remark(request.POST)
    if not {"verdict", "which", "version"}.isdisjoint(request.POST):
        return typed_act(request.POST)
    typed = typed_from_post(request.POST)
    try:
        pending = Pending.from_json(request.POST["conflict"])
    except (KeyError, ValueError):
        return typed
    return {**pending.again(), **typed, **choices_from_post(request.POST)}
