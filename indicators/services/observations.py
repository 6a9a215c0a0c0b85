"""Actual values of indicators, as people enter them for years after the texts are accepted.

An observation is a part of its element's version (docs/decisions): one entry, of one or many periods, makes one
version, and the number waits for acceptance like any other.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import DecimalValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from indicators.models import WITHOUT_NUMBER, Indicator, IndicatorValue, ValueKind, ValueStatus, validate_period
from indicators.snapshot import new_observation
from indicators.statistics.model import Frequency
from indicators.statistics.periods import MONTHS, frequency_of, order_of
from indicators.wording import period_text
from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.core.history import delete_with_history, save_with_history
from klaipeda_plan.core.numbers import decimal_text
from plans import permissions
from plans.models import ElementVersion, VersionKind
from plans.services.review import lock_element, reopen
from plans.services.versions import make_version

NOTHING = ""  # the sign of a period without a value
SPELT = {Frequency.YEAR: "2025", Frequency.QUARTER: "2025K1", Frequency.MONTH: "2025M01"}


@dataclass(frozen=True)
class Entry:
    """One period as it was typed. `was` is the sign (`sign_of`) of what stood there when the page was opened;
    without a number, and a status that wants one, the value is taken out."""

    period: str
    value: Decimal | None
    status: str = ValueStatus.FINAL.value
    source: str = ""
    note: str = ""
    was: str = NOTHING

    @property
    def is_empty(self) -> bool:
        return self.value is None and self.status not in WITHOUT_NUMBER

    @property
    def sign(self) -> str:
        """What `sign_of` says once this is written."""
        return NOTHING if self.is_empty else _sign(self.value, self.status, self.source.strip(), self.note.strip())


class EntriesRefused(Refused):
    """Nothing was written. `cells` says what is wrong where: {(number of the entry, its field): sentence}."""

    def __init__(self, cells: dict[tuple[int, str], str]) -> None:
        super().__init__(_("The values were not saved: something in them is not right."))
        self.cells = cells


def sign_of(value: IndicatorValue | None) -> str:
    """A text that is equal as long as nobody changes the value."""
    if value is None:
        return NOTHING
    return _sign(value.value, value.status, value.source, value.note)


def _sign(value: Decimal | None, *words: str) -> str:
    return "|".join(("" if value is None else decimal_text(value), *words))


def frequency_for(indicator: Indicator) -> Frequency | None:
    """Which periods its actual values are of: those of its series, else of what was entered so far (None: any)."""
    series = getattr(indicator, "series", None)
    if series is not None:
        return Frequency(series.frequency)
    entered = {frequency_of(one.period) for one in _observations(indicator).values()}
    return entered.pop() if len(entered) == 1 else None


@transaction.atomic
def record_observations(
    indicator: Indicator, entries: Sequence[Entry], *, by: Any, reason: str = ""
) -> ElementVersion | None:
    """Write the entries, all or none, as one version of the element; other periods stay. Returns None, and writes
    nothing, where nothing differs. Raises `EntriesRefused` with what is wrong in which cell."""
    element = lock_element(indicator.element)
    if not permissions.can_edit(by, element):
        raise NotAllowed(
            _("This element belongs to another group."), who_may=_("Members of the owning group and the coordinator.")
        )
    if element.is_removed:
        raise Refused(_("The element was removed meanwhile."))
    stored = _observations(indicator)
    cells = dict(_flaws(indicator, entries, stored))
    if cells:
        raise EntriesRefused(cells)
    periods = ", ".join(period_text(one.period) for one in sorted(entries, key=lambda one: order_of(one.period)))
    reason = reason or _("actual values: %(title)s, %(periods)s") % {"title": indicator.title, "periods": periods}
    with transaction.atomic():
        for entry in entries:
            _write(indicator, entry, stored.get(entry.period), by=by, reason=reason)
        element.text_version += 1
        save_with_history(element, by=by, reason=reason)
        version = make_version(element, VersionKind.SAVED, by=by, reason=reason)
        if version is None:  # nothing differs: no history rows either
            transaction.set_rollback(True)
    if version is not None:
        reopen(element, by=by)
    return version


def _write(indicator: Indicator, entry: Entry, value: IndicatorValue | None, *, by: Any, reason: str) -> None:
    if entry.is_empty:
        if value is not None:
            delete_with_history(value, by=by, reason=reason)
        return
    value = value or new_observation(indicator, entry.period)
    if value.pk is None or sign_of(value) != entry.sign:
        value.value, value.status = entry.value, entry.status
        value.source, value.note = entry.source.strip(), entry.note.strip()
        save_with_history(value, by=by, reason=reason)


def _observations(indicator: Indicator) -> dict[str, IndicatorValue]:
    rows = IndicatorValue.objects.filter(indicator=indicator, kind=ValueKind.OBSERVATION)
    return {one.period: one for one in rows}


def _flaws(
    indicator: Indicator, entries: Sequence[Entry], stored: dict[str, IndicatorValue]
) -> Iterator[tuple[tuple[int, str], str]]:
    """What is wrong, cell by cell. Of a cell the last word stands."""
    seen: set[str] = set()
    frequency = frequency_for(indicator)
    for number, entry in enumerate(entries):
        try:
            validate_period(entry.period)
        except ValidationError as error:
            yield (number, "period"), error.messages[0]
            continue
        if flaw := flaw_of_period(entry.period, frequency):
            yield (number, "period"), flaw
        frequency = frequency or frequency_of(entry.period)  # one entry sets the pace of the others
        if entry.period in seen:
            yield (number, "period"), _("This period stands here twice.")
        seen.add(entry.period)
        known = stored.get(entry.period)
        if entry.was == NOTHING and known is not None:
            yield (number, "period"), _("This period has a value already: change it where it stands.")
        elif entry.was != sign_of(known):
            yield (number, "value"), _changed(known)
        elif flaw := _flaw_of_value(indicator, entry, is_new=known is None):
            yield (number, "value"), flaw


def flaw_of_period(period: str, frequency: Frequency | None) -> str:
    """Why an actual value of this period cannot stand beside those of the frequency (None: any); "" if it can."""
    if frequency is not None and frequency_of(period) != frequency:
        words = {"label": str(frequency_label(frequency)), "example": SPELT[frequency]}
        return _("This indicator's values are %(label)s: write a period like %(example)s.") % words
    today = timezone.localdate()
    if order_of(period) - MONTHS[frequency_of(period)] >= today.year * 12 + today.month:
        return _("This period has not begun yet.")
    return ""


def frequency_label(frequency: Frequency) -> str:
    """How often, in a word."""
    labels = {Frequency.YEAR: _("yearly"), Frequency.QUARTER: _("quarterly"), Frequency.MONTH: _("monthly")}
    return labels[frequency]


def _flaw_of_value(indicator: Indicator, entry: Entry, *, is_new: bool) -> str:
    if entry.status in WITHOUT_NUMBER and entry.value is not None:
        return _("A value that is confidential or does not apply has no number.")
    if entry.value is None:
        return _("Enter a number.") if entry.is_empty and is_new else ""
    if entry.value != round(entry.value, indicator.decimals):
        return _("The value has more decimals than the indicator.")
    try:
        DecimalValidator(20, 6)(entry.value)
    except ValidationError:
        return _("The number is too long.")
    return ""


def _changed(known: IndicatorValue | None) -> str:
    if known is None:
        return _("Somebody took this value out meanwhile. Open the page anew.")
    now = "–" if known.value is None else decimal_text(known.value)
    return _("Somebody changed this value meanwhile: now it is %(now)s. Open the page anew.") % {"now": now}
