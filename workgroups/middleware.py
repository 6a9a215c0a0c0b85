"""A second factor before the first privileged page."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from workgroups.permissions import lacks_second_factor

# What a person without the second factor may still reach, by the names of addresses: setting it up, leaving,
# taking up an invitation, refusing letters, and what says that the portal lives.
OPEN_PREFIXES = ("mfa_", "account_")
OPEN_NAMES = frozenset({"workgroups:accept_invitation", "notices:unsubscribe", "healthz", "readyz"})


class SecondFactorGate:
    """Sends privileged people without a second factor to its set-up (not with DEMO).

    It stands before every page but the open ones: a page is closed by default. A public, cached page
    (`is_public`, see `publicity.caching`) shows everybody the same and is not even asked who came.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        if settings.DEMO or getattr(view, "is_public", False):
            return None
        user = request.user
        if not user.is_authenticated or is_open(request):
            return None
        if not lacks_second_factor(user):
            return None
        messages.info(request, _("Your role needs a second factor. Set it up to go on."))
        answer = redirect("mfa_activate_totp")
        return HttpResponseClientRedirect(answer.url) if getattr(request, "htmx", False) else answer


def is_open(request: HttpRequest) -> bool:
    """Whether the address may be reached without the second factor."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    return name in OPEN_NAMES or name.startswith(OPEN_PREFIXES)
