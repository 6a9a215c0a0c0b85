"""How each kind of notice comes to a person."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from klaipeda_plan.notices import registry
from klaipeda_plan.notices.models import Way


class PreferencesForm(forms.Form):
    """One choice for each kind in `ways`, {kind: the way that holds now}, and the language of the letters."""

    letters_language = forms.ChoiceField(
        label=_("Language of the letters"), choices=settings.LANGUAGES, required=False, widget=forms.RadioSelect,
        help_text=_("What people write in the plan stays as they wrote it."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, ways: dict[str, str], language: str) -> None:
        super().__init__(data, initial={"letters_language": language})
        self.kinds = list(ways)
        for code, way in ways.items():
            label = registry.kind_of(code).label
            self.fields[code] = forms.ChoiceField(
                label=label, choices=Way.choices, initial=way, widget=forms.RadioSelect
            )

    def ways(self) -> dict[str, str]:
        return {name: way for name, way in self.cleaned_data.items() if name != "letters_language"}
