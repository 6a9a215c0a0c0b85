"""A second factor before the first privileged page."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from workgroups.permissions import needs_second_factor

# What a person without the second factor may still reach: setting it up, leaving, and what the page needs.
OPEN_NAMESPACES = ("mfa", "account")


class SecondFactorGate:
    """Sends privileged people without a second factor to its set-up (not with DEMO)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        user = request.user
        if settings.DEMO or not user.is_authenticated or self._is_open(request):
            return None
        if not needs_second_factor(user) or is_mfa_enabled(user):
            return None
        messages.info(request, _("Your role needs a second factor. Set it up to go on."))
        return redirect("mfa_activate_totp")

    def _is_open(self, request: HttpRequest) -> bool:
        match = request.resolver_match
        name = (match.url_name or "") if match else ""
        return name.startswith(OPEN_NAMESPACES)
