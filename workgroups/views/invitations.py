"""Inviting: the open invitations, one person, a list with a dry run."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from klaipeda_plan.core.errors import Refused
from workgroups.forms.invitations import InvitationForm, ListForm
from workgroups.forms.people import PeopleFilter
from workgroups.models import Invitation, User
from workgroups.queries import find_invitations
from workgroups.services import invitations as service
from workgroups.services.roster import MAX_BYTES, MAX_LINES, column_titles
from workgroups.views.guards import manages_people

PAGE = 50


@require_safe
@manages_people
def invitations(request: HttpRequest) -> HttpResponse:
    """Invitations that wait for an answer."""
    asked = PeopleFilter(request.GET)
    page = Paginator(find_invitations(text=asked.asked()["text"]), PAGE).get_page(request.GET.get("page"))
    return render(request, "workgroups/invitations.html", {"filter": asked, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@manages_people
def invite_person(request: HttpRequest) -> HttpResponse:
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            service.invite_person(form.offer, by=_who(request))
        except Refused as refused:
            form.add_error("email", str(refused))
        else:
            messages.success(request, _("The invitation to %(email)s is on its way.") % {"email": form.offer.email})
            return redirect("workgroups:invitations")
    return render(request, "workgroups/invite_person.html", {"form": form, "days": settings.INVITATION_DAYS})


@require_http_methods(["GET", "HEAD", "POST"])
@manages_people
def invite_list(request: HttpRequest) -> HttpResponse:
    """The dry run: every line with its errors; nothing is sent yet."""
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
    if request.method == "POST":
        form.is_valid()
    return _list_page(request, form)


@require_POST
@manages_people
def send_list(request: HttpRequest) -> HttpResponse:
    """All or nothing: the same text is read again, and whatever changed meanwhile shows as an error."""
    form = ListForm(request.POST)
    if not form.is_valid() or form.has_errors:
        return _list_page(request, form)
    try:
        sent = service.invite_list(form.offers, by=_who(request))
    except Refused as refused:
        form.add_error(None, str(refused))
        return _list_page(request, form)
    count = len(sent)
    text = ngettext("%(count)s invitation is on its way.", "%(count)s invitations are on their way.", count)
    messages.success(request, text % {"count": count})
    return redirect("workgroups:invitations")


@require_POST
@manages_people
def revoke_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=pk)
    try:
        service.revoke_invitation(invitation, by=_who(request))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The invitation to %(email)s is revoked.") % {"email": invitation.email})
    return redirect("workgroups:invitations")


@require_POST
@manages_people
def resend_invitation(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=pk)
    try:
        service.resend_invitation(invitation, by=_who(request))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("A new letter to %(email)s is on its way.") % {"email": invitation.email})
    return redirect("workgroups:invitations")


def _list_page(request: HttpRequest, form: ListForm) -> HttpResponse:
    lines = getattr(form, "lines", [])
    context = {
        "form": form,
        "lines": lines,
        "wrong": sum(1 for line in lines if line.errors),
        "ready": bool(lines) and not form.has_errors and not form.errors,
        "columns": column_titles(),
        "max_lines": MAX_LINES,
        "max_kb": MAX_BYTES // 1024,
        "days": settings.INVITATION_DAYS,
    }
    return render(request, "workgroups/invite_list.html", context)


def _who(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
