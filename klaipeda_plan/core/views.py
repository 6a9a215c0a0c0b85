"""Pages that belong to no room: health, errors, the page of components."""

from contextlib import suppress

from django.contrib.auth.decorators import login_required
from django.core.exceptions import RequestDataTooBig
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from klaipeda_plan.core.components import COMPONENTS
from klaipeda_plan.core.unsent import FIELD, drop_unsent, unsent_of

MOST_READ_OUT = 64 << 20  # what nginx lets through
CHUNK = 1 << 20


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """The process can do its work: the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:
        return JsonResponse({"database": "down"}, status=503)
    return JsonResponse({"database": "up"})


@require_safe
def components_page(request: HttpRequest) -> HttpResponse:
    """The components of the design."""
    return render(request, "core/components.html", {"components": COMPONENTS.items()})


@require_safe
def component_page(request: HttpRequest, component: str) -> HttpResponse:
    """One of them with its states."""
    if component not in COMPONENTS:
        raise Http404
    listed = list(COMPONENTS.items())
    at = list(COMPONENTS).index(component)
    context = {
        "name": component, "title": COMPONENTS[component], "specimens": f"core/components/{component}.html",
        "before": listed[at - 1] if at else None, "after": listed[at + 1] if at + 1 < len(listed) else None,
    }  # fmt: skip
    return render(request, "core/component.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def unsent(request: HttpRequest) -> HttpResponse:
    """What this person sent when the login had expired: to be sent again, or forgotten."""
    if request.method == "POST":
        drop_unsent(request, request.POST.get("sign", ""))
        return redirect("unsent")
    return render(request, "core/unsent.html", {"forms": unsent_of(request), "field": FIELD})


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 that says how to get back to what was typed."""
    too_large = isinstance(exception, RequestDataTooBig)
    if too_large:
        _read_out(request)
    return render(request, "400.html", {"too_large": too_large}, status=413 if too_large else 400)


def _read_out(request: HttpRequest) -> None:
    """Take the rest of what is being sent: a browser that still sends sees no answer on a closed connection."""
    left = MOST_READ_OUT
    with suppress(OSError):
        while left > 0 and (chunk := request.read(CHUNK)):
            left -= len(chunk)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 that says who may: `PermissionDenied(who_may)` carries the sentence."""
    who_may = str(exception) if exception and exception.args else ""
    return render(request, "403.html", {"who_may": who_may}, status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came without its token, mostly from a page that stood open for very long."""
    context = {"reason": _("The form was open for too long. Go back, reload the page and send it again.")}
    return render(request, "403.html", context, status=403)
