"""How each kind of notice comes to a person."""

from typing import Any

from django import forms

from klaipeda_plan.notices import registry
from klaipeda_plan.notices.models import Way


class PreferencesForm(forms.Form):
    """One choice for each kind in `ways`, {kind: the way that holds now}."""

    def __init__(self, data: Any = None, *, ways: dict[str, str]) -> None:
        super().__init__(data)
        for code, way in ways.items():
            label = registry.kind_of(code).label
            self.fields[code] = forms.ChoiceField(
                label=label, choices=Way.choices, initial=way, widget=forms.RadioSelect
            )
