"""The form of an element's English text."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.models import ElementTranslation, ElementVersion
from plans.services.translations import Words

LONGEST = 4000


class TranslationForm(forms.Form):
    """Carries the version that the translator reads, and the number of the translation that was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**62)
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    title = forms.CharField(label=_("Title in English"), max_length=500, required=False)
    summary = forms.CharField(
        label=_("Summary in English"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("A few sentences for who does not read Lithuanian. Plain text; an empty line parts paragraphs."),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, version: ElementVersion | None, found: ElementTranslation | None
    ) -> None:  # fmt: skip
        start = {
            "version": version.pk if version else None, "number": found.number if found else 0,
            "title": found.title if found else "", "summary": found.summary if found else "",
        }  # fmt: skip
        super().__init__(data, initial=start)
        for name in ("title", "summary"):
            self.fields[name].widget.attrs["lang"] = "en"

    @property
    def words(self) -> Words:
        return Words(self.cleaned_data["title"], self.cleaned_data["summary"].replace("\r\n", "\n"))

    def open_on(self, current: ElementTranslation) -> None:
        """What was typed, to be saved over `current`."""
        self.data = {**self.data.dict(), "number": str(current.number)}  # type: ignore[attr-defined]
