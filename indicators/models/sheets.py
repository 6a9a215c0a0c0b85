"""The plan carried out and in as sheets: what somebody brought, and who took the draft along."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plans.models import Plan


class ImportState(models.TextChoices):
    BROUGHT = "brought", _("brought")
    CHECKED = "checked", _("checked")
    APPLIED = "applied", _("taken over")


class SheetImport(models.Model):
    """A file that somebody brings into the draft, step by step: columns matched, checked, taken over.

    File and report lie in the storage and are theirs alone who brought it; after `expires_at` they are deleted.
    One that was taken over stays as a record. Written by `indicators.services.sheets`.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    original_name = models.CharField(max_length=200)
    file = models.CharField(max_length=200, blank=True)  # name in the storage
    rows = models.PositiveIntegerField(default=0)
    matches = models.JSONField(default=list)  # see indicators.sheets.matching.Match
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.BROUGHT)
    report = models.CharField(max_length=200, blank=True)  # name in the storage
    counts = models.JSONField(default=dict)  # {added, changed, unchanged, refused: rows}
    digest = models.CharField(max_length=64, blank=True)  # of the report: what was shown is what is written
    reason = models.CharField(max_length=300, blank=True)
    written = models.PositiveIntegerField(default=0)  # elements that got a version
    applied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ImportState.values), name="sheet_import_known_state"),
        ]

    def __str__(self) -> str:
        return self.original_name


class SheetExport(models.Model):
    """Somebody took the draft along as sheets: who, when, what."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    format = models.CharField(max_length=4)
    sheets = models.JSONField(default=list)  # slugs; none: the whole plan
    group = models.CharField(max_length=50, blank=True)  # slug; none: all groups

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.at} {self.format}"
