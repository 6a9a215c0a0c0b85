"""The kept text of an open form of a new element: autosaved while somebody types."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods

from klaipeda_plan.core.errors import NotAllowed, Refused
from plans import permissions
from plans.forms.typed import typed_from_post
from plans.guards import plan_of_the_room, readers_only
from plans.hierarchy import ROOT, Kind, may_stand_under
from plans.queries import get_element_for
from plans.services.copies import TooLarge
from plans.services.new_copies import AlreadyDone, keep_new_copy
from plans.views.copies import said_state
from plans.views.kept import opened_by


@require_http_methods(["GET", "POST"])
@readers_only
def new_copy(request: HttpRequest, kind: Kind, uid: str | None = None) -> HttpResponse:
    """POST keeps what the form of a new element holds and answers in which state it is; GET is as of `copies.copy`."""
    parent = get_element_for(request.user, uid) if uid else None
    if not may_stand_under(kind, parent.kind if parent else ROOT):
        raise Http404
    if request.method == "GET":
        return JsonResponse({"person": request.user.pk, "token": get_token(request)})
    if not permissions.can_add_under(request.user, parent):
        return said_state("forbidden", 403)
    plan = parent.plan if parent else plan_of_the_room()
    if opened_by(request, request.path.removesuffix("juodrastis/")) != request.user.pk:
        return said_state("other", 400)
    try:
        kept = keep_new_copy(plan, kind, parent, typed_from_post(request.POST), by=request.user)
    except NotAllowed:
        return said_state("forbidden", 403)
    except TooLarge:
        return said_state("large", 413)
    except AlreadyDone:
        return said_state("done", 409)
    except Refused:
        return said_state("failed", 400)
    at = date_format(timezone.localtime(kept.updated_at if kept else timezone.now()), "H:i")
    return said_state("removed" if parent and parent.is_removed else "kept", 200, at=at)
