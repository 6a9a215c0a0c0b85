"""Money of a measure: a table of years and funding sources."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from klaipeda_plan.core.forms import TolerantDecimalField
from klaipeda_plan.core.numbers import to_cents
from plans.forms.base import TypedForm
from plans.forms.typed import Typed, as_number
from plans.models import FundingSource, Plan

CELL = re.compile(r"money-(\d{4})-(\d+)")
LARGEST = Decimal("1e12")


def at_most_two_decimals(amount: Decimal) -> None:
    to_cents(amount)


class SumField(TolerantDecimalField):
    """Euros, with cents at most."""

    def __init__(self, **kwargs: Any) -> None:
        checks = [MaxValueValidator(LARGEST), at_most_two_decimals]
        super().__init__(required=False, min_value=Decimal(0), validators=checks, **kwargs)
        self.widget.attrs["data-money"] = ""


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
        for year in self.years:
            for source in sources:
                label = _("%(source)s, %(year)s") % {"source": source.name, "year": year}
                self.fields[f"{year}-{source.pk}"] = SumField(label=label)

    def rows(self) -> Iterator[Row]:
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

    def _cents(self, year: int, source: FundingSource) -> int:
        amount = as_number(self.typed.get(f"money-{year}-{source.pk}", ""))
        try:
            return to_cents(amount) if amount is not None and 0 <= amount <= LARGEST else 0
        except ValidationError:
            return 0
