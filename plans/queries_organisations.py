"""The directory of organisations as its pages read it: whom how many measures name, and their money."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.translation import gettext as _

from plans.models import BodyRole, Funding, MeasureBody, Organisation, OrganisationName, Plan
from plans.organisation_names import alike_pairs, in_alphabet, key_of
from plans.services.organisations import NAMED


@dataclass(frozen=True)
class Named:
    """A measure that names an organisation."""

    body: MeasureBody
    code: str
    cents: int


@dataclass(frozen=True)
class MoneyRow:
    year: int
    cells: list[int]
    total: int


@dataclass(frozen=True)
class MoneyTable:
    """Money by year and source; `sources` are names by code, in their order."""

    sources: dict[str, str]
    rows: list[MoneyRow]
    totals: list[int]
    total: int


@dataclass(frozen=True)
class Event:
    """What happened to an organisation in the directory."""

    at: Any
    by: Any
    what: str
    reason: str


def listed_organisations(plan: Plan, *, text: str = "", kind: str = "", order: str = "") -> list[Any]:
    """With `as_responsible`, `as_partner` and `cents` (of what it answers for) in the plan: one query."""
    rows = with_counts(Organisation.objects.all(), plan)
    if kind:
        rows = rows.filter(kind=kind)
    if key := key_of(text):
        rows = rows.filter(pk__in=OrganisationName.objects.filter(key__contains=key).values("organisation"))
    listed = sorted(rows, key=lambda one: in_alphabet(one.name))
    for one in listed:
        one.cents = one.cents or 0
    if order == "priemones":
        listed.sort(key=lambda one: -(one.as_responsible + one.as_partner))
    elif order == "lesos":
        listed.sort(key=lambda one: -one.cents)
    return listed


def with_counts(rows: QuerySet[Organisation], plan: Plan) -> QuerySet[Any]:
    standing = Q(measures__element__plan=plan, measures__element__is_removed=False)
    money = (
        Funding.objects.filter(
            element__plan=plan, element__is_removed=False,
            element__bodies__organisation=OuterRef("pk"), element__bodies__role=BodyRole.RESPONSIBLE,
        )
        .order_by().values("element__bodies__organisation").annotate(sum=Sum("cents")).values("sum")
    )  # fmt: skip
    return rows.annotate(
        as_responsible=Count("measures", filter=standing & Q(measures__role=BodyRole.RESPONSIBLE)),
        as_partner=Count("measures", filter=standing & Q(measures__role=BodyRole.PARTNER)),
        cents=Subquery(money),
    )


def measures_of(organisation: Organisation, plan: Plan, codes: Any) -> dict[str, list[Named]]:
    """{role: measures in the order of the document}, two queries."""
    rows = MeasureBody.objects.filter(organisation=organisation, element__plan=plan, element__is_removed=False)
    listed = list(rows.select_related("element__workgroup", "element__detail").defer("element__body"))
    money = Funding.objects.filter(element__in=[row.element_id for row in listed])
    sums = dict(money.order_by().values_list("element").annotate(Sum("cents")))
    places = {pk: number for number, pk in enumerate(codes)}
    listed.sort(key=lambda row: places.get(row.element_id, len(places)))
    found: dict[str, list[Named]] = {role.value: [] for role in BodyRole}
    for row in listed:
        found[row.role].append(Named(row, codes.get(row.element_id, ""), sums.get(row.element_id, 0)))
    return found


def money_table(rows: QuerySet[Funding]) -> MoneyTable | None:
    """The sums of `rows` by year and source, one query; None where there are none."""
    grouped = rows.order_by("source__position", "source__code").values_list("year", "source__code", "source__name")
    cells, names = {}, {}
    for year, code, name, cents in grouped.annotate(sum=Sum("cents")):
        cells[year, code], names[code] = cents, name
    if not cells:
        return None
    lines = []
    for year in sorted({year for year, _code in cells}):
        line = [cells.get((year, code), 0) for code in names]
        lines.append(MoneyRow(year, line, sum(line)))
    totals = [sum(line.cells[place] for line in lines) for place in range(len(names))]
    return MoneyTable(names, lines, totals, sum(totals))


def money_answered_for(organisation: Organisation, plan: Plan) -> QuerySet[Funding]:
    """The sums of the standing measures that it answers for."""
    answering = MeasureBody.objects.filter(organisation=organisation, role=BodyRole.RESPONSIBLE)
    return Funding.objects.filter(
        element__in=answering.values("element"), element__plan=plan, element__is_removed=False
    )  # fmt: skip


def likely_duplicates(organisations: Iterable[Organisation]) -> list[tuple[Organisation, Organisation]]:
    """Pairs whose names may mean one body. Nothing follows from it: a person decides."""
    by_pk = {one.pk: one for one in organisations}
    return [(by_pk[one], by_pk[other]) for one, other in alike_pairs((one.pk, one.name) for one in by_pk.values())]


def spellings_of(organisation: Organisation) -> list[OrganisationName]:
    """Its spellings, each with `is_shown`: whether it is called so."""
    rows = sorted(organisation.names.all(), key=lambda one: in_alphabet(one.name))
    for one in rows:
        one.is_shown = one.key == key_of(organisation.name)  # type: ignore[attr-defined]
    return rows


def history_of(organisation: Organisation) -> list[Event]:
    """What happened to it and to its spellings, the newest first: two queries."""
    events = list(_of_record(organisation)) + list(_of_spellings(organisation))
    return sorted(events, key=lambda one: one.at, reverse=True)


def _of_record(organisation: Organisation) -> Iterable[Event]:
    rows = Organisation.history.filter(id=organisation.pk).select_related("history_user").order_by("history_id")
    fields = {"name": _("name"), "name_en": _("name in English"), "kind": _("kind"), "website": _("website")}
    before = None
    for row in rows:
        if before is None:
            what = _("entered in the directory")
        else:
            changed = [label for name, label in fields.items() if getattr(row, name) != getattr(before, name)]
            what = _("changed: %(fields)s") % {"fields": ", ".join(changed)} if changed else _("saved")
        before = row
        yield Event(row.history_date, row.history_user, what, _reason(row))


def _of_spellings(organisation: Organisation) -> Iterable[Event]:
    ever = OrganisationName.history.filter(organisation_id=organisation.pk).values("id")
    rows = OrganisationName.history.filter(id__in=ever).select_related("history_user").order_by("id", "history_id")
    before: Any = None
    for row in rows:
        came_from = before.organisation_id if before is not None and before.id == row.id else None
        before = row
        name = {"name": row.name}
        if row.organisation_id == organisation.pk and came_from is None:
            what = _("spelling “%(name)s” noted") % name
        elif row.organisation_id == organisation.pk and came_from != organisation.pk:
            what = _("spelling “%(name)s” merged in") % name
        elif came_from == organisation.pk and row.organisation_id != organisation.pk:
            what = _("spelling “%(name)s” split off") % name
        else:
            continue
        yield Event(row.history_date, row.history_user, what, _reason(row))


def _reason(row: Any) -> str:
    reason: str = row.history_change_reason or ""
    return _("a measure names it") if reason == NAMED else reason
