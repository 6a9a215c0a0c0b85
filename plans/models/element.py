"""Everything that stands in a plan's document, in one table."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from plans.hierarchy import PARENTS, Kind
from plans.models.plan import Plan
from workgroups.models import Workgroup

POSITION_STEP = 1 << 32  # room between siblings: a move changes the moved element alone


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    READY = "ready", _("ready")
    SUBMITTED = "submitted", _("submitted")
    ACCEPTED = "accepted", _("accepted")
    RETURNED = "returned", _("returned")


class ElementQuerySet(models.QuerySet["Element"]):
    def standing(self) -> "ElementQuerySet":
        """Elements that the draft still has."""
        return self.filter(is_removed=False)

    def awaiting_review(self) -> "ElementQuerySet":
        return self.filter(state=State.SUBMITTED)

    def of_groups(self, group_ids: Any) -> "ElementQuerySet":
        return self.filter(workgroup__in=group_ids)


class Element(models.Model):
    """A piece of the draft: a section, the vision, a goal, a measure … (see `plans.hierarchy`).

    `workgroup` is the owner; without one the element is shared and the coordinator's. `position` orders
    siblings of all kinds. `text_version` guards what is written (title, body, numbers), `place_version`
    guards the place, so a move never disturbs an open form. `current_version` is the newest snapshot,
    `accepted_version` the one that the reviewers have accepted. A removed element stays until its removal
    is accepted. Written by `plans.services` alone; `state` by `plans.services.review` alone.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="elements")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    parent_kind = models.CharField(max_length=12, blank=True, editable=False)
    position = models.BigIntegerField(default=0)
    workgroup = models.ForeignKey(
        Workgroup, null=True, blank=True, on_delete=models.PROTECT, related_name="elements",
        verbose_name=_("working group"),
    )  # fmt: skip
    is_horizontal = models.BooleanField(_("horizontal"), default=False)
    title = models.CharField(_("title"), max_length=500)
    body = models.TextField(_("text"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    is_removed = models.BooleanField(_("removed"), default=False)
    text_version = models.PositiveIntegerField(default=0)
    place_version = models.PositiveIntegerField(default=0)
    current_version = models.ForeignKey(
        "plans.ElementVersion", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    accepted_version = models.ForeignKey(
        "plans.ElementVersion", null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    objects = ElementQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("element")
        verbose_name_plural = _("elements")
        ordering = ["plan", "position", "pk"]
        indexes = [models.Index(fields=["plan", "parent", "position"], name="element_tree")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="element_known_kind"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="element_known_state"),
            models.CheckConstraint(
                condition=Q(
                    *[Q(kind=kind, parent_kind__in=parents) for kind, parents in PARENTS.items()],
                    _connector=Q.OR,
                ),
                name="element_kind_under_its_parent",
            ),
            models.CheckConstraint(
                condition=Q(parent=None, parent_kind="") | (Q(parent__isnull=False) & ~Q(parent_kind="")),
                name="element_parent_kind_with_parent",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="element_has_a_title"),
            models.CheckConstraint(
                condition=Q(is_horizontal=False) | Q(kind=Kind.PRIORITY), name="element_horizontal_priority"
            ),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(kind=Kind.VISION, is_removed=False), name="element_one_vision_per_plan"
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(is_horizontal=True, is_removed=False),
                name="element_one_horizontal_per_plan",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.parent_kind = self.parent.kind if self.parent else ""
        super().save(*args, **kwargs)

    @property
    def short_uid(self) -> str:
        """The first twelve hexadecimal digits: the address `/planas/e/<short uid>/`."""
        return self.uid.hex[:12]

    @property
    def waits_for_acceptance(self) -> bool:
        """What is written or placed differs from what was accepted."""
        return self.current_version_id != self.accepted_version_id


class LinkKind(models.TextChoices):
    ADDRESSES = "addresses", _("addresses the problem")
    CONTRIBUTES = "contributes", _("contributes to the horizontal priority")
    CONTINUES = "continues", _("continues the previous plan")


class ElementLink(models.Model):
    """A relation across the tree, or to another plan."""

    kind = models.CharField(max_length=12, choices=LinkKind.choices)
    source = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="links")
    target = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="linked_from")
    reason = models.CharField(max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "source", "target"], name="element_link_once"),
            models.CheckConstraint(condition=~Q(source=models.F("target")), name="element_link_to_another"),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.target}"
