"""The strategic development plan itself."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class PlanQuerySet(models.QuerySet["Plan"]):
    def current(self) -> "Plan | None":
        """The plan that is being written and followed: the one with the latest period."""
        return self.order_by("-period_start", "pk").first()


class Plan(models.Model):
    """A strategic development plan (strateginis plėtros planas, SPP) of a municipality.

    `vision_year` may lie beyond `period_end`: the vision looks further than the plan.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(unique=True)
    title = models.CharField(_("title"), max_length=300)
    title_en = models.CharField(_("title in English"), max_length=300, blank=True)
    municipality = models.CharField(_("municipality"), max_length=200)
    council = models.CharField(_("council"), max_length=200)
    place = models.CharField(_("place"), max_length=100)
    period_start = models.PositiveSmallIntegerField(_("first year"))
    period_end = models.PositiveSmallIntegerField(_("last year"))
    vision_year = models.PositiveSmallIntegerField(_("year of the vision"), null=True, blank=True)
    holds_sample = models.BooleanField(
        _("holds sample data"), default=False,
        help_text=_("Everything frozen from the draft is marked as sample data, until nothing of it is left."),
    )  # fmt: skip
    objects = PlanQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [
            models.CheckConstraint(condition=Q(period_end__gte=F("period_start")), name="plan_period_in_order"),
        ]

    def __str__(self) -> str:
        return self.title
