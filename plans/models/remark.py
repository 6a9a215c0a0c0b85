"""What people say about the draft: remarks on elements and on selected words, and proposed wordings."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from plans.models.element import Element
from plans.models.guest import GuestLink
from plans.models.version import ElementVersion
from workgroups.models import Decision, Workgroup


class RemarkKind(models.TextChoices):
    REMARK = "remark", _("remark")
    TASK = "task", pgettext_lazy("remark", "task")


class RemarkQuerySet(models.QuerySet["Remark"]):
    def open(self) -> "RemarkQuerySet":
        return self.filter(resolved_at=None)


class Remark(models.Model):
    """A remark on an element, or on words in one of its blocks; a task besides says who does it until when.

    `version` is the wording that was remarked on. `block`, `quote`, `prefix` and `suffix` are the selected words
    (W3C text quote selector within a block); empty for the whole element. Written by `plans.services.remarks`.
    """

    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="remarks")
    version = models.ForeignKey(ElementVersion, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=8, choices=RemarkKind.choices, default=RemarkKind.REMARK)
    text = models.TextField(_("text"))
    block = models.CharField(max_length=8, blank=True)
    quote = models.TextField(_("quotation"), blank=True)
    prefix = models.CharField(max_length=100, blank=True)
    suffix = models.CharField(max_length=100, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    guest = models.ForeignKey(GuestLink, null=True, on_delete=models.PROTECT, related_name="remarks")
    decision = models.ForeignKey(Decision, null=True, on_delete=models.SET_NULL, related_name="remarks")
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("who does it"),
    )  # fmt: skip
    due = models.DateField(_("until"), null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    objects = RemarkQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(by=None) | Q(guest=None), name="remark_of_one_author"),
            models.CheckConstraint(condition=~Q(text=""), name="remark_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class RemarkReply(models.Model):
    """An answer in the thread of a remark."""

    remark = models.ForeignKey(Remark, on_delete=models.CASCADE, related_name="replies")
    text = models.TextField(_("answer"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    guest = models.ForeignKey(GuestLink, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    history = HistoricalRecords()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(by=None) | Q(guest=None), name="remark_reply_of_one_author"),
            models.CheckConstraint(condition=~Q(text=""), name="remark_reply_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class Mention(models.Model):
    """A person or a group that a remark or an answer calls."""

    remark = models.ForeignKey(Remark, on_delete=models.CASCADE, related_name="mentions")
    reply = models.ForeignKey(RemarkReply, null=True, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="mentions")
    workgroup = models.ForeignKey(Workgroup, null=True, on_delete=models.CASCADE, related_name="mentions")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None, workgroup__isnull=False) | Q(user__isnull=False, workgroup=None),
                name="mention_of_a_person_or_a_group",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user or self.workgroup)


class ProposalState(models.TextChoices):
    OPEN = "open", _("open")
    TAKEN = "taken", _("taken over")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


class WordingProposal(models.Model):
    """A wording that a member proposes for a shared element; the coordinator takes it over or declines it.

    `version` is the wording it started from, `result` the version that took it over.
    Written by `plans.services.proposals`, which owns `state`.
    """

    element = models.ForeignKey(Element, on_delete=models.CASCADE, related_name="proposals")
    version = models.ForeignKey(ElementVersion, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("title"), max_length=500)
    body = models.TextField(_("text"), blank=True)
    reason = models.TextField(_("why"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="proposals")
    at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=ProposalState.choices, default=ProposalState.OPEN)
    answer = models.TextField(_("answer"), blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    result = models.ForeignKey(ElementVersion, null=True, on_delete=models.SET_NULL, related_name="+")
    history = HistoricalRecords()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ProposalState.values), name="proposal_known_state"),
            models.UniqueConstraint(
                fields=["element", "by"], condition=Q(state="open"), name="proposal_one_open_per_person"
            ),
        ]

    def __str__(self) -> str:
        return self.title
