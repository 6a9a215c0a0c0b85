"""Whose dashboard it is."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from indicators.dashboards import Scope
from plans.models import Organisation, Plan
from workgroups.models import Workgroup

WHOLE, SHARED = "visi", "bendri"


class DashboardForm(forms.Form):
    """Filters of an address: what is not known counts as not asked for."""

    hide_optional = True
    grupe = forms.ChoiceField(label=_("Working group"), required=False)
    vykdytojas = forms.ModelChoiceField(
        label=_("Responsible body"), queryset=Organisation.objects.order_by("name"), required=False,
        empty_label=_("any"),
    )  # fmt: skip

    def __init__(self, data: Any, *, groups: list[Workgroup], own: Workgroup | None) -> None:
        super().__init__({"grupe": own.slug if own else WHOLE, **{name: data[name] for name in data}})
        self.groups = {group.slug: group for group in groups}
        choices = [
            (WHOLE, _("The whole plan")),
            *((one.slug, one.name) for one in groups),
            (SHARED, _("Shared elements")),
        ]
        self.fields["grupe"].choices = choices  # type: ignore[attr-defined]
        self.full_clean()

    def scope(self, plan: Plan) -> Scope:
        """A body goes before a group: it may answer for measures of several."""
        body, group = self.cleaned_data.get("vykdytojas"), self.cleaned_data.get("grupe", WHOLE)
        if body:
            return Scope(plan, body=body)
        return Scope(plan, group=self.groups.get(group), shared=group == SHARED)
