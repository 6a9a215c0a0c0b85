"""Forms about what becomes public."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PaperConsentForm(forms.Form):
    hide_optional = True
    how = forms.CharField(
        label=_("How the consent was given"), max_length=300,
        help_text=_("For example: signed paper of 12 January, kept in the division's file."),
    )  # fmt: skip


class PublishMinutesForm(forms.Form):
    """`version` is the one that was read; the reason is asked where earlier minutes are public."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    reason = forms.CharField(
        label=_("What was mended since the minutes were published"), max_length=300, required=False,
        widget=forms.Textarea({"rows": "2"}), help_text=_("Everybody reads it beside the minutes."),
    )  # fmt: skip
    with_names = forms.BooleanField(label=_("The names in the text may be public"), required=False)
