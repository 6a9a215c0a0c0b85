"""What news and events have in common: texts in two languages, a picture, what they are about."""

import re
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_prose_editor.widgets import ProseEditorWidget

from editions.models import Edition, EditionElement
from plans.forms.text import EXTENSIONS, LONGEST_BODY, MODULES, BodyField
from publicity.models import Event, News, PublicPicture
from publicity.queries import find_by_short_uid
from publicity.queries_content import find_elements
from publicity.services.writing import Facts
from workgroups.models import Workgroup

MOMENT_FORMATS = ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d %H.%M", "%Y-%m-%dT%H:%M:%S")
SHORT_UID = re.compile(r"[0-9a-f]{12}")
MOST_ELEMENTS = 20
PICTURES = "image/jpeg,image/png,image/webp,image/gif"


def retype(form: forms.Form, name: str, value: str) -> None:
    """The form as if `value` had been sent in this field."""
    data: Any = form.data
    form.data = data.copy()
    form.data[name] = value  # type: ignore[index]


class ContentEditor(ProseEditorWidget):
    """The editor of bodies without pictures: those of the drafts would not be the public's."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        extensions = {name: value for name, value in EXTENSIONS.items() if name != "PlanFigure"}
        super().__init__(attrs, config={"extensions": extensions}, preset="configurable")

    def get_config(self) -> dict[str, Any]:
        modules = [static(f"plans/js/editor-{name}.js") for name in MODULES if name != "figure"]
        return {**super().get_config(), "js_modules": modules}


class ContentBodyField(BodyField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget = ContentEditor(self.widget_attrs(self.widget))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"rows": "12", "maxlength": str(LONGEST_BODY)}


class MomentField(forms.DateTimeField):
    """A day and a time of the portal's zone (Europe/Vilnius)."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(format=MOMENT_FORMATS[0], attrs={"type": "datetime-local"})
        super().__init__(input_formats=MOMENT_FORMATS, widget=widget, **kwargs)

    def clean(self, value: Any) -> datetime | None:
        moment: datetime | None = super().clean(value)
        if moment is not None and not 2000 <= moment.year <= 2100:
            raise ValidationError(_("Look at the year again."), code="year")
        return moment


class PageForm(forms.Form):
    """Title and text in both languages, over the version that the form was opened on."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**9)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    body = ContentBodyField(label=gettext_lazy("Text"))
    title_en = forms.CharField(label=gettext_lazy("Title in English"), max_length=200, required=False)
    body_en = ContentBodyField(label=gettext_lazy("Text in English"))

    values: tuple[str, ...] = ("title", "title_en", "body", "body_en")

    def __init__(self, data: Any = None, files: Any = None, *, item: Any = None, **kwargs: Any) -> None:
        self.item = item
        first = {name: getattr(item, name) for name in self.fields_of(item)} if item is not None else {}
        first.setdefault("version", 0)
        super().__init__(data, files, initial=first | kwargs.pop("initial", {}), **kwargs)

    @classmethod
    def fields_of(cls, item: Any) -> tuple[str, ...]:
        return ("version", *cls.values)

    def english(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.endswith("_en")]

    def open_on(self, version: int) -> None:
        """The next press of Save is over this version: what somebody else saved has been shown."""
        retype(self, "version", str(version))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("body_en") and not data.get("title_en") and "title_en" not in self.errors:
            self.add_error("title_en", _("An English text needs an English title."))
        return data


class PublicationForm(PageForm):
    summary = forms.CharField(
        label=gettext_lazy("Summary"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": "2"}),
        help_text=gettext_lazy("One or two sentences: lists, letters and shared links show them."),
    )  # fmt: skip
    summary_en = forms.CharField(
        label=gettext_lazy("Summary in English"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": "2"}),
    )  # fmt: skip
    picture_file = forms.FileField(
        label=gettext_lazy("Picture"), required=False, help_text=gettext_lazy("JPEG, PNG, WebP or GIF, up to 12 MB."),
        widget=forms.FileInput(attrs={"accept": PICTURES}),
    )  # fmt: skip
    picture_kept = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    picture_alt = forms.CharField(
        label=gettext_lazy("What the picture shows"), max_length=500, required=False,
        help_text=gettext_lazy("For people who do not see it: what matters in it, in a sentence or two."),
    )  # fmt: skip
    picture_alt_en = forms.CharField(
        label=gettext_lazy("What the picture shows, in English"), max_length=500, required=False
    )
    without_picture = forms.BooleanField(label=gettext_lazy("Take the picture out"), required=False)
    workgroup = forms.ModelChoiceField(
        Workgroup.objects.all(), label=gettext_lazy("Working group"), required=False, to_field_name="slug",
        empty_label=gettext_lazy("matters of all"),
    )  # fmt: skip
    element_codes = forms.CharField(
        label=gettext_lazy("Elements of the plan"), max_length=500, required=False,
        help_text=gettext_lazy("Codes in the current edition, parted by commas, for example 1.1, 1.1.2."),
    )  # fmt: skip

    values = (*PageForm.values, "summary", "summary_en", "picture_alt", "picture_alt_en", "workgroup")
    field_order = [
        "version", "title", "summary", "body", "picture_file", "picture_kept", "picture_alt", "without_picture",
    ]  # fmt: skip

    def __init__(self, data: Any = None, files: Any = None, *, item: Any = None, **kwargs: Any) -> None:
        initial = kwargs.pop("initial", {})
        if item is not None:
            codes = [node.code for node in find_elements(item.elements)]
            initial = {"element_codes": ", ".join(codes), "workgroup": item.workgroup, **initial}
        super().__init__(data, files, item=item, initial=initial, **kwargs)
        if item is None or item.picture is None:
            del self.fields["without_picture"]

    def clean_element_codes(self) -> list[str]:
        """Uids of elements that a published edition holds."""
        words = [word.strip() for word in re.split(r"[,;\s]+", self.cleaned_data["element_codes"]) if word.strip()]
        if len(words) > MOST_ELEMENTS:
            raise ValidationError(_("Name at most %(most)s elements.") % {"most": MOST_ELEMENTS})
        current = Edition.objects.current()
        rows = EditionElement.objects.filter(edition=current, code__in=words) if current else []
        found = {row.code: str(row.uid) for row in rows}
        for word in words:
            if word not in found and SHORT_UID.fullmatch(word) and (held := find_by_short_uid(word)):
                found[word] = str(held[0].uid)
        if unknown := [word for word in words if word not in found]:
            text = _("The current edition has no element: %(codes)s.")
            raise ValidationError(text % {"codes": ", ".join(unknown)}, code="unknown")
        return list(dict.fromkeys(found[word] for word in words))

    def kept_picture(self) -> PublicPicture | None:
        """The picture that came with an earlier try of this form."""
        return PublicPicture.objects.filter(pk=self.cleaned_data.get("picture_kept") or "").first()

    def keep(self, picture: PublicPicture) -> None:
        retype(self, "picture_kept", picture.pk)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        had = self.item is not None and self.item.picture is not None and not data.get("without_picture")
        comes = bool(data.get("picture_file") or data.get("picture_kept"))
        if (had or comes) and not data.get("picture_alt") and "picture_alt" not in self.errors:
            self.add_error("picture_alt", _("Write what the picture shows."))
        return data

    def facts(self, picture: PublicPicture | None) -> Facts:
        values = {name: self.cleaned_data[name] for name in self.values}
        values["elements"] = self.cleaned_data["element_codes"]
        keeps = not self.cleaned_data.get("without_picture")
        return Facts(values, self.related(), picture, keeps_picture=keeps)

    def related(self) -> dict[str, list[Any]]:
        return {}


class NewsForm(PublicationForm):
    events = forms.ModelMultipleChoiceField(
        Event.objects.order_by("-starts_at"), label=gettext_lazy("Events"), required=False,
        widget=forms.SelectMultiple(attrs={"size": "5"}),
    )  # fmt: skip

    def __init__(self, data: Any = None, files: Any = None, *, item: News | None = None, **kwargs: Any) -> None:
        initial = {"events": list(item.events.all())} if item is not None else {}
        super().__init__(data, files, item=item, initial=initial, **kwargs)

    def related(self) -> dict[str, list[Any]]:
        return {"events": list(self.cleaned_data["events"])}


class PublishForm(forms.Form):
    """When it becomes public: at once, or at a moment of the portal's zone."""

    at = MomentField(
        label=gettext_lazy("When"), required=False,
        help_text=gettext_lazy("Vilnius time. Empty: at once."),
    )  # fmt: skip
