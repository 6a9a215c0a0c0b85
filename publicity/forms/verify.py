"""The form of a file that is to be verified."""

from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LARGEST_FILE = 60 * 1024 * 1024


class FileToVerifyForm(forms.Form):
    """Any file: only its digest is asked about."""

    file = forms.FileField(
        label=gettext_lazy("File"), allow_empty_file=False,
        help_text=gettext_lazy("It is read once and not kept."),
        error_messages={"required": gettext_lazy("Choose the file."), "empty": gettext_lazy("The file is empty.")},
    )  # fmt: skip

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(
                _("The file has %(size)s; the portal issues none above %(largest)s.")
                % {"size": filesizeformat(file.size), "largest": filesizeformat(LARGEST_FILE)}
            )
        return file
