"""Who is in an element now, told and asked by its open pages every few seconds."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from plans.guards import readers_only
from plans.models import Element
from plans.services.presence import end_presence, note_presence, present_in


@require_POST
@readers_only
def presence(request: HttpRequest, uid: str) -> HttpResponse:
    """This page is open (`raso`: 1 while its form is written in, 0 while it only stands open) or is left (`iseina`);
    answers who else is here, and whether somebody saved a version after the page's own (`base_number`)."""
    newest = Element.objects.select_related("current_version__by").defer("body", "current_version__snapshot")
    element = get_object_or_404(newest, uid=uid)
    if "iseina" in request.POST:
        end_presence(element, by=request.user)
        return HttpResponse(status=204)
    writing = request.POST.get("raso")
    note_presence(element, by=request.user, is_writing=None if writing is None else writing == "1")
    base = request.POST.get("base_number", "")
    shown = present_here(request, element, int(base) if base.isdecimal() and len(base) < 10 else None)
    return render(request, "plans/_present.html", shown | {"writes": writing is not None})


def present_here(request: HttpRequest, element: Element, base: int | None = None) -> dict[str, Any]:
    """What `plans/_present.html` shows: the others, and a version newer than `base`."""
    newest = element.current_version
    newer = newest if newest and base is not None and newest.number > base else None
    return {"element": element, "others": list(present_in(element, but=request.user)), "newer": newer, "base": base}
