"""The whole text of an edition on one page, or part by part where it is long."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from editions.models import Edition
from editions.reading import FrozenIndicator, load_tree
from editions.words import short_euros
from indicators.statistics.periods import order_of
from indicators.wording import dated_text
from plans.hierarchy import Kind
from publicity.addresses import in_edition, in_the_plan
from publicity.bodies import public_body
from publicity.caching import editions_stamp, public_page
from publicity.queries import get_published
from publicity.views._context import about
from publicity.whole_text import Piece, text_of

WITH_MONEY = frozenset({Kind.PRIORITY, Kind.GOAL, Kind.MEASURE})


@public_page(editions_stamp)
def reading(request: HttpRequest, code: str = "") -> HttpResponse:
    """Of the current edition."""
    edition = Edition.objects.current()
    if edition is None:
        raise Http404
    context = {"addresses": in_the_plan(), "whole": reverse("publicity:reading"), "back": reverse("publicity:plan")}
    return _render(request, edition, code, context)


@public_page(editions_stamp)
def edition_reading(request: HttpRequest, number: int, code: str = "") -> HttpResponse:
    edition = get_published(number)
    whole = reverse("publicity:edition_reading", args=[number])
    back = reverse("publicity:edition", args=[number])
    context = {"addresses": in_edition(edition), "whole": whole, "back": back, "current": Edition.objects.current()}
    return _render(request, edition, code, context)


def _render(request: HttpRequest, edition: Edition, code: str, context: dict[str, Any]) -> HttpResponse:
    tree = load_tree(edition)
    if code and code not in tree.by_code:
        raise Http404
    text = text_of(tree, tree.by_code.get(code))
    stages = {stage["code"]: stage for stage in edition.meta.get("stages", [])}
    context |= about(edition) | {"text": text, "pieces": list(_shown(text.pieces, stages))}
    return render(request, "publicity/reading.html", context)


def _shown(pieces: list[Piece], stages: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Pieces with what a template cannot work out. Footnotes and tables are counted through the whole page."""
    note = table = 1
    for piece in pieces:
        node = piece.node
        body = public_body(node.body, first_note=note, first_table=table)
        yield {
            "piece": piece, "node": node, "body": body, "notes": list(enumerate(body.notes, start=note)),
            "stage": stages.get(node.detail.stage) if node.detail else None,
            "total": short_euros(node.total) if node.total and node.kind in WITH_MONEY else "",
            "indicators": [(one, _path_of(one)) for one in node.indicators],
        }  # fmt: skip
        note, table = note + len(body.notes), table + body.tables


def _path_of(indicator: FrozenIndicator) -> str:
    """`31,5 (2020) → 40 (2025) → 45 (2030)`: from the baseline through the targets."""
    steps = [*filter(None, [indicator.baseline]), *sorted(indicator.targets, key=lambda one: order_of(one.period))]
    return " → ".join(dated_text(one, indicator.decimals) for one in steps)
