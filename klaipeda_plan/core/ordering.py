"""Rows that stand in an order of their own: one place up or down."""

from collections.abc import Iterable
from typing import Any

from klaipeda_plan.core.history import save_with_history


def step_in_order(rows: Iterable[Any], row: Any, step: int, *, by: Any) -> bool:
    """Puts `row` one place up (-1) or down (1) among `rows`, which come in order and have a `position`; False at the
    edge. The caller holds the whole locked."""
    order = list(rows)
    here = next(place for place, one in enumerate(order) if one.pk == row.pk)
    there = here + step
    if not 0 <= there < len(order):
        return False
    order[here], order[there] = order[there], order[here]
    for position, one in enumerate(order):
        if one.position != position:
            one.position = position
            save_with_history(one, by=by, reason="moved")
    return True
