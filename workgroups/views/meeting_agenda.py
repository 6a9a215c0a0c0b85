"""The agenda: items in their order, and the elements that they are about."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from klaipeda_plan.core.guards import act_and_go, written
from plans.models import Element
from plans.queries_meetings import agenda_of, current_tree, elements_for
from plans.services.agendas import attach_element, detach_element
from workgroups.forms.meetings import ItemForm
from workgroups.models import AgendaItem
from workgroups.services.agenda import add_item, change_item, move_item, remove_item
from workgroups.views.meeting_guards import for_meetings, meeting_to_lead, uid_sent


@require_http_methods(["GET", "POST"])
@for_meetings
def agenda(request: HttpRequest, uid: str) -> HttpResponse:
    """The items with what changes them, and a form for one more."""
    meeting = meeting_to_lead(request.user, uid)
    form = ItemForm(request.POST if request.method == "POST" else None)
    if written(form, lambda: add_item(meeting, **form.cleaned_data, by=request.user)):
        messages.success(request, _("Added to the agenda."))
        return redirect("meetings:agenda", uid=uid)
    context = {"meeting": meeting, "form": form, "agenda": agenda_of(meeting), "tree": current_tree()}
    return render(request, "workgroups/meetings/agenda.html", context)


@require_http_methods(["GET", "POST"])
@for_meetings
def item(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    """One item: its words, and a search for elements to attach, `?q=`."""
    found = _item(request.user, uid, pk)
    form = ItemForm(request.POST if request.method == "POST" else None, item=found)
    if written(form, lambda: change_item(found, **form.cleaned_data, by=request.user)):
        messages.success(request, _("Saved."))
        return redirect("meetings:agenda", uid=uid)
    tree, asked = current_tree(), request.GET.get("q", "")[:100]
    attached = [one.element for one in found.elements.select_related("element")]
    context = {
        "meeting": found.meeting, "item": found, "form": form, "tree": tree, "q": asked, "attached": attached,
        "found": elements_for(found.meeting, tree, asked, without=[one.pk for one in attached]),
    }  # fmt: skip
    return render(request, "workgroups/meetings/item.html", context)


@require_POST
@for_meetings
def move_up(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    return _move(request, uid, pk, -1)


@require_POST
@for_meetings
def move_down(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    return _move(request, uid, pk, 1)


@require_POST
@for_meetings
def remove(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    found = _item(request.user, uid, pk)
    back = reverse("meetings:agenda", args=[uid])
    return act_and_go(request, lambda: remove_item(found, by=request.user), _("Removed from the agenda."), back)


@require_POST
@for_meetings
def attach(request: HttpRequest, uid: str, pk: int) -> HttpResponse:
    """The element whose uid the button brings; back to the search it was found by."""
    found = _item(request.user, uid, pk)
    element = get_object_or_404(Element, uid=uid_sent(request))
    asked = urlencode({"q": request.POST.get("q", "")[:100]})
    back = f"{reverse('meetings:item', args=[uid, pk])}?{asked}#elementai"
    return act_and_go(
        request, lambda: attach_element(found, element, by=request.user), _("The element is attached."), back
    )


@require_POST
@for_meetings
def detach(request: HttpRequest, uid: str, pk: int, element: str) -> HttpResponse:
    found, named = _item(request.user, uid, pk), get_object_or_404(Element, uid=element)
    back = f"{reverse('meetings:item', args=[uid, pk])}#elementai"
    return act_and_go(
        request, lambda: detach_element(found, named, by=request.user), _("The element is detached."), back
    )


def _move(request: HttpRequest, uid: str, pk: int, step: int) -> HttpResponse:
    found = _item(request.user, uid, pk)
    back = f"{reverse('meetings:agenda', args=[uid])}#punktas-{pk}"
    return act_and_go(request, lambda: move_item(found, step, by=request.user), "", back)


def _item(user: Any, uid: str, pk: int) -> AgendaItem:
    meeting = meeting_to_lead(user, uid)
    item = get_object_or_404(meeting.agenda, pk=pk)
    item.meeting = meeting
    return item
