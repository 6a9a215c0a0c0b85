"""Entry of actual values: one period, or a grid of several; and the filter of the list of indicators."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import DecimalValidator
from django.utils.translation import gettext_lazy as _

from indicators.evaluation import Verdict
from indicators.models import KIND_BY_LEVEL, IndicatorValue, ValueStatus
from indicators.services.observations import EntriesRefused, Entry, sign_of
from indicators.wording import period_text
from klaipeda_plan.core.forms import TolerantDecimalField

BLANK_ROWS = 4
MOST_ROWS = 200
FIELDS = ("period", "value", "status", "source", "note")
SHARED = "bendri"
EVERYTHING = "visi"


class ObservationForm(forms.Form):
    """One period. The service says what it refuses; `refuse` puts that beside its field."""

    hide_optional = True  # whether there is a number depends on the status
    period = forms.CharField(
        label=_("Period"), max_length=7, help_text=_("A year (2025), a quarter (2025K1) or a month (2025M01).")
    )
    value = TolerantDecimalField(label=_("Value"), required=False)
    status = forms.ChoiceField(label=_("Status"), choices=ValueStatus.choices, initial=ValueStatus.FINAL)
    source = forms.CharField(label=_("Source of the value"), max_length=200, required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    was = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)

    def clean_period(self) -> str:
        return str(self.cleaned_data["period"]).upper().replace("Q", "K").replace(" ", "").replace("-", "")

    def clean_value(self) -> Decimal | None:
        value: Decimal | None = self.cleaned_data["value"]
        if value is not None:
            DecimalValidator(20, 6)(value)
        return value

    @property
    def was_there(self) -> str:
        return str(self.cleaned_data["was"])

    def entry(self) -> Entry:
        return Entry(**{name: self.cleaned_data[name] for name in (*FIELDS, "was")})

    def refuse(self, field: str, message: str) -> None:
        self.add_error(field, ValidationError(message))


class RowForm(ObservationForm):
    """A row of the grid: what is stored with its period as words, or a blank one that may stay so."""

    def __init__(self, data: Any, stored: IndicatorValue | None, *, number: int) -> None:
        initial = {} if stored is None else {name: getattr(stored, name) for name in FIELDS}
        super().__init__(data, prefix=f"row-{number}", initial=initial | {"was": sign_of(stored)})
        self.stored = stored
        if stored is not None:
            self.fields["period"].widget = forms.HiddenInput()
        self.fields["period"].required = False
        self.fields["period"].help_text = ""
        self.name = period_text(stored.period) if stored else ""

    @property
    def is_blank(self) -> bool:
        """Nothing was typed in a row that was offered empty."""
        typed = (str(self.data.get(self.add_prefix(name), "")) for name in ("period", "value", "source", "note"))
        return not any(text.strip() for text in typed)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("period") and "period" not in self.errors:
            self.add_error("period", _("Say which period this value is of."))
        return data


class Grid:
    """Stored values in order of time, then blank rows. Looks like a formset to the error summary."""

    non_form_errors: tuple[str, ...] = ()

    def __init__(self, stored: Sequence[IndicatorValue], data: Any = None) -> None:
        known = {one.period: one for one in stored}
        rows: list[IndicatorValue | None] = list(stored)
        if data is not None:  # the rows that were sent, in their order
            numbers = range(min(sum(name.endswith("-was") for name in data), MOST_ROWS))
            sent = [str(data.get(f"row-{number}-was", "")) for number in numbers]
            periods = [str(data.get(f"row-{number}-period", "")) for number in numbers]
            rows = [known.get(period) if was else None for was, period in zip(sent, periods, strict=True)]
        else:
            rows += [None] * BLANK_ROWS
        self.rows = [RowForm(data, stored, number=number) for number, stored in enumerate(rows)]
        for number, row in enumerate(self.rows):
            if row.stored is None and row.is_blank:  # nothing to check, nothing to complain of
                self.rows[number] = RowForm(None, None, number=number)

    def __iter__(self) -> Iterator[RowForm]:
        return iter(self.rows)

    @property
    def forms(self) -> list[RowForm]:
        return self.rows

    @property
    def filled(self) -> list[RowForm]:
        """What was sent and is not blank."""
        return [row for row in self.rows if row.is_bound]

    @property
    def total_error_count(self) -> int:
        return sum(len(row.errors) for row in self.filled)

    def is_valid(self) -> bool:
        return all([row.is_valid() for row in self.filled])

    def entries(self) -> list[Entry]:
        """Of the rows in which something was changed since the page was opened."""
        return [row.entry() for row in self._changed]

    def refuse(self, error: EntriesRefused) -> None:
        for (number, field), message in error.cells.items():
            self._changed[number].refuse(field, message)

    @property
    def _changed(self) -> list[RowForm]:
        return [row for row in self.filled if not row.was_there or row.entry().sign != row.was_there]


class FilterForm(forms.Form):
    """What of the list is shown; nonsense in the address shows everything."""

    hide_optional = True
    grupe = forms.ChoiceField(label=_("Working group"), required=False)
    lygis = forms.ChoiceField(label=_("Level and kind"), required=False)
    vertinimas = forms.ChoiceField(
        label=_("Evaluation"), required=False, choices=[("", _("any evaluation")), *Verdict.choices]
    )

    def __init__(self, data: Any, *, groups: Sequence[Any], own: str) -> None:
        super().__init__({"grupe": own} | {name: data[name] for name in data})
        everywhere = [(EVERYTHING, _("The whole plan")), (SHARED, _("Shared elements"))]
        levels = [(kind.value, f"{kind.label} – {name}") for kind, name in KIND_BY_LEVEL.items()]
        self.fields["grupe"].choices = [*everywhere, *((one.slug, one.name) for one in groups)]  # type: ignore[attr-defined]
        self.fields["lygis"].choices = [("", _("all levels")), *levels]  # type: ignore[attr-defined]

    def asked(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
