"""A group's meetings are told to its members, each happening once."""

import datetime

import pytest
from django.utils import timezone

from klaipeda_plan.notices.models import Notice
from klaipeda_plan.notices.queries import read_notices
from workgroups.models import Meeting
from workgroups.notifying import tell_meeting
from workgroups.permissions import forget_rights

BEGINS = datetime.datetime(2027, 3, 2, 14, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def meeting(people, groups):
    return Meeting.objects.create(
        workgroup=groups["aplinkos-apsauga"], title="Tikslų aptarimas", starts_at=BEGINS,
        ends_at=BEGINS + datetime.timedelta(hours=2), place="Danės g. 17", reason="", by=people.chair,
    )  # fmt: skip


def said_to(user):
    return [item.presented for item in read_notices(list(Notice.objects.filter(user=user)), user)]


def test_a_called_meeting_is_told_to_the_other_members(meeting, people, told):
    tell_meeting(meeting, "called", by=people.chair)
    assert told() == {"narys": ["meeting_called"]}
    (said,) = said_to(people.member)
    assert said.title == "Šaukiamas posėdis: Tikslų aptarimas, 2027-03-02 14:00"
    assert "Danės g. 17" in said.reason


def test_each_change_is_told_once(meeting, people, told):
    for sequence in (1, 1, 2):
        meeting.sequence = sequence
        tell_meeting(meeting, "changed", by=people.chair)
    assert told() == {"narys": ["meeting_changed"] * 2}


def test_a_cancelled_one_says_why(meeting, people, told):
    Meeting.objects.filter(pk=meeting.pk).update(reason="Nėra kvorumo.")
    tell_meeting(meeting, "cancelled", by=people.coordinator)
    assert told() == {"narys": ["meeting_cancelled"], "pirmininkas": ["meeting_cancelled"]}
    assert said_to(people.member)[0].reason == "Nėra kvorumo."


def test_minutes_are_told_without_their_text(meeting, people, told):
    Meeting.objects.filter(pk=meeting.pk).update(minutes="<p>Slapta</p>")
    tell_meeting(meeting, "minutes", by=people.chair)
    assert told() == {"narys": ["minutes_ready"]}
    assert "Slapta" not in str(said_to(people.member)[0])


def test_who_left_the_group_reads_nothing_of_its_meetings(meeting, people, groups):
    tell_meeting(meeting, "called", by=people.chair)
    people.member.memberships.all().delete()
    forget_rights(people.member)
    assert said_to(people.member) == []


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_takes_the_same_queries(meeting, people, count, django_assert_num_queries):
    for sequence in range(count):
        meeting.sequence = sequence
        tell_meeting(meeting, "changed", by=people.chair)
    notices = list(Notice.objects.filter(user=people.member))
    with django_assert_num_queries(3):
        assert len(read_notices(notices, people.member)) == count
