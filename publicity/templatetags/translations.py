"""Elements in the language of the page: the English text that an edition took along, else the Lithuanian one.

`english` stands in the context of every page of an edition (`publicity.views._context.about`); a translation of an
earlier wording shows only where the page says so (`_translated.html`), never in a list.
"""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from editions.reading import English

register = template.Library()


@register.filter
def title_of(node: Any, english: Any) -> str:
    """`{{ node|title_of:english }}` within a tag that carries `{{ node|title_lang:english }}`."""
    words = _fitting(node, english)
    return words.title if words else str(node.title)


@register.filter
def title_lang(node: Any, english: Any) -> SafeString:
    """` lang="lt"`, unless the title is shown in English."""
    return SafeString("" if _fitting(node, english) else ' lang="lt"')


@register.filter
def translated(node: Any, english: Any) -> English | None:
    """The translation of an element's own page, stale ones too: the page says it."""
    return english.get(node.uid) if english else None


def _fitting(node: Any, english: Any) -> English | None:
    words = translated(node, english)
    return words if words and not words.is_stale else None
