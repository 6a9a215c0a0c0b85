"""Forms of proposed wordings: proposing, taking over, declining."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.forms.base import TypedForm
from plans.forms.text import BodyField
from plans.forms.typed import Typed


class WordingForm(TypedForm):
    """Title and text; `reason` says why it is proposed, or answers the one who proposed it."""

    title = forms.CharField(label=_("Title"), max_length=500, widget=forms.Textarea(attrs={"rows": "2"}))
    body = BodyField(label=_("Text"))
    reason = forms.CharField(
        label=_("Why this wording is better"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )  # fmt: skip

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())


class TakeOverForm(WordingForm):
    """The wording as the coordinator writes it. Where both changed the same words, somebody says that it was
    decided which of them stay."""

    seen = forms.BooleanField(
        label=_("I have read what changed after the proposal and left in the text what shall stay"),
        error_messages={"required": _("Read what changed after the proposal first.")},
    )

    def __init__(self, typed: Typed, *, check: bool = False, must_decide: bool = False, **kwargs: Any) -> None:
        super().__init__(typed, check=check, **kwargs)
        self.fields["reason"].label = _("Answer to the author")
        if not must_decide:
            del self.fields["seen"]


class DeclineForm(TypedForm):
    """Why it is not taken over."""

    reason = forms.CharField(
        label=_("Answer to the author"), max_length=2000, widget=forms.Textarea(attrs={"rows": "4"}),
        error_messages={"required": _("Say why the wording is not taken over.")},
    )  # fmt: skip
