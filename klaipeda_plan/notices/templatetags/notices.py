"""What templates ask about notices."""

from typing import Any

from django import template

from klaipeda_plan.notices import markup
from klaipeda_plan.notices.queries import count_unread

register = template.Library()


@register.simple_tag
def unread_notices(user: Any) -> int:
    """How many notices the person has not opened: one query."""
    return count_unread(user)


@register.filter
def quoted(text: str) -> str:
    """Every line behind `> `, as letters in plain text quote."""
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


@register.filter
def plain_change(difference: str) -> str:
    """A difference as plain text: [-deleted-] {+inserted+}."""
    return markup.plain_change(difference)
