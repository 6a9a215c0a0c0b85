"""Money of a measure: a table of years and funding sources."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from klaipeda_plan.core.cells import read_money
from klaipeda_plan.core.forms import TolerantDecimalField
from klaipeda_plan.core.numbers import to_cents, to_euros
from plans.forms.base import TypedForm
from plans.forms.typed import Typed, as_number
from plans.models import FundingSource, Plan
from plans.services.measures import Years, years_outside

CELL = re.compile(r"money-(\d{4})-(\d+)")
LARGEST = Decimal("1e12")


class SumField(TolerantDecimalField):
    """Euros, with cents at most; each kind of wrong cell is told in its own words, as in the grid of money."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.widget.attrs["data-money"] = ""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if isinstance(value, Decimal):
            return value
        if value in self.empty_values or not str(value).strip():
            return None
        return to_euros(read_money(str(value)))


@dataclass(frozen=True)
class Row:
    year: int
    cells: list[forms.BoundField]
    cents: int


class MoneyForm(TypedForm):
    """One field per year and source: the years of the plan and whatever other years were typed."""

    def __init__(self, typed: Typed, *, plan: Plan, sources: list[FundingSource], check: bool = False) -> None:
        super().__init__(typed, check=check, prefix="money")
        self.typed, self.sources = typed, sources
        others = {int(match[1]) for name in typed if (match := CELL.fullmatch(name)) and typed[name].strip()}
        self.years = sorted({*range(plan.period_start, plan.period_end + 1), *others})
        self._add_fields(typed_only=check)

    def _add_fields(self, *, typed_only: bool = False) -> None:
        """Most cells are empty: what is only checked needs no field for them."""
        for year in self.years:
            for source in self.sources:
                name = f"{year}-{source.pk}"
                if name in self.fields or (typed_only and not self.typed.get(f"money-{name}", "").strip()):
                    continue
                label = _("%(source)s, %(year)s") % {"source": source.name, "year": year}
                self.fields[name] = SumField(label=label)

    def rows(self) -> Iterator[Row]:
        self._add_fields()
        for year in self.years:
            cells = [self[f"{year}-{source.pk}"] for source in self.sources]
            yield Row(year, cells, sum(self._cents(year, source) for source in self.sources))

    def column_totals(self) -> list[tuple[FundingSource, int]]:
        return [(source, sum(self._cents(year, source) for year in self.years)) for source in self.sources]

    def total(self) -> int:
        return sum(cents for _source, cents in self.column_totals())

    def funding(self) -> dict[tuple[int, str], Decimal]:
        """What a save takes: {(year, code of the source): euros}."""
        data = self.cleaned_data
        wanted = {(year, source): data.get(f"{year}-{source.pk}") for year in self.years for source in self.sources}
        return {(year, source.code): amount for (year, source), amount in wanted.items() if amount}

    def keep_within(self, years: Years) -> bool:
        """Whether all money stands in the measure's years; what does not is told beside its cell."""
        message = _("No money here: the measure is done in %(first)s–%(last)s.")
        text = message % {"first": years[0] or "…", "last": years[1] or "…"}
        outside = years_outside(years, self.years)
        strange = [f"{year}-{source.pk}" for year in outside for source in self.sources]
        for name in strange:
            if self.cleaned_data.get(name):
                self.add_error(name, text)
        return not any(name in self.errors for name in strange)

    def _cents(self, year: int, source: FundingSource) -> int:
        amount = as_number(self.typed.get(f"money-{year}-{source.pk}", ""))
        try:
            return to_cents(amount) if amount is not None and 0 <= amount <= LARGEST else 0
        except ValidationError:
            return 0
