"""What was decided on an item is recorded."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from council.services.decisions import record_item_decision
from council.sittings.forms import DecisionForm
from council.sittings.views.guards import item_for, secretary_only
from klaipeda_plan.core.guards import written


@require_http_methods(["GET", "HEAD", "POST"])
@secretary_only
def record(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    item = item_for(request.user, uid, pk)
    back = f"{reverse('sittings:sitting', args=[uid])}#klausimas-{pk}"
    if hasattr(item, "decision"):
        messages.info(request, _("A decision is recorded on this item already."))
        return redirect(back)
    held = timezone.localdate(item.sitting.starts_at)
    form = DecisionForm(request.POST or None, initial={"date": held}, has_edition=item.edition is not None)
    if written(form, lambda: record_item_decision(item, form.facts(), by=request.user)):
        messages.success(request, _("Recorded."))
        return redirect(back)
    return render(request, "council/sittings/decision.html", {"form": form, "item": item, "sitting": item.sitting})
