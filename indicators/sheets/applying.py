"""Doing what an import was shown to do: through the services of the drafting room, all or nothing."""

from collections import defaultdict
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from indicators.sheets.planning import Draft, Target
from indicators.sheets.planning.elements import in_order
from indicators.sheets.planning.model import Line
from klaipeda_plan.core.errors import NotAllowed, Refused
from plans.content import Content
from plans.hierarchy import Kind
from plans.models import Element, VersionKind
from plans.services.elements import add_element, move_element, save_element
from plans.services.links import NewLink, change_links
from plans.services.stages import add_stage, change_stage
from workgroups.models import Workgroup


@transaction.atomic
def write(draft: Draft, *, by: Any, reason: str) -> int:
    """Write every wish of the draft; answers how many elements got a version. Raises Refused naming the row, and
    then nothing is written."""
    elements: dict[str, Any] = {ref: one.standing.element for ref, one in draft.targets.items() if one.standing}
    written: set[str] = set()
    groups = {group.pk: group for group in Workgroup.objects.all()}
    _write_stages(draft, by=by, reason=reason)
    for target in in_order(draft):
        with _told(target.line):
            elements[target.ref] = _add(draft, target, elements, groups, by=by, reason=reason)
        written.add(target.ref)
    for target in draft.targets.values():
        if target.standing is None or not target.parts:
            continue
        with _told(target.line):
            if target.parts - {"place"}:
                _save(target, by=by, reason=reason)
            if target.is_moved:
                parent = elements[target.parent] if target.parent else None
                move_element(_fresh(elements[target.ref]), parent=parent and _fresh(parent), by=by, reason=reason)
        written.add(target.ref)
    return len(written | _write_links(draft, elements, by=by, reason=reason))


def _add(draft: Draft, target: Target, elements: Any, groups: dict[int, Workgroup], *, by: Any, reason: str) -> Element:
    parent = elements[target.parent] if target.parent else None
    group = groups.get(target.group_id) if target.group_id is not None else None
    return add_element(
        draft.plan, target.kind, parent, _content(target, {"text", "detail", "funding", "indicators"}), by=by,
        workgroup=group, is_horizontal=target.is_horizontal, version_kind=VersionKind.IMPORTED, reason=reason,
    )  # fmt: skip


def _save(target: Target, *, by: Any, reason: str) -> None:
    assert target.standing is not None
    element = target.standing.element
    assert element is not None
    save_element(
        element, _content(target, target.parts), base_version=element.text_version, by=by, reason=reason,
        version_kind=VersionKind.IMPORTED,
    )  # fmt: skip


def _content(target: Target, parts: set[str]) -> Content:
    """What is to be written; what no row has touched is left as it is."""
    is_measure = target.kind == Kind.MEASURE
    return Content(
        target.title, target.body,
        detail=target.detail if is_measure and "detail" in parts and target.detail else None,
        funding=target.funding if is_measure and "funding" in parts else None,
        parts={"indicators": target.indicators} if "indicators" in parts and target.indicators else {},
    )  # fmt: skip


def _write_stages(draft: Draft, *, by: Any, reason: str) -> None:
    """What gets other years first makes room for what is new."""
    for wish in sorted(draft.stages.values(), key=lambda one: one.stage is None):
        if not wish.is_changed:
            continue
        with _told(wish.line):
            if wish.stage is None:
                add_stage(draft.plan, wish.facts, by=by, reason=reason, code=wish.code)
            else:
                change_stage(wish.stage, wish.facts, by=by, reason=reason)


def _write_links(draft: Draft, elements: Any, *, by: Any, reason: str) -> set[str]:
    by_source: dict[str, list[Any]] = defaultdict(list)
    for wish in draft.links:
        by_source[wish.source].append(wish)
    for ref, wishes in by_source.items():
        added = [NewLink(one.kind, elements.get(one.target) or _other(one.target), one.reason) for one in wishes]
        with _told(wishes[0].line):
            change_links(elements[ref], add=added, by=by, why=reason)
    return set(by_source)


def _other(uid: str) -> Element:
    return Element.objects.get(uid=uid)


def _fresh(element: Element) -> Element:
    return Element.objects.select_related("plan", "parent", "workgroup").get(pk=element.pk)


class _told:
    """A refusal of a service names the row that it came from."""

    def __init__(self, line: Line | None) -> None:
        self.line = line

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if not isinstance(error, Refused | NotAllowed | ValidationError):
            return
        why = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        place = f"{self.line.sheet}, {self.line.row}" if self.line else ""
        raise Refused(_("Row %(place)s was refused: %(why)s") % {"place": place, "why": why}) from error
