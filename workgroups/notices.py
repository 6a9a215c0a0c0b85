"""What notices of a group's meetings say; registered by `WorkgroupsConfig.ready`."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from klaipeda_plan.notices.models import Notice, Way
from klaipeda_plan.notices.registry import NoticeKind, Presented, register_area_names, register_kind
from workgroups.models import Meeting, Workgroup
from workgroups.permissions import can_read_meeting, is_member


def register_kinds() -> None:
    for code, label, way in (
        ("meeting_called", gettext_lazy("Meetings of my group called"), Way.NOW),
        ("meeting_changed", gettext_lazy("Meetings of my group changed"), Way.NOW),
        ("meeting_cancelled", gettext_lazy("Meetings of my group cancelled"), Way.NOW),
        ("minutes_ready", gettext_lazy("Minutes of my group's meetings"), Way.DAILY),
    ):
        register_kind(code, NoticeKind(label, present_meetings, way, is_member))
    register_area_names(lambda: dict(Workgroup.objects.values_list("slug", "name")))


def present_meetings(notices: list[Notice], user: Any) -> dict[int, Presented]:
    """When and where, and why it was cancelled; for who may read the meeting."""
    found = Meeting.objects.filter(pk__in=[notice.data["meeting"] for notice in notices]).defer("minutes")
    readable = {one.pk: one for one in found if can_read_meeting(user, one)}
    return {
        notice.pk: _present(notice.kind, readable[notice.data["meeting"]])
        for notice in notices if notice.data["meeting"] in readable
    }  # fmt: skip


def _present(kind: str, meeting: Meeting) -> Presented:
    titles = {
        "meeting_called": _("Meeting called: %(title)s, %(time)s"),
        "meeting_changed": _("Meeting changed: %(title)s, %(time)s"),
        "meeting_cancelled": _("Meeting cancelled: %(title)s, %(time)s"),
        "minutes_ready": _("Minutes are ready: %(title)s, %(time)s"),
    }
    time = f"{timezone.localtime(meeting.starts_at):%Y-%m-%d %H:%M}"
    where = [part for part in (meeting.place, meeting.link, meeting.note) if part]
    return Presented(
        title=titles[kind] % {"title": meeting.title, "time": time},
        address=reverse("meetings:meeting", args=[meeting.uid]),
        reason={"meeting_cancelled": meeting.reason, "minutes_ready": ""}.get(kind, "\n".join(where)),
    )
