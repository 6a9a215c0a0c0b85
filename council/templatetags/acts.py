"""Date, number and approval of an act, for the templates of the council's documents."""

from django import template

from council.documents.dates import approval_words, date_words
from council.documents.model import DraftDecision

register = template.Library()


@register.filter
def act_date(document: DraftDecision) -> str:
    return date_words(document)


@register.filter
def approval_lines(document: DraftDecision) -> list[str]:
    return approval_words(document).splitlines()
