"""Indicators of elements: baseline, targets, observations."""

import re
import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from plans.hierarchy import Kind
from plans.models import Element

PERIOD = re.compile(r"(19|20|21)\d\d(K[1-4]|M(0[1-9]|1[0-2]))?")
# How an indicator is called by the level it stands on.
KIND_BY_LEVEL = {
    Kind.VISION: _("indicator of the vision"),
    Kind.GOAL: _("impact indicator"),
    Kind.TASK: _("result indicator"),
    Kind.MEASURE: _("output indicator"),
}


def validate_period(value: str) -> None:
    """A year `2024`, a quarter `2026K2` or a month `2026M07`, as the Official Statistics Portal writes them."""
    if not PERIOD.fullmatch(value):
        raise ValidationError(_("A period is a year (2024), a quarter (2024K1) or a month (2024M01)."))


class Direction(models.TextChoices):
    INCREASE = "increase", _("higher is better")
    DECREASE = "decrease", _("lower is better")


class Indicator(models.Model):
    """What is measured (rodiklis). Its kind follows from the level of its element.

    Written by `indicators.snapshot.apply` within a save of its element.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="indicators")
    title = models.CharField(_("indicator"), max_length=300)
    unit = models.CharField(_("unit"), max_length=40)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=0)
    direction = models.CharField(_("direction"), max_length=10, choices=Direction.choices, default=Direction.INCREASE)
    source = models.CharField(_("source of data"), max_length=300, blank=True)
    method = models.TextField(_("method"), blank=True)
    responsible = models.CharField(_("responsible"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    history = HistoricalRecords()

    class Meta:
        ordering = ["element", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(decimals__lte=6), name="indicator_at_most_6_decimals"),
            models.CheckConstraint(condition=Q(direction__in=Direction.values), name="indicator_known_direction"),
        ]

    def __str__(self) -> str:
        return self.title


class ValueKind(models.TextChoices):
    BASELINE = "baseline", _("baseline")
    TARGET = "target", _("target")
    OBSERVATION = "observation", _("actual value")


class ValueStatus(models.TextChoices):
    """How a value is to be taken; the last two have no number."""

    FINAL = "final", _("final")
    PRELIMINARY = "preliminary", _("preliminary")
    CONFIDENTIAL = "confidential", _("confidential")
    NOT_APPLICABLE = "not_applicable", _("not applicable")


WITHOUT_NUMBER = (ValueStatus.CONFIDENTIAL, ValueStatus.NOT_APPLICABLE)


class IndicatorValue(models.Model):
    """One number of an indicator for one period: its baseline, a target or an observation.

    An observation says besides where it comes from and how it is to be taken; a confidential one has no number.
    `series_frequency` repeats the frequency of the indicator's series ("" without one), so that the database itself
    refuses an observation whose period does not fit; `indicators.services.statistics` keeps both alike.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="values")
    kind = models.CharField(max_length=12, choices=ValueKind.choices)
    period = models.CharField(_("period"), max_length=7, validators=[validate_period])
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=6, null=True, blank=True)
    status = models.CharField(_("status"), max_length=14, choices=ValueStatus.choices, default=ValueStatus.FINAL)
    source = models.CharField(_("source of the value"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    series_frequency = models.CharField(max_length=8, blank=True, default="", editable=False)
    history = HistoricalRecords(excluded_fields=["series_frequency"])

    class Meta:
        ordering = ["indicator", "kind", "period"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "kind", "period"], name="indicator_value_once_per_period"),
            models.UniqueConstraint(fields=["indicator"], condition=Q(kind="baseline"), name="indicator_one_baseline"),
            models.CheckConstraint(condition=Q(kind__in=ValueKind.values), name="indicator_value_known_kind"),
            models.CheckConstraint(condition=Q(status__in=ValueStatus.values), name="indicator_value_known_status"),
            models.CheckConstraint(
                condition=Q(value=None, status__in=WITHOUT_NUMBER, kind=ValueKind.OBSERVATION)
                | Q(value__isnull=False) & ~Q(status__in=WITHOUT_NUMBER),
                name="indicator_value_number_as_its_status",
            ),
            models.CheckConstraint(condition=Q(period__regex=rf"^{PERIOD.pattern}$"), name="indicator_value_period"),
            models.CheckConstraint(
                condition=Q(series_frequency="")
                | Q(series_frequency="year", period__regex=r"^[0-9]{4}$")
                | Q(series_frequency="quarter", period__regex=r"^[0-9]{4}K")
                | Q(series_frequency="month", period__regex=r"^[0-9]{4}M"),
                name="indicator_observation_fits_its_series",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period}: {self.value}"
