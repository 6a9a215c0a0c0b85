"""Small forms of single acts: move, remove, submit."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.models import Element

ALL, READY = "all", "ready"


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=300, required=False, help_text=_("One sentence for the history of the element.")
    )


class MoveForm(ReasonForm):
    """A place: under a parent, before a sibling or at the end. `places` are groups of (value, label), `now` is
    the value of the place where the element stands."""

    place = forms.ChoiceField(label=_("New place"))
    field_order = ["place", "reason"]

    def __init__(self, places: list[tuple[str, list[tuple[str, str]]]], now: str, data: Any = None) -> None:
        super().__init__(data, initial={"place": now})
        self.fields["place"].choices = places  # type: ignore[attr-defined]


class SubmitForm(forms.Form):
    """Which of the elements go to the reviewers, and a message to them."""

    which = forms.ChoiceField(label=_("What to submit"), widget=forms.RadioSelect)
    message = forms.CharField(
        label=_("Message to the reviewers"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": "4"})
    )

    def __init__(self, choices: list[tuple[str, str]], data: Any = None) -> None:
        super().__init__(data, initial={"which": choices[0][0] if choices else ""})
        self.fields["which"].choices = choices  # type: ignore[attr-defined]


def place_value(parent: Element | None, before: Element | None) -> str:
    """How a place is named in the form: parent's and sibling's pk, 0 for none."""
    return f"{parent.pk if parent else 0}-{before.pk if before else 0}"
