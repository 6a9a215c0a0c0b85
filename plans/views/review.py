"""An element's way to the reviewers: ready, taken back, submitted alone, with its branch, or with the area."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.guards import not_allowed_as_403
from plans import permissions
from plans.forms.acts import CHOSEN, SubmitForm, typed_act
from plans.guards import act, element_to_edit, plan_of_the_room, readers_only
from plans.models import Element, State
from plans.queries import DraftTree, can_be_submitted, draft_tree, get_element_for, own_in_branch
from plans.services.review import mark_ready as set_ready
from plans.services.review import submit_elements
from plans.services.review import take_back as set_back
from plans.views.kept import forget, keeps_text, kept_here, leaves_text, token_for
from workgroups.models import Workgroup
from workgroups.permissions import chaired_ids_of, is_coordinator

Sets = dict[str, list[Element]]


@require_POST
@readers_only
def mark_ready(request: HttpRequest, uid: str) -> HttpResponse:
    element = element_to_edit(request.user, uid)
    return act(request, element, lambda: set_ready(element, by=request.user), _("Marked as ready."))


@require_POST
@readers_only
def take_back(request: HttpRequest, uid: str) -> HttpResponse:
    element = element_to_edit(request.user, uid)
    return act(request, element, lambda: set_back(element, by=request.user), _("Taken back: it is a draft again."))


@require_http_methods(["GET", "POST"])
@keeps_text
@leaves_text
@readers_only
def submit(request: HttpRequest, uid: str) -> HttpResponse:
    """The chair submits this element, or of what is its group's under it all, what is ready, or what is checked."""
    element = get_element_for(request.user, uid)
    if not permissions.can_submit(request.user, element):
        raise PermissionDenied(_("The chair of the owning group submits its elements."))
    tree = draft_tree(element.plan)
    back = reverse("plans:element", args=[element.uid])
    own = own_in_branch(tree, element)
    others = [one.element for one in tree.by_pk[element.pk].walk() if one.element not in own]
    offer = Offer.of(own, others, start=element)
    return _submit(request, offer, back, tree, {"element": element, "path": tree.path_to(element.pk)})


@require_http_methods(["GET", "POST"])
@keeps_text
@leaves_text
@readers_only
def submit_area(request: HttpRequest, group: str) -> HttpResponse:
    """The chair submits what the group owns: all, what is ready, or what is checked."""
    workgroup = get_object_or_404(Workgroup, slug=group)
    if not (is_coordinator(request.user) or workgroup.pk in chaired_ids_of(request.user)):
        raise PermissionDenied(_("The chair of the owning group submits its elements."))
    tree = draft_tree(plan_of_the_room())
    area = [one.element for one in tree.walk() if one.element.workgroup_id == workgroup.pk]
    return _submit(
        request, Offer.of(area), reverse("plans:workspace"), tree, {"workgroup": workgroup, "plan": tree.plan}
    )


@dataclass
class Offer:
    """What may go to the reviewers (`sets` by their choice in the form), and what stays, with the reason why."""

    sets: Sets
    stays: dict[str, list[Element]]

    @classmethod
    def of(cls, own: list[Element], others: Sequence[Element] = (), start: Element | None = None) -> "Offer":
        goes = [one for one in own if can_be_submitted(one)]
        sets = {"one": [one for one in goes if start and one.pk == start.pk]}
        sets |= {"ready": [one for one in goes if one.state == State.READY], "all": goes}
        stays: dict[str, list[Element]] = {
            _("it is with the reviewers already"): [one for one in own if one.state == State.SUBMITTED],
            _("it belongs to another group, which submits it"): [one for one in others if can_be_submitted(one)],
            _("nothing in it has changed since it was accepted"): [one for one in own if not one.waits_for_acceptance],
        }
        return cls(sets, {why: some for why, some in stays.items() if some})

    @property
    def all(self) -> list[Element]:
        return self.sets["all"]

    def chosen(self, which: str, pks: list[str]) -> list[Element]:
        return [one for one in self.all if str(one.pk) in pks] if which == CHOSEN else self.sets[which]


def _submit(request: HttpRequest, offer: Offer, back: str, tree: DraftTree, context: dict[str, Any]) -> HttpResponse:
    do = request.POST.get("do", "")
    if do == "discard":
        forget(request)
        return redirect(request.path)
    kept = typed_act(request.POST) if do == "show" else kept_here(request)
    is_sent = request.method == "POST" and do != "show"
    form = SubmitForm(_choices(offer), offer.all, request.POST if is_sent else None, kept=kept)
    if form.is_valid():
        given = form.cleaned_data
        try:
            with not_allowed_as_403():
                chosen = offer.chosen(given["which"], given["chosen"])
                done = submit_elements(chosen, by=request.user, message=given["message"])
        except Refused as error:
            form.add_error(None, str(error))
        else:
            forget(request)
            text = ngettext("%(count)d element submitted.", "%(count)d elements submitted.", len(done))
            messages.success(request, text % {"count": len(done)})
            return redirect(back)
    coded = [(why, [(tree.code_of(one.pk), one) for one in some]) for why, some in offer.stays.items()]
    context |= {"form": form, "back": back, "stays": coded, "returned": kept is not None and not is_sent}
    context |= {"checked": set(request.POST.getlist("chosen") if is_sent else (kept or {}).get("chosen", "").split())}
    context |= {"opened_by": token_for(request), "keep_key": f"{request.user.pk}:{request.path}"}
    context["listed"] = [(tree.code_of(one.pk), one, str(one.pk)) for one in offer.all]
    return render(request, "plans/submit.html", context)


def _choices(offer: Offer) -> list[tuple[str, str]]:
    """The sets that are not empty, each with its size; a set equal to a smaller one is not offered twice."""
    words = {
        "one": _("only this element"),
        "ready": _("everything marked as ready (%(count)d)"),
        "all": _("everything that has changed (%(count)d)"),
    }
    choices: list[tuple[str, str]] = []
    for name, elements in offer.sets.items():
        if elements and not any(offer.sets[earlier] == elements for earlier, _label in choices):
            choices.append((name, words[name] % {"count": len(elements)}))
    if len(offer.all) > 1:
        choices.append((CHOSEN, _("what is checked in the list below")))
    return choices
