"""Whether a person is named in public: the person's own page, and what is recorded for others."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from klaipeda_plan.core.guards import act_and_go
from workgroups.forms.openness import PaperConsentForm
from workgroups.models import NameConsent, User, Workgroup
from workgroups.services.openness import give_consent, record_consent, withdraw_consent
from workgroups.views.guards import manages_people


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def own_consent(request: HttpRequest) -> HttpResponse:
    """What the public sees of this person, and the two buttons that change it."""
    user = request.user
    assert isinstance(user, User)
    if request.method == "POST":
        if request.POST.get("do") == "give":
            give_consent(by=user)
            messages.success(request, _("Your name is shown beside your groups."))
        elif request.POST.get("do") == "withdraw":
            withdraw_consent(user, by=user)
            messages.success(request, _("Your name is no longer shown."))
        return redirect("workgroups:own_consent")
    consents = NameConsent.objects.filter(user=user).select_related("recorded_by", "withdrawn_by")
    groups = Workgroup.objects.filter(memberships__user=user)
    context = {"consents": consents, "standing": _standing(list(consents)), "groups": groups}
    return render(request, "workgroups/own_consent.html", context)


@require_POST
@manages_people
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """A consent on paper."""
    user, form = get_object_or_404(User, pk=pk), PaperConsentForm(request.POST)
    how = form.cleaned_data["how"] if form.is_valid() else ""
    done, back = _("The consent is recorded."), reverse("workgroups:person", args=[pk])
    return act_and_go(request, lambda: record_consent(user, how, by=request.user), done, back)


@require_POST
@manages_people
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    user = get_object_or_404(User, pk=pk)
    done, back = _("The name is no longer shown."), reverse("workgroups:person", args=[pk])
    return act_and_go(request, lambda: withdraw_consent(user, by=request.user), done, back)


def _standing(consents: list[NameConsent]) -> NameConsent | None:
    return next((one for one in consents if one.withdrawn_at is None), None)
