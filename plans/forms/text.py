"""Title and body, whose element it is, and what only measures have."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.templatetags.static import static
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_prose_editor.widgets import ProseEditorWidget

from klaipeda_plan.core.bodies import clean_body
from klaipeda_plan.core.figures import pictures_of
from klaipeda_plan.core.forms import TolerantDecimalField
from plans.forms.base import TypedForm, YearField
from plans.forms.typed import Typed
from plans.hierarchy import Kind
from plans.models import Organisation, Stage
from plans.offices import why_no_office
from workgroups.models import Workgroup

LONGEST_BODY = 400_000
LONGEST_TITLE = 500
# Up to where a text reads well; more is said, never refused.
ADVISED_BODY, ADVISED_TITLE = 6_000, 150
# What the editor can make: exactly what `klaipeda_plan.core.bodies` lets in.
EXTENSIONS: dict[str, Any] = {
    "Heading": {"levels": [3, 4]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "HardBreak": True,
    "Link": {"enableTarget": False},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "BlockIds": True,
    "Footnote": True,
    "PlainLink": True,
    "QuickTable": True,
    "PlanFigure": True,
    "EditorNames": True,
    "WordPaste": True,
    "NoSpellCheck": False,
    "Menu": {
        "groups": [
            {"group": "blockType -lists"},
            {"group": "lists"},
            {"group": "nodes -blockType -lists"},
            {"group": "marks"},
            {"group": "link"},
            {"group": "table"},
            {"group": "history"},
        ]
    },
}
MODULES = ("blocks", "footnote", "link", "table", "figure", "names", "word")


class BodyEditor(ProseEditorWidget):
    """The rich-text editor, its own extensions loaded as modules; a plain text area without scripts."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, config={"extensions": EXTENSIONS}, preset="configurable")

    def get_config(self) -> dict[str, Any]:
        modules = [static(f"plans/js/editor-{name}.js") for name in MODULES]
        return {**super().get_config(), "js_modules": modules}


def length_hint(advised: int, longest: int) -> dict[str, Any]:
    """What a field tells the script that counts its characters."""
    return {
        "data-length-words": _("Characters: {count}"), "data-length-too-long": _("Too long to be saved: shorten it."),
        "data-length-advised": str(advised), "data-length-longest": str(longest),
    }  # fmt: skip


class BodyField(forms.CharField):
    """A body of the plan. Text typed without the editor becomes paragraphs, one for each run of lines."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=LONGEST_BODY, widget=BodyEditor, **kwargs)
        self.error_messages["max_length"] = _(
            "The text is too long: %(show_value)d characters with its formatting, %(limit_value)d fit. "
            "Nothing of it is lost: shorten it or divide it into several elements."
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"rows": "14", **length_hint(ADVISED_BODY, LONGEST_BODY)}

    def clean(self, value: Any) -> str:
        body: str = super().clean(value)
        if not body or "<" in body:
            return described(clean_body(body))  # what cannot be cleaned is told beside the field
        paragraphs = escape(body.replace("\r\n", "\n")).split("\n\n")
        return "".join(f"<p>{' '.join(one.split())}</p>" for one in paragraphs if one.strip())


def described(body: str) -> str:
    """The cleaned body; ValidationError when a picture says nothing to those who do not see it."""
    silent = sum(not shown.alt for shown in pictures_of(body))
    if silent:
        text = ngettext(
            "%(count)d picture has no words for people who do not see it. Choose it and write what it shows.",
            "%(count)d pictures have no words for people who do not see them. Choose each and write what it shows.",
            silent,
        )
        raise ValidationError(text % {"count": silent}, code="no_alt")
    return body


class TextForm(TypedForm):
    """Title and body of any element, and why it is changed."""

    title = forms.CharField(
        label=_("Title"), max_length=LONGEST_TITLE, help_text=_("Best up to 150 characters; 500 fit."),
        widget=forms.Textarea(attrs={"rows": "2", **length_hint(ADVISED_TITLE, LONGEST_TITLE)}),
        error_messages={"max_length": _(
            "The title is too long: %(show_value)d characters, %(limit_value)d fit. Nothing of it is lost: shorten it."
        )},
    )  # fmt: skip
    body = BodyField(label=_("Text"), help_text=_("Best up to 6,000 characters, about two pages."))
    reason = forms.CharField(
        label=_("Why you change it"), max_length=300, required=False,
        help_text=_("One sentence for the history of the element."),
    )  # fmt: skip

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())


class OwnerForm(TypedForm):
    """Whose a new element is; only the coordinator is asked."""

    workgroup = forms.ModelChoiceField(
        Workgroup.objects.all(), label=_("Working group"), required=False, to_field_name="slug",
        empty_label=_("as the element above"),
    )  # fmt: skip
    horizontal = forms.BooleanField(label=_("Horizontal priority"), required=False)

    def __init__(self, typed: Typed, *, kind: str, **kwargs: Any) -> None:
        super().__init__(typed, **kwargs)
        if kind != Kind.PRIORITY:
            del self.fields["horizontal"]


class ResourceField(TolerantDecimalField):
    """How much of something a measure takes besides money."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, min_value=0, **kwargs)


class DetailForm(TypedForm):
    """Who carries a measure out, when, what comes of it, and what it takes besides money."""

    responsible = forms.CharField(label=_("Responsible body"), max_length=200, required=False)
    partners = forms.CharField(
        label=_("Partners"), max_length=500, required=False, help_text=_("Several are parted by commas."),
        widget=forms.TextInput(attrs={"data-names-parted": ""}),
    )  # fmt: skip
    office = forms.CharField(
        label=_("Answerable office"), max_length=200, required=False,
        help_text=_("The position that answers for the measure, for example “head of the Environment Division”; "
                    "never only a person's name."),
    )  # fmt: skip
    year_from = YearField(label=_("From year"))
    year_to = YearField(label=_("To year"))
    stage = forms.ChoiceField(
        label=_("Stage"), required=False,
        error_messages={"invalid_choice": _("The plan has no stage “%(value)s” any more. Choose another one.")},
    )  # fmt: skip
    expected_result = forms.CharField(
        label=_("Expected result"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=_("What there will be when the measure is done."),
    )  # fmt: skip
    other_resources = forms.CharField(
        label=_("Other resources"), max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=_("People, premises, land and the like, in words; numbers below where they are known."),
    )  # fmt: skip
    people = ResourceField(label=_("People, full-time equivalents"), max_digits=10, decimal_places=2)
    premises = ResourceField(label=_("Premises, m²"), max_digits=14, decimal_places=2)
    land = ResourceField(label=_("Land, ha"), max_digits=14, decimal_places=4)

    def __init__(self, typed: Typed, *, stages: Iterable[Stage] = (), **kwargs: Any) -> None:
        super().__init__(typed, **kwargs)
        named = [(one.code, one.label) for one in stages]
        if not named and not typed.get("detail-stage"):
            del self.fields["stage"]
        else:
            self.fields["stage"].choices = [("", _("not chosen")), *named]  # type: ignore[attr-defined]
        for name in ("responsible", "partners"):
            self.fields[name].widget.attrs["list"] = self.names_id

    @property
    def names_id(self) -> str:
        return "organisation-names"

    def names(self) -> list[str]:
        """Organisations to choose from while writing; asked when the page shows them."""
        return list(Organisation.objects.values_list("name", flat=True))

    def clean_office(self) -> str:
        office: str = self.cleaned_data["office"]
        if why := why_no_office(office):
            raise ValidationError(why, code="name_alone")
        return office

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        first, last = data.get("year_from"), data.get("year_to")
        if first and last and last < first:
            self.add_error("year_to", _("The last year is before the first one."))
        return data
