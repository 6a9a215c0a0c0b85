"""Open data: what there is, how to take it along, and its description for catalogues."""

import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from editions.models import Edition
from publicity.answers import for_everybody, public_bytes
from publicity.caching import editions_stamp, public_page
from publicity.catalogue import as_json, as_xml, catalogue
from publicity.data_sets import DATA_SETS, LICENCE, LICENCE_NAME, absolute
from publicity.queries import published_editions


@public_page(editions_stamp)
def data(request: HttpRequest) -> HttpResponse:
    current = Edition.objects.current()
    context = {
        "edition": current, "editions": published_editions(), "data_sets": DATA_SETS, "root": absolute("api:root"),
        "licence": LICENCE, "licence_name": LICENCE_NAME, "most": settings.API_PER_MINUTE,
    }  # fmt: skip
    return render(request, "publicity/data.html", context)


@for_everybody
@require_safe
def catalogue_jsonld(request: HttpRequest) -> HttpResponseBase:
    content = json.dumps(as_json(catalogue(Edition.objects.current())), ensure_ascii=False, indent=1)
    return public_bytes(request, content.encode(), "application/ld+json; charset=utf-8")


@for_everybody
@require_safe
def catalogue_rdf(request: HttpRequest) -> HttpResponseBase:
    return public_bytes(request, as_xml(catalogue(Edition.objects.current())), "application/rdf+xml; charset=utf-8")
