"""Keeping the implementation stages of a plan (etapai)."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.core.history import delete_with_history, save_with_history
from plans import permissions
from plans.codes import roman
from plans.models import Element, Plan, Stage
from plans.queries import draft_tree

MOST_NAMED = 5  # measures that a refusal names


@dataclass(frozen=True)
class StageFacts:
    name: str
    year_from: int
    year_to: int
    name_en: str = ""


@transaction.atomic
def add_stage(plan: Plan, facts: StageFacts, *, by: Any, reason: str = "", code: str = "") -> Stage:
    """A new stage under `code`, or under the next Roman number that the plan has not used."""
    _only_keepers(by)
    standing = _locked(plan)
    code = code.strip() or next_code(plan)
    if any(one.code == code for one in standing):
        raise Refused(_("The plan has a stage %(code)s already.") % {"code": code})
    return _write(Stage(plan=plan, code=code), facts, standing, by=by, reason=reason)


@transaction.atomic
def change_stage(stage: Stage, facts: StageFacts, *, by: Any, reason: str = "") -> Stage:
    """Another name or other years; the code, by which versions and editions know it, stays."""
    _only_keepers(by)
    standing = {one.pk: one for one in _locked(stage.plan)}
    if stage.pk not in standing:
        raise Refused(_("The stage is not there any more."))
    return _write(standing.pop(stage.pk), facts, list(standing.values()), by=by, reason=reason)


@transaction.atomic
def remove_stage(stage: Stage, *, by: Any, reason: str = "") -> None:
    """Refused while measures name it, in their newest or in their accepted version; the refusal says which."""
    _only_keepers(by)
    _locked(stage.plan)
    naming = measures_naming(stage)
    if naming:
        tree = draft_tree(stage.plan)
        named = [f"{tree.code_of(one.pk)} {one.title}".strip() for one in naming[:MOST_NAMED]]
        if len(naming) > MOST_NAMED:
            named.append(_("and %(count)d more") % {"count": len(naming) - MOST_NAMED})
        raise Refused(_("Measures stand in this stage: %(measures)s.") % {"measures": "; ".join(named)})
    delete_with_history(stage, by=by, reason=reason)


def measures_naming(stage: Stage) -> list[Element]:
    """Measures of the plan, removed ones too, that are in the stage now or as they were accepted."""
    measures = Element.objects.filter(plan=stage.plan, detail__isnull=False)
    accepted = measures.filter(accepted_version__snapshot__detail__stage=stage.code)
    return list((measures.filter(detail__stage=stage) | accepted).distinct().order_by("pk"))


def next_code(plan: Plan) -> str:
    """The first Roman number that no stage of the plan has or has had."""
    used = set(Stage.history.filter(plan=plan).values_list("code", flat=True))
    return next(code for number in range(1, 1000) if (code := roman(number)) not in used)


def _write(stage: Stage, facts: StageFacts, others: list[Stage], *, by: Any, reason: str) -> Stage:
    name = " ".join(facts.name.split())
    if not name:
        raise Refused(_("Write the name of the stage."))
    if facts.year_to < facts.year_from:
        raise Refused(_("The last year is before the first one."))
    for other in others:
        if facts.year_from <= other.year_to and other.year_from <= facts.year_to:
            raise Refused(
                _("Stages share no year: %(years)s belong to “%(name)s”.")
                % {"years": f"{other.year_from}–{other.year_to}", "name": other.name}
            )
    stage.name, stage.name_en = name, " ".join(facts.name_en.split())
    stage.year_from, stage.year_to = facts.year_from, facts.year_to
    save_with_history(stage, by=by, reason=reason)
    return stage


def _only_keepers(by: Any) -> None:
    if not permissions.can_keep_stages(by):
        raise NotAllowed(_("You may not change the stages of the plan."), who_may=_("The coordinator."))


def _locked(plan: Plan) -> list[Stage]:
    """The plan's stages, while nobody else changes them."""
    list(Plan.objects.select_for_update().filter(pk=plan.pk))
    return list(Stage.objects.filter(plan=plan))
