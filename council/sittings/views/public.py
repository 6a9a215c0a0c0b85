"""Published sittings: agenda, editions that anybody may read, and what was decided."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from council.models import Sitting
from council.queries import public_agenda_of
from publicity.caching import public_page


@public_page()
def sitting_list(request: HttpRequest) -> HttpResponse:
    """Coming ones, then those that were held."""
    published = Sitting.objects.published()
    context = {"coming": published.coming(timezone.now()), "past": published.past()}
    return render(request, "publicity/sitting_list.html", context)


@public_page()
def sitting(request: HttpRequest, uid: str) -> HttpResponse:
    found = get_object_or_404(Sitting.objects.published(), uid=uid)
    return render(request, "publicity/sitting.html", {"sitting": found, "items": public_agenda_of(found)})
