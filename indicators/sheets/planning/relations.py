"""Rows of stages and of links."""

from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from indicators.sheets.cells import line
from indicators.sheets.matching import settled
from indicators.sheets.planning.draft import Draft, LinkWish, StageWish
from indicators.sheets.planning.model import RowReader, Target
from plans.hierarchy import Kind
from plans.models import Element, LinkKind, Stage
from plans.services.links import ENDS
from plans.services.stages import StageFacts

FIELDS = ("name", "name_en", "year_from", "year_to")


def plan_stages(draft: Draft, rows: list[RowReader]) -> None:
    """Before everything else: measures may name a stage that comes with the file."""
    standing = {stage.code: stage for stage in Stage.objects.filter(plan=draft.plan)}
    facts = {code: StageFacts(one.name, one.year_from, one.year_to, one.name_en) for code, one in standing.items()}
    for row in rows:
        _stage(draft, row, standing, facts)
    ordered = sorted(facts.items(), key=lambda one: one[1].year_from)
    for (_code, one), (code, other) in pairwise(ordered):
        wish = draft.stages.get(code) or draft.stages.get(_code)
        if other.year_from <= one.year_to and wish is not None:
            row = draft.places["stage", wish.code]
            row.wrong("year_from", _("Stages share no year: “%(one)s” and “%(other)s” do.")
                      % {"one": one.name, "other": other.name})  # fmt: skip


def _stage(draft: Draft, row: RowReader, standing: dict[str, Stage], facts: dict[str, StageFacts]) -> None:
    code = row.get("code")
    given = {key: row.get(key) for key in FIELDS}
    if code is None and not row.line.wrongs:
        row.wrong("code", _("This cell must not be empty."))
    if row.line.wrongs or not draft.once(row, ("stage", code), "code"):
        return
    stage = standing.get(code)
    old = facts.get(code)
    row.line.name, row.line.is_new = f"{code} {given['name'] or ''}".strip(), stage is None
    values: dict[str, Any] = {
        key: given[key] if row.has(key) else getattr(old, key, None) for key in FIELDS
    } | {"name_en": given["name_en"] or "" if row.has("name_en") else getattr(old, "name_en", "")}  # fmt: skip
    if not values["name"] or not values["year_from"] or not values["year_to"]:
        row.wrong("name", _("A stage has a name, a first and a last year."))
        return
    if values["year_to"] < values["year_from"]:
        row.wrong("year_to", _("The last year is before the first one."))
    new = StageFacts(**values)
    for key in FIELDS:
        before = getattr(old, key, None)
        if stage is not None and (line(before) if isinstance(before, str) else before) != getattr(new, key):
            row.changed(key, before, getattr(new, key))
    is_changed = stage is None or bool(row.line.changes)
    if is_changed and not draft.is_coordinator:
        row.wrong("code", _("The stages of the plan are the coordinator's."))
    facts[code] = new
    draft.stages[code] = StageWish(code, new, stage, row.line, is_changed)
    draft.places["stage", code] = row
    draft.stage_names |= {settled(code): code, settled(new.name): code}


def plan_link(draft: Draft, row: RowReader) -> None:
    kind = row.get("kind")
    source = draft.refer(row, "uid", "code")
    if kind is None or source is None:
        return
    target = _target(draft, row, kind)
    reason = row.get("reason") or ""
    if target is None or row.line.wrongs:
        return
    ref, name = target
    row.line.name, row.line.uid = f"{source.name} → {name}", source.ref if source.standing else ""
    if not draft.once(row, ("link", source.ref, kind, ref), "target"):
        return
    links = source.standing.content["links"] if source.standing else ()
    old = next((one for one in links if one["kind"] == kind and one["target"] == ref), None)
    if old is not None and line(old["reason"]) == reason:
        return
    row.line.is_new = old is None
    if old is not None:
        row.changed("reason", old["reason"], reason)
    _check(draft, row, source, kind, ref, reason)
    draft.links.append(LinkWish(source.ref, kind, ref, reason, row.line))


def _target(draft: Draft, row: RowReader, kind: str) -> tuple[str, str] | None:
    """(ref, name): of this plan, or of an earlier plan by its UID."""
    if kind != LinkKind.CONTINUES:
        found = draft.refer(row, "target_uid", "target", ENDS[kind][1])
        return (found.ref, found.name) if found else None
    uid = row.get("target_uid")
    if uid is None:
        if not row.line.wrongs:
            row.wrong("target_uid", _("An element of an earlier plan is named by its UID."))
        return None
    element = Element.objects.filter(uid=uid, is_removed=False).select_related("plan").first()
    if element is None or element.plan.period_start >= draft.plan.period_start:
        row.wrong("target_uid", _("Only an element of an earlier plan can be continued."))
        return None
    return uid, element.title


def _check(draft: Draft, row: RowReader, source: Target, kind: str, ref: str, reason: str) -> None:
    sources, _targets = ENDS[kind]
    if Kind(source.kind) not in sources:
        row.wrong("kind", _("These two elements cannot be linked so."))
    if kind == LinkKind.CONTRIBUTES and not draft.targets[ref].is_horizontal:
        row.wrong("target", _("Only the horizontal priority is contributed to."))
    if kind == LinkKind.CONTRIBUTES and _stands_under(draft, source, ref):
        row.wrong("target", _("What stands under the horizontal priority contributes to it already."))
    if kind == LinkKind.CONTINUES and not reason:
        row.wrong("reason", _("Say in a few words how it continues the earlier plan."))
    if not draft.may_edit(source):
        row.wrong("code", draft.who_may(source))


def _stands_under(draft: Draft, source: Target, ref: str) -> bool:
    step: Target | None = source
    while step is not None:
        if step.ref == ref:
            return True
        step = draft.targets.get(step.parent or "")
    return False
