"""What of the groups the public may know: names with consent, and minutes as they were published."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workgroups.models.meeting import Meeting
from workgroups.models.people import User


class NameConsentQuerySet(models.QuerySet["NameConsent"]):
    def standing(self) -> "NameConsentQuerySet":
        """Given and not withdrawn."""
        return self.filter(withdrawn_at=None)


class NameConsent(models.Model):
    """A person agrees to be named on the public pages of their groups. Withdrawing ends the row, which stays.

    `how` says by which paper somebody else recorded it; empty where the person gave it here. Written by
    `workgroups.services.openness`.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents", verbose_name=_("person"))
    given_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    how = models.CharField(_("how it was given"), max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    objects = NameConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(withdrawn_at=None), name="name_consent_stands_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.given_at:%Y-%m-%d}"


class PublishedMinutesQuerySet(models.QuerySet["PublishedMinutes"]):
    def public(self) -> "PublishedMinutesQuerySet":
        """What everybody reads now: of announced meetings, and not taken back."""
        return self.filter(withdrawn_at=None, meeting__announced_at__isnull=False)


class PublishedMinutes(models.Model):
    """The minutes of a meeting as they were published: a copy that later writing does not change.

    `content` holds the date, title, agenda, decisions and the organisations of who was there, without names of
    people; `body` the text. `digest` is the SHA-256 over all of it. Taken back or replaced, the row stays.
    Written by `workgroups.services.openness`.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="published")
    number = models.PositiveSmallIntegerField()
    body = models.TextField()
    content = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField(default=timezone.now)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    objects = PublishedMinutesQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = _("published minutes")
        verbose_name_plural = _("published minutes")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="published_minutes_number_once"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(withdrawn_at=None), name="published_minutes_stand_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}/{self.number}"

    @property
    def day(self) -> datetime.date:
        """The meeting's, as it was when the minutes were published."""
        return datetime.date.fromisoformat(self.content["date"])
