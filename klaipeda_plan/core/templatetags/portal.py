"""Filters that every template has (a builtin library)."""

from decimal import Decimal
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from klaipeda_plan.core import numbers
from klaipeda_plan.core.showing import without_empty_headings

register = template.Library()


@register.filter
def euros(cents: int | None) -> str:
    """Integer cents as `1 234 567 €`; nothing for None."""
    return "" if cents is None else numbers.format_euros(cents)


@register.filter
def number(value: Any, decimals: int | None = None) -> str:
    """A number (or its text) in the page's language; nothing for None."""
    return "" if value is None or value == "" else numbers.format_number(Decimal(str(value)), decimals)


@register.filter
def clean_html(body: str) -> SafeString:
    """A body that `clean_body` has cleaned on its way in, as markup. Never for anything else."""
    return mark_safe(without_empty_headings(body))


@register.filter
def get_item(mapping: dict[Any, Any], key: Any) -> Any:
    """`mapping[key]`, or None."""
    return mapping.get(key)
