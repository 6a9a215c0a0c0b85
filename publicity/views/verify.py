"""Is this document genuine: by the number of an edition, its digest, or the digest of a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from editions.models import Edition
from editions.verification import lookup
from publicity.caching import public_page

LONGEST = 200


@public_page()
def verify(request: HttpRequest) -> HttpResponse:
    """A plain form; the answer says which edition or file it is and what became of it."""
    asked = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    context = {"asked": asked, "found": lookup(asked) if asked else None, "current": Edition.objects.current()}
    return render(request, "publicity/verify.html", context)
