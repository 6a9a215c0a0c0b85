"""Rows of the levels of the tree: what is added, changed, moved."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from indicators.sheets.bodies import body_of_cell, cell_of_body
from indicators.sheets.cells import cell_of, line
from indicators.sheets.layout import DETAIL, Column, Type
from indicators.sheets.planning.draft import Draft, Unclear
from indicators.sheets.planning.model import RowReader, Target, Wrong
from klaipeda_plan.core.numbers import decimal_text
from plans.hierarchy import PARENTS, ROOT, Kind
from plans.offices import why_no_office
from plans.snapshot import EMPTY_DETAIL

NO_PARENT = object()
NEW = "new-"


def note_rows(draft: Draft, rows: list[RowReader]) -> list[tuple[RowReader, Target]]:
    """First which element each row is: rows may name what stands further down in the file."""
    noted = []
    for row in rows:
        target = _existing(draft, row) if not row.is_empty("uid") else _new(draft, row)
        if target is not None:
            row.line.name, row.line.uid = target.name, target.ref if target.standing else ""
            noted.append((row, target))
    return noted


def plan_row(draft: Draft, row: RowReader, target: Target) -> None:
    """What the row wants of its element."""
    if target.standing is None:
        _place_new(draft, row, target)
    else:
        _place_standing(draft, row, target)
    _texts(row, target)
    if target.kind == Kind.MEASURE:
        _detail(row, target)
    _fixed(draft, row, target)
    if row.line.changes and target.standing is not None and not draft.may_edit(target):
        row.wrong("uid", draft.who_may(target))


def _existing(draft: Draft, row: RowReader) -> Target | None:
    uid = row.get("uid")
    if uid is None:
        return None
    try:
        target = draft.find_uid(uid)
    except Unclear as error:
        row.wrong("uid", str(error))
        return None
    if target.kind not in row.sheet.kinds:
        row.wrong("uid", _("This element stands on another level and cannot be meant here."))
        return None
    return target if draft.once(row, ("element", uid), "uid") else None


def _new(draft: Draft, row: RowReader) -> Target | None:
    row.line.is_new = True
    title = row.get("title")
    kind = row.sheet.kinds[0].value if len(row.sheet.kinds) == 1 else row.get("kind")
    if title is None and not row.has("title"):
        row.wrong("title", _("This cell must not be empty."))
    if kind is None and not row.line.wrongs:
        row.wrong("kind", _("This cell must not be empty."))
    row.line.name = line(str(title or ""))
    if row.line.wrongs:
        return None
    ref, code = f"{NEW}{row.sheet.slug}-{row.row.number}", row.get("code") or ""
    target = Target(ref, kind, code, None, None, title=title, detail=dict(EMPTY_DETAIL))
    target.is_horizontal = bool(row.get("horizontal"))
    draft.add(target)
    return target


def _place_new(draft: Draft, row: RowReader, target: Target) -> None:
    parent = _parent_of_new(draft, row, target)
    if parent is NO_PARENT:
        return
    assert parent is None or isinstance(parent, Target)
    target.parent = parent.ref if parent else None
    target.touch("all", row.line)
    _refuse_second(draft, row, target)


def _parent_of_new(draft: Draft, row: RowReader, target: Target) -> Any:
    kinds = PARENTS[target.kind]
    if row.is_empty("parent_uid") and row.is_empty("parent"):
        if ROOT in kinds:
            return None
        if Kind.VISION in kinds:  # a plan has one vision: nobody needs to name it
            visions = [one for one in draft.targets.values() if one.kind == Kind.VISION]
            if len(visions) == 1:
                return visions[0]
    parent = draft.refer(row, "parent_uid", "parent", kinds)
    return NO_PARENT if parent is None else parent


def settle_new(draft: Draft) -> None:
    """Whose the new elements are, once every one has its place: the parent's, unless the coordinator names a group."""
    for target in in_order(draft):
        row = draft.places["row", target.ref]
        parent = draft.targets.get(target.parent or "")
        slug = row.get("group")
        inherited = parent.group_id if parent else None
        target.group_id = inherited if slug is None else draft.groups[slug]
        if draft.is_coordinator:
            continue
        if target.group_id != inherited:
            message = _("A new element belongs to the group of the one above; the coordinator may set another.")
            row.wrong("group", message)
        if parent is None or not draft.may_edit(parent):
            row.wrong("parent", draft.who_may(parent) if parent else _("Only the coordinator adds to the plan itself."))


def _refuse_second(draft: Draft, row: RowReader, target: Target) -> None:
    """What stands once in a plan, and what would stand twice at one place."""
    others = draft.targets.values() if target.kind == Kind.VISION or target.is_horizontal else ()
    if target.kind == Kind.VISION and any(one.kind == Kind.VISION for one in others if one is not target):
        row.wrong("title", _("The plan has its vision already."))
    if target.is_horizontal and any(one.is_horizontal for one in others if one is not target):
        row.wrong("horizontal", _("The plan has its horizontal priority already."))
    for ref in draft.refs_by_title[line(target.title).casefold()]:
        one = draft.targets[ref]
        if one.standing and one.kind == target.kind and one.parent == target.parent:
            row.wrong("title", _("%(code)s is called so already. Write its UID to change it.") % {"code": one.code})
            return


def _place_standing(draft: Draft, row: RowReader, target: Target) -> None:
    """Another element above moves it. Empty cells leave it where it is."""
    current = draft.targets.get(target.parent or "")
    if row.is_empty("parent_uid") and row.is_empty("parent"):
        return
    parent = draft.refer(row, "parent_uid", "parent")
    if parent is not None and parent is not current:
        _move(draft, row, target, current, parent)


def _move(draft: Draft, row: RowReader, target: Target, current: Target | None, parent: Target) -> None:
    key = "parent" if row.has("parent") else "parent_uid"
    if parent.kind not in PARENTS[target.kind]:
        row.wrong(key, _("This kind of element cannot stand here."))
    elif _is_inside(draft, parent, target):
        row.wrong(key, _("The element cannot be moved there."))
    elif not draft.is_coordinator and (not draft.may_edit(target) or parent.group_id != target.group_id):
        row.wrong(key, _("Elements move within their own group; across groups the coordinator moves them."))
    else:
        row.changed(key, current.name if current else None, parent.name)
        target.parent, target.is_moved = parent.ref, True
        target.touch("place", row.line)


def _is_inside(draft: Draft, step: Target | None, ancestor: Target) -> bool:
    while step is not None:
        if step is ancestor:
            return True
        step = draft.targets.get(step.parent or "")
    return False


def _texts(row: RowReader, target: Target) -> None:
    if row.has("title") and target.standing is not None:
        title = row.get("title")
        if title is not None and title != line(target.title):
            row.changed("title", target.title, title)
            target.title = title
            target.touch("text", row.line)
    if not row.has("body"):
        return
    before = len(row.line.wrongs)
    cell = row.get("body") or ""
    if len(row.line.wrongs) > before:
        return
    try:
        body = body_of_cell(cell, target.body)
    except ValidationError as error:
        row.wrong("body", " ".join(error.messages))
        return
    if body != target.body:
        row.changed("body", cell_of_body(target.body), cell_of_body(body))
        target.body = body
        target.touch("text", row.line)


def _detail(row: RowReader, target: Target) -> None:
    for column in DETAIL:
        if not row.has(column.key):
            continue
        before = len(row.line.wrongs)
        value = row.get(column.key)
        if len(row.line.wrongs) > before or _same(column, target.detail[column.key], value):
            continue
        row.changed(column.key, cell_of(column, target.detail[column.key]), value)
        target.detail[column.key] = _stored(column, value)
        target.touch("detail", row.line)
        if column.key == "office" and value and (why := why_no_office(value)):
            row.wrong("office", why)
    first, last = target.detail["year_from"], target.detail["year_to"]
    if first and last and last < first:
        row.wrong("year_to" if row.has("year_to") else "year_from", _("The last year is before the first one."))


def _same(column: Column, stored: Any, value: Any) -> bool:
    if stored in (None, "") or value is None:
        return stored in (None, "") and value is None
    if column.type is Type.NUMBER:
        return Decimal(stored) == value
    return cell_of(column, stored) == value


def _stored(column: Column, value: Any) -> Any:
    if column.type is Type.NUMBER:
        return "" if value is None else decimal_text(value)
    return value if column.type is Type.YEAR else value or ""


def _fixed(draft: Draft, row: RowReader, target: Target) -> None:
    """What an import cannot change of an element that stands: its level, its owner, whether it is horizontal."""
    if target.standing is None:
        return
    content = target.standing.content
    wanted = {"kind": row.get("kind"), "group": row.get("group")}
    if wanted["kind"] and wanted["kind"] != target.kind:
        row.wrong("kind", _("An import does not change the level of an element."))
    if wanted["group"] and wanted["group"] != content["workgroup"]:
        row.wrong(
            "group", _("An import does not change the group of an element. The coordinator does it in the portal.")
        )
    if row.has("horizontal") and bool(row.get("horizontal")) != target.is_horizontal:
        row.wrong("horizontal", _("An import does not change which priority is horizontal."))


def in_order(draft: Draft) -> list[Target]:
    """What is new, each after the one above it."""
    new = [one for one in draft.targets.values() if one.standing is None and "all" in one.parts]
    placed: dict[str, Target] = {}
    while len(placed) < len(new):
        ready = [one for one in new if one.ref not in placed and _has_place(one, placed)]
        if not ready:
            break
        placed |= {one.ref: one for one in ready}
    for one in new:
        if one.ref not in placed:
            note_circle(one)
    return list(placed.values())


def _has_place(target: Target, placed: dict[str, Target]) -> bool:
    return target.parent is None or not target.parent.startswith(NEW) or target.parent in placed


def note_circle(target: Target) -> None:
    """Rows that stand under each other, or under a row that is refused."""
    if target.line is None or target.line.wrongs:
        return
    address = f"{target.line.sheet}!{target.line.row}"
    target.line.wrongs.append(
        Wrong(
            address,
            target.title,
            _("What this row stands under is refused, or the rows stand under each other in a circle."),
        )
    )
