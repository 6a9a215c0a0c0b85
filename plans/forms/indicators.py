"""Indicators of an element: a row for each, with its baseline and a line for each target."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import DecimalValidator
from django.utils.translation import gettext_lazy as _

from indicators.models import Direction, validate_period
from indicators.snapshot import IndicatorData, Number
from klaipeda_plan.core.forms import TolerantDecimalField
from klaipeda_plan.core.numbers import decimal_text
from plans.forms.base import TypedForm
from plans.forms.typed import MOST_ROWS, Typed, is_blank, rows_of, targets_of, with_rows
from plans.hierarchy import Kind
from plans.models import Plan

FIRST_FIELDS = (
    "title", "unit", "decimals", "direction", "source", "method", "responsible", "baseline_period", "baseline_value",
)  # fmt: skip


class PeriodField(forms.CharField):
    """A year, a quarter or a month."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=7, validators=[validate_period], **kwargs)

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).upper()


class ValueField(TolerantDecimalField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, validators=[DecimalValidator(20, 6)], **kwargs)


class IndicatorForm(TypedForm):
    """One indicator. A target without period and value is no target."""

    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label=_("Indicator"), max_length=300)
    unit = forms.CharField(label=_("Unit"), max_length=40)
    decimals = forms.IntegerField(
        label=_("Decimals"), min_value=0, max_value=6, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    direction = forms.ChoiceField(label=_("Direction"), choices=Direction.choices)
    source = forms.CharField(label=_("Source of data"), max_length=300, required=False)
    method = forms.CharField(
        label=_("How it is counted"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": "2"})
    )
    responsible = forms.CharField(label=_("Who answers for its data"), max_length=200, required=False)
    baseline_period = PeriodField(label=_("Baseline: period"))
    baseline_value = ValueField(label=_("Baseline: value"))

    def __init__(self, typed: Typed, *, number: int, row: Typed, check: bool) -> None:
        super().__init__(typed, check=check, prefix=f"indicators-{number}")
        self.number, self.targets = number, targets_of(row)
        for target in self.targets:
            self.fields[f"target_{target}_period"] = PeriodField(label=_("Target: period"))
            self.fields[f"target_{target}_value"] = ValueField(label=_("Target: value"))

    def first_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in FIRST_FIELDS]

    def target_lines(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        for target in self.targets:
            yield self[f"target_{target}_period"], self[f"target_{target}_value"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        seen: set[str] = set()
        for stem in ("baseline", *(f"target_{target}" for target in self.targets)):
            period, value = data.get(f"{stem}_period"), data.get(f"{stem}_value")
            if value is not None and not period and f"{stem}_period" not in self.errors:
                self.add_error(f"{stem}_period", _("Say which period this value is of."))
            self._check_decimals(f"{stem}_value", value)
            if stem != "baseline" and value is not None and period:
                if period in seen:
                    self.add_error(f"{stem}_period", _("This period has a target already."))
                seen.add(period)
        return data

    def indicator(self) -> IndicatorData:
        data = self.cleaned_data
        return {
            **({"uid": str(data["uid"])} if data["uid"] else {}),  # type: ignore[typeddict-item]
            "title": data["title"], "unit": data["unit"], "decimals": data["decimals"],
            "direction": data["direction"], "source": data["source"], "method": data["method"],
            "responsible": data["responsible"],
            "baseline": self._number("baseline"),
            "targets": sorted(
                (one for target in self.targets if (one := self._number(f"target_{target}"))),
                key=lambda one: one["period"],
            ),
        }  # fmt: skip

    def _number(self, stem: str) -> Number | None:
        period, value = self.cleaned_data[f"{stem}_period"], self.cleaned_data[f"{stem}_value"]
        return {"period": period, "value": decimal_text(value)} if value is not None else None

    def _check_decimals(self, name: str, value: Decimal | None) -> None:
        decimals = self.cleaned_data.get("decimals")
        if value is not None and decimals is not None and value != round(value, decimals):
            self.add_error(name, ValidationError(_("The value has more decimals than the indicator.")))


class IndicatorRows:
    """All rows of a form; blank ones are shown and not saved. Looks like a formset to the error summary."""

    def __init__(self, typed: Typed, *, check: bool = False) -> None:
        self.forms = [
            IndicatorForm(typed, number=number, row=row, check=check and not is_blank(row))
            for number, row in enumerate(rows_of(typed))
        ]

    def __iter__(self) -> Iterator[IndicatorForm]:
        return iter(self.forms)

    def is_valid(self) -> bool:
        return all([form.is_valid() for form in self.forms if form.is_bound])

    def indicators(self) -> list[IndicatorData]:
        return [form.indicator() for form in self.forms if form.is_bound]


def change_rows(typed: Typed, act: str, *, plan: Plan, kind: str) -> Typed:
    """What `add-indicator`, `remove-indicator:0` and `add-target:0` do; nothing is saved by it."""
    rows = rows_of(typed)
    name, _colon, number = act.partition(":")
    at = int(number) if number.isdecimal() and len(number) < 6 else 0
    if name == "add-indicator" and len(rows) < MOST_ROWS:
        rows.append(new_row(plan, kind))
    elif name == "remove-indicator" and at < len(rows):
        del rows[at]
    elif name == "add-target" and at < len(rows):
        free = max(targets_of(rows[at]), default=-1) + 1
        rows[at] |= {f"target_{free}_period": "", f"target_{free}_value": ""}
    return with_rows(typed, rows)


def new_row(plan: Plan, kind: str) -> Typed:
    """An empty row with the periods that are asked for: before the plan, its end, the vision's year."""
    years = [plan.period_end]
    if kind == Kind.VISION and plan.vision_year:
        years.append(plan.vision_year)
    row = dict.fromkeys(("uid", *FIRST_FIELDS), "")
    row |= {"decimals": "0", "direction": Direction.INCREASE.value, "baseline_period": str(plan.period_start - 1)}
    for number, year in enumerate(years):
        row |= {f"target_{number}_period": str(year), f"target_{number}_value": ""}
    return row
