"""The page of one element: in the current plan, by its permanent address, or in a numbered edition."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from editions.models import Edition, EditionElement
from editions.reading import Place, load_nodes, load_place
from editions.words import figures
from indicators.models import KIND_BY_LEVEL
from indicators.presenting import Shown
from plans.hierarchy import Kind
from plans.resources import span
from publicity.addresses import Addresses, in_edition, in_the_plan, permanent
from publicity.bodies import public_body
from publicity.caching import editions_stamp, public_page
from publicity.money import money_drawing, money_table
from publicity.queries import counts_below, find_by_short_uid, get_published
from publicity.views._context import about


@public_page(editions_stamp)
def element(request: HttpRequest, short_uid: str) -> HttpResponse:
    """For ever: the element in the current edition; one that it does not hold in the last published that does."""
    rows = find_by_short_uid(short_uid)
    if not rows:
        raise Http404
    current = Edition.objects.current()
    row = next((one for one in rows if current and one.edition_id == current.pk), None)
    if current and row:
        return _render(request, current, row, in_the_plan(), changed_since=_changed_since(rows, row))
    edition = get_published(rows[0].edition.number)
    absence = "dropped" if current and edition.number < current.number else "coming"
    return _render(request, edition, rows[0], in_edition(edition), current=current, absence=absence)


@public_page(editions_stamp)
def element_by_code(request: HttpRequest, code: str) -> HttpResponse:
    """What the code means in the current edition."""
    current = Edition.objects.current()
    if current is None:
        raise Http404
    row = get_object_or_404(EditionElement, edition=current, code=code)
    return _render(request, current, row, in_the_plan())


@public_page(editions_stamp)
def edition_element(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """What the code means in that edition, for ever."""
    edition = get_published(number)
    row = get_object_or_404(EditionElement, edition=edition, code=code)
    return _render(request, edition, row, in_edition(edition), current=Edition.objects.current(), numbered=True)


def _changed_since(rows: list[EditionElement], row: EditionElement) -> Edition | None:
    """The published edition before this one that holds the element otherwise: their comparison shows how."""
    earlier = [one for one in rows if one.edition.number < row.edition.number]
    before = next((one for one in earlier if one.edition.plan_id == row.edition.plan_id), None)
    return before.edition if before and before.fragment_id != row.fragment_id else None


def _render(
    request: HttpRequest, edition: Edition, row: EditionElement, addresses: Addresses, **context: Any
) -> HttpResponse:
    place = load_place(edition, row)
    context |= about(edition) | _element_context(edition, place)
    return render(request, "publicity/element.html", {"addresses": addresses, **context})


def _element_context(edition: Edition, place: Place) -> dict[str, Any]:
    node = place.node
    money = money_table(node.funding, edition.meta.get("sources", []))
    stages = {stage["code"]: {**stage, "span": span(*stage["years"])} for stage in edition.meta.get("stages", [])}
    groups = {group["slug"]: group for group in edition.meta.get("groups", [])}
    return {
        "node": node,
        "body": public_body(node.body),
        "ancestors": place.ancestors,
        "kind": Kind(node.kind).label,
        "indicator_kind": KIND_BY_LEVEL.get(Kind(node.kind), ""),
        "indicators": [Shown(indicator) for indicator in node.indicators],
        "money": money, "money_chart": money_drawing(money),
        "figures": figures(counts_below(edition, node.path)),
        "group": groups.get(node.workgroup or ""),
        "stage": stages.get(node.detail.stage) if node.detail else None,
        "linked": load_nodes(edition, [link["target"] for link in node.links]),
        "permanent": permanent(node.short_uid),
    }  # fmt: skip
