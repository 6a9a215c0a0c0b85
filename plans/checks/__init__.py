"""Plan checks: what is not as it should be in a plan, each with its severity, its place and its cure.

`run_checks` looks at the draft, `check_pieces` at what an edition would hold. docs/checks.md lists the codes.
"""

from collections.abc import Iterable, Mapping

from plans.checks import measures, progress, structure, texts  # each registers its checks
from plans.checks.gathering import PieceLike, Scope, material_of_draft, material_of_pieces
from plans.checks.model import Finding, Flaw, Item, Material, Severity
from plans.checks.registry import Check, all_checks, check, find_in
from plans.models import Element, Plan
from plans.queries import DraftTree

__all__ = [
    "Check",
    "Finding",
    "Flaw",
    "Item",
    "Material",
    "Severity",
    "all_checks",
    "check",
    "check_pieces",
    "measures",
    "progress",
    "run_checks",
    "structure",
    "texts",
]


def run_checks(plan: Plan, *, scope: Scope | None = None, tree: DraftTree | None = None) -> list[Finding]:
    """What the checks find in the draft, the gravest first: a constant number of queries at any size.

    `scope` says which elements are asked about (`lambda element: element.workgroup_id in own`); without it
    also the plan as a whole is. `tree` is the draft where the caller has read it already.
    """
    return find_in(material_of_draft(plan, scope=scope, tree=tree))


def check_pieces(plan: Plan, pieces: Iterable[PieceLike], elements: Mapping[str, Element]) -> list[Finding]:
    """What the checks find in an edition to be made of `pieces`; `elements` are the plan's rows by uid."""
    return find_in(material_of_pieces(plan, pieces, elements))
