"""Why a document cannot be made, in a sentence for the person who asked for it."""

from klaipeda_plan.core.errors import Refused


class DocumentRefused(Refused):
    """There is no such document, or nothing to print."""


class RendererMissing(Refused):
    """The machine lacks the system libraries that WeasyPrint needs."""
