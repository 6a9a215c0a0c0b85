"""Periods: years, quarters and months, in the spellings of the statistics portal and in ours."""

import re

from indicators.statistics.model import Frequency

SPELLINGS = (
    (Frequency.YEAR, re.compile(r"(\d{4})(?:-?A1?)?")),
    (Frequency.QUARTER, re.compile(r"(\d{4})-?[KQ]([1-4])")),
    (Frequency.MONTH, re.compile(r"(\d{4})(?:-?M|-)(0[1-9]|1[0-2])")),
)
MONTHS = {Frequency.YEAR: 12, Frequency.QUARTER: 3, Frequency.MONTH: 1}


def parse_period(text: str) -> tuple[Frequency, str] | None:
    """(frequency, our spelling): `2024`, `2026K2`, `2026M07`; None for what is no period."""
    for frequency, pattern in SPELLINGS:
        if match := pattern.fullmatch(text.strip()):
            if frequency == Frequency.YEAR:
                return frequency, match[1]
            return frequency, f"{match[1]}{'K' if frequency == Frequency.QUARTER else 'M'}{match[2]}"
    return None


def frequency_of(period: str) -> Frequency:
    """Of a period in our spelling."""
    parsed = parse_period(period)
    if parsed is None:
        raise ValueError(f"not a period: {period}")
    return parsed[0]


def order_of(period: str) -> int:
    """The last month of the period, counted from year 0: periods of any frequency sort by it."""
    year, rest = int(period[:4]), period[5:]
    if not rest:
        return year * 12 + 12
    return year * 12 + int(rest) * MONTHS[frequency_of(period)]


def for_query(period: str, frequency: Frequency) -> str:
    """The spelling that the portal takes in `startPeriod`: `2024`, `2024-Q1`, `2024-01`, its year's first."""
    year = period[:4]
    return {Frequency.YEAR: year, Frequency.QUARTER: f"{year}-Q1", Frequency.MONTH: f"{year}-01"}[frequency]
