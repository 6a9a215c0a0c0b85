"""The address decides the language: `/en/…` is English, everything else Lithuanian. Typed words outlive a login."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django_htmx.http import HttpResponseClientRedirect

from klaipeda_plan.core import unsent


class LanguageFromPath:
    """Unlike Django's LocaleMiddleware it never looks at cookies or headers, so pages can be cached by address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        english = request.path_info == "/en" or request.path_info.startswith("/en/")
        language = "en" if english else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class UnsentForms:
    """A form of a members' room that arrives after the login has expired waits for who typed it (`core.unsent`)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if unsent.ROOMS.match(request.path) and request.user.is_authenticated:
            _name_person(request, response)
        return response

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        if request.method != "POST" or not unsent.ROOMS.match(request.path):
            return None
        if request.user.is_authenticated:
            if sign := request.POST.get(unsent.FIELD):
                unsent.drop_unsent(request, sign)
            return None
        brings_own_sign = unsent.COOKIE in request.POST
        if brings_own_sign or not _by_hand(request) or not unsent.keep_unsent(request):
            return None
        answer = redirect_to_login(reverse("unsent"))
        return HttpResponseClientRedirect(answer.url) if getattr(request, "htmx", False) else answer


def _by_hand(request: HttpRequest) -> bool:
    """Sent by a press on a button; what scripts send by themselves they also keep."""
    return bool(getattr(request, "htmx", False)) or "text/html" in request.headers.get("Accept", "")


def _name_person(request: HttpRequest, response: HttpResponse) -> None:
    if unsent.person_of(request) != request.user.pk:
        response.set_cookie(
            unsent.COOKIE, unsent.sign_of(request.user), max_age=unsent.COOKIE_AGE, httponly=True,
            secure=settings.SESSION_COOKIE_SECURE, samesite="Lax",
        )  # fmt: skip
