"""Pages about the portal: about, contacts, privacy, accessibility, help."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from publicity.caching import public_page
from publicity.pages import find_page, page_keys
from publicity.stamps import static_pages_stamp


@public_page(static_pages_stamp)
def static_page(request: HttpRequest, key: str) -> HttpResponse:
    if key not in page_keys():
        raise Http404
    return render(request, "publicity/static_page.html", {"item": find_page(key)})
