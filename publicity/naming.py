"""Names in the language of the page, where nothing can say in which language a word is (options, labels, charts)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language


def local_name(thing: Any, name: str = "name") -> str:
    """The English name where the page is English and there is one, else the Lithuanian."""
    english = value_of(thing, f"{name}_en") if get_language() == "en" else ""
    return english or value_of(thing, name)


def value_of(thing: Any, name: str) -> str:
    """A field of a frozen record (a mapping) or of a row; empty for none."""
    value = thing.get(name, "") if isinstance(thing, Mapping) else getattr(thing, name, "")
    return str(value or "")
