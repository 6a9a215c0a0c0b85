"""Charts of the portal: geometry in Python, one SVG template for pages and documents, PNG where SVG does not go."""

from indicators.charts.bars import Bar, money_chart
from indicators.charts.drawing import Drawing
from indicators.charts.line import line_chart
from indicators.charts.small import progress_bar, sparkline

__all__ = ["Bar", "Drawing", "line_chart", "money_chart", "progress_bar", "sparkline"]
