"""What the sample says was observed: made up, like the rest of the sample, so that charts have something to show."""

from decimal import Decimal
from typing import Any

SOURCE = "sąlyginis dydis"
LAST = 2025
# How much of the way to the last target is done year by year; goals take them in turn.
PACES = (
    ("0.06", "0.17", "0.33", "0.42", "0.55"), ("0.04", "0.12", "0.20", "0.27", "0.38"),
    ("0.15", "0.36", "0.62", "0.84", "1.02"), ("0.10", "0.08", "0.24", "0.41", "0.50"),
)  # fmt: skip


def with_observations(indicators: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The indicators of a goal with values of the five years up to 2025, the newest of them preliminary."""
    return [one | {"observations": _observations(one)} for one in indicators]


def _observations(indicator: dict[str, Any]) -> list[dict[str, str]]:
    start, goal = Decimal(indicator["baseline"]["value"]), Decimal(indicator["targets"][-1]["value"])
    pace = PACES[sum(map(ord, indicator["title"])) % len(PACES)]
    first = max(int(indicator["baseline"]["period"]) + 1, LAST - len(pace) + 1)
    years = range(first, LAST + 1)
    values = [round(start + (goal - start) * Decimal(share), indicator["decimals"]) for share in pace[-len(years) :]]
    return [
        {"period": str(year), "value": str(value), "source": SOURCE}
        | ({"status": "preliminary"} if year == LAST else {})
        for year, value in zip(years, values, strict=True)
    ]
