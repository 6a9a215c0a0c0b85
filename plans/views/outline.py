"""The outline of the draft and what is done on it without leaving it. Each act answers with the outline anew to
scripts, and without them goes back to the page where the button was."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.guards import not_allowed_as_403
from plans import permissions
from plans.forms.outline import AddForm, PlaceForm, RenameForm, UndoForm
from plans.guards import element_to_edit, readers_only
from plans.hierarchy import Kind, children_of
from plans.models import Element, State
from plans.outline import asked_in, outline_of, states
from plans.queries import DraftTree, draft_tree
from plans.services.branches import rename_element, undo_move
from plans.services.elements import Content, StaleText, add_element, move_element
from plans.telling import Told, told_of
from workgroups.models import Workgroup
from workgroups.permissions import group_ids_of

TARGET = "medis"  # id of the outline in the page
DONE = "padaryta"  # in the address: the element whose newest act is told


@require_safe
@readers_only
def acts(request: HttpRequest, uid: str) -> HttpResponse:
    """What may be done with an element: a page of its own, or a piece of the outline."""
    element = element_to_edit(request.user, uid)
    tree = draft_tree(element.plan)
    context = panel_context(request, tree, element) | {"path": tree.path_to(element.pk), "next": page_of(request)}
    piece = request.htmx  # type: ignore[attr-defined]
    return render(request, "plans/_outline_acts.html" if piece else "plans/outline_acts.html", context)


@require_POST
@readers_only
def rename(request: HttpRequest, uid: str) -> HttpResponse:
    element = element_to_edit(request.user, uid)
    form = RenameForm(request.POST)
    if not form.is_valid():
        return refuse(request, element, form.first_error(), forms={"rename": form})
    try:
        with not_allowed_as_403():
            rename_element(element, by=request.user, **form.cleaned_data)
    except StaleText as error:
        return refuse(request, element, _said_of_stale(error), forms={"rename": form.over(error)})
    except Refused as error:
        return refuse(request, element, str(error), forms={"rename": form})
    return answer(request, element)


@require_POST
@readers_only
def add_here(request: HttpRequest, uid: str) -> HttpResponse:
    """A new element with nothing but its title, right after this one or under it."""
    beside = element_to_edit(request.user, uid)
    form = AddForm(_additions(request, beside), request.POST)
    if not form.is_valid():
        return refuse(request, beside, form.first_error(), forms={"add": form})
    where, kind = form.cleaned_data["what"].split(":")
    parent, after = (beside, None) if where == "under" else (beside.parent, beside)
    owner = beside.workgroup  # asked of the coordinator alone; else the parent's
    try:
        with not_allowed_as_403():
            content = Content(form.cleaned_data["title"], "")
            added = add_element(beside.plan, kind, parent, content, by=request.user, after=after, workgroup=owner)
    except Refused as error:
        return refuse(request, beside, str(error), forms={"add": form})
    return answer(request, added, focus=f"add-{added.uid}", open_panel=True, what=f"after:{kind}")


@require_POST
@readers_only
def place(request: HttpRequest, uid: str) -> HttpResponse:
    """Put an element right before or after a sibling, or at the end of another one: what dragging sends."""
    element = element_to_edit(request.user, uid)
    form = PlaceForm(request.POST, plan=element.plan)
    if not form.is_valid():
        return refuse(request, element, _("That place is gone. Look at the outline anew."))
    return attempt(request, element, lambda: move_element(element, by=request.user, **form.place()))


@require_POST
@readers_only
def undo(request: HttpRequest, uid: str) -> HttpResponse:
    """Undo the move that made the version that the button names."""
    element = element_to_edit(request.user, uid)
    form = UndoForm(request.POST)
    if not form.is_valid():
        return refuse(request, element, _("That move is not known."))
    number = form.cleaned_data["number"]
    told = Told(_("The move of “%(title)s” is undone.") % {"title": element.title})
    return attempt(request, element, lambda: undo_move(element, number=number, by=request.user), told=told)


def attempt(
    request: HttpRequest, element: Element, write: Callable[[], Any], *, told: Told | None = None, **shown: Any
) -> HttpResponse:
    """One write on the outline; what refuses it is said where the eye is."""
    try:
        with not_allowed_as_403():
            write()
    except Refused as error:
        return refuse(request, element, str(error))
    return answer(request, element, told=told, **shown)


def answer(
    request: HttpRequest, element: Element, *, told: Told | None = None, focus: str = "", open_panel: bool = False,
    what: str = "",
) -> HttpResponse:  # fmt: skip
    """The outline as it is now with what was done; without scripts the page where the button was says it."""
    if not request.htmx:  # type: ignore[attr-defined]
        if told:
            messages.success(request, told.text)
        return redirect(_way_back(request, element, tell=not told))
    tree = draft_tree(element.plan)
    told = told or told_of(tree, element.pk, request.user) or Told("")
    panel = panel_context(request, tree, tree.by_pk[element.pk].element, what=what) if open_panel else {}
    at = "undo" if told.undo == "removal" else "e"
    return _render(request, tree, told, focus or f"{at}-{element.uid}", panel)


def refuse(request: HttpRequest, element: Element, why: str, *, forms: dict[str, Any] | None = None) -> HttpResponse:
    """Nothing was written: why, with what was typed still in its field."""
    tree = draft_tree(element.plan)
    panel = panel_context(request, tree, element) | (forms or {}) if forms else {}
    if request.htmx:  # type: ignore[attr-defined]
        focus = f"{next(iter(forms))}-{element.uid}" if forms else f"e-{element.uid}"
        return _render(request, tree, Told(why, is_error=True), focus, panel)
    if forms:
        context = panel | {"path": tree.path_to(element.pk), "next": page_of(request), "why": why}
        return render(request, "plans/outline_acts.html", context, status=422)
    messages.error(request, why)
    return redirect(_way_back(request, element, tell=False))


def panel_context(request: HttpRequest, tree: DraftTree, element: Element, *, what: str = "") -> dict[str, Any]:
    """What the acts of one element are shown with."""
    branch = tree.by_pk[element.pk]
    below = sum(not one.element.is_removed for one in branch.walk()) - 1
    return {
        "element": branch.element, "code": branch.code, "below": below,
        "rename": RenameForm.of(branch.element), "add": AddForm(_additions(request, element), what=what),
    }  # fmt: skip


def outline_context(request: HttpRequest, tree: DraftTree, query: QueryDict) -> dict[str, Any]:
    """The outline that an address asks for, with its filters."""
    groups, own = list(Workgroup.objects.all()), group_ids_of(request.user)
    asked = asked_in(query, own)
    # What is the same in hundreds of lines is rendered once.
    tags = {state: render_to_string("components/state.html", {"state": state}) for state in State.values}
    return {
        "base": reverse("plans:workspace"), "tags": tags, "words": {"edit": _("Edit"), "acts": _("Acts")},
        "outline": outline_of(tree, asked, user=request.user, groups=groups, own=own), "asked": asked,
        "groups": groups, "has_own": bool(own), "states": states(), "kinds": Kind.choices,
    }  # fmt: skip


def told_in(request: HttpRequest, tree: DraftTree) -> Told | None:
    """What the act that led here brought, named in the address."""
    uid = request.GET.get(DONE, "")
    pk = next((one.element.pk for one in tree.walk() if str(one.element.uid) == uid), None) if uid else None
    return told_of(tree, pk, request.user) if pk else None


def page_of(request: HttpRequest) -> str:
    """The page on which the outline stands, with its filters: an address of ours, else the plain one."""
    given = request.POST.get("next") or request.GET.get("next") or ""
    if given and url_has_allowed_host_and_scheme(given, allowed_hosts={request.get_host()}):
        return given
    return reverse("plans:workspace")


def page_context(page: str) -> dict[str, str]:
    """`next` for forms; `here` is the same, quoted to stand in an address."""
    return {"next": page, "here": quote(page, safe="/")}


def _render(request: HttpRequest, tree: DraftTree, told: Told, focus: str, panel: dict[str, Any]) -> HttpResponse:
    page = page_of(request)
    context = outline_context(request, tree, QueryDict(urlsplit(page).query))
    context |= {"told": told, "focus": focus, "panel": panel, "plan": tree.plan} | page_context(page)
    return render(request, "plans/_outline_answer.html", context)


def _way_back(request: HttpRequest, element: Element, *, tell: bool) -> str:
    """The page where the button was, at the element's line, told what was done there."""
    parts = urlsplit(page_of(request))
    query = QueryDict(parts.query, mutable=True)
    query.pop(DONE, None)
    if tell:
        query[DONE] = str(element.uid)
    return urlunsplit(("", "", parts.path, urlencode(sorted(query.lists()), doseq=True), f"e-{element.uid}"))


def _additions(request: HttpRequest, element: Element) -> list[tuple[str, str]]:
    """What may be added beside the element: (where:kind, words)."""
    choices = []
    if permissions.can_add_under(request.user, element.parent):
        choices.append((f"after:{element.kind}", _("%(kind)s after this one") % {"kind": element.get_kind_display()}))
    for kind in children_of(element.kind):
        choices.append((f"under:{kind}", _("%(kind)s under this one") % {"kind": kind.label}))
    return choices


def _said_of_stale(error: StaleText) -> str:
    return _("%(who)s renamed it to “%(title)s” meanwhile. Yours is still in the field: save once more to keep it.") % {
        "who": error.newest.by or _("Somebody"), "title": error.newest.snapshot["title"],
    }  # fmt: skip
