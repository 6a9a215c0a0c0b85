"""Forms about people who have an account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workgroups.models import MemberKind, Role, Workgroup


class PeopleFilter(forms.Form):
    """What a list of people is searched by; nonsense is left out, not reproached."""

    hide_optional = True
    q = forms.CharField(label=_("Name, e-mail or organisation"), required=False, max_length=100)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("Any")), *Role.choices])
    group = forms.ModelChoiceField(
        label=_("Working group"), required=False, queryset=Workgroup.objects.all(), empty_label=_("Any")
    )

    def asked(self) -> dict[str, Any]:
        """Arguments of `find_people`."""
        self.is_valid()
        group = self.cleaned_data.get("group")
        return {
            "text": self.cleaned_data.get("q", ""),
            "role": self.cleaned_data.get("role", ""),
            "group": group.pk if group else None,
        }


class PersonForm(forms.Form):
    full_name = forms.CharField(label=_("Name and surname"), max_length=150)
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)


class RoleForm(forms.Form):
    hide_optional = True
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)


class SeatForm(forms.Form):
    hide_optional = True
    workgroup = forms.ModelChoiceField(label=_("Working group"), queryset=Workgroup.objects.all(), empty_label="–")
    kind = forms.ChoiceField(label=_("Speaks for"), required=False, choices=[("", "–"), *MemberKind.choices])
    is_chair = forms.BooleanField(label=_("Chair of the group"), required=False)
