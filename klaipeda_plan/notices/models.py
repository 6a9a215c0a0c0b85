"""Notices to people in the portal, how each wants to get them, and mail that waits to be sent."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Mail(models.Model):
    """One letter in the outbox, written in the transaction of its cause and sent after it commits.

    `notices.services` writes and sends it. The text is wiped once sent: it may hold a secret link.
    """

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)  # {name: value}, List-Unsubscribe and the like
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)

    def waiting_for_mail(self) -> "NoticeQuerySet":
        """Neither mailed nor passed over."""
        return self.filter(mailed_at=None)


class Notice(models.Model):
    """One thing that one person is told, once: `key` names the event, so a repeated job tells nothing twice.

    `data` names what it is about (ids); the texts are made when it is shown or mailed, and only for who may
    read them then (`notices.registry`). `area` is the slug of the working group, empty for shared matters.
    Written by `notices.services.notify`.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    area = models.CharField(max_length=60, blank=True)
    data = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)  # sent, put into a digest, or passed over as its reader wants
    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["user", "read_at", "-at"], name="notice_of_a_person")]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notice_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.key}"


class Way(models.TextChoices):
    NOW = "now", _("by e-mail at once")
    DAILY = "daily", _("by e-mail once a day")
    PORTAL = "portal", _("only in the portal")


class NoticePreference(models.Model):
    """How a person wants one kind of notice; without a row the kind's own default holds."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_preferences")
    kind = models.CharField(max_length=40)
    way = models.CharField(max_length=8, choices=Way.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="notice_preference_once"),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="notice_preference_known_way"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}: {self.way}"
