"""Indicators that follow a series of the Official Statistics Portal, and what was fetched."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from indicators.models.indicator import Indicator

FLOW = r"[A-Za-z0-9_.\-]+"


class SeriesFrequency(models.TextChoices):
    YEAR = "year", _("yearly")
    QUARTER = "quarter", _("quarterly")
    MONTH = "month", _("monthly")


class SeriesBinding(models.Model):
    """An indicator is bound to one series: a flow and a code for each of its dimensions but time.

    `factor` turns the portal's unit into the indicator's. `last_period` is the newest period that had a value,
    `warning` what its keeper must know (the flow has stopped, an answer could not be read).
    Written by `indicators.services.statistics`.
    """

    indicator = models.OneToOneField(Indicator, on_delete=models.CASCADE, related_name="series")
    flow = models.CharField(
        _("flow"), max_length=80, validators=[RegexValidator(rf"^{FLOW}$", _("A flow is named like S3R167_M3010203."))]
    )
    codes = models.JSONField(_("codes of the dimensions"), default=dict)  # {dimension id: code}
    frequency = models.CharField(_("frequency"), max_length=8, choices=SeriesFrequency.choices)
    since = models.PositiveSmallIntegerField(_("from year"), null=True, blank=True)
    factor = models.DecimalField(_("multiplied by"), max_digits=18, decimal_places=9, default=1)
    is_active = models.BooleanField(_("fetched by itself"), default=True)
    last_period = models.CharField(max_length=7, blank=True)
    last_fetched_at = models.DateTimeField(null=True)
    warning = models.CharField(max_length=500, blank=True)
    history = HistoricalRecords(excluded_fields=["last_period", "last_fetched_at", "warning"])

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(factor=0), name="series_factor_not_zero"),
            models.CheckConstraint(condition=Q(frequency__in=SeriesFrequency.values), name="series_known_frequency"),
        ]

    def __str__(self) -> str:
        return self.flow


class FetchState(models.TextChoices):
    READ = "read", _("waits for a decision")
    UNCHANGED = "unchanged", _("nothing new")
    FAILED = "failed", _("could not be read")
    TAKEN = "taken", _("taken over")
    DECLINED = "declined", _("not taken over")


class StatisticsFetch(models.Model):
    """One answer of the portal: the raw bytes are kept, what was read of them waits until somebody takes it.

    `found` is a list of {period, value, status, said}. `indicators.services.statistics` owns `state`.
    """

    binding = models.ForeignKey(SeriesBinding, on_delete=models.CASCADE, related_name="fetches")
    at = models.DateTimeField(default=timezone.now)
    address = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=FetchState.choices)
    message = models.CharField(max_length=500, blank=True)
    file = models.CharField(max_length=200, blank=True)  # name in the storage
    size = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    found = models.JSONField(default=list)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.binding_id} {self.at}"
