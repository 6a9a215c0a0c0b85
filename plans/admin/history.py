"""The whole history of an element in one list: versions with the records that made them, steps of review."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from indicators.models import Indicator, IndicatorValue
from klaipeda_plan.core.bodies import plain_text
from klaipeda_plan.core.numbers import decimal_text, format_euros
from plans.models import (
    Element,
    ElementLink,
    ElementVersion,
    Funding,
    FundingSource,
    MeasureDetail,
    ReviewStep,
    State,
    VersionKind,
)
from workgroups.models import Workgroup

# Keys, pointers and counters that follow from other changes; the state has its steps.
QUIET = frozenset({
    "id", "uid", "plan_id", "parent_id", "parent_kind", "position", "kind", "state", "text_version", "place_version",
    "current_version_id", "accepted_version_id", "element_id", "indicator_id", "source_id", "target_id", "year",
    "period", "history_id", "history_date", "history_change_reason", "history_type", "history_user_id",
})  # fmt: skip
LONG = 120  # letters: longer texts are told by the difference of their versions
# What services write where a person gave no reason.
NO_REASON = frozenset({"", "added", "saved", "moved", *VersionKind.values})


@dataclass(frozen=True)
class Event:
    """One thing that happened: when, what, by whom, why; `details` are the records that were written for it."""

    at: datetime
    kind: str  # version, step or record
    what: str
    by: Any = None
    why: str = ""
    details: list[str] = field(default_factory=list)


def events_of(element: Element) -> list[Event]:
    """Newest first; a constant number of queries."""
    told: list[Event] = []
    waiting: list[Event] = []  # records of a write stand before the version that it made
    for event in sorted([*_versions(element), *_steps(element), *_records(element)], key=attrgetter("at")):
        if event.kind == "record":
            waiting.append(event)
        elif event.kind == "version":
            event.details.extend(
                f"{one.what} {'; '.join(one.details)}".strip() for one in waiting if one.by == event.by
            )
            told += [*(one for one in waiting if one.by != event.by), event]
            waiting = []
        else:
            told.append(event)
    return [*told, *waiting][::-1]


def _versions(element: Element) -> Iterator[Event]:
    versions = ElementVersion.objects.filter(element=element).select_related("by", "with_author").defer("snapshot")
    for version in versions:
        what = _("Version %(number)d: %(kind)s") % {"number": version.number, "kind": version.get_kind_display()}
        if version.with_author:
            what += " " + _("(with %(name)s)") % {"name": version.with_author}
        yield Event(version.at, "version", what, version.by, version.reason)


def _steps(element: Element) -> Iterator[Event]:
    for step in ReviewStep.objects.filter(element=element).select_related("by", "version").defer("version__snapshot"):
        way = f"{State(step.from_state).label} → {State(step.to_state).label}"
        what = _("Review: %(way)s (version %(number)d)") % {"way": way, "number": step.version.number}
        yield Event(step.at, "step", what, step.by, step.reason)


def _records(element: Element) -> Iterator[Event]:
    sources = dict(FundingSource.objects.values_list("pk", "code"))
    indicators = Indicator.history.filter(element_id=element.pk)
    titles = dict(indicators.order_by("history_id").values_list("id", "title"))
    values = IndicatorValue.history.filter(indicator_id__in=list(titles))
    targets = ElementLink.history.filter(source_id=element.pk).select_related("target")
    yield from _told(Element.history.filter(id=element.pk), lambda row: _("Element"))
    yield from _told(MeasureDetail.history.filter(element_id=element.pk), lambda row: _("Details of the measure"))
    yield from _told(
        Funding.history.filter(element_id=element.pk),
        lambda row: _("Sum") + f" ({row.year}, {sources.get(row.source_id, '–')})",
    )
    yield from _told(targets, lambda row: _("Link") + f" „{row.target}“")
    yield from _told(indicators, lambda row: _("Indicator") + f" „{row.title}“")
    yield from _told(
        values,
        lambda row: f"{titles[row.indicator_id]}, {row.get_kind_display()} {row.period}",
    )


def _told(rows: QuerySet[Any], name: Callable[[Any], str]) -> Iterator[Event]:
    """Records of one table; those that change nothing that a reader knows are passed over."""
    words = {"+": _("added"), "~": _("changed"), "-": _("removed")}
    groups = {str(pk): title for pk, title in Workgroup.objects.values_list("pk", "name")}
    last: dict[Any, Any] = {}
    for row in rows.select_related("history_user").order_by("history_id"):
        details = list(_changed_fields(last.get(row.id), row, groups)) if row.history_type != "-" else []
        last[row.id] = row
        why = row.history_change_reason or ""
        if details or row.history_type != "~":
            what = f"{name(row)}: {words[row.history_type]}" + (":" if details else "")
            yield Event(row.history_date, "record", what, row.history_user, "" if why in NO_REASON else why, details)


def _changed_fields(before: Model | None, after: Model, groups: dict[str, str]) -> Iterator[str]:
    for one in after._meta.concrete_fields:
        if one.attname in QUIET:
            continue
        old, new = (_shown(one, getattr(side, one.attname, ""), groups) for side in (before, after))
        if old != new:
            yield f"{one.verbose_name}: {new}" if before is None else f"{one.verbose_name}: {old} → {new}"


def _shown(one: Any, value: Any, groups: dict[str, str]) -> str:
    """A value of a field as its reader knows it; – for none."""
    if value in ("", None) or value is False:
        return "–"
    readers: dict[str, Callable[[Any], str]] = {
        "body": plain_text,
        "cents": format_euros,
        "value": decimal_text,
        "workgroup_id": lambda pk: groups.get(str(pk), str(pk)),
    }
    text = readers.get(one.attname, lambda given: str(dict(one.flatchoices).get(given, given)))(value)
    text = _("yes") if value is True else text
    return text if len(text) <= LONG else text[: LONG - 1] + "…"
