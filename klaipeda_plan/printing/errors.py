"""Why a document cannot be made, in a sentence for the person who asked for it."""

from django.utils.translation import gettext as _

from klaipeda_plan.core.errors import Refused

PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


class DocumentRefused(Refused):
    """There is no such document, or nothing to print."""


class RendererMissing(Refused):
    """The machine lacks the system libraries that WeasyPrint needs."""


def renderer_missing() -> RendererMissing:
    text = _("PDF cannot be made on this machine yet. Install what is missing: apt-get install %(packages)s")
    return RendererMissing(text % {"packages": PACKAGES})
