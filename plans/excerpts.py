"""The difference that a notice carries: the changed places, as much as a letter has room for."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeVar

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from klaipeda_plan.core.diffing.shortening import Room, shorten_body
from klaipeda_plan.notices.markup import without_links
from plans.differences import Difference

WORDS = 250
LINES = 12  # fields, sums and values of indicators
Row = TypeVar("Row")


@dataclass(frozen=True)
class Excerpt:
    """A shortened difference; `name` heads it where a notice is about several elements."""

    difference: Difference
    name: str = ""


def render_excerpts(differences: Iterable[tuple[str, Difference]], left_out: int = 0) -> SafeString:
    """Differences one after another up to the room, and whether there is more on the page.

    `left_out` is how many elements are not among them. The text has no links and no pictures.
    """
    listed = list(differences)
    room, lines = Room(WORDS), Room(LINES)
    excerpts = [Excerpt(_shorten(one, room, lines), name if len(listed) > 1 else "") for name, one in listed]
    context = {"excerpts": excerpts, "is_cut": room.is_full or lines.is_full, "left_out": left_out}
    return mark_safe(without_links(render_to_string("plans/_excerpts.html", context)))


def _shorten(one: Difference, room: Room, lines: Room) -> Difference:
    return replace(
        one,
        body=shorten_body(one.body, room),
        fields=_some(one.fields, lines),
        sums=_some(one.sums, lines),
        indicators=tuple(
            replace(indicator, fields=_some(indicator.fields, lines), values=_some(indicator.values, lines))
            for indicator in _some(one.indicators, lines)
        ),
        links=_some(one.links, lines),
    )


def _some(rows: tuple[Row, ...], lines: Room) -> tuple[Row, ...]:
    kept = tuple(islice(rows, max(lines.left, 0)))
    lines.left -= len(rows)
    lines.is_full = lines.is_full or len(kept) < len(rows)
    return kept
