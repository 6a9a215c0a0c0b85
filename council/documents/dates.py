"""Date and number of an act as the council writes them, with room for both until it is decided."""

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from council.documents.model import DraftDecision

BLANK = "\u00a0" * 24


# How a council is named by whose decision something is approved: Lithuanian asks for the genitive.
NOMINATIVE, GENITIVE = "taryba", "tarybos"


def date_words(document: DraftDecision) -> str:
    """„2020 m. sausio 30 d. Nr. T2-24“, of a draft „2020 m.      d. Nr. T2-“."""
    date, number = _date_and_number(document)
    return _("%(date)s No. %(number)s") % {"date": date, "number": number}


def approval_words(document: DraftDecision) -> str:
    """What stands in the head of the annex, a line each: by which decision it is approved; of an amendment the first
    decision, and in brackets the one that words it anew."""
    own = dict(zip(("date", "number"), _date_and_number(document), strict=True))
    first = own
    lines = []
    if document.amends:
        first = {"date": date_format(document.amends.date, "DATE_FORMAT"), "number": document.amends.number}
        lines = [_("(as worded by the decision of %(date)s No. %(number)s)") % own]
    council = {"council": _of_the(document.council)}
    by = _("by the decision of %(council)s of %(date)s No. %(number)s") % (first | council)
    return "\n".join([_("APPROVED"), by, *lines])


def _date_and_number(document: DraftDecision) -> tuple[str, str]:
    if document.decided:
        return date_format(document.decided.date, "DATE_FORMAT"), document.decided.number
    return _("%(year)s, %(blank)s") % {"year": document.year, "blank": BLANK}, "T2-"


def _of_the(council: str) -> str:
    """„Klaipėdos miesto savivaldybės tarybos“; a name of another kind stays as it is."""
    if get_language() == "en" or not council.endswith(NOMINATIVE):
        return council
    return council.removesuffix(NOMINATIVE) + GENITIVE
