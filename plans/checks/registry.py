"""The one registry of plan checks. Rooms above add theirs with `check` when they are ready."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from plans.checks.model import Finding, Flaw, Material, Severity

Find = Callable[[Material], Iterable[Flaw]]


@dataclass(frozen=True)
class Check:
    """A check: its code, how grave what it finds is, and in a sentence what it looks for.

    A check of the draft's way (`draft_only`) says nothing of an edition to be.
    """

    code: str
    severity: Severity
    about: Any  # lazily translated
    find: Find
    draft_only: bool = False


_checks: dict[str, Check] = {}


def check(code: str, severity: Severity, about: Any, *, draft_only: bool = False) -> Callable[[Find], Find]:
    """Registers the decorated function as the check `code`."""

    def register(find: Find) -> Find:
        _checks[code] = Check(code, severity, about, find, draft_only)
        return find

    return register


def all_checks() -> list[Check]:
    """Every registered check, the gravest first, then by code."""
    return sorted(_checks.values(), key=lambda one: (one.severity.rank, one.code))


def find_in(material: Material) -> list[Finding]:
    """What all checks find, the gravest first and in the order of the document."""
    order = {item.uid: number for number, item in enumerate(material.items)}
    found: list[tuple[tuple[int, int], Finding]] = []
    for one in all_checks():
        if one.draft_only and not material.is_draft:
            continue
        for flaw in one.find(material):
            item = flaw.item
            finding = Finding(
                one.code, one.severity, flaw.message, item.element if item else None, flaw.cure, flaw.where,
                item.code if item else "",
            )  # fmt: skip
            place = order.get(item.uid, len(order)) if item else -1
            found.append(((one.severity.rank, place), finding))
    return [finding for _key, finding in sorted(found, key=lambda pair: pair[0])]
