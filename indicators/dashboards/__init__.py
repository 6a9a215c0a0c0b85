"""Dashboards of the draft: money, indicators by evaluation, completeness; each number with what it is made of."""

from indicators.dashboards.completeness import Gauge, completeness
from indicators.dashboards.groups import GroupLine, group_lines
from indicators.dashboards.money import MeasureSum, measure_sums
from indicators.dashboards.scope import Scope

__all__ = ["Gauge", "GroupLine", "MeasureSum", "Scope", "completeness", "group_lines", "measure_sums"]
