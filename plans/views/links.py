"""The links of one element: problems that a goal addresses, the horizontal priority, earlier plans."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.guards import not_allowed_as_403
from plans.forms.links import Choices, LinksForm
from plans.guards import element_to_edit, readers_only
from plans.hierarchy import Kind
from plans.models import Element, ElementLink, LinkKind
from plans.queries import DraftTree, draft_tree
from plans.services.links import ENDS, change_links, may_link_from


@require_http_methods(["GET", "POST"])
@readers_only
def links(request: HttpRequest, uid: str) -> HttpResponse:
    """Boxes of everything that this element may be linked to."""
    element = element_to_edit(request.user, uid)
    if element.is_removed or not may_link_from(element.kind):
        raise Http404
    tree = draft_tree(element.plan)
    form = LinksForm(choices_for(element, tree), request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            with not_allowed_as_403():
                version = change_links(element, add=form.added(), remove=form.removed(), by=request.user)
        except Refused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Links saved.") if version else _("Nothing was changed."))
            return redirect("plans:element", uid=element.uid)
    context = {
        "form": form, "element": element, "branch": tree.by_pk[element.pk], "path": tree.path_to(element.pk),
        "codes": {pk: branch.code for pk, branch in tree.by_pk.items()},
    }  # fmt: skip
    return render(request, "plans/links.html", context)


def choices_for(element: Element, tree: DraftTree) -> Choices:
    """What the element may be linked to, and what it is linked to: two queries beside the tree."""
    kinds = may_link_from(element.kind)
    rows = list(
        ElementLink.objects.filter(source=element).select_related("target__plan").defer("target__body").order_by("pk")
    )
    above = {branch.element.pk for branch in tree.path_to(element.pk)}
    return Choices(
        problems=_problems(tree, rows) if LinkKind.ADDRESSES in kinds else None,
        horizontal=_horizontal(tree, above) if LinkKind.CONTRIBUTES in kinds else None,
        earlier=_earlier(element) if LinkKind.CONTINUES in kinds else None,
        linked={(row.kind, str(row.target.uid)): row.reason for row in rows},
        continued=[row.target for row in rows if row.kind == LinkKind.CONTINUES],
    )


def _problems(tree: DraftTree, rows: list[ElementLink]) -> list[tuple[str, list[Element]]]:
    """Standing problems by the section that they stand in, and removed ones that are still linked."""
    linked = {row.target_id for row in rows if row.kind == LinkKind.ADDRESSES}
    areas: dict[str, list[Element]] = {}
    for branch in tree.walk():
        if branch.element.kind == Kind.PROBLEM and (branch.code or branch.element.pk in linked):
            above = tree.path_to(branch.element.pk)[-1]
            areas.setdefault(f"{above.code} {above.element.title}".strip(), []).append(branch.element)
    return list(areas.items())


def _horizontal(tree: DraftTree, above: set[int]) -> Element | None:
    """The horizontal priority, unless the element stands under it."""
    for branch in tree.walk():
        if branch.code and branch.element.is_horizontal and branch.element.pk not in above:
            return branch.element
    return None


def _earlier(element: Element) -> list[tuple[str, list[Element]]]:
    """Elements of earlier plans by plan, the newest plan first; of the element's own level first."""
    _sources, targets = ENDS[LinkKind.CONTINUES]
    found = (
        Element.objects.standing().filter(plan__period_start__lt=element.plan.period_start, kind__in=targets)
        .select_related("plan").defer("body").order_by("-plan__period_start", "plan", "position", "pk")
    )  # fmt: skip
    plans: dict[str, list[Element]] = {}
    for one in found:
        plans.setdefault(one.plan.title, []).append(one)
    return [(plan, sorted(some, key=lambda one: one.kind != element.kind)) for plan, some in plans.items()]
