"""The minutes of a meeting, written in the editor of bodies. Two writers and an expired login lose nothing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.forms import with_nonce
from klaipeda_plan.core.guards import not_allowed_as_403
from plans.forms.minutes import MinutesForm
from plans.forms.typed import Typed, typed_from_post
from plans.guards import readers_only
from plans.queries_meetings import agenda_of, current_tree
from plans.views.kept import forget, keeps_text, kept_here, leaves_text, token_for
from workgroups.models import Meeting
from workgroups.permissions import can_keep_minutes, readable_meetings
from workgroups.services.minutes import StaleMinutes, save_minutes, who_may_write


@require_http_methods(["GET", "POST"])
@keeps_text
@leaves_text
@readers_only
def minutes(request: HttpRequest, uid: str) -> HttpResponse:
    """The form of the minutes and what is sent by it."""
    meeting = _meeting_to_record(request.user, uid)
    if request.method == "POST":
        return _sent(request, meeting, request.POST.get("do", "save"))
    if meeting.minutes_closed or meeting.is_cancelled:
        messages.info(request, _("These minutes are not written any more."))
        return redirect("meetings:meeting", uid=uid)
    kept = kept_here(request)
    form = MinutesForm(kept or stored(meeting))
    return _show(request, meeting, form, returned=kept is not None)


def stored(meeting: Meeting) -> Typed:
    return {"body": meeting.minutes, "base_version": str(meeting.minutes_version)}


def _sent(request: HttpRequest, meeting: Meeting, do: str) -> HttpResponse:
    if do == "discard":
        forget(request)
        return redirect("meetings:minutes", uid=meeting.uid)
    typed = typed_from_post(request.POST)
    if do == "show":
        return _show(request, meeting, MinutesForm(typed), returned=True)
    form = MinutesForm(typed, check=True)
    if not form.is_valid():
        return _show(request, meeting, form)
    base = form.cleaned_data["base_version"]
    try:
        with not_allowed_as_403():
            saved = save_minutes(meeting, form.cleaned_data["body"], base_version=base, by=request.user)
    except StaleMinutes as stale:
        again = MinutesForm(typed | {"body": stale.joined, "base_version": str(stale.version)})
        return _show(request, meeting, again, stale=stale)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _show(request, meeting, form)
    forget(request)
    joined = saved.minutes_version > base + 1
    messages.success(request, _("Saved, joined with what was written meanwhile.") if joined else _("Saved."))
    page = reverse("meetings:minutes" if do == "save-stay" else "meetings:meeting", args=[meeting.uid])
    return redirect(page)


def _show(
    request: HttpRequest, meeting: Meeting, form: MinutesForm, *, stale: StaleMinutes | None = None,
    returned: bool = False,
) -> HttpResponse:  # fmt: skip
    tree = current_tree()
    context: dict[str, Any] = {
        "meeting": meeting, "form": form, "stale": stale, "returned": returned, "agenda": agenda_of(meeting),
        "tree": tree, "plan": tree.plan if tree else None, "media": with_nonce(request, form.media),
        "opened_by": token_for(request), "keep_key": f"{request.user.pk}:{request.path}",
    }  # fmt: skip
    return render(request, "workgroups/meetings/minutes.html", context)


def _meeting_to_record(user: Any, uid: str) -> Meeting:
    """404 for who may not read the meeting, 403 for who may only read it."""
    meeting = readable_meetings(user).select_related("workgroup").filter(uid=uid).first()
    if meeting is None:
        raise Http404
    if not can_keep_minutes(user, meeting):
        raise PermissionDenied(who_may_write())
    return meeting
