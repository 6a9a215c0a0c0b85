"""How an element is cited: which wording of which edition, and where it is found for ever."""

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions.models import Edition
from editions.reading import Node
from indicators.sheets.marks import SAMPLE
from plans.hierarchy import Kind
from publicity.addresses import permanent


def citation(edition: Edition, node: Node) -> str:
    """One paragraph of plain text, in the active language; the title stays as the council decides on it."""
    plan = edition.meta["plan"]
    name = (plan.get("title_en") if get_language() == "en" else "") or plan["title"]
    words = _("“%(title)s” (%(kind)s %(code)s). %(plan)s. Edition No. %(number)d, %(date)s. %(address)s") % {
        "title": node.title, "kind": Kind(node.kind).label, "code": node.code, "plan": name.rstrip("."),
        "number": edition.number, "date": edition.document_date.isoformat(),
        "address": settings.SITE_URL + permanent(node.short_uid),
    }  # fmt: skip
    return f"{words} ({SAMPLE})" if edition.sample else words
