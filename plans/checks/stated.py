"""Totals that a text states in words: “Iš viso numatoma 1,2 mln. Eur”."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError

from klaipeda_plan.core.bodies import plain_text
from klaipeda_plan.core.numbers import parse_decimal

# Words that announce a total, at most a few more words, an amount, its unit and the currency.
TOTAL = re.compile(
    r"\b(?:iš viso|bendra (?:suma|vertė|kaina)|in total)\b[^\d\n]{0,60}"
    r"(?P<amount>\d(?:[\d\s\u00a0\u202f.,]*\d)?)\s*(?P<unit>mln\.?|tūkst\.?)?\s*(?:eur\b|eurų\b|€)",
    re.IGNORECASE,
)
UNITS = {"": 100, "tūkst": 100_000, "mln": 100_000_000}  # cents in one


@dataclass(frozen=True)
class Stated:
    """A total as it is written; it agrees with sums that round to it."""

    text: str
    cents: int
    tolerance: int


def stated_totals(body: str) -> list[Stated]:
    """Every total that a cleaned body states in euros."""
    if not body or not re.search(r"eur|€", body, re.IGNORECASE):
        return []
    return [stated for match in TOTAL.finditer(plain_text(body)) if (stated := _stated(match))]


def _stated(match: re.Match[str]) -> Stated | None:
    unit = UNITS[(match["unit"] or "").rstrip(".").casefold()]
    try:
        amount = parse_decimal(match["amount"])
    except ValidationError:
        return None
    decimals = max(0, -int(amount.as_tuple().exponent))
    half = unit * Decimal(10) ** -decimals / 2
    return Stated(" ".join(match[0].split()), int(amount * unit), int(half))
