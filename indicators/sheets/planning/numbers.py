"""Rows of money, of indicators and of their values."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from indicators.models import WITHOUT_NUMBER, Direction, ValueKind, ValueStatus
from indicators.services.observations import flaw_of_period
from indicators.sheets.cells import cell_of, line
from indicators.sheets.layout import YEAR_KEY
from indicators.sheets.planning.draft import Draft
from indicators.sheets.planning.model import RowReader, Target
from indicators.statistics.model import Frequency
from indicators.statistics.periods import frequency_of
from klaipeda_plan.core.numbers import decimal_text
from plans.hierarchy import WITH_INDICATORS, Kind

FIELDS = ("title", "unit", "decimals", "direction", "source", "method", "responsible")
OPTIONAL = ("method", "responsible")


def plan_money(draft: Draft, row: RowReader) -> None:
    """A measure's sums of one source; an empty cell under a year takes its sum away."""
    measure = draft.refer(row, "uid", "code", (Kind.MEASURE,))
    source = row.get("source")
    if measure is None or source is None:
        return
    row.line.name = f"{measure.name} – {source}"
    row.line.uid = measure.ref if measure.standing else ""
    if not draft.once(row, ("money", measure.ref, source), "source"):
        return
    row.line.is_new = measure.standing is None or not any(code == source for _year, code in measure.funding)
    for key in [one for one in row.columns if one.startswith(YEAR_KEY)]:
        _sum(draft, row, measure, source, key)
    if not row.line.changes:
        row.line.is_new = False
    elif not draft.may_edit(measure):
        row.wrong("code", draft.who_may(measure))


def _sum(draft: Draft, row: RowReader, measure: Target, source: str, key: str) -> None:
    year = int(key.removeprefix(YEAR_KEY))
    before = len(row.line.wrongs)
    amount: Decimal | None = row.get(key) or None  # nothing and zero are the same: no sum
    if len(row.line.wrongs) > before:
        return
    old = measure.funding.get((year, source))
    if old == amount:
        return
    row.changed(key, old, amount)
    measure.touch("funding", row.line)
    if amount is None:
        measure.funding.pop((year, source))
    else:
        measure.funding[year, source] = amount
        draft.places[measure.ref, year, source] = row


def check_years(draft: Draft) -> None:
    """Money outside the measure's years is noted beside the cell that brings it about."""
    for target in draft.targets.values():
        if not target.parts or not target.funding:
            continue
        first, last = target.detail.get("year_from"), target.detail.get("year_to")
        for year, source in target.funding:
            if not ((first and year < first) or (last and year > last)):
                continue
            message = _("The measure is done in %(first)s–%(last)s: there is no place for money of %(year)s.") % {
                "first": first or "…", "last": last or "…", "year": year,
            }  # fmt: skip
            row = draft.places.get((target.ref, year, source))
            if row is not None:
                row.wrong(f"{YEAR_KEY}{year}", message)
            elif (own := draft.places.get(("row", target.ref))) is not None:
                own.wrong("year_from" if first and year < first else "year_to", message)


def plan_indicator(draft: Draft, row: RowReader) -> None:
    found = _standing_indicator(draft, row) if not row.is_empty("uid") else _new_indicator(draft, row)
    if found is None:
        return
    target, indicator = found
    row.line.name, row.line.uid = f"{target.code} {indicator['title']}".strip(), target.ref if target.standing else ""
    for key in FIELDS:
        if row.has(key):
            _field(row, target, indicator, key)
    if row.line.is_new:
        target.touch("indicators", row.line)
    if (row.line.changes or row.line.is_new) and not draft.may_edit(target):
        row.wrong("title", draft.who_may(target))


def _standing_indicator(draft: Draft, row: RowReader) -> tuple[Target, dict[str, Any]] | None:
    uid = row.get("uid")
    if uid is None:
        return None
    if uid not in draft.indicators:
        row.wrong("uid", _("The draft has no indicator with this UID. Leave the cell empty for a new row."))
        return None
    if not draft.once(row, ("indicator", uid), "uid"):
        return None
    ref, indicator = draft.indicators[uid]
    target = draft.targets[ref]
    if row.is_empty("element_uid") and row.is_empty("element"):
        return target, indicator
    before = len(row.line.wrongs)
    if draft.refer(row, "element_uid", "element") is not target:
        if len(row.line.wrongs) == before:
            row.wrong("element", _("An import does not move an indicator to another element."))
        return None
    return target, indicator


def _new_indicator(draft: Draft, row: RowReader) -> tuple[Target, dict[str, Any]] | None:
    row.line.is_new = True
    title = row.get("title")
    target = draft.refer(row, "element_uid", "element", WITH_INDICATORS)
    row.line.name = title or ""
    if not row.has("title") or not row.has("unit"):
        row.wrong("title", _("The file needs columns for the title and the unit of a new indicator."))
    if target is None or title is None or row.line.wrongs:
        return None
    if _called(target, title):
        row.wrong("title", _("The element has an indicator of this title already. Write its UID to change it."))
        return None
    indicator: dict[str, Any] = {
        "title": title, "unit": "", "decimals": 0, "direction": Direction.INCREASE.value, "source": "",
        "baseline": None, "targets": [], "observations": [],
    }  # fmt: skip
    target.indicators.append(indicator)
    return target, indicator


def _called(target: Target, title: str) -> list[dict[str, Any]]:
    return [one for one in target.indicators if line(one["title"]).casefold() == title.casefold()]


def _field(row: RowReader, target: Target, indicator: dict[str, Any], key: str) -> None:
    before = len(row.line.wrongs)
    value = row.get(key)
    if len(row.line.wrongs) > before:
        return
    if key == "decimals":
        value = int(value or 0)
    elif key == "direction":
        value = value or Direction.INCREASE.value
    else:
        value = value or ""
    old = indicator.get(key, "")
    column = row.column(key)
    if value == (old if key in ("decimals", "direction") else cell_of(column, old) or ""):
        return
    if not row.line.is_new:
        row.changed(key, cell_of(column, old), cell_of(column, value))
    indicator[key] = value
    target.touch("indicators", row.line)


def plan_value(draft: Draft, row: RowReader) -> None:
    """One number of an indicator: its baseline, a target or an actual value of a period."""
    found = _indicator_of(draft, row)
    kind, period = row.get("kind"), row.get("period")
    if found is None or kind is None or period is None:
        return
    target, indicator = found
    row.line.name = f"{target.code} {indicator['title']}, {period}".strip()
    row.line.uid = target.ref if target.standing else ""
    once = (id(indicator), kind, period if kind != ValueKind.BASELINE else "")
    wanted = _wanted(row, kind, period)
    if wanted is None or not draft.once(row, ("value", *once), "period"):
        return
    frequency = _frequency(draft, indicator)
    if _write(row, indicator, kind, wanted):
        target.touch("indicators", row.line)
        if kind == ValueKind.OBSERVATION and (flaw := flaw_of_period(period, frequency)):
            row.wrong("period", flaw)
        if not draft.may_edit(target):
            row.wrong("value", draft.who_may(target))


def _frequency(draft: Draft, indicator: dict[str, Any]) -> Frequency | None:
    """Of the series that the indicator follows, else of the actual values that it has; None: any."""
    if indicator.get("uid") in draft.series:
        return draft.series[indicator["uid"]]
    listed = {frequency_of(one["period"]) for one in indicator.get("observations", ())}
    return listed.pop() if len(listed) == 1 else None


def _indicator_of(draft: Draft, row: RowReader) -> tuple[Target, dict[str, Any]] | None:
    uid = row.get("uid")
    if uid is not None and uid in draft.indicators:
        ref, indicator = draft.indicators[uid]
        title = row.get("title")
        if title and title not in (line(indicator["title"]), line(draft.indicator_titles[uid])):
            message = _("The UID means “%(name)s”, not this. Clear one of the two cells: the other one counts.")
            row.wrong("title", message % {"name": indicator["title"]})
            return None
        return draft.targets[ref], indicator
    if not row.is_empty("uid"):
        if uid is not None:
            row.wrong("uid", _("The draft has no indicator with this UID. Leave the cell empty for a new row."))
        return None
    title = row.get("title")
    target = draft.refer(row, "element_uid", "element", WITH_INDICATORS)
    if target is None:
        return None
    called = _called(target, title or "")
    if len(called) != 1:
        row.wrong("title", _("The element has no indicator of this title, or several. Write the UID."))
        return None
    return target, called[0]


def _wanted(row: RowReader, kind: str, period: str) -> dict[str, Any] | None:
    """The number as a snapshot holds it, or None with a note."""
    before = len(row.line.wrongs)
    value, status = row.get("value"), row.get("status") or ValueStatus.FINAL.value
    said = {key: row.get(key) for key in ("source", "note")}
    if len(row.line.wrongs) > before:
        return None
    number = None if value is None else decimal_text(value)
    if kind != ValueKind.OBSERVATION:
        if number is None:
            row.wrong("value", _("This cell must not be empty."))
        if status != ValueStatus.FINAL or any(said.values()):
            row.wrong("status", _("Status, source and note belong to actual values only."))
        return {"period": period, "value": number} if len(row.line.wrongs) == before else None
    if status in WITHOUT_NUMBER and number is not None:
        row.wrong("value", _("A value of this status has no number: leave the cell empty."))
    elif status not in WITHOUT_NUMBER and number is None:
        row.wrong("value", _("This cell must not be empty."))
    if len(row.line.wrongs) > before:
        return None
    wanted: dict[str, Any] = {"period": period, "value": number}
    if status != ValueStatus.FINAL:
        wanted["status"] = status
    return wanted | {key: text for key, text in said.items() if text}


def _write(row: RowReader, indicator: dict[str, Any], kind: str, wanted: dict[str, Any]) -> bool:
    """Put it in its place; False when it stands there already."""
    if kind == ValueKind.BASELINE:
        old = indicator["baseline"]
        indicator["baseline"] = wanted
    else:
        name = "targets" if kind == ValueKind.TARGET else "observations"
        listed = {one["period"]: one for one in indicator.get(name, ())}
        old = listed.get(wanted["period"])
        listed[wanted["period"]] = wanted
        indicator[name] = [listed[period] for period in sorted(listed)]
    settled = (
        None if old is None else {key: line(text) if key in ("source", "note") else text for key, text in old.items()}
    )
    if settled == wanted:
        return False
    row.line.is_new = old is None
    for key in ("period", "value", "status", "source", "note"):
        before, after = (old or {}).get(key), wanted.get(key)
        if before != after and (old is not None or key == "value"):
            column = row.column(key)
            row.changed(key, cell_of(column, before), cell_of(column, after))
    return True
