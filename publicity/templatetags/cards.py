"""Cards of shared links, and a page's address in both languages."""

from django import template

from publicity import cards

register = template.Library()
register.simple_tag(cards.edition_card, name="edition_card")
register.simple_tag(cards.element_card, name="element_card")
register.simple_tag(cards.process_card, name="process_card")
register.simple_tag(cards.news_card, name="news_card")
register.simple_tag(cards.event_card, name="event_card")
register.simple_tag(cards.document_card, name="document_card")


@register.filter
def in_language(path: str, language: str) -> str:
    """The same page's path in the other language: English under `/en/`, Lithuanian at the root."""
    bare = path[3:] if path == "/en" or path.startswith("/en/") else path
    return f"/en{bare}" if language == "en" else bare or "/"
