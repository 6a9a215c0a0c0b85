"""Numbers, years and periods as the document writes them."""

from django.utils.translation import gettext as _

from editions.reading import FrozenDetail
from indicators.wording import EMPTY as EMPTY
from indicators.wording import dated_text as dated_text
from indicators.wording import period_text as period_text
from indicators.wording import value_text as value_text


def resources_text(detail: FrozenDetail | None) -> str:
    """Resources besides money in one line: in words, then what is known in numbers."""
    if detail is None:
        return ""
    numbers = [f"{label}: {quantity}" for label, quantity in detail.resources]
    return "; ".join(filter(None, [detail.other_resources.strip().rstrip(".;"), *numbers]))


def stage_text(detail: FrozenDetail | None) -> str:
    return _("stage %(code)s") % {"code": detail.stage} if detail and detail.stage else ""


def years_text(detail: FrozenDetail | None) -> str:
    if detail is None or not (detail.year_from or detail.year_to):
        return EMPTY
    first, last = detail.year_from or detail.year_to, detail.year_to or detail.year_from
    return str(first) if first == last else f"{first}–{last}"
