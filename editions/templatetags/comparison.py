"""Words of a comparison in templates."""

from django import template

from editions.comparison.model import Sort
from editions.comparison.presenting import LABELS
from plans.hierarchy import Kind

register = template.Library()


@register.filter
def sort_label(sort: Sort) -> str:
    """`added`, `money changed`."""
    return str(LABELS[sort])


@register.filter
def kind_label(kind: str) -> str:
    """`goal`, as a level is called."""
    return str(Kind(kind).label)
