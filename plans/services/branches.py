"""What the outline does with an element and all under it: rename, remove, bring back, undo a move."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from klaipeda_plan.core.errors import NotAllowed, Refused
from plans import permissions
from plans.content import Content
from plans.models import Element, ElementVersion, Plan, VersionKind
from plans.services.elements import StaleText, move_element, restore_element, save_element, set_removed
from plans.services.review import lock_element, lock_elements, undo_reopening

NAMED = 3  # elements of others that a refusal names


@transaction.atomic
def rename_element(
    element: Element, title: str, *, base_version: int, base_title: str, by: Any
) -> ElementVersion | None:
    """A new title, the text as it is. `base_version` and `base_title` are what was seen; `StaleText` only when the
    title is another one by now: what else was saved meanwhile is no reason to refuse."""
    element = lock_element(element)
    if element.text_version != base_version and element.title != base_title:
        assert element.current_version is not None  # every element is born with a version
        raise StaleText(element.current_version, element.text_version)
    content = Content(title, element.body)
    return save_element(element, content, base_version=element.text_version, by=by, reason=_("renamed"))


@transaction.atomic
def remove_branch(element: Element, *, by: Any, reason: str = "") -> list[Element]:
    """Take the element and all that stands under it out of the draft; refused while something of it is another
    group's. The root's version is the oldest of the removal: `restore_branch` knows by it what went together."""
    Plan.objects.select_for_update().get(pk=element.plan_id)
    root = lock_element(element)
    if not permissions.can_edit(by, root):
        raise NotAllowed(
            _("This element belongs to another group."), who_may=_("Members of the owning group and the coordinator.")
        )
    branch = [root, *lock_elements(one for one in _under(root) if not one.is_removed)]
    foreign = [one.title for one in branch if not permissions.can_edit(by, one)]
    if foreign:
        raise Refused(
            _("Something under it is another group's: %(titles)s. The coordinator can remove it.")
            % {"titles": "; ".join(foreign[:NAMED]) + ("…" if len(foreign) > NAMED else "")}
        )
    return [set_removed(one, True, VersionKind.REMOVED, by=by, reason=reason) for one in branch]


@transaction.atomic
def restore_branch(element: Element, *, by: Any, reason: str = "") -> list[Element]:
    """Undo a removal: the element and what was removed together with it. What had been removed before stays out."""
    Plan.objects.select_for_update().get(pk=element.plan_id)
    root = lock_element(element)
    if not root.is_removed:
        return [restore_element(root, by=by, reason=reason)]
    undone = root.current_version
    brought = [_restore(root, by=by, reason=reason)]
    standing = {root.pk}
    for one in _under(root):
        if one.parent_id in standing and went_together(one, undone) and permissions.can_edit(by, one):
            brought.append(_restore(one, by=by, reason=reason))
            standing.add(one.pk)
    return brought


def went_together(one: Element, root_version: ElementVersion | None) -> bool:
    """The element was removed with the root of its branch, whose removal is `root_version`."""
    version = one.current_version
    return (
        one.is_removed and version is not None and root_version is not None
        and root_version.kind == version.kind == VersionKind.REMOVED
        and version.by_id == root_version.by_id and version.pk > root_version.pk
    )  # fmt: skip


@transaction.atomic
def undo_move(element: Element, *, number: int, by: Any) -> Element:
    """Put back to where it stood before the move that made the version `number`; refused when it has been moved
    again. A text that was saved since stays."""
    Plan.objects.select_for_update().get(pk=element.plan_id)
    element = lock_element(element)
    moved, before = (ElementVersion.objects.filter(element=element, number=one).first() for one in (number, number - 1))
    if moved is None or before is None or moved.kind != VersionKind.MOVED or element.is_removed or (
        moved.snapshot["placement"] != _placement(element)
    ):  # fmt: skip
        raise Refused(_("It stands elsewhere by now: this move can no longer be undone."))
    old = before.snapshot["placement"]
    parent = Element.objects.filter(plan=element.plan_id, uid=old["parent"]).first() if old["parent"] else None
    if old["parent"] and parent is None:
        raise Refused(_("The element cannot be moved there."))
    there = Element.objects.filter(plan=element.plan_id, parent=parent, position=old["position"])
    taken = there.exclude(pk=element.pk).first()
    exactly = None if taken else old["position"]
    element = move_element(element, parent=parent, before=taken, at=exactly, by=by, reason=_("move undone"))
    undo_reopening(element, moved, by=by)
    return element


def _placement(element: Element) -> dict[str, Any]:
    return {"parent": str(element.parent.uid) if element.parent else None, "position": element.position}


def _restore(element: Element, *, by: Any, reason: str) -> Element:
    undone = element.current_version
    element = restore_element(element, by=by, reason=reason)
    if undone is not None and undone.kind == VersionKind.REMOVED:
        undo_reopening(element, undone, by=by)
    return element


def _under(root: Element) -> list[Element]:
    """All under the element, standing or not, each after its parent: one query for the whole plan."""
    rows = Element.objects.filter(plan=root.plan_id).select_related("current_version").order_by("position", "pk")
    children: dict[int | None, list[Element]] = {}
    for one in rows.defer("body", "current_version__snapshot"):
        children.setdefault(one.parent_id, []).append(one)
    found: list[Element] = []
    waiting = children.get(root.pk, [])[::-1]
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1].pk, [])[::-1]
    return found
