"""What the coordinator keeps by hand: plans and funding sources."""

from django.contrib import admin

from klaipeda_plan.core.admin import RecordAdmin
from plans.models import FundingSource, Plan


@admin.register(Plan)
class PlanAdmin(RecordAdmin):
    list_display = ["title", "period_start", "period_end"]
    fields = [
        "title", "title_en", "slug", "municipality", "council", "place", ("period_start", "period_end"),
        "vision_year", "holds_sample", "change_reason",
    ]  # fmt: skip


@admin.register(FundingSource)
class FundingSourceAdmin(RecordAdmin):
    list_display = ["code", "name", "position"]
    fields = ["code", "name", "name_en", "position", "change_reason"]
