"""Every published wording of an element, and the difference between two of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from editions.models import Edition
from plans.hierarchy import Kind
from publicity.addresses import permanent
from publicity.bodies import public_body
from publicity.caching import editions_stamp, public_page
from publicity.views._context import about
from publicity.wordings import Wording, difference_between, last_change, wordings_of

FROM, TO = "nuo", "iki"


@public_page(editions_stamp, reads=(FROM, TO))
def wordings(request: HttpRequest, short_uid: str) -> HttpResponse:
    """`?nuo=2&iki=3` shows what leads from the wording of edition 2 to that of edition 3, either way round; without
    them what changed last. Numbers of no edition that holds the element are a 404, equal ones are told."""
    known = wordings_of(short_uid)
    if not known:
        raise Http404
    asked = [request.GET.get(name, "") for name in (FROM, TO)]
    pair = _pair(known, asked) if any(asked) else last_change(known)
    if any(asked) and pair is None:
        raise Http404
    node, current = known[0].node, Edition.objects.current()
    context = about(known[0].edition) | {
        "node": node, "kind": Kind(node.kind).label, "current": current, "permanent": permanent(node.short_uid),
        "wordings": [(one, public_body(one.node.body)) for one in known], "pair": pair,
    }  # fmt: skip
    if pair and pair[0] is pair[1]:
        return render(request, "publicity/wordings.html", context | {"is_same": True}, status=422)
    entry = difference_between(*pair) if pair else None
    return render(request, "publicity/wordings.html", context | {"entry": entry})


def _pair(known: list[Wording], asked: list[str]) -> tuple[Wording, Wording] | None:
    """The two that the reader chose; every number has one spelling, so that a page is kept once."""
    by_number = {str(one.edition.number): one for one in known}
    old, new = (by_number.get(number) for number in asked)
    return (old, new) if old and new else None
