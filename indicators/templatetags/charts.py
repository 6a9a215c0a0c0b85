"""Drawings, evaluations and values of indicators in templates."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from indicators import wording
from indicators.charts import Drawing, sparkline
from indicators.figures import figures_of
from indicators.models import ValueStatus
from indicators.presenting import Shown

register = template.Library()
register.filter("period", wording.period_text)


@register.filter
def drawn(drawing: Drawing | None) -> SafeString:
    """The drawing as SVG for a page, nothing for None."""
    return _svg(drawing, for_print=False)


@register.filter
def drawn_for_print(drawing: Drawing | None) -> SafeString:
    """The drawing as SVG for a document: its title holds all its words, since only that becomes alternative text."""
    return _svg(drawing, for_print=True)


@register.filter
def value_of(value: Any, decimals: int) -> str:
    """A value with the decimals of its indicator, a dash for none (and for what a template did not find)."""
    return wording.value_text(value if isinstance(value, Decimal) else None, decimals)


@register.filter
def status_label(status: str) -> str:
    """The status of a value in a word."""
    return str(ValueStatus(status).label) if status in ValueStatus.values else status


@register.filter
def as_figures(data: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Indicators of a snapshot (those that were saved once) with their numbers, verdict and small drawing."""
    known = [(one["uid"], figures_of(one)) for one in data if one.get("uid")]
    return [
        {"uid": uid, "figures": figures, "shown": Shown(figures), "sparkline": sparkline(figures)}
        for uid, figures in known
    ]


def _svg(drawing: Drawing | None, *, for_print: bool) -> SafeString:
    if drawing is None:
        return SafeString("")
    return render_to_string("indicators/charts/drawing.svg", {"drawing": drawing, "print": for_print})
