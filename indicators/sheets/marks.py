"""What stands at the top of every sheet, so that a copy on somebody's desk says what it is."""

from django.utils.translation import gettext_lazy as _

from indicators.sheets.layout import lithuanian

WORKING = _("Working draft – not to be published")
SAMPLE = _("Sample data – not a real plan")


def working_mark(title: str, *, is_sample: bool) -> str:
    return joined(lithuanian(WORKING), lithuanian(SAMPLE) if is_sample else "", title)


def joined(*parts: str) -> str:
    return ". ".join(part for part in parts if part)
