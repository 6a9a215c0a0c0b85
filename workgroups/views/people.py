"""People who have an account: the list, one person, what may be changed of them."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from klaipeda_plan.core.errors import Refused
from workgroups.forms.openness import PaperConsentForm
from workgroups.forms.people import PeopleFilter, PersonForm, RoleForm, SeatForm
from workgroups.models import Invitation, User
from workgroups.queries import find_people
from workgroups.services import people as service
from workgroups.views.guards import manages_people

PAGE = 50


@require_safe
@manages_people
def people(request: HttpRequest) -> HttpResponse:
    """Everyone, searched by text, role and group."""
    asked = PeopleFilter(request.GET)
    page = Paginator(find_people(**asked.asked()), PAGE).get_page(request.GET.get("page"))
    context = {"filter": asked, "page": page, "waiting": Invitation.objects.unanswered().count()}
    return render(request, "workgroups/people.html", context)


@require_safe
@manages_people
def person(request: HttpRequest, pk: int) -> HttpResponse:
    return _person_page(request, pk)


@require_POST
@manages_people
def update_person(request: HttpRequest, pk: int) -> HttpResponse:
    user, form = get_object_or_404(User, pk=pk), PersonForm(request.POST)
    if not form.is_valid():
        return _person_page(request, pk, details=form)
    return _done(request, user, lambda: service.update_person(user, **form.cleaned_data, by=_who(request)))


@require_POST
@manages_people
def grant_role(request: HttpRequest, pk: int) -> HttpResponse:
    user, form = get_object_or_404(User, pk=pk), RoleForm(request.POST)
    if not form.is_valid():
        return _person_page(request, pk, role=form)
    return _done(request, user, lambda: service.grant_role(user, form.cleaned_data["role"], by=_who(request)))


@require_POST
@manages_people
def revoke_role(request: HttpRequest, pk: int, role: str) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    return _done(request, user, lambda: service.revoke_role(user, role, by=_who(request)))


@require_POST
@manages_people
def give_seat(request: HttpRequest, pk: int) -> HttpResponse:
    user, form = get_object_or_404(User, pk=pk), SeatForm(request.POST)
    if not form.is_valid():
        return _person_page(request, pk, seat=form)
    return _done(request, user, lambda: service.give_seat(user, **form.cleaned_data, by=_who(request)))


@require_POST
@manages_people
def take_seat(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    seat = get_object_or_404(user.memberships, workgroup__slug=slug)
    return _done(request, user, lambda: service.take_seat(seat, by=_who(request)))


@require_POST
@manages_people
def deactivate_person(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    return _done(request, user, lambda: service.deactivate_person(user, by=_who(request)))


@require_POST
@manages_people
def activate_person(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    return _done(request, user, lambda: service.activate_person(user, by=_who(request)))


@require_POST
@manages_people
def reset_second_factor(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    return _done(request, user, lambda: service.reset_second_factor(user, by=_who(request)))


def _person_page(request: HttpRequest, pk: int, **forms: object) -> HttpResponse:
    shown = get_object_or_404(find_people(), pk=pk)
    context = {
        "person": shown,
        "details": PersonForm(initial={"full_name": shown.full_name, "organisation": shown.organisation}),
        "role": RoleForm(),
        "seat": SeatForm(),
        "paper": PaperConsentForm(),
        "consents": shown.consents.select_related("recorded_by", "withdrawn_by"),
        "is_self": shown.pk == request.user.pk,
        **forms,
    }
    return render(request, "workgroups/person.html", context)


def _done(request: HttpRequest, user: User, write: Callable[[], object]) -> HttpResponse:
    """Do the write; back to the person with what came of it."""
    try:
        write()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Saved."))
    return redirect("workgroups:person", pk=user.pk)


def _who(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user
