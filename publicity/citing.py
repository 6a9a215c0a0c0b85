"""How an element is cited: which wording of which edition, and where it is found for ever."""

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from editions.models import Edition
from editions.reading import Node
from indicators.sheets.marks import SAMPLE
from plans.hierarchy import Kind
from publicity.addresses import permanent
from publicity.naming import in_lithuanian, spoken_name, value_of


def citation(edition: Edition, node: Node) -> SafeString:
    """One paragraph in the active language; the title stays as the council decides on it, and says so to a voice."""
    plan = {name: value_of(edition.meta["plan"], name).rstrip(".") for name in ("title", "title_en")}
    words = format_html(
        _("“{title}” ({kind} {code}). {plan}. Edition No. {number}, {date}. {address}"),
        title=in_lithuanian(node.title), kind=Kind(node.kind).label, code=node.code,
        plan=spoken_name(plan, "title"), number=edition.number,
        date=edition.document_date.isoformat(), address=settings.SITE_URL + permanent(node.short_uid),
    )  # fmt: skip
    return format_html("{} ({})", words, SAMPLE) if edition.sample else words
