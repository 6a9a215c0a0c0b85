"""Implementation stages of a plan (etapai)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from plans.models.plan import Plan
from plans.resources import span


class Stage(models.Model):
    """A run of years in which a part of the plan is carried out; the coordinator keeps them.

    `code` is what versions and editions name a stage by: a new name keeps it. Stages of a plan do not share a
    year (`plans.services.stages`).
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="stages")
    code = models.CharField(_("code"), max_length=8)
    name = models.CharField(_("name"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    year_from = models.PositiveSmallIntegerField(_("from year"))
    year_to = models.PositiveSmallIntegerField(_("to year"))
    history = HistoricalRecords()

    class Meta:
        ordering = ["plan", "year_from", "code"]
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="stage_code_once_in_plan"),
            models.CheckConstraint(condition=Q(year_to__gte=F("year_from")), name="stage_years_in_order"),
            models.CheckConstraint(condition=Q(year_from__gte=1990, year_to__lte=2100), name="stage_plausible_years"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """Code, name and years: `I. Pirmasis etapas (2021–2024)`."""
        return f"{self.code}. {self.name} ({self.years})"

    @property
    def years(self) -> str:
        return span(self.year_from, self.year_to)
