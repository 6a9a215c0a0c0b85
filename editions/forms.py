"""Forms of the room of editions: freezing, and the events of an edition."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editions.composing import LeftOut, compose
from editions.models import EditionKind
from plans.models import Plan

WHY_LABELS = {
    "never_accepted": _("never accepted"),
    "older": _("the accepted wording stands in it, the newer one does not"),
    "removal_waits": _("stands in it until its removal is accepted"),
    "parent_missing": _("the element above it is not in the edition"),
}


def date_field(**kwargs: Any) -> forms.DateField:
    """A date with the browser's own calendar, written as ISO."""
    return forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **kwargs)


@dataclass(frozen=True)
class Row:
    """One element that the edition would not hold as it is now; with fields where it may be taken all the same."""

    left_out: LeftOut
    take: forms.BoundField | None
    reason: forms.BoundField | None

    @property
    def why(self) -> Any:
        return WHY_LABELS[self.left_out.why]


class FreezeForm(forms.Form):
    """An edition to be; for every element left out a box "take the newest" with its reason, where `may_take`.
    `despite` is the coordinator's reason to freeze although the checks find errors."""

    kind = forms.ChoiceField(label=_("Kind"), choices=EditionKind.choices, initial=EditionKind.PLAN_DRAFT)
    title = forms.CharField(label=_("Title"), max_length=300, help_text=_("As it stands on the cover."))
    document_date = date_field(label=_("Date of the document"), initial=timezone.localdate)
    note = forms.CharField(
        label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("May stay empty. Everybody who may read the edition reads it."),
    )  # fmt: skip

    despite = forms.CharField(
        label=_("Why it is frozen despite the errors"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stays in the record of the edition with the list of errors."),
    )  # fmt: skip

    hide_optional = True  # a reason is asked for as soon as its box is ticked

    def __init__(self, *args: Any, plan: Plan, left_out: Sequence[LeftOut], may_take: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan, self.left_out = plan, left_out
        self.takeable = {str(one.element.uid): one.element for one in left_out if may_take and _is_newer(one)}
        for element in self.takeable.values():
            self.fields[f"take_{element.pk}"] = forms.BooleanField(label=_("Take the newest"), required=False)
            self.fields[f"reason_{element.pk}"] = forms.CharField(label=_("Reason"), required=False, max_length=300)

    def main_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("kind", "title", "document_date", "note")]

    def rows(self) -> Iterator[Row]:
        for one in self.left_out:
            takeable = str(one.element.uid) in self.takeable
            pk = one.element.pk
            yield Row(one, self[f"take_{pk}"] if takeable else None, self[f"reason_{pk}"] if takeable else None)

    @property
    def newest(self) -> dict[str, str]:
        """{uid: reason} of the elements whose newest version is to be taken."""
        return {
            uid: self.cleaned_data.get(f"reason_{element.pk}", "")
            for uid, element in self.takeable.items()
            if self.cleaned_data.get(f"take_{element.pk}")
        }

    def clean(self) -> dict[str, Any]:
        for element in self.takeable.values():
            reason, take = self.cleaned_data.get(f"reason_{element.pk}"), self.cleaned_data.get(f"take_{element.pk}")
            if take and not reason:
                self.add_error(f"reason_{element.pk}", _("Say why it is taken before its acceptance."))
            if reason and not take:
                self.add_error(f"take_{element.pk}", _("Tick the box too, or empty the reason."))
        self._refuse_orphans()
        return self.cleaned_data

    def _refuse_orphans(self) -> None:
        """What is asked for and would stand under nothing."""
        if not self.newest:
            return
        composition = compose(self.plan, newest=self.newest)
        for one in composition.left_out:
            uid = str(one.element.uid)
            if one.why == "parent_missing" and uid in self.newest:
                message = _("What it stands under is not in the edition: take that too.")
                self.add_error(f"take_{one.element.pk}", message)


def _is_newer(one: LeftOut) -> bool:
    return one.element.current_version_id != one.element.accepted_version_id


class EventForm(forms.Form):
    """What happens to an edition."""

    def data_for_service(self) -> dict[str, Any]:
        """The keyword arguments of the service."""
        return dict(self.cleaned_data)


class PublishForm(EventForm):
    pass


class WithdrawForm(EventForm):
    note = forms.CharField(
        label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Stays in the register of the edition.")
    )


class DatedForm(EventForm):
    date = date_field(label=_("Date"), initial=timezone.localdate)


class DecisionForm(EventForm):
    date = date_field(label=_("Date of the decision"), initial=timezone.localdate)
    number = forms.CharField(label=_("Number of the decision"), max_length=40, required=False)
    register_code = forms.CharField(
        label=_("Code in the register of legal acts"), max_length=40, required=False,
        help_text=_("For example, 2020-20001."),
    )  # fmt: skip
    link = forms.URLField(
        label=_("Address of the act"), required=False, max_length=200, assume_scheme="https",
        help_text=_("The whole address, with https://."),
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def clean_date(self) -> datetime.date:
        date: datetime.date = self.cleaned_data["date"]
        if date > timezone.localdate():
            raise forms.ValidationError(_("A decision of the future cannot be recorded yet."))
        return date
