"""The page of one element: in the current plan, by its permanent address, or in a numbered edition."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from editions.models import Edition, EditionElement
from editions.reading import Place, load_place
from editions.words import figures
from indicators.models import KIND_BY_LEVEL
from indicators.presenting import Shown
from plans.hierarchy import Kind
from plans.resources import span
from publicity.addresses import Addresses, in_edition, in_the_plan, permanent
from publicity.bodies import public_body
from publicity.caching import editions_stamp, public_page
from publicity.citing import citation
from publicity.codes import other_bearers
from publicity.money import money_drawing, money_table
from publicity.queries import beside, counts_below, find_by_short_uid, get_published
from publicity.relations import relations_of
from publicity.views._context import about

WORDINGS = 5  # of the newest editions, on the element's own page; all of them have a page


@public_page(editions_stamp)
def element(request: HttpRequest, short_uid: str) -> HttpResponse:
    """For ever: the element in the current edition; one that it does not hold in the last published that does."""
    rows = find_by_short_uid(short_uid)
    if not rows:
        raise Http404
    current = Edition.objects.current()
    row = _row_in(current, rows)
    if current and row:
        return _render(request, current, row, in_the_plan(), rows)
    edition = rows[0].edition
    absence = _absence(edition, current)
    return _render(request, edition, rows[0], in_edition(edition), rows, current=current, absence=absence)


@public_page(editions_stamp)
def element_by_code(request: HttpRequest, code: str) -> HttpResponse:
    """What the code means in the current edition, and what else it meant; of a code that it has not, only that."""
    current = Edition.objects.current()
    if current is None:
        raise Http404
    row = EditionElement.objects.filter(edition=current, code=code).first()
    others = other_bearers(code, current)
    if row:
        before = [one for one in others if one.edition.number < current.number]
        return _render(request, current, row, in_the_plan(), find_by_short_uid(row.uid.hex[:12]), bore_it_before=before)
    if not others:
        raise Http404
    context = about(current) | {"code": code, "bearers": others}
    return render(request, "publicity/code_gone.html", context, status=404)


@public_page(editions_stamp)
def edition_element(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """What the code means in that edition, for ever."""
    edition = get_published(number)
    row = get_object_or_404(EditionElement, edition=edition, code=code)
    current, rows = Edition.objects.current(), find_by_short_uid(row.uid.hex[:12])
    stands_now = _row_in(current, rows)
    return _render(
        request, edition, row, in_edition(edition), rows, current=current, stands_now=stands_now, numbered=True
    )


def _row_in(edition: Edition | None, rows: list[EditionElement]) -> EditionElement | None:
    return next((row for row in rows if edition and row.edition_id == edition.pk), None)


def _absence(edition: Edition, current: Edition | None) -> str:
    """Why the current plan does not hold what `edition` holds."""
    if current and edition.plan_id != current.plan_id:
        return "other_plan"
    return "dropped" if current and edition.number < current.number else "coming"


def _changed_since(rows: list[EditionElement], row: EditionElement) -> Edition | None:
    """The published edition before this one that holds the element otherwise: their comparison shows how."""
    earlier = [one for one in rows if one.edition.number < row.edition.number]
    before = next((one for one in earlier if one.edition.plan_id == row.edition.plan_id), None)
    return before.edition if before and before.fragment_id != row.fragment_id else None


def _render(
    request: HttpRequest, edition: Edition, row: EditionElement, addresses: Addresses, rows: list[EditionElement],
    **context: Any,
) -> HttpResponse:  # fmt: skip
    """`rows` are the element in every published edition, the newest first."""
    place = load_place(edition, row)
    before, after = beside(edition, row.path)
    context |= about(edition) | _element_context(edition, place, addresses) | {
        "addresses": addresses, "before": before, "after": after, "changed_since": _changed_since(rows, row),
        "wordings": rows[:WORDINGS], "more_wordings": len(rows) > WORDINGS,
    }  # fmt: skip
    return render(request, "publicity/element.html", context)


def _element_context(edition: Edition, place: Place, addresses: Addresses) -> dict[str, Any]:
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
        "relations": relations_of(edition, node, addresses),
        "citation": citation(edition, node),
        "permanent": permanent(node.short_uid),
    }  # fmt: skip
