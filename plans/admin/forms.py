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


class ReasonForm(forms.Form):
    """One reason for all the elements that are returned together."""

    reason = forms.CharField(
        label=_("Why they are returned"),
        help_text=_("The groups read this: say what is missing or wrong, and what would be right."),
        max_length=2000,
        error_messages={"required": _("Say why the elements are returned.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def return_form(version_id: int | None, data: Any = None) -> ReturnForm:
    return ReturnForm(data, initial={"version_id": version_id}, auto_id="return_%s")
