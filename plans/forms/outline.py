"""Forms of the outline: a new title, a new element, a new place, an undo."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.models import Element, Plan
from plans.services.elements import StaleText

LONGEST_TITLE = 500
EMPTY = {"required": _("Write a title.")}


class OutlineForm(forms.Form):
    def first_error(self) -> str:
        """What is wrong, in one sentence."""
        return next((str(errors[0]) for errors in self.errors.values()), "")


class RenameForm(OutlineForm):
    """`base_version` and `base_title` are what the person saw."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE, error_messages=EMPTY)
    base_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    base_title = forms.CharField(widget=forms.HiddenInput, max_length=LONGEST_TITLE, strip=False)

    @classmethod
    def of(cls, element: Element) -> "RenameForm":
        seen = {"base_version": element.text_version, "base_title": element.title}
        return cls(initial={"title": element.title, **seen})

    def over(self, error: StaleText) -> "RenameForm":
        """What was typed, over what is newest now: saving it again is a choice."""
        seen = {"base_version": error.text_version, "base_title": error.newest.snapshot["title"]}
        return RenameForm(initial={"title": self.cleaned_data["title"], **seen})


class AddForm(OutlineForm):
    """`what` is where and which kind, of `choices`; nothing but the title is asked."""

    what = forms.ChoiceField(label=_("What and where"))
    title = forms.CharField(label=_("Title of the new element"), max_length=LONGEST_TITLE, error_messages=EMPTY)

    def __init__(self, choices: list[tuple[str, str]], data: Any = None, *, what: str = "") -> None:
        super().__init__(data, initial={"what": what})
        self.fields["what"].choices = choices  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    """Right before or right after a sibling, else at the end of a parent; no parent is the plan itself."""

    parent = forms.UUIDField(required=False)
    before = forms.UUIDField(required=False)
    after = forms.UUIDField(required=False)

    def __init__(self, data: Any, *, plan: Plan) -> None:
        super().__init__(data)
        self.plan = plan
        self.found: dict[str, Element] = {}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not {"parent", "before", "after"} & set(self.data):
            raise forms.ValidationError(_("That place is gone. Look at the outline anew."))
        uids = {name: uid for name, uid in cleaned.items() if uid}
        elements = {one.uid: one for one in Element.objects.filter(plan=self.plan, uid__in=uids.values())}
        if len(elements) < len(set(uids.values())) or ("before" in uids and "after" in uids):
            raise forms.ValidationError(_("That place is gone. Look at the outline anew."))
        self.found = {name: elements[uid] for name, uid in uids.items()}
        return cleaned

    def place(self) -> dict[str, Any]:
        """The arguments of `move_element`."""
        return {name: self.found.get(name) for name in ("parent", "before", "after")}


class UndoForm(forms.Form):
    number = forms.IntegerField(min_value=2, max_value=2_000_000_000)
