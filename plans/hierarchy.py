"""What stands in a plan, what may stand under what, and how each level is called."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    SECTION = "section", _("section")
    AREA_VISION = "area_vision", _("vision of the area")
    STRENGTH = "strength", _("strength")
    WEAKNESS = "weakness", _("weakness")
    OPPORTUNITY = "opportunity", _("opportunity")
    THREAT = "threat", _("threat")
    PROBLEM = "problem", _("problem")
    VISION = "vision", _("vision")
    ASPECT = "aspect", _("aspect of the vision")
    PRIORITY = "priority", _("priority")
    GOAL = "goal", _("goal")
    TASK = "task", _("task")
    MEASURE = "measure", _("measure")


ROOT = ""  # the plan itself, as a parent
ANALYSIS = (
    Kind.AREA_VISION, Kind.STRENGTH, Kind.WEAKNESS, Kind.OPPORTUNITY, Kind.THREAT, Kind.PROBLEM,
)  # fmt: skip
PARENTS: dict[str, tuple[str, ...]] = {
    Kind.SECTION: (ROOT, Kind.SECTION),
    **dict.fromkeys(ANALYSIS, (Kind.SECTION,)),
    Kind.VISION: (ROOT,),
    Kind.ASPECT: (Kind.VISION,),
    Kind.PRIORITY: (Kind.VISION,),
    Kind.GOAL: (Kind.PRIORITY,),
    Kind.TASK: (Kind.GOAL,),
    Kind.MEASURE: (Kind.TASK,),
}
WITH_INDICATORS = (Kind.VISION, Kind.GOAL, Kind.TASK, Kind.MEASURE)


def children_of(kind: str) -> list[Kind]:
    """Kinds that may stand under `kind` (ROOT for the plan), in the order of the document."""
    return [Kind(child) for child in Kind if kind in PARENTS[child]]


def may_stand_under(kind: str, parent_kind: str) -> bool:
    return parent_kind in PARENTS[kind]
