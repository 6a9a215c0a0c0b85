"""The process of preparing the plan: its parts and their milestones."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from plans.models import Plan


class ProcessPart(models.Model):
    """One of the four parts of the process: preparation, working groups, council, publicity."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="process_parts")
    key = models.SlugField()
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    products = models.TextField(_("products"), blank=True, help_text=_("One on each line."))
    position = models.PositiveSmallIntegerField(default=0)
    history = HistoricalRecords()

    class Meta:
        ordering = ["position"]
        verbose_name = _("part of the process")
        verbose_name_plural = _("parts of the process")
        constraints = [models.UniqueConstraint(fields=["plan", "key"], name="process_part_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def product_list(self) -> list[str]:
        return [line for line in self.products.splitlines() if line.strip()]


class Milestone(models.Model):
    """An event of the process with its planned and its actual date (either may be missing).

    `month_only` says that of the planned date only the month is known. Nothing shows before `is_published`.
    """

    part = models.ForeignKey(ProcessPart, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("title"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    planned_date = models.DateField(_("planned"), null=True, blank=True)
    month_only = models.BooleanField(_("only the month is known"), default=False)
    actual_date = models.DateField(_("actual"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    is_published = models.BooleanField(_("published"), default=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["actual_date", "planned_date", "pk"]
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints = [
            models.CheckConstraint(condition=~Q(planned_date=None, actual_date=None), name="milestone_has_a_date"),
            models.UniqueConstraint(fields=["part", "title"], name="milestone_once"),
        ]

    def __str__(self) -> str:
        return self.title
