"""The register of published editions, and one of them whole."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from editions.models import Edition
from publicity.addresses import in_edition
from publicity.caching import editions_stamp, public_page
from publicity.queries import comparable_editions, get_published, published_editions
from publicity.views._context import whole_plan


@public_page(editions_stamp)
def edition_list(request: HttpRequest) -> HttpResponse:
    context = {"editions": published_editions(), "current": Edition.objects.current()}
    return render(request, "publicity/edition_list.html", context)


@public_page(editions_stamp)
def edition_page(request: HttpRequest, number: int) -> HttpResponse:
    """What it is, what happened to it, and its whole tree."""
    edition = get_published(number)
    context = whole_plan(edition, in_edition(edition))
    context |= {"current": Edition.objects.current(), "others": comparable_editions(edition)}
    return render(request, "publicity/edition.html", context)
