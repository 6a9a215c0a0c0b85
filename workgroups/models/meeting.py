"""The groups' meetings: agenda, attendance, minutes, decisions, and the calendar feeds."""

import datetime
import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from workgroups.models.people import Workgroup


class MeetingState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("meeting", "planned")
    HELD = "held", pgettext_lazy("meeting", "held")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "cancelled")


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def upcoming(self, now: datetime.datetime) -> "MeetingQuerySet":
        """Not over yet and not called off, the nearest first."""
        return self.filter(ends_at__gt=now).exclude(state=MeetingState.CANCELLED).order_by("starts_at", "pk")

    def past(self, now: datetime.datetime) -> "MeetingQuerySet":
        """Over, or called off, the latest first."""
        return self.filter(Q(ends_at__lte=now) | Q(state=MeetingState.CANCELLED)).order_by("-starts_at", "-pk")

    def between(self, start: datetime.datetime, end: datetime.datetime) -> "MeetingQuerySet":
        """Those that begin in this time, cancelled ones among them."""
        return self.filter(starts_at__gte=start, starts_at__lt=end).order_by("starts_at", "pk")


class Meeting(models.Model):
    """A meeting of a working group (posėdis), with its minutes (protokolas) in the closed HTML of bodies.

    `minutes_version` guards the minutes against two people writing at once. `sequence` counts changes for
    calendars (iCalendar SEQUENCE), `at` is the time of the last of them. `minutes_ready_at` closes the minutes.
    With `announced_at` everybody may know of the meeting (`workgroups.services.openness`).
    Written by `workgroups.services.meetings`, `.agenda`, `.minutes` and `.decisions`.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    workgroup = models.ForeignKey(
        Workgroup, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("working group")
    )
    title = models.CharField(_("title"), max_length=200)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("address of the remote meeting"), max_length=500, blank=True)
    note = models.TextField(_("note"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED)
    reason = models.CharField(_("why it was cancelled"), max_length=300, blank=True)
    minutes = models.TextField(_("minutes"), blank=True)
    minutes_version = models.PositiveIntegerField(default=0)
    minutes_ready_at = models.DateTimeField(null=True)
    announced_at = models.DateTimeField(null=True)
    sequence = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    objects = MeetingQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["starts_at", "pk"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(state__in=MeetingState.values), name="meeting_known_state"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_cancelled(self) -> bool:
        return self.state == MeetingState.CANCELLED

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def minutes_closed(self) -> bool:
        return self.minutes_ready_at is not None


class AgendaItem(models.Model):
    """A line of a meeting's agenda (darbotvarkė); `plans.models.AgendaElement` attaches elements."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveIntegerField(default=0)
    title = models.CharField(_("title"), max_length=300)
    note = models.TextField(_("note"), blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class AttendanceState(models.TextChoices):
    PRESENT = "present", _("present")
    REMOTE = "remote", _("present remotely")
    EXCUSED = "excused", _("excused")
    ABSENT = "absent", _("absent")


class Attendance(models.Model):
    """Who was at a meeting: a member, or somebody invited by name and organisation."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="attendances")
    name = models.CharField(_("name"), max_length=200, blank=True)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    presence = models.CharField(_("attendance"), max_length=10, choices=AttendanceState.choices)
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "user"], name="attendance_once"),
            models.CheckConstraint(condition=Q(user__isnull=False) | ~Q(name=""), name="attendance_of_somebody"),
            models.CheckConstraint(condition=Q(presence__in=AttendanceState.values), name="attendance_known_presence"),
        ]

    def __str__(self) -> str:
        return f"{self.user or self.name}: {self.get_presence_display()}"


class Decision(models.Model):
    """What a meeting decided (nutarimas); remarks and tasks on elements point at it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="decisions")
    position = models.PositiveIntegerField(default=0)
    text = models.TextField(_("decision"))
    due = models.DateField(_("until"), null=True, blank=True)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("who does it"),
    )  # fmt: skip
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="decision_says_something")]

    def __str__(self) -> str:
        return self.text[:60]


class CalendarFeed(models.Model):
    """A person's secret address for calendar programs; a new one replaces the old. Only its digest is kept."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed")
    secret_digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.user_id)
