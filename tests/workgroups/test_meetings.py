"""Calling a meeting, changing it, calling it off; who reads which meetings."""

import datetime

import pytest
from django.utils import timezone

from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.notices.models import Notice
from tests.workgroups.meetings import DAY, facts, local, make_held, make_meeting
from workgroups import permissions
from workgroups.models import Meeting, MeetingState
from workgroups.queries import meetings_in_month, upcoming_meetings
from workgroups.services.meetings import call_meeting, cancel_meeting, change_meeting
from workgroups.services.minutes import record_attendance

LEADERS = ("chair", "coordinator")
READERS = ("member", "chair", "consultant", "coordinator", "secretary")
EVERYBODY = (*READERS, "stranger", "councillor", "editor", "administrator")


@pytest.fixture
def group(groups):
    return groups["aplinkos-apsauga"]


@pytest.fixture
def meeting(group, people):
    return make_meeting(group, people.chair)


@pytest.mark.parametrize("role", EVERYBODY)
def test_the_chair_and_the_coordinator_call_meetings(role, group, people):
    by = getattr(people, role)
    if role not in LEADERS:
        with pytest.raises(NotAllowed) as refused:
            call_meeting(group, facts(), by=by)
        assert refused.value.who_may == "Grupės pirmininkas ir koordinatorius."
        assert not Meeting.objects.exists()
        return
    meeting = call_meeting(group, facts(), by=by)
    assert (meeting.workgroup, meeting.state, meeting.sequence, meeting.by) == (group, MeetingState.PLANNED, 0, by)


@pytest.mark.parametrize("role", [role for role in EVERYBODY if role not in LEADERS])
def test_nobody_else_changes_or_cancels(role, meeting, people):
    for write in (
        lambda by: change_meeting(meeting, facts(title="Kitaip"), by=by),
        lambda by: cancel_meeting(meeting, by=by, reason="Ne"),
    ):
        with pytest.raises(NotAllowed):
            write(getattr(people, role))
    meeting.refresh_from_db()
    assert (meeting.title, meeting.state) == ("Tikslų aptarimas", MeetingState.PLANNED)


def test_the_chair_of_another_group_is_a_stranger_here(meeting, people, groups):
    people.stranger.memberships.update(is_chair=True)
    permissions.forget_rights(people.stranger)
    make_meeting(groups["socialine-aplinka"], people.stranger)
    with pytest.raises(NotAllowed):
        change_meeting(meeting, facts(), by=people.stranger)


@pytest.mark.parametrize("role", EVERYBODY)
def test_the_list_and_the_predicate_agree(role, meeting, people, groups):
    user = getattr(people, role)
    other = make_meeting(groups["socialine-aplinka"], people.coordinator)
    listed = set(permissions.readable_meetings(user))
    assert listed == {one for one in (meeting, other) if permissions.can_read_meeting(user, one)}
    assert (meeting in listed) is (role in READERS)
    assert (other in listed) is (role in ("stranger", "consultant", "coordinator", "secretary"))


def test_the_members_are_told_of_each_step_but_not_who_did_it(meeting, people):
    change_meeting(meeting, facts(title="Kitas laikas"), by=people.chair)
    cancel_meeting(meeting, by=people.coordinator, reason="Nėra kvorumo.")
    told = Notice.objects.order_by("pk").values_list("user__full_name", "kind")
    assert list(told) == [
        ("narys", "meeting_called"), ("narys", "meeting_changed"), ("narys", "meeting_cancelled"),
        ("pirmininkas", "meeting_cancelled"),
    ]  # fmt: skip


def test_a_change_counts_for_calendars_and_says_why_in_the_history(meeting, people):
    changed = change_meeting(meeting, facts(place="Nuotoliu"), by=people.chair, reason="Serga pusė grupės")
    assert (changed.sequence, changed.place) == (1, "Nuotoliu")
    row = changed.history.first()
    assert (row.history_user, row.history_change_reason) == (people.chair, "Serga pusė grupės")
    assert changed.at > meeting.at


def test_equal_facts_change_nothing(meeting, people):
    starts = meeting.starts_at
    change_meeting(meeting, facts(starts), by=people.chair)
    meeting.refresh_from_db()
    assert (meeting.sequence, meeting.history.count()) == (0, 1)


def test_a_cancelled_meeting_stays_with_its_reason(meeting, people):
    gone = cancel_meeting(meeting, by=people.chair, reason="  Nėra kvorumo. ")
    assert (gone.state, gone.reason, gone.sequence) == (MeetingState.CANCELLED, "Nėra kvorumo.", 1)
    with pytest.raises(Refused, match="Posėdis atšauktas"):
        change_meeting(meeting, facts(title="Vėl"), by=people.chair)
    with pytest.raises(Refused, match="kodėl"):
        cancel_meeting(make_meeting(meeting.workgroup, people.chair), by=people.chair, reason=" ")


def test_what_was_held_cannot_be_cancelled(group, people):
    held = make_held(group, people.chair)
    record_attendance(held, {people.member.pk: "present"}, by=people.chair)
    with pytest.raises(Refused, match="jau įvyko"):
        cancel_meeting(held, by=people.chair, reason="Vėlu")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"hours": 0}, "baigiasi anksčiau"),
        ({"hours": -1}, "baigiasi anksčiau"),
        ({"title": "  "}, "pavadinimą"),
        ({"place": " ", "link": ""}, "kur posėdis"),
    ],
)
def test_a_call_says_what_when_and_where(group, people, wrong, said):
    with pytest.raises(Refused, match=said):
        call_meeting(group, facts(**wrong), by=people.chair)
    assert not Meeting.objects.exists()


def test_a_link_alone_is_a_place(group, people):
    assert call_meeting(group, facts(place="", link="https://example.org/x"), by=people.chair).link


def test_upcoming_are_the_own_groups_nearest_first(group, people, groups):
    far, near = (make_meeting(group, people.chair, timezone.now() + days * DAY) for days in (9, 2))
    make_held(group, people.chair)
    cancel_meeting(make_meeting(group, people.chair), by=people.chair, reason="Ne")
    other = make_meeting(groups["socialine-aplinka"], people.coordinator, timezone.now() + DAY)
    assert upcoming_meetings(people.member) == [near, far]
    assert upcoming_meetings(people.coordinator) == [other, near, far]
    assert upcoming_meetings(people.coordinator, limit=1) == [other]
    assert upcoming_meetings(people.councillor) == []


def test_a_meeting_that_goes_on_is_still_upcoming(group, people):
    now = make_meeting(group, people.chair, timezone.now() - datetime.timedelta(minutes=30))
    assert upcoming_meetings(people.member) == [now]


@pytest.mark.parametrize("count", [1, 3])
def test_upcoming_meetings_take_the_same_queries(group, people, count, django_assert_num_queries):
    for days in range(count):
        make_meeting(group, people.chair, timezone.now() + (days + 1) * DAY)
    permissions.forget_rights(people.member)
    with django_assert_num_queries(3):
        assert [one.workgroup.name for one in upcoming_meetings(people.member)] == [group.name] * count


@pytest.mark.parametrize(
    ("starts", "utc_hour"),
    [
        (local(2027, 3, 27, 10), 8),  # the day before the clocks are put forward
        (local(2027, 3, 28, 10), 7),
        (local(2027, 10, 30, 10), 7),  # the day before they are put back
        (local(2027, 10, 31, 10), 8),
    ],
)
def test_ten_in_the_morning_stays_ten_when_the_clocks_change(group, people, starts, utc_hour):
    meeting = make_meeting(group, people.chair, starts)
    meeting.refresh_from_db()
    assert meeting.starts_at.astimezone(datetime.UTC).hour == utc_hour
    assert timezone.localtime(meeting.starts_at).hour == 10


def test_a_month_begins_and_ends_at_local_midnight(group, people):
    first = make_meeting(group, people.chair, local(2027, 4, 1, 0, 30))  # still March in UTC
    last = make_meeting(group, people.chair, local(2027, 3, 31, 23, 30))
    assert list(meetings_in_month(people.member, datetime.date(2027, 4, 1))) == [first]
    assert list(meetings_in_month(people.member, datetime.date(2027, 3, 1))) == [last]
