"""What only measures have: who, when, with what, and the money."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from plans.models.element import Element
from plans.models.stage import Stage
from plans.resources import span


class MeasureDetail(models.Model):
    """Who answers for a measure, in which years, what comes of it, and what it takes besides money (one to one).

    `partners` are names joined by commas or semicolons. `office` is the position (pareigos) that answers in the
    responsible body, not a person. Other resources: in words, and where known people in full-time equivalents,
    premises in square metres, land in hectares.
    """

    element = models.OneToOneField(Element, on_delete=models.CASCADE, related_name="detail")
    responsible = models.CharField(_("responsible body"), max_length=200, blank=True)
    partners = models.CharField(_("partners"), max_length=500, blank=True)
    year_from = models.PositiveSmallIntegerField(_("from year"), null=True, blank=True)
    year_to = models.PositiveSmallIntegerField(_("to year"), null=True, blank=True)
    office = models.CharField(_("answerable office"), max_length=200, blank=True)
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    expected_result = models.TextField(_("expected result"), blank=True)
    other_resources = models.TextField(_("other resources"), blank=True)
    people = models.DecimalField(_("people"), max_digits=10, decimal_places=2, null=True, blank=True)
    premises = models.DecimalField(_("premises, m²"), max_digits=14, decimal_places=2, null=True, blank=True)
    land = models.DecimalField(_("land, ha"), max_digits=14, decimal_places=4, null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(year_from=None) | Q(year_to=None) | Q(year_to__gte=F("year_from")),
                name="measure_years_in_order",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{name: None}) | Q(**{f"{name}__gte": 0}), name=f"measure_{name}_not_negative"
                )
                for name in ("people", "premises", "land")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element}: {self.responsible}"

    @property
    def years(self) -> str:
        return span(self.year_from, self.year_to)


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
    """A sum of a measure: one year, one source, integer cents.

    `first_year` and `last_year` repeat the years of the measure (None: not known yet), so that the database itself
    refuses a sum outside them; `plans.services.elements` keeps both alike.
    """

    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="funding")
    year = models.PositiveSmallIntegerField(_("year"))
    source = models.ForeignKey(FundingSource, on_delete=models.PROTECT, related_name="+", verbose_name=_("source"))
    cents = models.BigIntegerField(_("sum"))
    first_year = models.PositiveSmallIntegerField(null=True, editable=False)
    last_year = models.PositiveSmallIntegerField(null=True, editable=False)
    history = HistoricalRecords(excluded_fields=["first_year", "last_year"])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["element", "year", "source"], name="funding_once_per_year_and_source"),
            models.CheckConstraint(condition=Q(cents__gte=0), name="funding_not_negative"),
            models.CheckConstraint(condition=Q(year__gte=1990, year__lte=2100), name="funding_plausible_year"),
            models.CheckConstraint(
                condition=(Q(first_year=None) | Q(year__gte=F("first_year")))
                & (Q(last_year=None) | Q(year__lte=F("last_year"))),
                name="funding_within_the_years_of_its_measure",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.source_id} {self.cents}"
