"""Who wants to be told what is new, by e-mail and without an account."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Topic(models.TextChoices):
    ALL = "all", _("everything")
    NEWS = "news", _("news")
    EVENTS = "events", _("events")
    GROUP = "group", _("working group")
    ELEMENT = "element", _("element of the plan")


class Subscriber(models.Model):
    """An address that its owner has confirmed; nothing is kept before. Leaving deletes the row.

    `told_until` is the moment up to which the last letter told. `seal` makes old links of a row that is gone
    worthless for a new one. Written by `publicity.services.following` and `publicity.services.digests`.
    """

    email = models.EmailField(unique=True)
    language = models.CharField(max_length=8, choices=settings.LANGUAGES, default="lt")
    seal = models.CharField(max_length=32)
    confirmed_at = models.DateTimeField(default=timezone.now)
    told_until = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["told_until"], name="subscriber_told_until")]

    def __str__(self) -> str:
        return f"subscriber {self.pk}"


class Subscription(models.Model):
    """One thing that a subscriber follows. `target` is the slug of a group or the uid of an element."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="subscriptions")
    topic = models.CharField(max_length=8, choices=Topic.choices)
    target = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["topic", "target"]
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "topic", "target"], name="subscription_once"),
            models.CheckConstraint(condition=Q(topic__in=Topic.values), name="subscription_known_topic"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.target}".strip()
