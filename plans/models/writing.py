"""What happens while somebody writes: unsaved texts, who is there, pictures."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from plans.hierarchy import Kind
from plans.models.element import Element
from plans.models.plan import Plan


class WorkingCopy(models.Model):
    """What one person is typing in one element and has not saved yet: kept on the server, seen by nobody else."""

    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="working_copies")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    data = models.JSONField(default=dict)
    base_version = models.PositiveIntegerField()
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["element", "user"], name="working_copy_once")]

    def __str__(self) -> str:
        return f"{self.element_id} {self.user_id}"


class NewCopy(models.Model):
    """What one person is typing in the form of an element that does not exist yet; `parent` is None on the plan's own
    level. Written by `plans.services.new_copies`, seen by nobody else. One row for each form: two new elements of one
    kind may be begun in one place."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    parent = models.ForeignKey(Element, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    pen = models.CharField(max_length=32)  # the sign of the form that writes into it
    data = models.JSONField(default=dict)
    is_done = models.BooleanField(default=False)  # added or given up: what the form still sends comes too late
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "pen"], name="new_copy_once_per_form")]

    def __str__(self) -> str:
        return f"{self.kind} {self.user_id}"


class Presence(models.Model):
    """Somebody has an element open. `seen_at` is renewed while the page is open; old rows mean nobody."""

    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    is_writing = models.BooleanField(default=False)
    seen_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["element", "seen_at"], name="presence_now")]
        constraints = [models.UniqueConstraint(fields=["element", "user"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.element_id} {self.user_id}"


class WorkspaceVisit(models.Model):
    """When somebody was last in the drafting room: what changed since then is shown as news."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="workspace_visit")
    before_at = models.DateTimeField(null=True)  # end of the visit before this one
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id} {self.seen_at}"


class Picture(models.Model):
    """A picture of the drafts: checked, re-encoded, addressed by `uid`; equal bytes of a plan are one row.

    Written by `plans.services.pictures`. Drafts show it at `/rengimas/failai/<uid>/`; an edition freezes a copy.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="pictures")
    file = models.CharField(max_length=200)  # name in the default storage
    digest = models.CharField(max_length=64)  # SHA-256 of the stored bytes
    media_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    size = models.PositiveIntegerField(_("size"))
    original_name = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "digest"], name="picture_once_per_plan")]

    def __str__(self) -> str:
        return self.original_name or str(self.uid)

    @property
    def address(self) -> str:
        """What a body holds as the picture's source, the same in both languages."""
        return f"/rengimas/failai/{self.uid}/"
