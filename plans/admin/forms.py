"""Decisions of a reviewer, each about exactly one version of an element."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class VersionForm(forms.Form):
    """The version that was read."""

    version_id = forms.IntegerField(widget=forms.HiddenInput)


class ReturnForm(VersionForm):
    reason = forms.CharField(
        label=_("Why it is returned"),
        help_text=_("The group reads this: say what is missing or wrong, and what would be right."),
        max_length=2000,
        error_messages={"required": _("Say why the element is returned.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def read_pairs(values: list[str]) -> dict[int, int]:
    """{element pk: version pk} of `12:345` texts; what is not of that shape is passed over."""
    pairs: dict[int, int] = {}
    for value in values:
        element, _colon, version = value.partition(":")
        if element.isdecimal() and version.isdecimal() and max(len(element), len(version)) < 19:
            pairs[int(element)] = int(version)
    return pairs


def return_form(version_id: int | None, data: Any = None) -> ReturnForm:
    return ReturnForm(data, initial={"version_id": version_id}, auto_id="return_%s")
