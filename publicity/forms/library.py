"""Documents of the library and their files."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from publicity.forms.content import retype
from publicity.models import LibraryDocument, LibraryKind
from publicity.services.library import KINDS


class DocumentForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=LibraryKind.choices)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=300)
    summary = forms.CharField(
        label=gettext_lazy("Summary"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": "4"})
    )
    title_en = forms.CharField(label=gettext_lazy("Title in English"), max_length=300, required=False)
    summary_en = forms.CharField(
        label=gettext_lazy("Summary in English"), max_length=5000, required=False,
        widget=forms.Textarea(attrs={"rows": "4"}),
    )  # fmt: skip
    values = ("kind", "title", "summary", "title_en", "summary_en")

    def __init__(self, data: Any = None, *, item: LibraryDocument | None = None) -> None:
        first = {name: getattr(item, name) for name in ("version", *self.values)} if item else {"version": 0}
        super().__init__(data, initial=first)

    def open_on(self, version: int) -> None:
        retype(self, "version", str(version))

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.values}


class LibraryFileForm(forms.Form):
    """The next edition of a document."""

    file = forms.FileField(
        label=gettext_lazy("File"), widget=forms.FileInput(attrs={"accept": ",".join(KINDS)}),
        help_text=gettext_lazy("PDF, DOCX, XLSX, PPTX, ODT, ODS or ZIP, up to 40 MB."),
    )  # fmt: skip
    date = forms.DateField(
        label=gettext_lazy("Date of the document"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )  # fmt: skip
    note = forms.CharField(label=gettext_lazy("What changed"), max_length=300, required=False)
