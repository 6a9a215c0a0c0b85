"""Two published editions compared."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from editions.comparison.comparing import NotComparable, compare_editions
from editions.comparison.presenting import PARAMETERS, chosen_basis, show
from publicity.caching import editions_stamp, public_page
from publicity.queries import comparable_editions, get_published
from publicity.views._context import about


@public_page()
def choose_basis(request: HttpRequest, number: int) -> HttpResponse:
    """With which edition to compare; the choice leads to the comparison."""
    edition = get_published(number)
    others = comparable_editions(edition)
    basis = chosen_basis(request.GET, others)
    if basis is not None:
        return redirect("publicity:comparison", number, basis)
    return render(request, "publicity/comparison.html", about(edition) | {"others": others, "address": request.path})


@public_page(editions_stamp, reads=PARAMETERS)
def comparison(request: HttpRequest, number: int, basis: int) -> HttpResponse:
    """What leads from one published edition to another, with the reasons that are public."""
    edition, former = get_published(number), get_published(basis)
    context: dict[str, Any] = about(edition) | {"basis": former}
    try:
        compared = compare_editions(former, edition)
    except NotComparable as refusal:
        context |= {"refusal": str(refusal), "others": comparable_editions(edition)}
        context["address"] = reverse("publicity:choose_basis", args=[number])
        return render(request, "publicity/comparison.html", context, status=422)
    shown = show(request.GET, compared)
    if shown is None:
        raise Http404
    return render(request, "publicity/comparison.html", context | {"shown": shown})
