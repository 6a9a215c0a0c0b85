"""Snapshots of elements and the steps of their review."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from plans.models.element import Element, State


class VersionKind(models.TextChoices):
    ADDED = "added", _("added")
    SAVED = "saved", _("saved")
    MERGED = "merged", _("merged")
    TAKEN_OVER = "taken_over", _("proposed wording taken over")
    REVERTED = "reverted", _("went back to an earlier version")
    LINKED = "linked", _("links changed")
    MOVED = "moved", _("moved")
    REMOVED = "removed", _("removed")
    RESTORED = "restored", _("restored")
    IMPORTED = "imported", _("imported")


class ElementVersion(models.Model):
    """A whole element at one moment: text, numbers, place (`plans.snapshot` fixes the shape).

    Made by every deliberate write, never by an autosave, and never changed (`plans.services.versions`).
    `by` wrote it; `with_author` is the second name of a merge or of a wording taken over.
    """

    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=VersionKind.choices)
    snapshot = models.JSONField()
    digest = models.CharField(max_length=64)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    with_author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["element", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["element", "number"], name="element_version_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.element_id} v{self.number}"


class ReviewStep(models.Model):
    """One step of an element's way: who brought which version from one state to another, and why."""

    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="steps")
    version = models.ForeignKey(ElementVersion, on_delete=models.CASCADE, related_name="+")
    from_state = models.CharField(max_length=10, choices=State.choices)
    to_state = models.CharField(max_length=10, choices=State.choices)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.element_id}: {self.from_state} → {self.to_state}"
