"""The directory of organisations (vykdytojai): who carries measures out, in the municipality and outside."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from plans.models.element import Element

LONGEST_NAME = 200


class OrganisationKind(models.TextChoices):
    MUNICIPALITY = "municipality", _("municipal administration")
    MUNICIPAL_BODY = "municipal_body", _("body or enterprise of the municipality")
    STATE = "state", _("state body or enterprise")
    EDUCATION = "education", _("education or research")
    BUSINESS = "business", _("business")
    COMMUNITY = "community", _("community or non-governmental organisation")
    OTHER = "other", _("other")


class Organisation(models.Model):
    """A body that measures name. Its spellings stand in `OrganisationName`; `name` is the one that is shown.

    Measures keep the words that were typed: what was accepted does not change when the directory does.
    Written by `plans.services.organisations`.
    """

    name = models.CharField(_("name"), max_length=LONGEST_NAME, unique=True)
    name_en = models.CharField(_("name in English"), max_length=LONGEST_NAME, blank=True)
    kind = models.CharField(
        _("kind of organisation"), max_length=16, choices=OrganisationKind.choices, default=OrganisationKind.OTHER
    )
    website = models.URLField(_("website"), max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.name


class OrganisationName(models.Model):
    """A spelling that means an organisation; `key` is it without case, quotation marks and needless spaces."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=LONGEST_NAME)
    key = models.CharField(max_length=LONGEST_NAME, unique=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class BodyRole(models.TextChoices):
    RESPONSIBLE = "responsible", _("responsible body")
    PARTNER = "partner", _("partner")


class MeasureBody(models.Model):
    """An organisation in a measure, derived from the words of its detail at every save: for lists and sums."""

    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="bodies")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="measures")
    role = models.CharField(max_length=12, choices=BodyRole.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["element", "organisation", "role"], name="measure_body_once"),
        ]

    def __str__(self) -> str:
        return f"{self.element_id} {self.role} {self.organisation_id}"
