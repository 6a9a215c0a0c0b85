"""The process of preparing the plan: its parts with their milestones and what those produced, and its stages."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from editions.models import Edition
from plans.models import Plan
from publicity.models.library import LibraryDocument
from publicity.models.publications import Event, News

PRODUCTS = ("edition", "document", "news", "event", "sitting")


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


class ProcessStage(models.Model):
    """A stage of the preparation (I, II, III) with what it leads to; any of its dates may be unknown.

    With `months_only` of its planned dates only the months are known. Nothing shows before `is_published`.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="process_stages")
    number = models.CharField(_("number"), max_length=10)
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    leads_to = models.CharField(_("what it leads to"), max_length=300, blank=True)
    leads_to_en = models.CharField(_("what it leads to, in English"), max_length=300, blank=True)
    planned_from = models.DateField(_("planned beginning"), null=True, blank=True)
    planned_until = models.DateField(_("planned end"), null=True, blank=True)
    months_only = models.BooleanField(_("only the months are known"), default=False)
    began_on = models.DateField(_("began"), null=True, blank=True)
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_published = models.BooleanField(_("published"), default=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("stage of the preparation")
        verbose_name_plural = _("stages of the preparation")
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="process_stage_number_once")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class MilestoneProduct(models.Model):
    """What a milestone produced, one thing a row: an edition, a document, news, an event or a sitting (its uid, since
    the council's room stands above). It shows where the thing itself is public."""

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="products")
    edition = models.ForeignKey(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(LibraryDocument, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    news = models.ForeignKey(News, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    event = models.ForeignKey(Event, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sitting = models.UUIDField(_("sitting"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("product of a milestone")
        verbose_name_plural = _("products of a milestone")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    *[Q(**{f"{name}__isnull": name != one for name in PRODUCTS}) for one in PRODUCTS], _connector=Q.OR
                ),
                name="milestone_product_is_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.milestone_id}/{self.pk}"
