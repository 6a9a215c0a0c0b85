"""Indicators bound to series of the Official Statistics Portal: bind, fetch, look at what is new, take it over.

This module owns `StatisticsFetch.state`. Fetching never changes an indicator: somebody takes the numbers over.
"""

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.models import (
    WITHOUT_NUMBER,
    FetchState,
    Indicator,
    IndicatorValue,
    SeriesBinding,
    StatisticsFetch,
    ValueKind,
    ValueStatus,
)
from indicators.snapshot import new_observation
from indicators.statistics.fetching import data_address, fetch
from indicators.statistics.model import Frequency, Reading, Series, StatisticsProblem, Status
from indicators.statistics.periods import for_query, frequency_of, order_of
from indicators.statistics.reading import read_series
from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.core.history import save_with_history
from klaipeda_plan.core.numbers import decimal_text
from klaipeda_plan.jobs.registry import Progress
from klaipeda_plan.jobs.services import JobFailed, enqueue
from plans import permissions
from plans.models import VersionKind
from plans.services.review import lock_element, reopen
from plans.services.versions import make_version

EVERY = timedelta(days=7)
# Months after the end of a period by which the portal has usually published it; later is worth a warning.
PATIENCE = {Frequency.YEAR: 18, Frequency.QUARTER: 9, Frequency.MONTH: 5}
FIELDS = ("flow", "codes", "frequency", "since", "factor", "is_active")


@dataclass(frozen=True)
class Difference:
    """One period: what stands there now and what was found; texts of numbers, empty for none."""

    period: str
    before: str
    after: str
    status: str
    said: str
    is_new: bool


class OtherPeriods(Refused):
    """The frequency does not fit the actual values that stand there."""


@transaction.atomic
def bind_series(indicator: Indicator, fields: Mapping[str, Any], *, by: Any) -> SeriesBinding:
    """Bind the indicator to a series, or change what it is bound to (FIELDS).

    Refused while the indicator has actual values of other periods than the series: they would be one line in a chart.
    An answer of the series before is not taken over any more.
    """
    _refuse_strangers(indicator, by)
    lock_element(indicator.element)
    observations = IndicatorValue.objects.filter(indicator=indicator, kind=ValueKind.OBSERVATION)
    _refuse_other_periods(observations, Frequency(fields["frequency"]))
    binding = SeriesBinding.objects.filter(indicator=indicator).first() or SeriesBinding(indicator=indicator)
    identity = ("flow", "codes", "frequency")
    other_series = binding.pk is not None and any(getattr(binding, name) != fields[name] for name in identity)
    for name in FIELDS:
        setattr(binding, name, fields[name])
    if other_series:  # what was said of the old series says nothing of this one
        binding.last_period, binding.warning, binding.last_fetched_at = "", "", None
        binding.fetches.filter(state=FetchState.READ).update(state=FetchState.DECLINED)
    save_with_history(binding, by=by, reason="bound to a series")
    observations.exclude(series_frequency=binding.frequency).update(series_frequency=binding.frequency)
    return binding


def _refuse_other_periods(observations: QuerySet[IndicatorValue], frequency: Frequency) -> None:
    periods = observations.order_by("period").values_list("period", flat=True)
    strange = [period for period in periods if frequency_of(period) != frequency]
    if strange:
        raise OtherPeriods(
            _("The indicator has actual values of other periods: %(periods)s. Take them out or choose their frequency.")
            % {"periods": ", ".join(strange)}
        )


def request_fetch(binding: SeriesBinding, *, by: Any) -> Any:
    """The job that fetches the series; the one under way, if there is one."""
    if by is not None:
        _refuse_strangers(binding.indicator, by)
    return enqueue("import_statistics", f"statistics-{binding.pk}", {"binding_id": binding.pk}, by=by)


def request_due() -> None:
    """Fetch what nobody has fetched for a week: called at every tick."""
    due = Q(last_fetched_at=None) | Q(last_fetched_at__lt=timezone.now() - EVERY)
    standing = SeriesBinding.objects.filter(due, is_active=True, indicator__element__is_removed=False)
    for binding in standing.order_by("pk")[:20]:
        request_fetch(binding, by=None)


def fetch_series(
    binding: SeriesBinding, *, report: Callable[[], None] = lambda: None, **options: Any
) -> StatisticsFetch:
    """Ask the portal and keep what it answered; nothing of the indicator is changed.

    A failed fetch is kept too, with the reason, and warns at the binding. `options` go to `fetching.fetch`.
    """
    series = Series(binding.codes, Frequency(binding.frequency))
    since = for_query(str(binding.since), series.frequency) if binding.since else ""
    one = StatisticsFetch(binding=binding, address=data_address(settings.STATISTICS_URL, binding.flow, since=since))
    reading: Reading | None = None
    with tempfile.TemporaryFile() as file:
        try:
            answer = fetch(one.address, file, report=report, **options)
            one.size, one.digest = answer.size, answer.digest
            file.seek(0)
            one.file = default_storage.save(f"statistics/{binding.flow}-{answer.digest[:16]}.dat", File(file))
            reading = read_series(file, series)
        except StatisticsProblem as problem:
            one.state, one.message = FetchState.FAILED, str(problem)[:500]
    return _keep(binding, one, reading)


def import_statistics(progress: Progress, *, binding_id: int) -> dict[str, Any]:
    """The job: fetch one series. Its result names the fetch; an answer that cannot be used ends it with the reason."""
    binding = SeriesBinding.objects.select_related("indicator").filter(pk=binding_id).first()
    if binding is None:
        raise JobFailed(_("The indicator is no longer bound to a series."))
    progress(5, _("Asking the statistics portal"))
    one = fetch_series(binding, report=lambda: progress(50))
    if one.state == FetchState.FAILED:
        raise JobFailed(one.message)
    return {"fetch": one.pk, "state": one.state}


def differences(one: StatisticsFetch) -> list[Difference]:
    """What taking it over would change, in order of time."""
    stored = {
        value.period: value
        for value in IndicatorValue.objects.filter(indicator=one.binding.indicator_id, kind=ValueKind.OBSERVATION)
    }
    found = []
    for row in sorted(one.found, key=lambda row: order_of(row["period"])):
        known = stored.get(row["period"])
        before = (_text(known.value), known.status) if known else ("", "")
        if before != (row["value"] or "", row["status"]):
            found.append(
                Difference(row["period"], before[0], row["value"] or "", row["status"], row["said"], known is None)
            )
    return found


@transaction.atomic
def take_over(one: StatisticsFetch, *, by: Any, reason: str = "") -> list[Difference]:
    """Write what was found as observations: one version of the element, with its reason. Other periods stay."""
    rows = StatisticsFetch.objects.select_for_update(of=("self",)).select_related("binding__indicator__element")
    one = rows.get(pk=one.pk)
    indicator = one.binding.indicator
    _refuse_strangers(indicator, by)
    if one.state != FetchState.READ:
        raise Refused(_("This answer was decided on already."))
    if StatisticsFetch.objects.filter(binding=one.binding, pk__gt=one.pk, state=FetchState.READ).exists():
        raise Refused(_("There is a newer answer: look at that one."))
    element = lock_element(indicator.element)
    changes = differences(one)
    reason = reason or _("Official Statistics Portal, %(flow)s") % {"flow": one.binding.flow}
    source = f"{one.binding.flow}, {timezone.localdate(one.at):%Y-%m-%d}"
    for change in changes:
        _write(indicator, change, source=source, by=by, reason=reason)
    if changes:
        element.text_version += 1
        save_with_history(element, by=by, reason=reason)
        if make_version(element, VersionKind.IMPORTED, by=by, reason=reason) is not None:
            reopen(element, by=by)
    _decide(one, FetchState.TAKEN, by)
    return changes


@transaction.atomic
def decline(one: StatisticsFetch, *, by: Any) -> None:
    """The numbers stay as they are."""
    _refuse_strangers(one.binding.indicator, by)
    if one.state != FetchState.READ:
        raise Refused(_("This answer was decided on already."))
    _decide(one, FetchState.DECLINED, by)


def _keep(binding: SeriesBinding, one: StatisticsFetch, reading: Reading | None) -> StatisticsFetch:
    warning = one.message
    if reading is not None:
        one.found = [
            {
                "period": row.period,
                "value": None if row.value is None else _text(row.value * binding.factor),
                "status": _stored_status(row.status),
                "said": row.status_text[:200],
            }
            for row in reading.observations
            if row.status != Status.MISSING
        ]
        warning = _warning(binding, reading)
        one.message = warning
        one.state = FetchState.READ if differences(one) else FetchState.UNCHANGED
    with transaction.atomic():
        one.save()
        binding = SeriesBinding.objects.select_for_update().get(pk=binding.pk)
        binding.last_fetched_at, binding.warning = timezone.now(), warning
        if reading is not None and reading.last_period:
            binding.last_period = max(binding.last_period or reading.last_period, reading.last_period, key=order_of)
        binding.save(update_fields=["last_fetched_at", "warning", "last_period"])
    return one


def _warning(binding: SeriesBinding, reading: Reading) -> str:
    """A flow dies silently: it goes on answering, without what is new, or with nothing at all."""
    if not reading.observations:
        if reading.seen:
            return _("The answer has data, but none for these codes.")
        return _("The flow answers without any data: it may have been replaced by another one.")
    last = reading.last_period
    if binding.last_period and (not last or order_of(last) < order_of(binding.last_period)):
        message = _("The series went up to %(before)s and now ends at %(last)s.")
        return message % {"before": binding.last_period, "last": last or "–"}
    today = timezone.localdate()
    if last and today.year * 12 + today.month - order_of(last) > PATIENCE[Frequency(binding.frequency)]:
        return _("The series ends at %(last)s: it may have stopped.") % {"last": last}
    return ""


def _write(indicator: Indicator, change: Difference, *, source: str, by: Any, reason: str) -> None:
    value = IndicatorValue.objects.filter(
        indicator=indicator, kind=ValueKind.OBSERVATION, period=change.period
    ).first() or new_observation(indicator, change.period)
    value.value = None if change.status in WITHOUT_NUMBER else Decimal(change.after)
    value.status, value.source, value.note = change.status, source[:200], change.said[:300]
    save_with_history(value, by=by, reason=reason)


def _decide(one: StatisticsFetch, state: FetchState, by: Any) -> None:
    one.state, one.decided_by, one.decided_at = state, by, timezone.now()
    one.save(update_fields=["state", "decided_by", "decided_at"])
    StatisticsFetch.objects.filter(binding=one.binding, pk__lt=one.pk, state=FetchState.READ).update(
        state=FetchState.DECLINED
    )


def _refuse_strangers(indicator: Indicator, by: Any) -> None:
    if not permissions.can_edit(by, indicator.element):
        raise NotAllowed(
            _("This element belongs to another group."), who_may=_("Members of the owning group and the coordinator.")
        )


def _stored_status(status: Status) -> str:
    return ValueStatus(status.value).value


def _text(value: Decimal | None) -> str:
    """The spelling of a number, at most six decimals; empty for none."""
    return "" if value is None else decimal_text(round(value, 6))
