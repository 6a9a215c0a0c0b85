"""Filters that show typed differences; every text is escaped on the way."""

from collections.abc import Sequence

from django import template
from django.utils.safestring import SafeString

from klaipeda_plan.core.diffing import BodyDifference, Side, blocks_of, render_blocks, render_body, render_runs
from klaipeda_plan.core.diffing.model import Run
from klaipeda_plan.core.numbers import format_euros

register = template.Library()


@register.filter
def body_changes(difference: BodyDifference) -> SafeString:
    """A body with its deletions, insertions and moves."""
    return render_body(difference)


@register.filter
def body_now(difference: BodyDifference) -> SafeString:
    """The new side of a body, without marks."""
    return render_blocks(blocks_of(difference, Side.NEW))


@register.filter
def word_changes(runs: Sequence[Run]) -> SafeString:
    """A line of text with its deletions and insertions."""
    return render_runs(runs)


@register.filter
def signed_euros(cents: int) -> str:
    """`+1 200 €`, `−300 €`."""
    return ("+" if cents > 0 else "") + format_euros(cents)
