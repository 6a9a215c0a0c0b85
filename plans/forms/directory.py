"""Forms of what the coordinator keeps for the whole plan: organisations, stages, funding sources."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plans.models import FundingSource, Organisation, OrganisationKind, Plan, Stage
from plans.models.organisation import LONGEST_NAME
from plans.services.directory import OrganisationFacts
from plans.services.sources import SourceFacts
from plans.services.stages import StageFacts

FIRST_YEAR, LAST_YEAR = 1990, 2100


class ReasonField(forms.CharField):
    """Why: the history keeps a hundred characters."""

    def __init__(self, **kwargs: Any) -> None:
        given: dict[str, Any] = {"label": _("Why you change it"), "max_length": 100, "required": False}
        super().__init__(**(given | kwargs))


class WholeYearField(forms.IntegerField):
    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=FIRST_YEAR, max_value=LAST_YEAR, **kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "maxlength": "4"}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


class OrganisationForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    kind = forms.ChoiceField(label=_("Kind of organisation"), choices=OrganisationKind.choices)
    name_en = forms.CharField(label=_("Name in English"), max_length=LONGEST_NAME, required=False)
    website = forms.URLField(
        label=_("Website"), max_length=300, required=False, assume_scheme="https",
        error_messages={"invalid": _("Write an address like https://www.klaipeda.lt.")},
    )  # fmt: skip
    reason = ReasonField()

    @classmethod
    def of(cls, organisation: Organisation, data: Any = None) -> "OrganisationForm":
        names = ("name", "kind", "name_en", "website")
        return cls(data, initial={name: getattr(organisation, name) for name in names})

    def facts(self) -> OrganisationFacts:
        return OrganisationFacts(**{name: text for name, text in self.cleaned_data.items() if name != "reason"})


class MergeForm(forms.Form):
    """Which of several organisations stays; the others become its spellings."""

    kept = forms.ChoiceField(
        label=_("Which one stays?"), widget=forms.RadioSelect,
        error_messages={"required": _("Choose which one stays.")},
    )  # fmt: skip
    reason = ReasonField(label=_("Why they are one organisation"), required=True)

    def __init__(self, organisations: Sequence[Organisation], data: Any = None) -> None:
        super().__init__(data)
        self.fields["kept"].choices = [(str(one.pk), one.name) for one in organisations]  # type: ignore[attr-defined]


class SplitForm(forms.Form):
    reason = ReasonField(label=_("Why it is another organisation"), required=True)


class RemoveForm(forms.Form):
    reason = ReasonField()


class StageForm(forms.Form):
    """A stage; its code is asked only of a new one."""

    code = forms.RegexField(
        r"[0-9A-Za-z.-]+", label=_("Code"), max_length=8,
        help_text=_("Measures and editions know the stage by it: it never changes."),
        error_messages={"invalid": _("Letters without marks, digits, a point or a hyphen.")},
    )  # fmt: skip
    name = forms.CharField(label=_("Name"), max_length=200)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    year_from = WholeYearField(label=_("From year"))
    year_to = WholeYearField(label=_("To year"))
    reason = ReasonField()

    @classmethod
    def of(cls, stage: Stage, data: Any = None) -> "StageForm":
        names = ("name", "name_en", "year_from", "year_to")
        form = cls(data, initial={name: getattr(stage, name) for name in names})
        del form.fields["code"]
        return form

    @classmethod
    def new(cls, plan: Plan, code: str, data: Any = None) -> "StageForm":
        last = max((one.year_to for one in plan.stages.all()), default=plan.period_start - 1)
        years = {"year_from": last + 1, "year_to": plan.period_end} if last < plan.period_end else {}
        form = cls(data, initial={"code": code, **years})
        del form.fields["reason"]
        return form

    def facts(self) -> StageFacts:
        data: dict[str, Any] = self.cleaned_data
        return StageFacts(data["name"], data["year_from"], data["year_to"], data["name_en"])


class SourceForm(forms.Form):
    """A funding source; its code is asked only of a new one."""

    code = forms.RegexField(
        r"[0-9A-ZĄČĘĖĮŠŲŪŽ]+", label=_("Code"), max_length=8,
        help_text=_("Tables name the source by it, for example SB; it never changes."),
        error_messages={"invalid": _("Capital letters and digits.")},
    )  # fmt: skip
    name = forms.CharField(label=_("Name"), max_length=100)
    name_en = forms.CharField(label=_("Name in English"), max_length=100, required=False)
    reason = ReasonField()

    @classmethod
    def of(cls, source: FundingSource, data: Any = None) -> "SourceForm":
        form = cls(data, initial={"name": source.name, "name_en": source.name_en})
        del form.fields["code"]
        return form

    def facts(self) -> SourceFacts:
        return SourceFacts(self.cleaned_data["name"], self.cleaned_data["name_en"])
