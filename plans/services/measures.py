"""What only measures have, written within a save of their element: detail, money, and the two agreeing."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from klaipeda_plan.core.cells import FIRST_YEAR, LARGEST_CENTS, LAST_YEAR
from klaipeda_plan.core.errors import Refused
from klaipeda_plan.core.history import delete_with_history, save_with_history
from klaipeda_plan.core.numbers import to_cents
from plans.models import Element, Funding, FundingSource, MeasureDetail, Stage
from plans.offices import why_no_office
from plans.services.organisations import note_bodies
from plans.snapshot import EMPTY_DETAIL, RESOURCES, Known

BODIES = ("responsible", "partners")
Years = tuple[int | None, int | None]  # first and last, None where not known


def write_measure(
    element: Element, detail: Mapping[str, Any] | None, funding: Mapping[tuple[int, str], Decimal] | None, *,
    by: Any, reason: str,
) -> Known:  # fmt: skip
    """Write what is given of a measure (None leaves it as it is). Money outside the measure's years is refused.
    Returns what was read and stands as it was."""
    known = Known()
    row = MeasureDetail.objects.select_related("stage").filter(element=element).first()
    if detail is None:
        known.detail = row
    else:
        row, wrote = _write_detail(element, row or MeasureDetail(element=element), detail, by=by, reason=reason)
        known.detail = None if wrote else row
    years = (row.year_from, row.year_to) if row else (None, None)
    if funding is not None:
        wanted = {key: to_cents(amount) for key, amount in funding.items() if amount}
        refuse_impossible(wanted)
        refuse_outside(years, (year for year, _code in wanted))
        known.funding = _write_funding(element, wanted, years, by=by, reason=reason)
    elif detail is not None:
        standing = Funding.objects.filter(element=element)
        refuse_outside(years, standing.values_list("year", flat=True))
        standing.exclude(first_year=years[0], last_year=years[1]).update(first_year=years[0], last_year=years[1])
    return known


def refuse_impossible(sums: Mapping[tuple[int, str], int]) -> None:
    """Raises Refused for a sum that is negative, too large or of a year that nobody plans in."""
    if any(cents < 0 for cents in sums.values()):
        raise Refused(_("A sum cannot be negative."))
    if any(cents > LARGEST_CENTS for cents in sums.values()):
        raise Refused(_("The sum is too large: at most 1 000 000 000 000 euros."))
    if strange := sorted({year for year, _code in sums if not FIRST_YEAR <= year <= LAST_YEAR}):
        raise Refused(_("Money is not written for the year %(year)s.") % {"year": strange[0]})


def refuse_outside(years: Years, funded: Iterable[int]) -> None:
    """Raises Refused naming the years of `funded` in which the measure is not carried out."""
    strange = years_outside(years, funded)
    if strange:
        raise Refused(
            _("Money is written for %(strange)s, but the measure is done in %(first)s–%(last)s.")
            % {"strange": ", ".join(map(str, strange)), "first": years[0] or "…", "last": years[1] or "…"}
        )


def years_outside(years: Years, funded: Iterable[int]) -> list[int]:
    first, last = years
    return sorted({year for year in funded if (first and year < first) or (last and year > last)})


def _write_detail(
    element: Element, row: MeasureDetail, data: Mapping[str, Any], *, by: Any, reason: str
) -> tuple[MeasureDetail, bool]:  # fmt: skip
    """The row as it stands now, and whether it was written."""
    values = {name: _value(element, row, name, data[name]) for name in EMPTY_DETAIL if name in data}
    changed = {name for name, value in values.items() if getattr(row, name) != value}
    if "office" in changed and (why := why_no_office(values["office"])):
        raise Refused(why)
    for name in changed:
        setattr(row, name, values[name])
    if row.year_from and row.year_to and row.year_to < row.year_from:
        raise Refused(_("The last year is before the first one."))
    wrote = bool(changed) or row.pk is None
    if wrote:
        save_with_history(row, by=by, reason=reason or "saved")
    if changed.intersection(BODIES):
        note_bodies(element, row.responsible, row.partners, by=by)
    return row, wrote


def _value(element: Element, row: MeasureDetail, name: str, value: Any) -> Any:
    """As the column holds it: the code of a stage becomes the stage, a decimal text a number."""
    if name == "stage":
        if not value:
            return None
        if row.stage is not None and row.stage.code == value:
            return row.stage
        stage = Stage.objects.filter(plan_id=element.plan_id, code=value).first()
        if stage is None:
            raise Refused(_("The plan has no stage “%(code)s” any more. Choose another one.") % {"code": value})
        return stage
    if name in RESOURCES:
        number = None if value in ("", None) else Decimal(value)
        if number is not None and number < 0:
            raise Refused(_("People, premises and land are written as numbers from 0 up."))
        return number
    return value


def _write_funding(
    element: Element, wanted: dict[tuple[int, str], int], years: Years, *,
    by: Any, reason: str,
) -> list[Funding] | None:  # fmt: skip
    """Make the element's sums exactly `wanted`, {(year, code of the source): cents}. Returns them where they were
    so before."""
    rows = list(Funding.objects.filter(element=element).select_related("source"))
    if {(row.year, row.source.code): row.cents for row in rows} == wanted:
        if any((row.first_year, row.last_year) != years for row in rows):
            Funding.objects.filter(element=element).update(first_year=years[0], last_year=years[1])
        return rows
    sources = {source.code: source for source in FundingSource.objects.all()}
    if unknown := sorted({code for _year, code in wanted} - sources.keys()):
        raise Refused(_("There is no funding source “%(code)s”.") % {"code": unknown[0]})
    for row in rows:
        cents = wanted.pop((row.year, row.source.code), None)
        if cents is None:
            delete_with_history(row, by=by, reason=reason or "saved")
        elif cents != row.cents:
            row.cents = cents
            row.first_year, row.last_year = years
            save_with_history(row, by=by, reason=reason or "saved")
        elif (row.first_year, row.last_year) != years:
            Funding.objects.filter(pk=row.pk).update(first_year=years[0], last_year=years[1])
    for (year, code), cents in wanted.items():
        new = Funding(
            element=element, year=year, source=sources[code], cents=cents, first_year=years[0], last_year=years[1]
        )
        save_with_history(new, by=by, reason=reason or "saved")
    return None
