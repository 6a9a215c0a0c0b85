"""Addresses of the groups' meetings, and of the calendar feeds, which need no login."""

from django.urls import path

from plans.views import minutes
from workgroups.views import (
    calendars,
    meeting_agenda,
    meeting_attendance,
    meeting_changing,
    meeting_decisions,
    meeting_minutes,
    meeting_openness,
    meetings,
)

app_name = "meetings"
ROOM = "rengimas/posedziai/"
ONE = f"{ROOM}<uuid:uid>/"
ITEM = f"{ONE}darbotvarke/<int:pk>/"
DECISION = f"{ONE}nutarimai/<int:pk>/"

urlpatterns = [
    path("kalendorius/<str:secret>.ics", calendars.feed, name="feed"),
    path(ROOM, meetings.upcoming, name="upcoming"),
    path(f"{ROOM}buve/", meetings.past, name="past"),
    path(f"{ROOM}menuo/", meetings.month, name="month"),
    path(f"{ROOM}naujas/", meeting_changing.call, name="call"),
    path(f"{ROOM}kalendorius/", calendars.calendar, name="calendar"),
    path(f"{ROOM}kalendorius/sukurti/", calendars.make_feed, name="make_feed"),
    path(f"{ROOM}kalendorius/panaikinti/", calendars.revoke_feed, name="revoke_feed"),
    path(ONE, meetings.meeting, name="meeting"),
    path(f"{ONE}posedis.ics", calendars.one_meeting, name="ics"),
    path(f"{ONE}keisti/", meeting_changing.change, name="change"),
    path(f"{ONE}atsaukti/", meeting_changing.cancel, name="cancel"),
    path(f"{ONE}darbotvarke/", meeting_agenda.agenda, name="agenda"),
    path(ITEM, meeting_agenda.item, name="item"),
    path(f"{ITEM}aukstyn/", meeting_agenda.move_up, name="item_up"),
    path(f"{ITEM}zemyn/", meeting_agenda.move_down, name="item_down"),
    path(f"{ITEM}salinti/", meeting_agenda.remove, name="remove_item"),
    path(f"{ITEM}elementai/", meeting_agenda.attach, name="attach"),
    path(f"{ITEM}elementai/<uuid:element>/atskirti/", meeting_agenda.detach, name="detach"),
    path(f"{ONE}dalyviai/", meeting_attendance.attendance, name="attendance"),
    path(f"{ONE}protokolas/", minutes.minutes, name="minutes"),
    path(f"{ONE}protokolas/uzbaigti/", meeting_minutes.finish, name="finish_minutes"),
    path(f"{ONE}protokolas/atverti/", meeting_minutes.reopen, name="reopen_minutes"),
    path(f"{ONE}protokolas/skelbti/", meeting_openness.publish, name="publish_minutes"),
    path(f"{ONE}protokolas/nebeskelbti/", meeting_openness.withdraw, name="withdraw_minutes"),
    path(f"{ONE}viesinti/", meeting_openness.announce, name="announce"),
    path(f"{ONE}nebeviesinti/", meeting_openness.hide, name="hide"),
    path(f"{ONE}protokolas/pdf/", meeting_minutes.build_pdf, name="build_pdf"),
    path(f"{ONE}protokolas/pdf/<str:key>/", meeting_minutes.download_pdf, name="pdf"),
    path(f"{ONE}nutarimai/", meeting_decisions.decisions, name="decisions"),
    path(DECISION, meeting_decisions.decision, name="decision"),
    path(f"{DECISION}salinti/", meeting_decisions.remove, name="remove_decision"),
    path(f"{DECISION}perduoti/", meeting_decisions.hand_over, name="hand_over"),
]
