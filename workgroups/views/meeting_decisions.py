"""What a meeting decided, and what becomes of it on elements of the plan."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from klaipeda_plan.core.guards import act_and_go, written
from plans.models import AgendaElement, Element
from plans.queries_meetings import current_tree, decisions_of, elements_for
from plans.services.agendas import hand_over_decision
from workgroups.forms.meetings import DecisionForm
from workgroups.models import Decision, Meeting
from workgroups.queries import members_of
from workgroups.services.decisions import change_decision, decide, remove_decision
from workgroups.views.meeting_guards import for_meetings, meeting_to_lead, uid_sent


@require_http_methods(["GET", "POST"])
@for_meetings
def decisions(request: HttpRequest, uid: str) -> HttpResponse:
    """The decisions, and a form for one more."""
    meeting = meeting_to_lead(request.user, uid)
    form = _form(meeting, request)
    if written(form, lambda: decide(meeting, form.facts(), by=request.user)):
        messages.success(request, _("The decision is written down."))
        return redirect("meetings:decisions", uid=uid)
    context = {"meeting": meeting, "form": form, "decisions": decisions_of(meeting), "tree": current_tree()}
    return render(request, "workgroups/meetings/decisions.html", context)


@require_http_methods(["GET", "POST"])
@for_meetings
def decision(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    """One decision: its words, and elements to hand it over to: those of the agenda, or found by `?q=`."""
    found = _decision(request.user, uid, pk)
    form = _form(found.meeting, request, found)
    if written(form, lambda: change_decision(found, form.facts(), by=request.user)):
        messages.success(request, _("Saved."))
        return redirect("meetings:decision", uid=uid, pk=pk)
    tree, asked = current_tree(), request.GET.get("q", "")[:100]
    made = list(found.remarks.select_related("element"))
    taken = {one.element_id for one in made}
    attached = AgendaElement.objects.filter(item__meeting=found.meeting)
    on_agenda = dict.fromkeys(attached.values_list("element", flat=True))
    context = {
        "meeting": found.meeting, "decision": found, "form": form, "tree": tree, "made": made, "q": asked,
        "of_agenda": [tree.by_pk[one] for one in on_agenda if tree and one in tree.by_pk and one not in taken],
        "found": elements_for(found.meeting, tree, asked, without=taken | set(on_agenda)) if asked else None,
    }  # fmt: skip
    return render(request, "workgroups/meetings/decision.html", context)


@require_POST
@for_meetings
def remove(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    found = _decision(request.user, uid, pk)
    back = reverse("meetings:decisions", args=[uid])
    return act_and_go(request, lambda: remove_decision(found, by=request.user), _("The decision is removed."), back)


@require_POST
@for_meetings
def hand_over(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    """A task or a remark (`do`) on the element that the button brings."""
    found = _decision(request.user, uid, pk)
    element = get_object_or_404(Element, uid=uid_sent(request))
    kind = "remark" if request.POST.get("do") == "remark" else "task"
    done = _("The remark stands on the element.") if kind == "remark" else _("The task stands on the element.")
    back = reverse("meetings:decision", args=[uid, pk])
    return act_and_go(request, lambda: hand_over_decision(found, element, kind=kind, by=request.user), done, back)


def _form(meeting: Meeting, request: HttpRequest, found: Decision | None = None) -> DecisionForm:
    data = request.POST if request.method == "POST" else None
    return DecisionForm(meeting, members_of(meeting.workgroup), data, decision=found)


def _decision(user: Any, uid: str, pk: int) -> Decision:
    meeting = meeting_to_lead(user, uid)
    found = get_object_or_404(meeting.decisions.select_related("item", "responsible"), pk=pk)
    found.meeting = meeting
    return found
