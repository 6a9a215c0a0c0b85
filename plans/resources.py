"""What a measure takes besides money, and its years, as pages and documents write them. Pure."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from klaipeda_plan.core.numbers import NBSP, format_number


def span(first: int | None, last: int | None) -> str:
    """`2022–2025`, `2022`, `2022–` where one of them is not known, "" for neither."""
    if first == last:
        return str(first or "")
    return f"{first or ''}–{last or ''}"


def resource_rows(detail: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Label and quantity of the resources that are known in numbers; `detail` as in a snapshot."""
    labels = {"people": _("People, FTE"), "premises": _("Premises"), "land": _("Land")}
    return [(label, quantity(name, detail[name])) for name, label in labels.items() if detail.get(name)]


def quantity(name: str, text: str) -> str:
    """A quantity with its unit; `text` is a decimal as snapshots hold it."""
    unit = {"premises": f"{NBSP}m²", "land": f"{NBSP}ha"}.get(name, "")
    return format_number(Decimal(text)) + unit if text else ""
