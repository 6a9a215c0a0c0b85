"""What is typed in the grid of money: cells of one source, read one by one, each with its own refusal."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from klaipeda_plan.core.cells import FIRST_YEAR, LAST_YEAR, read_money
from plans.services.measures import Years, years_outside

YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class ReadCells:
    """{year: cents} of what can be written, {year: sentence} of what cannot."""

    taken: dict[int, int] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)


def read_cells(typed: Mapping[int, str], unit: int, years: Years) -> ReadCells:
    """The cells of one measure; an empty one is no money. `unit` is what a number counts, in cents."""
    read = ReadCells()
    for year, text in typed.items():
        try:
            cents = read_money(text, unit) if text.strip() else 0
        except ValidationError as error:
            read.refused[year] = error.messages[0]
            continue
        if cents and not FIRST_YEAR <= year <= LAST_YEAR:
            read.refused[year] = _("Money is not written for the year %(year)s.") % {"year": year}
        elif cents and years_outside(years, [year]):
            read.refused[year] = outside(years)
        else:
            read.taken[year] = cents
    return read


def outside(years: Years) -> str:
    message = _("No money here: the measure is done in %(first)s–%(last)s.")
    return message % {"first": years[0] or "…", "last": years[1] or "…"}


def typed_cells(data: Mapping[str, str], prefix: str = "c-") -> dict[int, str]:
    """{year: text} of the fields `c-2026`; other fields are not cells."""
    found = {}
    for name, text in data.items():
        year = name.removeprefix(prefix)
        if name.startswith(prefix) and YEAR.fullmatch(year):
            found[int(year)] = str(text)[:200]
    return found
