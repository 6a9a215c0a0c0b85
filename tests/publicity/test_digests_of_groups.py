"""The daily letter about a group's meetings and minutes: what became public, once, to who follows the group or all."""

import datetime

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from publicity.models import Subscriber
from publicity.services.digests import what_is_new
from tests.publicity.content import DAY
from tests.publicity.test_digests import follower, tell
from tests.workgroups.meetings import make_held, make_meeting
from tests.workgroups.test_openness import close, publish
from workgroups.models import Meeting
from workgroups.services.meetings import cancel_meeting
from workgroups.services.minutes import reopen_minutes
from workgroups.services.openness import announce_meeting, hide_meeting, withdraw_minutes

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def group(groups):
    return groups["aplinkos-apsauga"]


def announced(group, people, **fields):
    fields = {"link": "https://example.org/slapta-nuoroda", "note": "Slapta pastaba"} | fields
    return announce_meeting(make_meeting(group, people.chair, **fields), by=people.coordinator)


def published(group, people, **fields):
    return publish(close(make_held(group, people.chair, **fields), people), people)


def long_ago(meeting):
    """Announced and last changed before the last letter."""
    before = timezone.now() - 3 * DAY
    Meeting.objects.filter(pk=meeting.pk).update(announced_at=before, at=before)
    meeting.refresh_from_db()
    return meeting


def test_who_follows_the_group_or_everything_hears_of_its_called_meeting_and_nobody_else(group, people):
    meeting = announced(group, people, title="Oro kokybė")
    follower(("group", group.slug), email="grupe@example.org")
    follower(("all",), email="viskas@example.org")
    follower(("group", "socialine-aplinka"), email="kita@example.org")
    follower(("news",), ("events",), email="naujienos@example.org")
    letters = tell()
    assert set(letters) == {"grupe@example.org", "viskas@example.org"}
    body = letters["grupe@example.org"].body
    assert "DARBO GRUPIŲ POSĖDŽIAI\n\nOro kokybė\nAplinkos apsaugos darbo grupė; " in body
    assert ", Danės g. 17\n" in body
    assert f"{reverse('publicity:group_meeting', args=[group.slug, meeting.uid])}\n" in body


def test_the_letter_tells_neither_the_link_nor_the_note(group, people):
    announced(group, people)
    follower(("all",))
    [letter] = tell().values()
    assert "lapt" not in letter.body


def test_published_minutes_are_told_and_not_the_meeting_that_is_over(group, people):
    published(group, people, title="Įvykęs posėdis")
    follower(("group", group.slug))
    [letter] = tell().values()
    assert "DARBO GRUPIŲ PROTOKOLAI\n\nĮvykęs posėdis\n" in letter.body
    assert "POSĖDŽIAI" not in letter.body
    assert letter.subject == "Klaipėda 2030: 1 naujiena"


def test_mended_minutes_say_that_they_are(group, people):
    copy = published(group, people)
    meeting = copy.meeting
    meeting.refresh_from_db()
    reopen_minutes(meeting, by=people.chair, reason="Klaida")
    publish(close(meeting, people, "<p>Pataisyta.</p>"), people, reason="Klaida skaičiuje")
    follower(("all",))
    [letter] = tell().values()
    assert letter.body.count(str(meeting.uid)) == 1
    assert "(pataisytas protokolas)" in letter.body


def test_nothing_is_told_twice(group, people):
    announced(group, people)
    published(group, people)
    follower(("all",))
    until = timezone.now() + datetime.timedelta(minutes=5)
    tell(until)
    tell(until)
    tell(until + DAY)
    assert len(mail.outbox) == 1


def test_what_is_not_announced_hidden_again_or_taken_back_is_not_told(group, people):
    follower(("all",))
    make_meeting(group, people.chair, title="Slaptas posėdis")
    hide_meeting(announced(group, people, title="Paslėptas posėdis"), by=people.coordinator)
    copy = published(group, people, title="Atsiimtas protokolas")
    withdraw_minutes(copy.meeting, reason="Klaida", by=people.coordinator)
    assert tell() == {}


def test_a_known_meeting_that_is_called_off_is_told_and_one_that_nobody_heard_of_is_not(group, people):
    follower(("group", group.slug))
    known = long_ago(announced(group, people, title="Žinomas"))
    cancel_meeting(known, by=people.chair, reason="Slapta liga")
    cancel_meeting(announced(group, people, title="Nežinomas"), by=people.chair, reason="Slapta liga")
    [letter] = tell().values()
    assert "Atšaukta: Žinomas" in letter.body
    assert "Nežinomas" not in letter.body
    assert "Slapta" not in letter.body


def test_an_english_letter_names_the_group_in_english(group, people):
    group.name_en = "Environment group"
    group.save()
    announced(group, people, title="Oro kokybė")
    published(group, people, title="Įvykęs posėdis")
    follower(("all",), language="en")
    [letter] = tell().values()
    assert "MEETINGS OF THE WORKING GROUPS" in letter.body
    assert "MINUTES OF THE WORKING GROUPS" in letter.body
    assert letter.body.count("Environment group") == 2
    assert f"/en/darbo-grupes/{group.slug}/" in letter.body


def test_a_meeting_told_before_is_not_told_again_when_only_its_note_changes(group, people):
    long_ago(announced(group, people))
    follower(("all",))
    Meeting.objects.update(at=timezone.now())
    assert tell() == {}


@pytest.mark.parametrize("count", [1, 3])
def test_finding_what_is_new_costs_the_same_for_many(group, people, count, django_assert_num_queries):
    for number in range(count):
        announced(group, people, title=f"Posėdis {number}")
        published(group, people, title=f"Buvęs {number}")
    now = timezone.now()
    with django_assert_num_queries(6):
        found = what_is_new(now - DAY, now + HOUR)
        groups = [one.groups for one in found]
    assert groups == [{group.slug}] * (2 * count)
    assert not Subscriber.objects.exists()
