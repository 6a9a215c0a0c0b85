"""Names in the language of the page, where nothing can say in which language a word is (options, labels, charts)."""

from collections.abc import Mapping
from typing import Any

from django.utils.html import format_html
from django.utils.translation import get_language


def local_name(thing: Any, name: str = "name") -> str:
    """The English name where the page is English and there is one, else the Lithuanian."""
    return value_of(thing, f"{name}_en" if _has_english(thing, name) else name)


def spoken_name(thing: Any, name: str = "name") -> str:
    """The same where markup may stand: what is Lithuanian on an English page says so to a voice."""
    return value_of(thing, f"{name}_en") if _has_english(thing, name) else in_lithuanian(value_of(thing, name))


def in_lithuanian(words: str) -> str:
    """Words of the plan itself, marked where the page speaks English."""
    return words if get_language() != "en" else format_html('<span lang="lt">{}</span>', words)


def _has_english(thing: Any, name: str) -> bool:
    return get_language() == "en" and bool(value_of(thing, f"{name}_en"))


def value_of(thing: Any, name: str) -> str:
    """A field of a frozen record (a mapping) or of a row; empty for none."""
    value = thing.get(name, "") if isinstance(thing, Mapping) else getattr(thing, name, "")
    return str(value or "")
