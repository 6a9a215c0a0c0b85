"""Counted words and short sums, as pages say them."""

from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klaipeda_plan.core.numbers import NBSP, format_euros, format_number
from plans.hierarchy import Kind

MILLION = 100_000_000  # in cents

# Written out, so that the strings are found for the catalogue.
COUNTED: dict[str, Callable[[int], str]] = {
    Kind.SECTION: lambda n: ngettext("%(count)s section", "%(count)s sections", n),
    Kind.AREA_VISION: lambda n: ngettext("%(count)s vision of the area", "%(count)s visions of the area", n),
    Kind.STRENGTH: lambda n: ngettext("%(count)s strength", "%(count)s strengths", n),
    Kind.WEAKNESS: lambda n: ngettext("%(count)s weakness", "%(count)s weaknesses", n),
    Kind.OPPORTUNITY: lambda n: ngettext("%(count)s opportunity", "%(count)s opportunities", n),
    Kind.THREAT: lambda n: ngettext("%(count)s threat", "%(count)s threats", n),
    Kind.PROBLEM: lambda n: ngettext("%(count)s problem", "%(count)s problems", n),
    Kind.VISION: lambda n: ngettext("%(count)s vision", "%(count)s visions", n),
    Kind.ASPECT: lambda n: ngettext("%(count)s aspect", "%(count)s aspects", n),
    Kind.PRIORITY: lambda n: ngettext("%(count)s priority", "%(count)s priorities", n),
    Kind.GOAL: lambda n: ngettext("%(count)s goal", "%(count)s goals", n),
    Kind.TASK: lambda n: ngettext("%(count)s task", "%(count)s tasks", n),
    Kind.MEASURE: lambda n: ngettext("%(count)s measure", "%(count)s measures", n),
}
# The word alone, in the form that the number asks for: the number stands apart from it.
NOUNS: dict[str, Callable[[int], str]] = {
    Kind.PRIORITY: lambda n: ngettext("priority", "priorities", n),
    Kind.GOAL: lambda n: ngettext("goal", "goals", n),
    Kind.TASK: lambda n: ngettext("task", "tasks", n),
    Kind.MEASURE: lambda n: ngettext("measure", "measures", n),
}


def counted(kind: str, count: int) -> str:
    """`14 tikslų`, with a no-break space."""
    text = COUNTED[kind](count) % {"count": format_number(count)}
    return text.replace(" ", NBSP, 1)


def listed(counts: Mapping[str, int]) -> str:
    """`2 tikslai, 5 uždaviniai`, in the order of the document."""
    return ", ".join(counted(kind, counts[kind]) for kind in Kind if counts.get(kind))


def figures(counts: Counter[str]) -> list[tuple[str, str]]:
    """(number, word) of the levels that a reader counts."""
    return [(format_number(counts[kind]), word(counts[kind])) for kind, word in NOUNS.items() if counts[kind]]


def short_euros(cents: int) -> str:
    """Millions with one decimal where there are any, else whole euros."""
    if cents < MILLION:
        return format_euros(cents - cents % 100)
    number = format_number((Decimal(cents) / MILLION).quantize(Decimal("0.1")), 1)
    return _("%(number)s million €") % {"number": number}
