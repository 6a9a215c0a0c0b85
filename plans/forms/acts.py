"""Small forms of single acts: move, remove, submit, decide."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from plans.forms.typed import Typed
from plans.models import Element, Verdict

CHOSEN = "chosen"
SINGLE = ("verdict", "reason", "message", "which", "next", "pen")
SEVERAL = ("version", "chosen")


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
    """Which of the elements go to the reviewers, and a message to them. `listed` are the elements that may go."""

    which = forms.ChoiceField(label=_("What to submit"), widget=forms.RadioSelect)
    chosen = forms.MultipleChoiceField(required=False)
    message = forms.CharField(
        label=_("Message to the reviewers"), max_length=2000, required=False,
        help_text=_("It goes to them with the elements and stays in the history of each."),
        widget=forms.Textarea(attrs={"rows": "4"}),
    )  # fmt: skip

    def __init__(
        self, choices: list[tuple[str, str]], listed: list[Element], data: Any = None, *, kept: Typed | None = None
    ) -> None:
        super().__init__(data, initial={"which": choices[0][0] if choices else "", **(kept or {})})
        self.fields["which"].choices = choices  # type: ignore[attr-defined]
        self.fields["chosen"].choices = [(str(one.pk), one.title) for one in listed]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("which") == CHOSEN and not cleaned.get("chosen"):
            self.add_error("which", _("Check the elements that you want to submit."))
        return cleaned


class DecisionForm(forms.Form):
    """A reviewer's decision on the elements that were read; a return says why."""

    verdict = forms.ChoiceField(choices=Verdict.choices)
    reason = forms.CharField(
        label=_("Why it is returned"), max_length=2000, required=False,
        help_text=_("The group reads this: say what is missing or wrong, and what would be right."),
        widget=forms.Textarea(attrs={"rows": "4"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("verdict") == Verdict.RETURN and not self.errors and not cleaned.get("reason"):
            self.add_error("reason", _("Say why the element is returned."))
        return cleaned


def typed_act(data: QueryDict) -> Typed:
    """A decision or what goes to the reviewers, as flat texts: what was checked as one."""
    typed = {name: str(data[name]) for name in SINGLE if name in data}
    return typed | {name: " ".join(map(str, data.getlist(name))) for name in SEVERAL if name in data}


def read_versions(values: list[str]) -> dict[int, int]:
    """{element pk: version pk} of `12:345` texts; what is not of that shape is passed over."""
    pairs: dict[int, int] = {}
    for value in values:
        element, _colon, version = value.partition(":")
        if element.isdecimal() and version.isdecimal() and max(len(element), len(version)) < 19:
            pairs[int(element)] = int(version)
    return pairs


def place_value(parent: Element | None, before: Element | None) -> str:
    """How a place is named in the form: parent's and sibling's pk, 0 for none."""
    return f"{parent.pk if parent else 0}-{before.pk if before else 0}"
