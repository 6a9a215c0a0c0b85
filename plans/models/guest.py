"""Guest reviewers: people without an account who are shown one branch through a link."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from plans.models.element import Element
from plans.models.version import ElementVersion


class GuestLinkQuerySet(models.QuerySet["GuestLink"]):
    def open(self) -> "GuestLinkQuerySet":
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class GuestLink(models.Model):
    """A link to one branch for one guest reviewer: it expires, can be revoked, is logged and watermarked.

    Only the digest of its secret is kept. Written by `plans.services.guests`.
    """

    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="guest_links")
    name = models.CharField(_("name"), max_length=200)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    secret_digest = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(_("open until"))
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    objects = GuestLinkQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["secret_digest"])

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("at")), name="guest_link_expires_later"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()


class GuestVisit(models.Model):
    """One use of a guest's link: the log that the link's owner can read. Never changed."""

    link = models.ForeignKey(GuestLink, on_delete=models.CASCADE, related_name="visits")
    at = models.DateTimeField(auto_now_add=True)
    page = models.CharField(max_length=200)
    address = models.GenericIPAddressField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.link_id} {self.at}"


class Verdict(models.TextChoices):
    ACCEPT = "accept", _("accept")
    RETURN = "return", _("return for improvement")


class Recommendation(models.Model):
    """What a guest reviewer recommends on one version of an element. The reviewers decide."""

    link = models.ForeignKey(GuestLink, on_delete=models.PROTECT, related_name="recommendations")
    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="recommendations")
    version = models.ForeignKey(ElementVersion, on_delete=models.CASCADE, related_name="+")
    verdict = models.CharField(_("recommendation"), max_length=10, choices=Verdict.choices)
    text = models.TextField(_("reason"), blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["link", "element", "version"], name="recommendation_once_per_version"),
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="recommendation_known_verdict"),
        ]

    def __str__(self) -> str:
        return self.get_verdict_display()
