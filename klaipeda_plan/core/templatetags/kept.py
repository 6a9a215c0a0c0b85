"""What templates ask about texts that a browser keeps until they are stored."""

import secrets
from typing import Any

from django import forms, template

from klaipeda_plan.core import saved_forms

register = template.Library()


@register.simple_tag(takes_context=True)
def saved_pens(context: dict[str, Any]) -> list[str]:
    """Forms whose texts are stored since the last page; nothing where nobody has a session."""
    request = context.get("request")
    return saved_forms.saved_pens(request) if request is not None and hasattr(request, "session") else []


@register.simple_tag
def pen_of(form: forms.Form | None = None) -> str:
    """The sign of a form: the one that its texts came with, else a new one."""
    typed: Any = {} if form is None else form.data if form.is_bound else form.initial
    return typed.get("pen") or secrets.token_hex(8)
