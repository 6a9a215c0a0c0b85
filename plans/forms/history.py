"""Going back to an earlier version."""

from django import forms
from django.utils.translation import gettext_lazy as _


class RestoreForm(forms.Form):
    """Why the element goes back, and over which text that was decided."""

    reason = forms.CharField(
        label=_("Why you go back to it"), max_length=250, widget=forms.Textarea({"rows": "2"}),
        help_text=_("One sentence for the history of the element."),
    )  # fmt: skip
    base_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1 << 30)
