"""Date and number of an act as the council writes them, with room for both until it is decided."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from council.documents.model import DraftDecision

BLANK = "\u00a0" * 24


def date_words(document: DraftDecision) -> str:
    """„2020 m. sausio 30 d. Nr. T2-24“, of a draft „2020 m.      d. Nr. T2-“."""
    words = _("%(date)s No. %(number)s")
    if document.decided:
        return words % {"date": date_format(document.decided.date, "DATE_FORMAT"), "number": document.decided.number}
    return words % {"date": _("%(year)s, %(blank)s") % {"year": document.year, "blank": BLANK}, "number": "T2-"}


def approval_words(document: DraftDecision) -> str:
    """What stands in the head of the annex, a line each."""
    lines = [_("APPROVED")]
    if document.decided:
        date = date_format(document.decided.date, "DATE_FORMAT")
        number = document.decided.number
    else:
        date, number = _("%(year)s, %(blank)s") % {"year": document.year, "blank": BLANK}, "T2-"
    words = _("by the decision of the council of %(date)s No. %(number)s")
    return "\n".join([*lines, words % {"date": date, "number": number}])
