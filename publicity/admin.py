"""The process of preparing the plan: its parts, stages and milestones, kept by the editor and the coordinator."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from council.queries_public import published_sittings
from klaipeda_plan.core.admin import ModelForm, RecordAdmin
from publicity import permissions  # noqa: F401  (names the permissions that this admin asks for)
from publicity.models import Milestone, MilestoneProduct, ProcessPart, ProcessStage
from publicity.models.process import PRODUCTS

if TYPE_CHECKING:  # the stubs know what Django's class does not: that it is generic
    Inline = admin.TabularInline[MilestoneProduct, Milestone]
else:
    Inline = admin.TabularInline


@admin.register(ProcessPart)
class ProcessPartAdmin(RecordAdmin):
    list_display = ["title", "position"]
    list_select_related = ["plan"]
    fields = ["plan", "key", "title", "title_en", "products", "position", "change_reason"]


class ProductForm(ModelForm):
    """One thing a row; sittings are chosen among the published ones."""

    sitting = forms.TypedChoiceField(label=_("sitting"), required=False, empty_value=None)

    class Meta:
        model = MilestoneProduct
        fields = PRODUCTS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = [(str(uid), one.sitting.title) for uid, one in published_sittings().items()]
        current = str(self.instance.sitting or "")
        if current and current not in dict(chosen):
            chosen.append((current, current))
        self.fields["sitting"].choices = [("", "---------"), *chosen]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("DELETE") and sum(1 for name in PRODUCTS if data.get(name)) != 1:
            raise forms.ValidationError(_("Choose one thing in each row."))
        return data


class ProductInline(Inline):
    model = MilestoneProduct
    form = ProductForm
    extra = 1


@admin.register(ProcessStage)
class ProcessStageAdmin(RecordAdmin):
    list_display = ["number", "title", "planned_from", "planned_until", "began_on", "ended_on", "is_published"]
    fields = [
        "plan", "number", "title", "title_en", "leads_to", "leads_to_en", ("planned_from", "planned_until"),
        "months_only", ("began_on", "ended_on"), "position", "is_published", "change_reason",
    ]  # fmt: skip


@admin.register(Milestone)
class MilestoneAdmin(RecordAdmin):
    list_display = ["title", "part", "planned_date", "actual_date", "is_published"]
    list_filter = ["part", "is_published"]
    list_select_related = ["part"]
    search_fields = ["title"]
    inlines = [ProductInline]
    fields = [
        "part", "title", "title_en", ("planned_date", "month_only"), ("actual_date", "until"), "is_published",
        "change_reason",
    ]  # fmt: skip
