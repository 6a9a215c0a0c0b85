"""The measures behind a sum."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from indicators.dashboards.scope import Scope
from plans.models import Element


@dataclass(frozen=True)
class MeasureSum:
    element: Element
    code: str
    cents: int


def measure_sums(
    scope: Scope, codes: Mapping[Any, str], *, year: int | None = None, source: str = ""
) -> list[MeasureSum]:
    """Each measure of the scope with its money of a year and a source (of all, where they are not named), in the
    order of the document, without those that have none: two queries."""
    rows = scope.money()
    rows = rows.filter(year=year) if year else rows
    rows = rows.filter(source__code=source) if source else rows
    sums = dict(rows.order_by().values_list("element").annotate(cents=Sum("cents")))
    elements = Element.objects.filter(pk__in=sums).select_related("workgroup", "detail").defer("body")
    places = {pk: number for number, pk in enumerate(codes)}
    ordered = sorted(elements, key=lambda one: places.get(one.pk, len(places)))
    return [MeasureSum(one, codes.get(one.pk, ""), sums[one.pk]) for one in ordered]
