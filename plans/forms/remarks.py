"""Forms of remarks: a new one, an answer, the own text mended; and what the list of remarks is asked for."""

import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plans.anchors import Anchor
from plans.forms.typed import Typed
from plans.mentioning import people_to_mention
from plans.models import RemarkKind
from workgroups.models import User, Workgroup

KNOWN = ("text", "quote", "block", "before", "after", "version", "assigned_to", "due", "pen")
SHARED = "bendri"


def typed_remark(data: QueryDict) -> Typed:
    """The known fields of a sent form as flat texts, the chosen people and groups as one."""
    typed = {name: str(data[name]) for name in KNOWN if name in data}
    return typed | {"mentions": " ".join(map(str, data.getlist("mentions")))}


class CallingForm(forms.Form):
    """A text that calls people and groups: by `@` and their name in it, or chosen from a list."""

    text = forms.CharField(
        label=_("Text"), max_length=10_000, widget=forms.Textarea({"rows": "4", "data-mentions": ""}),
        help_text=_("To call somebody, write @ and the name of a person or a group."),
    )  # fmt: skip
    mentions = forms.MultipleChoiceField(
        label=_("Whom to call"), required=False, widget=forms.SelectMultiple({"size": "6"}),
        help_text=_("Those whose names stand in the text after @ need not be chosen here."),
    )  # fmt: skip

    def __init__(self, typed: Typed, *, check: bool = False, prefix: str = "id") -> None:
        data: dict[str, Any] = {**typed, "mentions": typed.get("mentions", "").split()}
        super().__init__(data if check else None, initial=data, auto_id=f"{prefix}_%s")
        self.people = list(people_to_mention())
        self.groups = list(Workgroup.objects.all())
        people = [(f"u{one.pk}", _name_of(one)) for one in self.people]
        groups = [(f"g{one.pk}", one.name) for one in self.groups]
        self.fields["mentions"].choices = [(_("Working groups"), groups), (_("People"), people)]  # type: ignore[attr-defined]

    def called(self) -> list[User | Workgroup]:
        known: dict[str, User | Workgroup] = {f"u{one.pk}": one for one in self.people}
        known |= {f"g{one.pk}": one for one in self.groups}
        return [known[value] for value in self.cleaned_data["mentions"]]


class AnswerForm(CallingForm):
    """An answer, or the own remark mended. The form in a thread sends the text alone."""


class RemarkForm(CallingForm):
    """A remark on an element or on words of one of its blocks; with a doer or a date it is a task."""

    quote = forms.CharField(
        label=_("The words you mean"), required=False, max_length=10_000, widget=forms.Textarea({"rows": "3"}),
        help_text=_("Leave only the words that your remark is about."),
    )  # fmt: skip
    assigned_to = forms.ChoiceField(label=_("Who does it"), required=False)
    due = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    block = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput)
    before = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput, strip=False)
    after = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput, strip=False)
    version = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, typed: Typed, *, check: bool = False) -> None:
        super().__init__(typed, check=check, prefix="remark")
        people = [(str(one.pk), _name_of(one)) for one in self.people]
        self.fields["assigned_to"].choices = [("", _("nobody: it is no task")), *people]  # type: ignore[attr-defined]

    def clean_due(self) -> datetime.date | None:
        due: datetime.date | None = self.cleaned_data["due"]
        if due and not 2000 <= due.year <= 2100:
            raise forms.ValidationError(_("Check the year."))
        return due

    def anchor(self) -> Anchor | None:
        data = self.cleaned_data
        if not data["block"]:
            return None
        return Anchor(data["block"], data["quote"], data["before"], data["after"])

    def task(self) -> dict[str, Any]:
        """Arguments of `add_remark` by which a remark is a task."""
        doer = next((one for one in self.people if str(one.pk) == self.cleaned_data["assigned_to"]), None)
        due = self.cleaned_data["due"]
        if doer is None and due is None:
            return {}
        return {"kind": RemarkKind.TASK, "assigned_to": doer, "due": due}


class RemarksFilter(forms.Form):
    """What the page of remarks shows; nonsense in the address shows what waits."""

    hide_optional = True
    LISTS = {
        "laukia": _("To answer"), "mane": _("Calling me or my group"), "uzduotys": _("Tasks for me"),
        "mano": _("Written by me"), "visos": _("All"),
    }  # fmt: skip
    grupe = forms.ChoiceField(label=_("Working group"), required=False)
    busena = forms.ChoiceField(
        label=_("State"), required=False,
        choices=[
            ("", pgettext_lazy("remarks", "open")), ("ispresta", pgettext_lazy("remarks", "resolved")),
            ("visos", pgettext_lazy("remarks", "any")),
        ],
    )  # fmt: skip

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        groups = [(one.slug, one.name) for one in Workgroup.objects.all()]
        self.fields["grupe"].choices = [("", pgettext_lazy("group", "any")), (SHARED, _("Shared elements")), *groups]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, str]:
        self.is_valid()
        which = self.data.get("rodyti", "")
        return {
            "which": which if which in self.LISTS else "laukia", "group": self.cleaned_data.get("grupe", ""),
            "state": self.cleaned_data.get("busena", ""),
        }  # fmt: skip


def _name_of(user: User) -> str:
    return f"{user}, {user.organisation}" if user.organisation else str(user)
