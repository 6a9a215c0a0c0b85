"""The page of an invitation's link: open to whoever holds the link, once."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from workgroups.forms.invitations import AcceptForm
from workgroups.models import Invitation
from workgroups.services import invitations as service


@never_cache
@sensitive_post_parameters("password1", "password2")
@sensitive_variables("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """A new account with a password, or a role added to the account that is there."""
    invitation = service.find_invitation(secret)
    if invitation is None:
        raise Http404
    if invitation.state != "open":
        return _gone(request, invitation.state)
    if service.account_of(invitation):
        return _add_to_account(request, invitation)
    initial = {"full_name": invitation.full_name, "organisation": invitation.organisation}
    form = AcceptForm(request.POST or None, initial=initial, email=invitation.email)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            service.accept_invitation(
                invitation, full_name=data["full_name"], organisation=data["organisation"], password=data["password1"]
            )
        except service.InvitationGone as gone:
            return _gone(request, gone.state)
        except ValidationError as error:
            form.add_error("password1", error)
        else:
            messages.success(request, _("Your account is ready: log in."))
            return redirect("account_login")
    return _page(request, {"form": form, "invitation": invitation})


def _add_to_account(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    if request.method != "POST":
        return _page(request, {"invitation": invitation})
    try:
        service.accept_invitation(invitation)
    except service.InvitationGone as gone:
        return _gone(request, gone.state)
    messages.success(request, _("The invitation is taken up."))
    return redirect("account_login")


def _page(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    return _unseen(render(request, "workgroups/accept_invitation.html", context))


def _gone(request: HttpRequest, state: str) -> HttpResponse:
    return _unseen(render(request, "workgroups/invitation_gone.html", {"state": state}, status=410))


def _unseen(response: HttpResponse) -> HttpResponse:
    """The address holds the secret: no other page learns more of it than the portal's own name. (Without any referrer
    a browser would name no origin of the form either, and the guard against forged forms would refuse it.)"""
    response.headers["Referrer-Policy"] = "strict-origin"
    return response
