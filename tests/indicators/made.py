"""Indicators by hand: figures from plain numbers."""

from decimal import Decimal

from indicators.figures import Amount, Figures, Observation


def figures(baseline=None, targets=None, seen=None, *, decimals=1, direction="increase", **words):
    """`baseline` is (period, number); `targets` and `seen` are {period: number}, of `seen` also None (confidential),
    a word (a status without a number) or (number, status)."""
    start = Amount(baseline[0], Decimal(str(baseline[1]))) if baseline else None
    goals = tuple(Amount(period, Decimal(str(value))) for period, value in (targets or {}).items())
    observed = tuple(_observation(period, value) for period, value in (seen or {}).items())
    return Figures("Rodiklis", "vnt.", decimals, direction, "", start, goals, observed, **words)


def _observation(period, value):
    if value in (None, "confidential", "not_applicable"):
        return Observation(period, None, value or "confidential")
    value, status = value if isinstance(value, tuple) else (value, "final")
    return Observation(period, Decimal(str(value)), status)
