"""An indicator and its series: what it is bound to, what came, what is taken over."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators.forms.statistics import SeriesForm
from indicators.models import FetchState, Indicator, SeriesBinding, StatisticsFetch
from indicators.services.statistics import OtherPeriods, bind_series, decline, differences, request_fetch, take_over
from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.guards import not_allowed_as_403
from plans import permissions
from plans.guards import element_to_edit, plan_of_the_room, readers_only
from plans.queries import draft_tree, get_element_for

NEWEST_FETCHES = 10


@require_safe
@readers_only
def overview(request: HttpRequest) -> HttpResponse:
    """Every bound indicator of the plan: those with a warning and those that wait for a decision first."""
    plan = plan_of_the_room()
    tree = draft_tree(plan)
    bindings = list(SeriesBinding.objects.filter(indicator__element__plan=plan).select_related("indicator__element"))
    waiting = set(
        StatisticsFetch.objects.filter(binding__in=bindings, state=FetchState.READ).values_list("binding_id", flat=True)
    )
    lines = [(one, tree.code_of(one.indicator.element_id), one.pk in waiting) for one in bindings]
    lines.sort(key=lambda line: (not line[0].warning, not line[2], line[0].indicator.title))
    return render(request, "indicators/statistics_overview.html", {"lines": lines})


@require_http_methods(["GET", "POST"])
@readers_only
def series(request: HttpRequest, uid: str) -> HttpResponse:
    """What the indicator is bound to; a POST binds it."""
    indicator = get_object_or_404(Indicator.objects.select_related("element"), uid=uid)
    element = get_element_for(request.user, str(indicator.element.uid))
    binding = SeriesBinding.objects.filter(indicator=indicator).first()
    may_edit = permissions.can_edit(request.user, element)
    if request.method == "POST":
        element_to_edit(request.user, str(element.uid))
    form = SeriesForm.of(binding, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            with not_allowed_as_403():
                bind_series(indicator, form.cleaned_data, by=request.user)
        except OtherPeriods as refusal:
            form.add_error("frequency", str(refusal))
        else:
            messages.success(request, _("The indicator is bound to the series."))
            return redirect("indicators:series", uid=uid)
    fetches = list(binding.fetches.select_related("decided_by")[:NEWEST_FETCHES]) if binding else []
    newest = next((one for one in fetches if one.state == FetchState.READ), None)
    tree = draft_tree(element.plan)
    context = {
        "indicator": indicator, "element": element, "code": tree.code_of(element.pk), "path": tree.path_to(element.pk),
        "branch": tree.by_pk[element.pk], "binding": binding, "form": form if may_edit else None, "fetches": fetches,
        "newest": newest, "changes": differences(newest) if newest else [], "may_edit": may_edit,
    }  # fmt: skip
    return render(request, "indicators/series.html", context)


@require_POST
@readers_only
def fetch_now(request: HttpRequest, uid: str) -> HttpResponse:
    """Ask the portal by a job; its page shows how it goes."""
    binding = get_object_or_404(SeriesBinding.objects.select_related("indicator__element"), indicator__uid=uid)
    with not_allowed_as_403():
        job = request_fetch(binding, by=request.user)
    return redirect("jobs:detail", pk=job.pk)


@require_POST
@readers_only
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an answer over, or leave the numbers as they are."""
    one = get_object_or_404(StatisticsFetch.objects.select_related("binding__indicator__element"), pk=pk)
    try:
        with not_allowed_as_403():
            if request.POST.get("do") == "decline":
                decline(one, by=request.user)
                messages.success(request, _("The numbers stay as they are."))
            else:
                count = len(take_over(one, by=request.user))
                text = ngettext("%(count)d value taken over.", "%(count)d values taken over.", count)
                messages.success(request, text % {"count": count})
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("indicators:series", uid=one.binding.indicator.uid)
