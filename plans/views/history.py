"""The versions of an element: listed, compared, restored."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.guards import not_allowed_as_403
from plans import permissions
from plans.changes import draft_codes, names_in
from plans.differences import Difference, compare_snapshots
from plans.forms.history import RestoreForm
from plans.guards import element_to_edit, readers_only
from plans.models import Element, ElementVersion
from plans.queries import draft_tree, get_element_for
from plans.services.elements import StaleText
from plans.services.history import revert_element

ON_A_PAGE = 25


@require_safe
@readers_only
def versions(request: HttpRequest, uid: str) -> HttpResponse:
    """Every version, newest first; two of them are chosen here to be compared (`?nuo=`, `?iki=`)."""
    element = get_element_for(request.user, uid)
    chosen = [request.GET.get(name, "") for name in ("nuo", "iki")]
    if all(one.isdecimal() and len(one) < 10 for one in chosen):
        return redirect("plans:compare_versions", element.uid, *sorted(map(int, chosen)))
    listed = element.versions.select_related("by", "with_author").defer("snapshot")
    page = Paginator(listed, ON_A_PAGE).get_page(request.GET.get("page"))
    context = _surroundings(element) | {
        "page": page, "half_chosen": any(chosen),
        "may_restore": permissions.can_edit(request.user, element) and not element.is_removed,
    }  # fmt: skip
    return render(request, "plans/versions.html", context)


@require_safe
@readers_only
def compare_versions(request: HttpRequest, uid: str, a: int, b: int) -> HttpResponse:
    """What leads from version `a` to version `b`."""
    element = get_element_for(request.user, uid)
    old, new = _version(element, a), _version(element, b)
    context = _surroundings(element) | {"old": old, "new": new, "difference": _difference(element, old, new)}
    return render(request, "plans/compare_versions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@readers_only
def restore_version(request: HttpRequest, uid: str, number: int) -> HttpResponse:
    """Asks, with what would change, and writes an earlier version's text and numbers again."""
    element = element_to_edit(request.user, uid)
    version = _version(element, number)
    if element.is_removed:
        messages.error(request, _("The element is removed. Bring it back first."))
        return redirect("plans:element", element.uid)
    form = RestoreForm(request.POST or None, initial={"base_version": element.text_version})
    if request.method == "POST" and form.is_valid():
        try:
            with not_allowed_as_403():
                made = revert_element(element, version, by=request.user, **form.cleaned_data)
        except StaleText:
            # What was read is not the newest any more: shown anew, the reason kept.
            element = element_to_edit(request.user, uid)
            form = RestoreForm(initial=form.cleaned_data | {"base_version": element.text_version})
            messages.warning(request, _("Somebody saved meanwhile. Look at what would change now, then go back."))
        except Refused as error:
            form.add_error(None, str(error))
        else:
            done = _("The text and the numbers of version %(number)d stand again.") % {"number": number}
            messages.success(request, done if made else _("Nothing differs: no new version was made."))
            return redirect("plans:element", element.uid)
    context = _surroundings(element) | {
        "version": version, "form": form, "difference": _restored(element, version), "newest": _newest(element),
    }  # fmt: skip
    return render(request, "plans/restore_version.html", context)


def _version(element: Element, number: int) -> ElementVersion:
    listed = ElementVersion.objects.select_related("by", "with_author")
    found = listed.filter(element=element, number=number).first() if number < 1 << 31 else None
    if found is None:
        raise Http404
    return found


def _newest(element: Element) -> ElementVersion:
    assert element.current_version is not None  # every element is born with a version
    return element.current_version


def _difference(element: Element, old: ElementVersion, new: ElementVersion) -> Difference:
    names = names_in([old.snapshot, new.snapshot], draft_codes([element.plan_id]))
    return compare_snapshots(old.snapshot, new.snapshot, names, uid=str(element.uid))


def _restored(element: Element, version: ElementVersion) -> Difference:
    """What going back would change: place, owner, links and removal stay as they are."""
    newest = _newest(element)
    stays = {name: newest.snapshot[name] for name in ("placement", "workgroup", "horizontal", "links", "removed")}
    old = version.snapshot | stays
    return compare_snapshots(newest.snapshot, old, names_in([newest.snapshot, old], draft_codes([element.plan_id])))


def _surroundings(element: Element) -> dict[str, Any]:
    tree = draft_tree(element.plan)
    return {"element": element, "branch": tree.by_pk[element.pk], "path": tree.path_to(element.pk)}
