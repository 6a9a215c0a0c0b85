"""Forms of a group's meeting: its call, agenda, attendance and decisions."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from klaipeda_plan.core.forms import DateField, TimeField, moment_of
from workgroups.models import AgendaItem, Attendance, AttendanceState, Decision, Meeting, User, Workgroup
from workgroups.services.agenda import LONGEST_NOTE
from workgroups.services.decisions import LONGEST_TEXT, DecisionFacts
from workgroups.services.meetings import MeetingFacts
from workgroups.services.minutes import Guest

EMPTY_GUESTS = 2  # rows to fill beyond those that are there
MOST_GUESTS = 40


class MeetingForm(forms.Form):
    """When by the clocks of Klaipėda, where, and what for. Hours that the change of the clocks skips or repeats
    are refused: nobody could tell which is meant."""

    workgroup = forms.ModelChoiceField(
        Workgroup.objects.none(), label=_("Working group"), to_field_name="slug", empty_label=None
    )
    title = forms.CharField(label=_("Title"), max_length=200)
    date = DateField(label=_("Date"))
    begins = TimeField(label=_("Begins"))
    ends = TimeField(label=_("Ends"))
    place = forms.CharField(
        label=_("Place"), max_length=200, required=False, help_text=_("Address and room, if people come together.")
    )
    link = forms.URLField(
        label=_("Address for taking part remotely"), max_length=500, required=False, assume_scheme="https"
    )
    note = forms.CharField(
        label=pgettext_lazy("meeting", "Note"), required=False, max_length=5000, widget=forms.Textarea({"rows": "3"}),
        help_text=_("What to read or bring. The note is not sent to calendars."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why you change it"), max_length=90, required=False, help_text=_("For the history of the meeting.")
    )

    def __init__(self, data: Any = None, *, groups: Any = None, meeting: Meeting | None = None) -> None:
        super().__init__(data, initial=_initial_of(meeting) if meeting else {})
        choice = self.fields["workgroup"]
        assert isinstance(choice, forms.ModelChoiceField)
        if groups is None:
            del self.fields["workgroup"]
        else:
            choice.queryset = groups
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        date = data.get("date")
        for name in ("begins", "ends"):
            if date and name in data:
                try:
                    data[f"{name}_at"] = moment_of(date, data[name])
                except forms.ValidationError as error:
                    self.add_error(name, error)
        if "begins_at" in data and "ends_at" in data and data["ends_at"] <= data["begins_at"]:
            self.add_error("ends", _("The meeting ends before it begins."))
        if not (data.get("place") or data.get("link") or {"place", "link"} & set(self.errors)):
            self.add_error("place", _("Say where the meeting is: a place, a link, or both."))
        return data

    def facts(self) -> MeetingFacts:
        data = self.cleaned_data
        return MeetingFacts(
            data["title"], data["begins_at"], data["ends_at"], data["place"], data["link"], data["note"]
        )


def _initial_of(meeting: Meeting) -> dict[str, Any]:
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    texts = {name: getattr(meeting, name) for name in ("title", "place", "link", "note")}
    return texts | {"date": starts.date(), "begins": starts.time(), "ends": ends.time()}


class ReasonForm(forms.Form):
    """An act that must say why: a cancellation, minutes opened again."""

    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea({"rows": "2"}))

    def __init__(self, data: Any = None, *, auto_id: str = "id_%s") -> None:
        super().__init__(data, auto_id=auto_id)


class MeetingFilter(forms.Form):
    """Whose meetings are listed; nonsense is left out, not reproached."""

    hide_optional = True
    grupe = forms.ModelChoiceField(
        Workgroup.objects.all(), label=_("Working group"), required=False, to_field_name="slug", empty_label=_("All")
    )

    def group(self) -> Workgroup | None:
        self.is_valid()
        return self.cleaned_data.get("grupe")


class ItemForm(forms.Form):
    """A line of the agenda."""

    title = forms.CharField(label=_("What the item is about"), max_length=300)
    note = forms.CharField(
        label=pgettext_lazy("meeting", "Note"),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea({"rows": "2"}),
    )

    def __init__(self, data: Any = None, *, item: AgendaItem | None = None) -> None:
        super().__init__(data, initial={"title": item.title, "note": item.note} if item else {})


class AttendanceForm(forms.Form):
    """All members at once, each with one answer; nobody has to be answered for."""

    def __init__(self, people: Mapping[int, User], rows: Mapping[int, Attendance], data: Any = None) -> None:
        super().__init__(data)
        for pk, person in people.items():
            self.fields[f"person-{pk}"] = forms.ChoiceField(
                label=str(person), choices=AttendanceState.choices, widget=forms.RadioSelect, required=False,
                initial=rows[pk].presence if pk in rows else None,
            )  # fmt: skip
        self.hide_optional = True

    def presences(self) -> dict[int, str]:
        """{pk of a person: presence} of those who were answered for."""
        return {int(name.removeprefix("person-")): presence for name, presence in self.cleaned_data.items() if presence}


class GuestForm(forms.Form):
    hide_optional = True
    name = forms.CharField(label=_("Name and surname"), max_length=200, required=False)
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    presence = forms.ChoiceField(
        label=_("Attendance"), choices=AttendanceState.choices, required=False, initial=AttendanceState.PRESENT
    )

    def guest(self) -> Guest:
        data = self.cleaned_data
        return Guest(
            data.get("name", ""), data.get("organisation", ""), data.get("presence") or AttendanceState.PRESENT
        )


GuestRows = forms.formset_factory(GuestForm, extra=EMPTY_GUESTS, max_num=MOST_GUESTS, absolute_max=MOST_GUESTS)


class DecisionForm(forms.Form):
    """What was decided, on what, who does it until when."""

    text = forms.CharField(label=_("What was decided"), max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": "4"}))
    item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label=_("Item of the agenda"), required=False, empty_label=_("none of them")
    )
    responsible = forms.ModelChoiceField(
        User.objects.none(), label=_("Who does it"), required=False, empty_label=_("nobody by name")
    )
    due = DateField(label=_("Until"), required=False)

    def __init__(
        self, meeting: Meeting, people: QuerySet[User], data: Any = None, *, decision: Decision | None = None
    ) -> None:  # fmt: skip
        names = ("text", "item", "responsible", "due")
        super().__init__(data, initial={name: getattr(decision, name) for name in names} if decision else {})
        # Who does it already may have left the group.
        known = User.objects.filter(Q(pk__in=people.values("pk")) | Q(pk=decision.responsible_id if decision else None))
        choosable = (("item", meeting.agenda.all()), ("responsible", known.order_by("full_name", "pk")))
        for name, choices in choosable:
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = choices

    def facts(self) -> DecisionFacts:
        data = self.cleaned_data
        return DecisionFacts(data["text"], data["item"], data["responsible"], data["due"])
