"""Forms of a sitting, its items, their texts and decisions."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from council.models import AgendaItem, Decision, ItemKind, Outcome, Sitting
from council.services.agenda import ItemFacts
from council.services.decisions import DecisionFacts
from council.services.sittings import SittingFacts
from editions.models import Edition, EditionKind
from klaipeda_plan.core.forms import DateField, TimeField, moment_of
from plans.forms.text import BodyField
from plans.offices import why_no_office
from publicity.models import LibraryDocument

BASE = {"widget": forms.HiddenInput, "min_value": 0, "max_value": 10**9}


def rebase(form: forms.Form, version: int) -> None:
    """What was typed, over what stands there now: sent once more it is a choice."""
    data = cast(QueryDict, form.data).copy()
    data["base_version"] = str(version)
    form.data = data


class SittingForm(forms.Form):
    """When by the clocks of Klaipėda, and where."""

    title = forms.CharField(label=_("Title"), max_length=200)
    date = DateField(label=_("Date"))
    begins = TimeField(label=_("Begins"))
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    remote_link = forms.URLField(
        label=_("Address for taking part remotely"), max_length=500, required=False, assume_scheme="https",
        help_text=_("Only councillors and who prepares the sitting see it."),
    )  # fmt: skip
    broadcast_link = forms.URLField(
        label=_("Address of the broadcast"), max_length=500, required=False, assume_scheme="https"
    )
    note = forms.CharField(
        label=pgettext_lazy("sitting", "Note"), required=False, max_length=5000, widget=forms.Textarea({"rows": "3"}),
        help_text=_("For who prepares and who comes; the public does not see it."),
    )  # fmt: skip
    base_version = forms.IntegerField(required=False, **BASE)  # type: ignore[arg-type]

    @classmethod
    def of(cls, sitting: Sitting) -> "SittingForm":
        starts = timezone.localtime(sitting.starts_at)
        texts = {name: getattr(sitting, name) for name in ("title", "place", "remote_link", "broadcast_link", "note")}
        return cls(initial=texts | {"date": starts.date(), "begins": starts.time(), "base_version": sitting.version})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("date") and data.get("begins"):
            try:
                data["starts_at"] = moment_of(data["date"], data["begins"])
            except forms.ValidationError as error:
                self.add_error("begins", error)
        return data

    def facts(self) -> SittingFacts:
        data = self.cleaned_data
        return SittingFacts(
            data["title"], data["starts_at"], data["place"], data["remote_link"], data["broadcast_link"], data["note"]
        )


class ItemForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=ItemKind.choices)
    title = forms.CharField(
        label=_("Title"), max_length=300, help_text=_("As the agenda says it: On the approval of …")
    )
    edition = forms.ModelChoiceField(
        Edition.objects.none(), label=_("Edition"), required=False, empty_label=_("none"), to_field_name="number"
    )
    basis = forms.ModelChoiceField(
        Edition.objects.none(), label=_("Compared with"), required=False, empty_label=_("nothing"),
        to_field_name="number",
        help_text=_("The edition that councillors know: the comparison shows what changed since."),
    )  # fmt: skip
    library_document = forms.ModelChoiceField(
        LibraryDocument.objects.none(), label=_("Document of the library"), required=False, empty_label=_("none"),
        to_field_name="uid", help_text=_("For what is no edition of a plan: the methodology, a report."),
    )  # fmt: skip
    office = forms.CharField(
        label=_("Office that reports"), max_length=200, required=False,
        help_text=_("An office, never only a name: it stays true when people change."),
    )  # fmt: skip
    base_version = forms.IntegerField(required=False, **BASE)  # type: ignore[arg-type]

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        editions = Edition.objects.exclude(kind=EditionKind.WORKING).select_related("plan").order_by("-number")
        for name in ("edition", "basis"):
            self._choose(name, editions)
        self._choose("library_document", LibraryDocument.objects.order_by("title"))

    @classmethod
    def of(cls, item: AgendaItem, data: Any = None) -> "ItemForm":
        return cls(
            data,
            initial={
                "kind": item.kind, "title": item.title, "office": item.office, "base_version": item.version,
                "edition": item.edition and item.edition.number, "basis": item.basis and item.basis.number,
                "library_document": item.library_document and item.library_document.uid,
            },
        )  # fmt: skip

    def clean_office(self) -> str:
        office: str = self.cleaned_data["office"].strip()
        if why := why_no_office(office):
            raise forms.ValidationError(why)
        return office

    def facts(self) -> ItemFacts:
        data = self.cleaned_data
        return ItemFacts(
            data["kind"], data["title"], data["edition"], data["basis"], data["library_document"], data["office"]
        )

    def _choose(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows


class TextsForm(forms.Form):
    """The draft decision and the explanatory note of an item."""

    decision_text = BodyField(label=_("Draft decision"))
    note_text = BodyField(label=_("Explanatory note"))
    base_version = forms.IntegerField(**BASE)  # type: ignore[arg-type]


class TemplateForm(forms.Form):
    body = BodyField(label=_("Text"))
    base_version = forms.IntegerField(**BASE)  # type: ignore[arg-type]


class DecisionForm(forms.ModelForm):  # type: ignore[type-arg]
    """What was decided; the number and the code are checked as the database checks them."""

    date = DateField(label=_("Date"))
    link = forms.URLField(label=_("Address of the act"), max_length=500, required=False, assume_scheme="https")
    in_force = forms.BooleanField(
        label=_("The edition is in force from this date"), required=False,
        help_text=_("It must be published; the one in force before is superseded."),
    )  # fmt: skip

    class Meta:
        model = Decision
        fields = ("outcome", "number", "date", "register_code", "link")

    def __init__(self, *args: Any, has_edition: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_edition:
            del self.fields["in_force"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("outcome") == Outcome.APPROVED and not data.get("number") and "number" not in self.errors:
            self.add_error("number", _("What was approved has a number."))
        if data.get("in_force") and data.get("outcome") != Outcome.APPROVED:
            self.add_error("in_force", _("Only what was approved is in force."))
        return data

    def facts(self) -> DecisionFacts:
        data = self.cleaned_data
        return DecisionFacts(
            data["outcome"], data["date"], data["number"], data["register_code"], data["link"],
            data.get("in_force", False),
        )  # fmt: skip
