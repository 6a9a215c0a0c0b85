"""The register of published editions, and one of them whole."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from editions.models import Edition
from editions.registers import considerations_of, considerations_state
from publicity.addresses import in_edition
from publicity.caching import editions_stamp, public_page
from publicity.downloads import downloads_of, listed_downloads
from publicity.queries import comparable_editions, get_published, published_editions
from publicity.stamps import files_stamp
from publicity.views._context import whole_plan


@public_page(editions_stamp, files_stamp)
def edition_list(request: HttpRequest) -> HttpResponse:
    """The newest first, each with what happened to it and what of it can be taken along."""
    editions = list(published_editions())
    context = {
        "editions": editions, "current": Edition.objects.current(), "downloads": listed_downloads(editions)
    }  # fmt: skip
    return render(request, "publicity/edition_list.html", context)


@public_page(editions_stamp, files_stamp, considerations_state)
def edition_page(request: HttpRequest, number: int) -> HttpResponse:
    """What it is, what happened to it, which sittings spoke of it, its files, and its whole tree."""
    edition = get_published(number)
    context = whole_plan(edition, in_edition(edition))
    context |= {
        "current": Edition.objects.current(), "others": comparable_editions(edition),
        "downloads": downloads_of(edition), "considered": considerations_of(edition),
    }  # fmt: skip
    return render(request, "publicity/edition.html", context)
