"""All forms of one element together: what its page shows, and what a save takes."""

from collections.abc import Iterator
from typing import Any

from django.forms import Media
from django.utils.functional import cached_property

from plans.forms.base import TypedForm
from plans.forms.indicators import IndicatorRows
from plans.forms.money import MoneyForm
from plans.forms.text import DetailForm, OwnerForm, TextForm
from plans.forms.typed import Typed
from plans.hierarchy import WITH_INDICATORS, Kind
from plans.models import FundingSource, Plan
from plans.services.elements import Content


class EditForms:
    """The forms of an element of `kind`; those that it does not have are None."""

    def __init__(
        self, typed: Typed, *, kind: str, plan: Plan, sources: list[FundingSource], check: bool = False,
        ask_owner: bool = False,
    ) -> None:  # fmt: skip
        self.typed = typed
        measure = kind == Kind.MEASURE
        self.text = TextForm(typed, check=check)
        self.owner = OwnerForm(typed, kind=kind, check=check) if ask_owner else None
        self.detail = DetailForm(typed, stages=plan.stages.all(), check=check, prefix="detail") if measure else None
        self.money = MoneyForm(typed, plan=plan, sources=sources, check=check) if measure else None
        self.indicators = IndicatorRows(typed, check=check) if kind in WITH_INDICATORS else None

    @property
    def media(self) -> Media:
        return self.text.media

    def is_valid(self) -> bool:
        valid = all([form.is_valid() for form in (self.text, *self.rest) if form.is_bound])
        if self.detail and self.money and self.detail.is_bound:
            data = self.detail.cleaned_data
            valid = self.money.keep_within((data.get("year_from"), data.get("year_to"))) and valid
        return valid

    def refuse(self, message: str) -> None:
        """Show a service's refusal above the form."""
        self.text.add_error(None, message)

    @cached_property
    def rest(self) -> "Rest":
        return Rest([form for form in (self.owner, self.detail, self.money) if form], self.indicators)

    def content(self) -> Content:
        """What was typed, checked; only after `is_valid`."""
        text: dict[str, Any] = self.text.cleaned_data
        return Content(
            title=text["title"],
            body=text["body"],
            detail=self.detail.cleaned_data if self.detail else None,
            funding=self.money.funding() if self.money else None,
            parts={} if self.indicators is None else {"indicators": self.indicators.indicators()},
        )

    def label_of(self, name: str) -> str:
        """The label of a field of the text, the detail or the money by its name in the page."""
        for form in (self.text, *self.rest):
            for field in form:
                if field.html_name == name:
                    return str(field.label)
        return name


class Rest:
    """Every form but the first, as the error summary wants a formset."""

    non_form_errors: tuple[str, ...] = ()

    def __init__(self, forms: list[TypedForm], rows: IndicatorRows | None) -> None:
        self.forms = [*forms, *(rows or ())]

    def __iter__(self) -> Iterator[TypedForm]:
        return iter(self.forms)

    @property
    def total_error_count(self) -> int:
        return sum(len(form.errors) for form in self.forms)
