"""English texts of elements, each bound to the version that it translates."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from plans.models.element import Element
from plans.models.version import ElementVersion

ENGLISH = "en"


class ElementTranslation(models.Model):
    """Title and summary of an element in another language, and the version whose wording they translate.

    It is no part of the element's version and needs no acceptance: the council decides on the Lithuanian text.
    `number` counts its writes. Written by `plans.services.translations`; editions keep copies of their own.
    """

    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(max_length=5, default=ENGLISH)
    title = models.CharField(_("title in English"), max_length=500, blank=True)
    summary = models.TextField(_("summary in English"), blank=True)
    version = models.ForeignKey(ElementVersion, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("translation of an element")
        verbose_name_plural = _("translations of elements")
        constraints = [
            models.UniqueConstraint(fields=["element", "language"], name="element_translation_once"),
            models.CheckConstraint(condition=Q(language=ENGLISH), name="element_translation_known_language"),
        ]

    def __str__(self) -> str:
        return f"{self.element_id} {self.language}"
