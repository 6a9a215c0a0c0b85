"""The process of preparing the plan: its parts and milestones, kept by the editor and the coordinator."""

from django.contrib import admin

from klaipeda_plan.core.admin import RecordAdmin
from publicity import permissions  # noqa: F401  (names the permissions that this admin asks for)
from publicity.models import Milestone, ProcessPart


@admin.register(ProcessPart)
class ProcessPartAdmin(RecordAdmin):
    list_display = ["title", "position"]
    list_select_related = ["plan"]
    fields = ["plan", "key", "title", "title_en", "products", "position", "change_reason"]


@admin.register(Milestone)
class MilestoneAdmin(RecordAdmin):
    list_display = ["title", "part", "planned_date", "actual_date", "is_published"]
    list_filter = ["part", "is_published"]
    list_select_related = ["part"]
    search_fields = ["title"]
    fields = [
        "part", "title", "title_en", ("planned_date", "month_only"), ("actual_date", "until"), "is_published",
        "change_reason",
    ]  # fmt: skip
