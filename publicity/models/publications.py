"""News and events: what the publicity editor writes, in Lithuanian and in English, hidden until its time."""

import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from publicity.models.library import LibraryDocument
from workgroups.models import Workgroup


class PublicPicture(models.Model):
    """A picture of news and events, named by its bytes. It is everybody's while something public shows it."""

    digest = models.CharField(max_length=64, primary_key=True)
    file = models.CharField(max_length=200)  # name in the storage
    media_type = models.CharField(max_length=20)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.digest

    @property
    def ending(self) -> str:
        return self.file.rpartition(".")[2]


class PublicationQuerySet(models.QuerySet[Any]):
    def public(self, now: datetime | None = None) -> Any:
        """Published, and their time has come."""
        return self.filter(published_at__lte=now or timezone.now())


class Publication(models.Model):
    """What news and events have in common. Nothing of it shows before `published_at`, which may lie ahead.

    `version` counts every write; `text_version` only those of the Lithuanian text, and `translated_version` says
    which of them the English text translates. `elements` holds uids of elements of published editions.
    `slug` is made of the title and stays from the first publication on. Written by `publicity.services.writing`.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=90, unique=True)
    slug_stays = models.BooleanField(default=False)
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    summary = models.CharField(_("summary"), max_length=400, blank=True)
    summary_en = models.CharField(_("summary in English"), max_length=400, blank=True)
    body = models.TextField(_("text"), blank=True)
    body_en = models.TextField(_("text in English"), blank=True)
    picture = models.ForeignKey(PublicPicture, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    picture_alt = models.CharField(_("what the picture shows"), max_length=500, blank=True)
    picture_alt_en = models.CharField(_("what the picture shows, in English"), max_length=500, blank=True)
    workgroup = models.ForeignKey(Workgroup, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    elements = models.JSONField(default=list, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    text_version = models.PositiveIntegerField(default=1)
    translated_version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    objects: Any = PublicationQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        return self.published_at is not None and self.published_at <= timezone.now()

    @property
    def is_scheduled(self) -> bool:
        return self.published_at is not None and self.published_at > timezone.now()

    @property
    def translation_is_old(self) -> bool:
        """The Lithuanian text was changed after it was translated."""
        return bool(self.title_en) and self.translated_version < self.text_version


class EventKind(models.TextChoices):
    PRESENTATION = "pristatymas", _("presentation")
    DISCUSSION = "svarstymas", _("discussion")
    BROADCAST = "transliacija", _("live broadcast")
    OTHER = "kitas", _("other event")


class Event(Publication):
    """Something that people may come to or look at, without registering.

    With `whole_day` only the days of `starts_at` and `ends_at` are known. `broadcast_url` is where it is shown live;
    `recording_url` and `captions_url` come afterwards.
    """

    kind = models.CharField(_("kind"), max_length=16, choices=EventKind.choices, default=EventKind.PRESENTATION)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    whole_day = models.BooleanField(_("only the day is known"), default=False)
    place = models.CharField(_("place"), max_length=200, blank=True)
    place_en = models.CharField(_("place in English"), max_length=200, blank=True)
    map_url = models.URLField(_("link to a map"), max_length=500, blank=True)
    broadcast_url = models.URLField(_("live broadcast"), max_length=500, blank=True)
    recording_url = models.URLField(_("recording"), max_length=500, blank=True)
    captions_url = models.URLField(_("captions of the recording"), max_length=500, blank=True)
    is_cancelled = models.BooleanField(_("cancelled"), default=False)
    materials = models.ManyToManyField(LibraryDocument, blank=True, related_name="events")
    history = HistoricalRecords()

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [models.Index(fields=["starts_at"], name="event_starts")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="event_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(kind__in=EventKind.values), name="event_known_kind"),
        ]

    @property
    def is_over(self) -> bool:
        return self.ends_at < timezone.now()


class News(Publication):
    """A piece of news, with the events that it is about."""

    events = models.ManyToManyField(Event, blank=True, related_name="news")
    history = HistoricalRecords()

    class Meta:
        ordering = ["-published_at", "-pk"]
        verbose_name = _("news")
        verbose_name_plural = _("news")
        indexes = [models.Index(fields=["-published_at"], name="news_newest_first")]
