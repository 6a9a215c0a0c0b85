"""Is this document genuine: by the number of an edition, its digest, or the digest of a file."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from editions.models import Edition
from editions.verification import digest_of_chunks, lookup
from publicity.caching import public_page
from publicity.forms import FileToVerifyForm

LONGEST = 200


@public_page()
def verify(request: HttpRequest) -> HttpResponse:
    """A plain form; the answer says which edition or file it is and what became of it."""
    asked = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    context = {"asked": asked, "found": lookup(asked) if asked else None, "current": Edition.objects.current()}
    return render(request, "publicity/verify.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def verify_file(request: HttpRequest) -> HttpResponse:
    """For browsers without scripts: the file is sent, its SHA-256 computed, and nothing of it kept."""
    form = FileToVerifyForm(request.POST, request.FILES) if request.method == "POST" else FileToVerifyForm()
    if form.is_valid():
        digest = digest_of_chunks(form.cleaned_data["file"].chunks())
        return redirect(f"{reverse('publicity:verify')}?{urlencode({'q': digest})}")
    return render(request, "publicity/verify_file.html", {"form": form})
