"""What only measures have: who, when, and the money."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from plans.models.element import Element


class MeasureDetail(models.Model):
    """Responsible body, partners, years and other resources of a measure (one to one)."""

    element = models.OneToOneField(Element, on_delete=models.CASCADE, related_name="detail")
    responsible = models.CharField(_("responsible body"), max_length=200, blank=True)
    partners = models.CharField(_("partners"), max_length=500, blank=True)
    year_from = models.PositiveSmallIntegerField(_("from year"), null=True, blank=True)
    year_to = models.PositiveSmallIntegerField(_("to year"), null=True, blank=True)
    other_resources = models.TextField(_("other resources"), blank=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(year_from=None) | Q(year_to=None) | Q(year_to__gte=F("year_from")),
                name="measure_years_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element}: {self.responsible}"


class FundingSource(models.Model):
    """Where money comes from (finansavimo šaltinis); the coordinator keeps the table."""

    code = models.CharField(_("code"), max_length=8, unique=True)
    name = models.CharField(_("name"), max_length=100)
    name_en = models.CharField(_("name in English"), max_length=100, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "code"]
        verbose_name = _("funding source")
        verbose_name_plural = _("funding sources")

    def __str__(self) -> str:
        return self.name


class Funding(models.Model):
    """A sum of a measure: one year, one source, integer cents."""

    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="funding")
    year = models.PositiveSmallIntegerField(_("year"))
    source = models.ForeignKey(FundingSource, on_delete=models.PROTECT, related_name="+", verbose_name=_("source"))
    cents = models.BigIntegerField(_("sum"))
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["element", "year", "source"], name="funding_once_per_year_and_source"),
            models.CheckConstraint(condition=Q(cents__gte=0), name="funding_not_negative"),
            models.CheckConstraint(condition=Q(year__gte=1990, year__lte=2100), name="funding_plausible_year"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.source_id} {self.cents}"
