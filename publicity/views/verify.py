"""Is this document genuine: by the number of an edition, its digest, or the digest of a file."""

from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from editions.comparison.comparing import compare_editions
from editions.models import Edition, EventKind
from editions.registers import considerations_of
from editions.verification import Found, digest_of_chunks, lookup
from publicity.caching import KEPT_SECONDS, public_page
from publicity.forms import FileToVerifyForm

LONGEST = 200


@public_page()
def verify(request: HttpRequest) -> HttpResponse:
    """A plain form; the answer says which edition or file it is and what became of it."""
    asked = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    found = lookup(asked) if asked else None
    context = {"asked": asked, "found": found} | (_about(found) if found else {})
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


def _about(found: Found) -> dict[str, Any]:
    """What became of it: what the council decided, which edition stands now, and how much differs from that."""
    edition, current = found.edition, Edition.objects.current()
    context: dict[str, Any] = {"current": current, "decided": None, "considered": [], "since": None}
    if edition is None:
        return context
    if edition.publicity == EventKind.PUBLISHED:
        context["decided"] = next((one for one in edition.events.all() if one.kind == EventKind.DECIDED), None)
        context["considered"] = considerations_of(edition)
        if current and current.plan_id == edition.plan_id and current.number > edition.number:
            context["since"] = _differing(edition, current)
    return context


def _differing(edition: Edition, current: Edition) -> int:
    """How many elements are not what they were; counted once, editions do not change."""
    key = f"differing:{edition.digest}:{current.digest}"
    counted: int | None = cache.get(key)
    if counted is None:
        counted = len(compare_editions(edition, current).changes)
        cache.set(key, counted, KEPT_SECONDS)
    return counted
