"""Notices to people in the portal, how each wants to get them, and mail that waits to be sent."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MailQuerySet(models.QuerySet["Mail"]):
    def waiting(self) -> "MailQuerySet":
        """Neither sent nor given up."""
        return self.filter(sent_at=None, given_up_at=None)


class Mail(models.Model):
    """One letter in the outbox, written in the transaction of its cause and sent after it commits.

    A letter of notices belongs to `user` and is written when it is sent, from its `notices` and for what this
    person may read then; `key` keeps two of them from telling the same. Any other letter brings its text, which
    is wiped once sent: it may hold a secret link. `due_at` is when the next try is due, `tries` how many there
    were. Written by `notices.services` and `notices.gathering`, sent by `notices.delivering`.
    """

    to = models.EmailField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=80, blank=True)
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict)  # {name: value}, List-Unsubscribe and the like
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(default=timezone.now)
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    objects = MailQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], condition=Q(sent_at=None, given_up_at=None), name="mail_waits"),
        ]
        constraints = [models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="mail_once_per_key")]

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
    mailed_at = models.DateTimeField(null=True)  # put into a letter, or passed over as its reader wants
    mail = models.ForeignKey(Mail, null=True, on_delete=models.SET_NULL, related_name="notices")
    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["user", "read_at", "-at"], name="notice_of_a_person"),
            models.Index(fields=["user", "-at"], name="notice_newest_of_a_person"),
            models.Index(fields=["at"], condition=Q(mailed_at=None), name="notice_waits_for_mail"),
        ]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="notice_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.key}"


class Way(models.TextChoices):
    NOW = "now", _("by e-mail at once")
    DAILY = "daily", _("by e-mail once a day")
    PORTAL = "portal", _("only in the portal")


class LetterLanguage(models.Model):
    """In which language a person gets letters with notices; without a row in the portal's own."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="letter_language")
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)

    def __str__(self) -> str:
        return f"{self.user_id}: {self.language}"


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
