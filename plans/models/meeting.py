"""What the agenda of a group's meeting says about elements of the draft."""

from django.db import models

from plans.models.element import Element
from workgroups.models import AgendaItem


class AgendaElement(models.Model):
    """An element attached to an item of a meeting's agenda; written by `plans.services.agendas`."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="elements")
    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="agenda_items")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["item", "element"], name="agenda_element_once")]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.element_id}"
