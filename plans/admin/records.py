"""What the coordinator keeps by hand: plans and funding sources."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from klaipeda_plan.core.admin import RecordAdmin
from plans.checks import Severity, run_checks
from plans.models import FundingSource, Plan
from workgroups.permissions import is_coordinator

SHOWN = 20  # errors named on the plan's page


@admin.register(Plan)
class PlanAdmin(RecordAdmin):
    list_display = ["title", "period_start", "period_end"]
    change_form_template = "admin/plans/plan/change_form.html"
    fields = [
        "title", "title_en", "slug", "municipality", "council", "place", ("period_start", "period_end"),
        "vision_year", "holds_sample", "change_reason",
    ]  # fmt: skip

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """With what the plan checks find in the draft, counted, and the errors by name."""
        plan = self.get_object(request, object_id)
        findings = run_checks(plan) if plan and is_coordinator(request.user) else []
        counts = [(one, sum(finding.severity == one for finding in findings)) for one in Severity]
        shown = [finding for finding in findings if finding.severity == Severity.ERROR][:SHOWN]
        extra = {**(kwargs.pop("extra_context", None) or {}), "findings": shown, "findings_counts": counts}
        return super().change_view(request, object_id, *args, extra_context=extra, **kwargs)


@admin.register(FundingSource)
class FundingSourceAdmin(RecordAdmin):
    list_display = ["code", "name", "position"]
    fields = ["code", "name", "name_en", "position", "change_reason"]
