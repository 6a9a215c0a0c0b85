"""The form of a meeting's minutes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.forms.text import BodyField
from plans.forms.typed import Typed


class MinutesForm(forms.Form):
    """The minutes and the version that they were written over. With `check` the texts are data."""

    body = BodyField(label=_("Minutes"))
    base_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)

    def __init__(self, typed: Typed, *, check: bool = False, **kwargs: Any) -> None:
        super().__init__(typed if check else None, initial=typed, **kwargs)
