"""Links between elements: which problem a goal addresses, what contributes to the horizontal priority, what
continues an earlier plan. A link belongs to its source: whoever may edit that may link it, and the change is a
version of it that waits for acceptance like a text."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.core.history import delete_with_history, save_with_history
from plans import permissions
from plans.hierarchy import Kind
from plans.models import Element, ElementLink, ElementVersion, LinkKind, VersionKind
from plans.services.review import lock_element, reopen
from plans.services.versions import make_version

PLANNED = (Kind.PRIORITY, Kind.GOAL, Kind.TASK, Kind.MEASURE)
# What each kind of link leads from and to.
ENDS: dict[str, tuple[tuple[Kind, ...], tuple[Kind, ...]]] = {
    LinkKind.ADDRESSES: ((Kind.GOAL,), (Kind.PROBLEM,)),
    LinkKind.CONTRIBUTES: ((Kind.GOAL, Kind.TASK, Kind.MEASURE), (Kind.PRIORITY,)),
    LinkKind.CONTINUES: (PLANNED, PLANNED),
}


@dataclass(frozen=True)
class NewLink:
    kind: str
    target: Element
    reason: str = ""


def may_link_from(kind: str) -> list[LinkKind]:
    """The kinds of links that an element of `kind` may have."""
    return [link for link in LinkKind if kind in ENDS[link][0]]


def link_elements(source: Element, target: Element, kind: str, *, by: Any, reason: str = "") -> ElementVersion | None:
    """Link `source` to `target`, or give the link that is there another reason."""
    return change_links(source, add=[NewLink(kind, target, reason)], by=by)


def unlink_elements(source: Element, target: Element, kind: str, *, by: Any) -> ElementVersion | None:
    """Take a link away; nothing happens when there is none."""
    return change_links(source, remove=[(kind, target)], by=by)


@transaction.atomic
def change_links(
    source: Element, *, add: Iterable[NewLink] = (), remove: Iterable[tuple[str, Element]] = (), by: Any, why: str = ""
) -> ElementVersion | None:
    """Several changes of the links of `source` as one version; None when nothing differs afterwards. `why` is the
    reason of the version and of the rows of history (each link has a reason of its own besides).

    What somebody else linked meanwhile stays. The text of the source is not touched: an open form of it is saved
    as before.
    """
    source = lock_element(source)
    if not permissions.can_edit(by, source):
        raise NotAllowed(
            _("This element belongs to another group."), who_may=_("Members of the owning group and the coordinator.")
        )
    if source.is_removed:
        raise Refused(_("The element is removed from the draft: bring it back first."))
    for kind, target in remove:
        for link in ElementLink.objects.filter(kind=kind, source=source, target=target):
            delete_with_history(link, by=by, reason=why or "unlinked")
    for new in add:
        _write(source, new, by=by, why=why)
    version = make_version(source, VersionKind.LINKED, by=by, reason=why)
    if version is not None:
        reopen(source, by=by)
    return version


def _write(source: Element, new: NewLink, *, by: Any, why: str) -> None:
    target, reason = Element.objects.select_related("plan").get(pk=new.target.pk), " ".join(new.reason.split())
    _refuse_nonsense(source, target, new.kind, reason)
    link = ElementLink.objects.filter(kind=new.kind, source=source, target=target).first()
    if link is None:
        link = ElementLink(kind=new.kind, source=source, target=target, reason=reason)
    elif link.reason == reason:
        return
    link.reason = reason
    save_with_history(link, by=by, reason=why or "linked")


def _refuse_nonsense(source: Element, target: Element, kind: str, reason: str) -> None:
    sources, targets = ENDS[kind]
    if source.kind not in sources or target.kind not in targets:
        raise Refused(_("These two elements cannot be linked so."))
    if target.is_removed:
        raise Refused(_("“%(title)s” was removed meanwhile.") % {"title": target.title})
    if kind == LinkKind.CONTINUES:
        if target.plan.period_start >= source.plan.period_start:
            raise Refused(_("Only an element of an earlier plan can be continued."))
        if not reason:
            raise Refused(_("Say in a few words how it continues the earlier plan."))
    elif target.plan_id != source.plan_id:
        raise Refused(_("These two elements belong to different plans."))
    if kind == LinkKind.CONTRIBUTES and not target.is_horizontal:
        raise Refused(_("Only the horizontal priority is contributed to."))
    if kind == LinkKind.CONTRIBUTES and _stands_under(source, target):
        raise Refused(_("What stands under the horizontal priority contributes to it already."))


def _stands_under(element: Element, ancestor: Element) -> bool:
    step = element.parent
    while step is not None:
        if step.pk == ancestor.pk:
            return True
        step = step.parent
    return False
