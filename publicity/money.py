"""Money of a measure as a table (a row for each source, a column for each year) and as bars."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from editions.reading import FrozenSum
from indicators.charts import Bar, Drawing, money_chart
from publicity.naming import local_name


@dataclass(frozen=True)
class MoneyRow:
    """A source with its sums in the order of the years (None: no money), in cents."""

    source: Mapping[str, str]
    sums: list[int | None]
    total: int


@dataclass(frozen=True)
class MoneyTable:
    years: list[int]
    rows: list[MoneyRow]
    totals: list[int]
    total: int


def money_table(funding: Sequence[FrozenSum], sources: Iterable[Mapping[str, str]]) -> MoneyTable | None:
    """The table, sources in the edition's own order with their names of that time; None without money."""
    if not funding:
        return None
    cents = {(one.source, one.year): one.cents for one in funding}
    years = list(range(min(one.year for one in funding), max(one.year for one in funding) + 1))
    named = {source["code"]: source for source in sources}
    codes = [code for code in named if any(one.source == code for one in funding)]
    codes += sorted({one.source for one in funding} - set(codes))
    rows = [
        MoneyRow(
            named.get(code, {"code": code, "name": code}),
            [cents.get((code, year)) for year in years],
            sum(one.cents for one in funding if one.source == code),
        )
        for code in codes
    ]
    totals = [sum(one.cents for one in funding if one.year == year) for year in years]
    return MoneyTable(years, rows, totals, sum(totals))


def money_drawing(table: MoneyTable | None) -> Drawing | None:
    """The same numbers as bars by year; None where one year alone has money."""
    if table is None:
        return None
    keys = [local_name(row.source) for row in table.rows]
    bars = [Bar(str(year), tuple(row.sums[at] or 0 for row in table.rows)) for at, year in enumerate(table.years)]
    return money_chart(_("Money by year and source"), keys, bars)
