"""Where an element stands: up, down, elsewhere, out and back."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.guards import not_allowed_as_403
from plans import permissions
from plans.forms.acts import MoveForm, ReasonForm, place_value
from plans.guards import act, element_to_edit, page_before, readers_only
from plans.hierarchy import may_stand_under
from plans.models import Element
from plans.queries import Branch, DraftTree, draft_tree
from plans.services.branches import remove_branch, restore_branch
from plans.services.elements import move_element, remove_element
from plans.views import outline

PANEL_BUTTONS = ("up-", "down-")  # pressed again and again: their panel stays open
Places = list[tuple[str, list[tuple[str, str]]]]


@require_POST
@readers_only
def move_up(request: HttpRequest, uid: str) -> HttpResponse:
    return _shift(request, uid, -1)


@require_POST
@readers_only
def move_down(request: HttpRequest, uid: str) -> HttpResponse:
    return _shift(request, uid, 1)


@require_http_methods(["GET", "POST"])
@readers_only
def move(request: HttpRequest, uid: str) -> HttpResponse:
    """Choose a new place among those where this person may put the element."""
    element = element_to_edit(request.user, uid)
    tree = draft_tree(element.plan)
    now = place_now(tree, element)
    form = MoveForm(places_for(request, tree, element), now, request.POST if request.method == "POST" else None)
    if form.is_valid():
        place, reason = form.cleaned_data["place"], form.cleaned_data["reason"]
        parent, before = (tree.by_pk[pk].element if pk else None for pk in map(int, place.split("-")))
        try:
            with not_allowed_as_403():
                if place != now:
                    move_element(element, parent=parent, before=before, by=request.user, reason=reason)
            return redirect("plans:element", uid=element.uid)
        except Refused as error:
            form.add_error("place", str(error))
    context = {"form": form, "element": element, "code": tree.code_of(element.pk), "path": tree.path_to(element.pk)}
    return render(request, "plans/move.html", context)


@require_http_methods(["GET", "POST"])
@readers_only
def remove(request: HttpRequest, uid: str) -> HttpResponse:
    """Asks once more, then removes, with all under it where the form names the branch; it can be brought back."""
    element = element_to_edit(request.user, uid)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        remove = remove_branch if request.POST.get("branch") else remove_element
        reason = form.cleaned_data["reason"]
        return _done(request, element, lambda: remove(element, by=request.user, reason=reason), _("Removed."))
    tree = draft_tree(element.plan)
    branch = [one for one in tree.by_pk[element.pk].walk() if not one.element.is_removed and one.element != element]
    context = {
        "form": form, "element": element, "code": tree.code_of(element.pk), "path": tree.path_to(element.pk),
        "branch": branch, "foreign": [one for one in branch if not permissions.can_edit(request.user, one.element)],
    }  # fmt: skip
    return render(request, "plans/remove.html", context)


@require_POST
@readers_only
def restore(request: HttpRequest, uid: str) -> HttpResponse:
    """Brings back the element, and what was removed together with it."""
    element = element_to_edit(request.user, uid)
    return _done(request, element, lambda: restore_branch(element, by=request.user), _("Brought back."))


def places_for(request: HttpRequest, tree: DraftTree, element: Element) -> Places:
    """Groups of places: one for each parent that may take the element, with all positions in it."""
    own = {branch.element.pk for branch in tree.by_pk[element.pk].walk()}
    groups: Places = []
    for parent in [None, *(branch for branch in tree.walk() if not branch.element.is_removed)]:
        target = parent.element if parent else None
        if (target and target.pk in own) or not may_stand_under(element.kind, target.kind if target else ""):
            continue
        if permissions.can_move(request.user, element, target):
            label = f"{parent.code} {target.title}" if parent and target else element.plan.title
            siblings = parent.children if parent else tree.roots
            groups.append((label, _positions(target, siblings, element)))
    return groups


def place_now(tree: DraftTree, element: Element) -> str:
    """The value of the place where the element stands."""
    row = _row_of(tree, element)
    after = row[next(number for number, one in enumerate(row) if one.pk == element.pk) + 1 :]
    return place_value(element.parent, after[0] if after else None)


def _row_of(tree: DraftTree, element: Element) -> list[Element]:
    """The element among its standing siblings of the same kind, in order."""
    siblings = tree.by_pk[element.parent_id].children if element.parent_id else tree.roots
    row = [one.element for one in siblings if one.element.kind == element.kind]
    return [one for one in row if not one.is_removed or one.pk == element.pk]


def _positions(parent: Element | None, siblings: list[Branch], element: Element) -> list[tuple[str, str]]:
    positions = [
        (
            place_value(parent, one.element),
            _("before %(code)s %(title)s") % {"code": one.code, "title": one.element.title},
        )
        for one in siblings
        if one.element.kind == element.kind and not one.element.is_removed and one.element.pk != element.pk
    ]
    return [*positions, (place_value(parent, None), pgettext("place among siblings", "at the end"))]


def _shift(request: HttpRequest, uid: str, step: int) -> HttpResponse:
    """One place up or down among the standing siblings of the same kind."""
    element = element_to_edit(request.user, uid)
    row = _row_of(draft_tree(element.plan), element)
    at = next(number for number, one in enumerate(row) if one.pk == element.pk)
    if not 0 <= at + step < len(row):
        edge = _("It is the first among its neighbours already.") if step < 0 else _(
            "It is the last among its neighbours already."
        )  # fmt: skip
        return (
            outline.refuse(request, element, edge) if _on_outline(request) else redirect(page_before(request, element))
        )
    side: dict[str, Any] = {"before": row[at + step]} if step < 0 else {"after": row[at + step]}

    def move() -> Element:
        return move_element(element, parent=element.parent, by=request.user, **side)

    return _done(request, element, move, _("Moved."))


def _done(request: HttpRequest, element: Element, write: Callable[[], Any], done: str) -> HttpResponse:
    """On the outline the outline answers; elsewhere the page where the button was."""
    if not _on_outline(request):
        return act(request, element, write, done)
    focus = request.POST.get("focus", "")
    return outline.attempt(request, element, write, focus=focus, open_panel=focus.startswith(PANEL_BUTTONS))


def _on_outline(request: HttpRequest) -> bool:
    return "outline" in request.POST
