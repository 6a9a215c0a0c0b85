"""Texts that an editor keeps in Lithuanian and in English; what has no English is Lithuanian and says so."""

import re
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from publicity.bodies import PublicBody, public_body

HEADING = re.compile(r"(</?h)([34])\b")

register = template.Library()


@register.filter
def falls_back(thing: Any, name: str) -> bool:
    """On an English page: the text is there, but not in English."""
    return get_language() == "en" and bool(getattr(thing, name)) and not getattr(thing, f"{name}_en")


@register.filter
def own_text(thing: Any, name: str) -> str:
    """The text in the page's language, or else in Lithuanian."""
    english = getattr(thing, f"{name}_en") if get_language() == "en" else ""
    return english or getattr(thing, name) or ""


@register.filter
def lang_of(thing: Any, name: str) -> SafeString:
    """` lang="lt"` for the tag around a text that falls back."""
    return SafeString(' lang="lt"' if falls_back(thing, name) else "")


@register.filter
def own_body(thing: Any) -> PublicBody:
    """Under the heading of its page: headings of a body begin with the third level, here with the second."""
    body = public_body(own_text(thing, "body"))
    raised = HEADING.sub(lambda tag: f"{tag[1]}{int(tag[2]) - 1}", body.markup)
    return PublicBody(mark_safe(raised), body.notes)
