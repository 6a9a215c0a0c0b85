"""Filters of the public pages."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from editions.reading import Node
from editions.words import counted, short_euros
from publicity.addresses import Addresses

register = template.Library()
register.filter("short_euros", short_euros)


@register.filter
def address(node: Node, addresses: Addresses) -> str:
    """Where the element is read on this page's side of the portal."""
    return addresses.of(node)


@register.filter
def counted_kind(count: int, kind: str) -> str:
    """`14 goals` for a count of a kind."""
    return counted(kind, count)


@register.filter
def local(thing: Any, name: str = "name") -> SafeString:
    """The name (or title) of a thing in the page's language; what has no English is Lithuanian and says so."""
    lithuanian, english = _value(thing, name), _value(thing, f"{name}_en")
    if get_language() == "en" and english:
        return format_html("{}", english)
    return format_html('<span lang="lt">{}</span>' if get_language() == "en" else "{}", lithuanian)


def _value(thing: Any, name: str) -> str:
    value = thing.get(name, "") if isinstance(thing, Mapping) else getattr(thing, name, "")
    return str(value or "")
