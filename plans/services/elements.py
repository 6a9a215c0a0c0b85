"""Writing elements: add, save, move, remove, bring back. Every write makes one version."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klaipeda_plan.core.bodies import clean_body
from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.core.history import save_with_history
from plans import permissions, snapshot
from plans.content import Content as Content
from plans.hierarchy import Kind, may_stand_under
from plans.models import Element, ElementVersion, Plan, VersionKind
from plans.services.measures import write_measure
from plans.services.merging import Joined, authors_since, join_over
from plans.services.places import position_among
from plans.services.review import lock_element, reopen
from plans.services.versions import make_version
from workgroups.models import Workgroup
from workgroups.permissions import is_coordinator

WRITTEN = ("title", "body", "text_version", "current_version")
# Behind the reason of a version that joins several people's changes: everybody's names.
NAMES_OF_MERGE = gettext_lazy("joined with the changes of %(names)s")


class StaleText(Refused):
    """Somebody saved a newer version meanwhile and nothing was written. `newest` is that version,
    `text_version` what guards it; `joined` holds what must be decided (None where the base was not named)."""

    def __init__(self, newest: ElementVersion, text_version: int, joined: Joined | None = None) -> None:
        super().__init__(_("Somebody saved a newer version while you were writing."))
        self.newest, self.text_version, self.joined = newest, text_version, joined


@transaction.atomic
def add_element(
    plan: Plan, kind: str, parent: Element | None, content: Content, *, by: Any, workgroup: Workgroup | None = None,
    is_horizontal: bool = False, version_kind: VersionKind = VersionKind.ADDED, reason: str = "",
    after: Element | None = None,
) -> Element:  # fmt: skip
    """A new element at the end of `parent` (None: of the plan), or right `after` a sibling. It belongs to the
    parent's group unless the coordinator names another."""
    if after is not None:
        Plan.objects.select_for_update().get(pk=plan.pk)
    if parent is not None:
        parent = lock_element(parent)
        if parent.is_removed or parent.plan_id != plan.pk:
            raise Refused(_("The element above was removed. Choose another place."))
    if not permissions.can_add_under(by, parent):
        raise NotAllowed(_("You may not add here."), who_may=_("Members of the owning group and the coordinator."))
    if not may_stand_under(kind, parent.kind if parent else ""):
        raise Refused(_("This kind of element cannot stand here."))
    _refuse_second(plan, kind, is_horizontal)
    own_group = workgroup if workgroup is not None and is_coordinator(by) else None
    element = Element(
        plan=plan, kind=kind, parent=parent, title=content.title.strip(), body=clean_body(content.body),
        workgroup=own_group or (parent.workgroup if parent else None), is_horizontal=is_horizontal,
        position=position_among(plan.pk, parent, after=after), text_version=1, place_version=1,
    )  # fmt: skip
    save_with_history(element, by=by, reason=reason or "added")
    _write_parts(element, content, by=by, reason=reason)
    make_version(element, version_kind, by=by, reason=reason)
    return element


@transaction.atomic
def save_element(
    element: Element, content: Content, *, base_version: int, by: Any, reason: str = "",
    version_kind: VersionKind = VersionKind.SAVED, base_number: int | None = None, joined_since: int | None = None,
    with_author: Any = None,
) -> ElementVersion | None:  # fmt: skip
    """Write what a person typed over `base_version` (the `text_version` that was opened).

    When a newer one exists, nothing is overwritten: with `base_number` (the ElementVersion that was opened) both
    are joined, and where they overlap `StaleText` brings what must be decided; without it `StaleText` at once.
    `joined_since`: the content holds already what was saved after that version (somebody has decided). A version
    that joins is of the kind MERGED and names whom it is joined with. `with_author` is the second name of what
    somebody else had written (a proposed wording). Returns the new version, or None when
    nothing was changed.
    """
    element = lock_element(element, "current_version__snapshot", "parent__body")
    if element.is_removed:
        raise Refused(_("The element was removed meanwhile. Your text is still in the form."))
    if not permissions.can_edit(by, element):
        raise NotAllowed(
            _("This element belongs to another group."), who_may=_("Members of the owning group and the coordinator.")
        )
    since = joined_since
    if element.text_version != base_version:
        content = _joined(element, content, base_number)
        since = min((number for number in (base_number, joined_since) if number), default=None)
    if since is not None and (authors := authors_since(element, since)):
        version_kind, with_author, reason = _names_of_merge(authors, by, reason)
    element.title, element.body = content.title.strip(), clean_body(content.body)
    element.text_version += 1
    with transaction.atomic():
        known = _write_parts(element, content, by=by, reason=reason)
        version = make_version(
            element, version_kind, by=by, reason=reason, with_author=with_author, known=known, save=False
        )
        if version is None:  # nothing differs: no history rows either
            transaction.set_rollback(True)
        else:
            save_with_history(element, by=by, reason=reason or "saved", update_fields=WRITTEN)
    if version is not None:
        reopen(element, by=by)
    return version


@transaction.atomic
def move_element(
    element: Element, *, parent: Element | None, before: Element | None = None, after: Element | None = None,
    by: Any, reason: str = "", at: int | None = None,
) -> Element:  # fmt: skip
    """Put the element (with all under it) under `parent`: right before or right after a sibling, else at the end.
    `at` names the position itself: an undo puts back exactly where it stood.

    Its uid, history and the open forms of others stay; the move waits for acceptance like a text.
    """
    # Two moves at once could put each of two sections under the other: one move at a time.
    Plan.objects.select_for_update().get(pk=element.plan_id)
    element = lock_element(element)
    parent = lock_element(parent) if parent else None
    if not permissions.can_move(by, element, parent):
        raise NotAllowed(
            _("Elements move within their own group."), who_may=_("Across groups and on shared ground the coordinator.")
        )
    if not may_stand_under(element.kind, parent.kind if parent else ""):
        raise Refused(_("This kind of element cannot stand here."))
    if parent is not None and (parent.is_removed or parent.plan_id != element.plan_id or _is_inside(parent, element)):
        raise Refused(_("The element cannot be moved there."))
    if at is None:
        at = position_among(element.plan_id, parent, before=before, after=after, moving=element)
    element.position, element.parent = at, parent
    element.place_version += 1
    save_with_history(element, by=by, reason=reason or "moved")
    if make_version(element, VersionKind.MOVED, by=by, reason=reason) is not None:
        reopen(element, by=by)
    return element


@transaction.atomic
def remove_element(element: Element, *, by: Any, reason: str = "") -> Element:
    """Take the element out of the draft. It can be brought back; an accepted one stays in the council's
    edition until its removal is accepted. Refused while something stands under it."""
    element = lock_element(element)
    if not permissions.can_edit(by, element):
        raise NotAllowed(
            _("This element belongs to another group."), who_may=_("Members of the owning group and the coordinator.")
        )
    if element.children.filter(is_removed=False).exists():
        raise Refused(_("Remove or move what stands under it first."))
    return set_removed(element, True, VersionKind.REMOVED, by=by, reason=reason)


@transaction.atomic
def restore_element(element: Element, *, by: Any, reason: str = "") -> Element:
    """Undo a removal."""
    element = lock_element(element)
    if not permissions.can_edit(by, element):
        raise NotAllowed(
            _("This element belongs to another group."), who_may=_("Members of the owning group and the coordinator.")
        )
    if element.parent is not None and lock_element(element.parent).is_removed:
        raise Refused(_("The element above is removed: bring that one back first."))
    if element.is_removed:
        _refuse_second(element.plan, element.kind, element.is_horizontal)
    return set_removed(element, False, VersionKind.RESTORED, by=by, reason=reason)


def _refuse_second(plan: Plan, kind: str, is_horizontal: bool) -> None:
    """A plan has one vision and at most one horizontal priority; the database has the last word."""
    standing = Element.objects.filter(plan=plan).standing()
    if kind == Kind.VISION and standing.filter(kind=Kind.VISION).exists():
        raise Refused(_("The plan has its vision already."))
    if is_horizontal and standing.filter(is_horizontal=True).exists():
        raise Refused(_("The plan has its horizontal priority already."))


def _joined(element: Element, content: Content, base_number: int | None) -> Content:
    """The content joined with the newest version; raises `StaleText` with what must be decided."""
    newest = _newest(element)
    if base_number is None:
        raise StaleText(newest, element.text_version)
    joined = join_over(element, content, base=base_number, over=newest.number)
    if joined is None or not joined.is_settled:
        raise StaleText(newest, element.text_version, joined)
    return joined.content()


def _names_of_merge(authors: list[Any], by: Any, reason: str) -> tuple[VersionKind, Any, str]:
    """The kind of a version that joins, its second name and its reason: all names when there are several."""
    others = [author for author in authors if author != by] or authors
    if len(others) > 1:
        names = NAMES_OF_MERGE % {"names": ", ".join(str(one) for one in others)}
        reason = f"{reason}; {names}" if reason else names
    return VersionKind.MERGED, others[-1], reason


def _newest(element: Element) -> ElementVersion:
    assert element.current_version is not None  # every element is born with a version
    return element.current_version


def set_removed(element: Element, removed: bool, kind: VersionKind, *, by: Any, reason: str) -> Element:
    """Out of the draft or back; the caller has asked who may and holds the element locked."""
    if element.is_removed == removed:
        return element
    element.is_removed = removed
    element.text_version += 1
    save_with_history(element, by=by, reason=reason or str(kind.value))
    make_version(element, kind, by=by, reason=reason)
    reopen(element, by=by)
    return element


def _write_parts(element: Element, content: Content, *, by: Any, reason: str) -> snapshot.Known:
    """Returns what was read on the way and stands as it was."""
    known = snapshot.Known()
    if element.kind == Kind.MEASURE:
        known = write_measure(element, content.detail, content.funding, by=by, reason=reason)
    for name, data in content.parts.items():
        found = snapshot.part(name).apply(element, data, by=by, reason=reason)
        if found is not None:
            known.parts[name] = found
    return known


def _is_inside(element: Element, ancestor: Element) -> bool:
    step: Element | None = element
    while step is not None:
        if step.pk == ancestor.pk:
            return True
        step = step.parent
    return False
