"""A picture and what it says to those who do not see it."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_ALT = 500


class PictureForm(forms.Form):
    file = forms.FileField(
        label=_("File"), help_text=_("JPEG, PNG, WebP or GIF, up to 12 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
    )  # fmt: skip
    alt = forms.CharField(
        label=_("What the picture shows"), max_length=LONGEST_ALT, widget=forms.Textarea(attrs={"rows": "2"}),
        help_text=_("For people who do not see it: what matters in it, in a sentence or two."),
    )  # fmt: skip
    caption = forms.CharField(label=_("Caption"), max_length=500, required=False)
