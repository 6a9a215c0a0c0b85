"""What an act on the outline brought, in words: for the eye, for a screen reader, and for the button that undoes it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plans.models import Element, VersionKind
from plans.queries import Branch, DraftTree
from plans.services.branches import went_together


@dataclass(frozen=True)
class Told:
    """`undo` says what can be undone about `element`: "move", "removal" or "" for nothing."""

    text: str
    element: Element | None = None
    undo: str = ""
    is_error: bool = False


def told_of(tree: DraftTree, element_pk: int, user: Any) -> Told | None:
    """The person's newest act on an element, as long as nobody wrote a newer version."""
    branch = tree.by_pk.get(element_pk)
    version = branch.element.current_version if branch else None
    if branch is None or version is None or version.by_id != user.pk:
        return None
    if version.kind == VersionKind.REMOVED:
        return Told(_removed(branch), branch.element, "removal")
    if branch.element.is_removed:
        return None
    if version.kind == VersionKind.MOVED:
        return Told(_moved(tree, branch), branch.element, "move")
    said = {
        VersionKind.ADDED: _("Added: %(code)s “%(title)s”."),
        VersionKind.RESTORED: _("Brought back: %(code)s “%(title)s”."),
        VersionKind.SAVED: _("Renamed: %(code)s “%(title)s”."),
    }.get(VersionKind(version.kind))
    return Told(said % {"code": branch.code, "title": branch.element.title}, branch.element) if said else None


def _removed(branch: Branch) -> str:
    root = branch.element
    count = sum(went_together(one.element, root.current_version) for one in branch.walk() if one is not branch)
    if not count:
        return _("Removed: “%(title)s”.") % {"title": root.title}
    text = ngettext(
        "Removed: “%(title)s” with %(count)d element under it.",
        "Removed: “%(title)s” with %(count)d elements under it.", count,
    )  # fmt: skip
    return text % {"title": root.title, "count": count}


def _moved(tree: DraftTree, branch: Branch) -> str:
    """Where it stands now, by its neighbours of the same kind."""
    parent = tree.by_pk.get(branch.element.parent_id or 0)
    siblings = parent.children if parent else tree.roots
    row = [one for one in siblings if one.element.kind == branch.element.kind and not one.element.is_removed]
    at = row.index(branch)
    values = {"code": branch.code, "title": branch.element.title}
    if at + 1 < len(row):
        beside = row[at + 1]
        text = _("Moved: “%(title)s” is %(code)s now, before %(beside_code)s “%(beside)s”.")
    elif at:
        beside = row[at - 1]
        text = _("Moved: “%(title)s” is %(code)s now, after %(beside_code)s “%(beside)s”.")
    elif parent:
        beside = parent
        text = _("Moved: “%(title)s” is %(code)s now, under %(beside_code)s “%(beside)s”.")
    else:
        return _("Moved: “%(title)s” is %(code)s now.") % values
    return text % {**values, "beside_code": beside.code, "beside": beside.element.title}
