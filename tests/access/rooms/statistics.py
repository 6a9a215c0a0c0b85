"""Indicators with their values, and those that follow the statistics portal."""

from decimal import Decimal
from types import SimpleNamespace

from indicators.models import FetchState, Indicator, StatisticsFetch
from indicators.services.statistics import bind_series
from tests.access.rows import Row, both
from tests.support.factories import People, Tree

ROWS: list[Row] = [
    *both("indicators:indicators", "LOOOOOONNN", "MMMMMMMMMM"),
    *both("indicators:indicator", "LOOOOOONNN", "LUUFFUFNNN", uid="indicator"),
    *both("indicators:observations", "LOOFFOFNNN", "LRRFFRFNNN", "nothing changed", uid="indicator"),
    *both("indicators:dashboard", "LOOOOOONNN", "MMMMMMMMMM"),
    *both("indicators:dashboard_money", "LOOOOOONNN", "MMMMMMMMMM"),
    *both("indicators:dashboard_indicators", "LOOOOOONNN", "MMMMMMMMMM"),
    *both("indicators:dashboard_lacking", "LOOOOOONNN", "MMMMMMMMMM", key="office"),
    *both("indicators:statistics", "LOOOOOONNN", "MMMMMMMMMM"),
    *both("indicators:series", "LOOOOOONNN", "LOOFFOFNNN", uid="indicator"),
    *both("indicators:fetch_series", "MMMMMMMMMM", "LRRFFRFNNN", uid="indicator"),
    *both("indicators:decide_fetch", "MMMMMMMMMM", "LRRFFRFNNN", pk="fetch"),
]


def build(team: People, tree: Tree) -> SimpleNamespace:
    """An indicator of the member's group with an answer that waits."""
    indicator = Indicator.objects.get(element=tree.goal)
    fields = {"flow": "S3R1", "codes": {}, "frequency": "year", "since": None, "factor": Decimal(1), "is_active": True}
    binding = bind_series(indicator, fields, by=team.member)
    fetch = StatisticsFetch.objects.create(binding=binding, address="https://example.org/", state=FetchState.READ)
    return SimpleNamespace(indicator=indicator.uid, fetch=fetch.pk, office="pareigos")
