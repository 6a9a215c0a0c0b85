"""Why elements changed between two editions, in words of the active language: what the editions froze of it."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet
from django.utils.dateformat import format as format_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from editions.models import Edition, EditionKind, EditionReason, ReasonKind

SHOWN = 5  # reasons of one element in one comparison, the newest ones


@dataclass(frozen=True)
class Reason:
    """One reason: where it comes from, in words that name no person, and what was said ("" where nothing was)."""

    kind: str
    source: str
    words: str
    is_public: bool

    @cached_property
    def text(self) -> str:
        return f"{self.source}: {self.words}" if self.words else self.source


def reasons_between(basis: Edition, edition: Edition, *, internal: bool) -> dict[str, tuple[Reason, ...]]:
    """{uid: reasons, the oldest first}; without `internal` the public ones alone. One query; none of the way back,
    from a newer edition to an older one."""
    if basis.number > edition.number:
        return {}
    rows = _rows(basis, edition)
    rows = rows if internal else rows.filter(is_public=True)
    found: dict[str, dict[Reason, None]] = {}
    names = _group_names(edition)
    for row in rows:
        found.setdefault(str(row.uid), {})[_reason(row, names)] = None
    return {uid: tuple(reasons)[-SHOWN:] for uid, reasons in found.items()}


def _rows(basis: Edition, edition: Edition) -> QuerySet[EditionReason]:
    """Each edition tells what changed since the last one for the council: so all of those between tell together."""
    between = Q(edition__number__gt=basis.number, edition__number__lt=edition.number)
    between &= ~Q(edition__kind=EditionKind.WORKING)
    rows = EditionReason.objects.filter(between | Q(edition=edition), edition__plan=edition.plan_id)
    if basis.kind == EditionKind.WORKING:
        rows = rows.filter(date__gte=basis.frozen_at.date())
    return rows.order_by("edition__number", "pk")


def _reason(row: EditionReason, names: dict[str, str]) -> Reason:
    return Reason(row.kind, _source(row, names.get(row.workgroup, "")), row.words, row.is_public)


def _source(row: EditionReason, group: str) -> str:
    day = format_date(row.date, "Y-m-d")
    if row.kind == ReasonKind.DECISION:
        return _("Decision of a meeting (%(group)s, %(date)s)") % {"group": group, "date": day}
    if row.kind == ReasonKind.PROPOSAL:
        text = _("Proposed wording taken over (%(group)s)") % {"group": group}
        return text if group else _("Proposed wording taken over")
    if row.kind == ReasonKind.REMARK:
        return _("Remark that was resolved")
    return _("On acceptance") if row.kind == ReasonKind.ACCEPTANCE else _("Reason given on writing")


def _group_names(edition: Edition) -> dict[str, str]:
    wish = "name_en" if get_language() == "en" else "name"
    return {row["slug"]: row.get(wish) or row["name"] for row in edition.meta.get("groups", [])}
