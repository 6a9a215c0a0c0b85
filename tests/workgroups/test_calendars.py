"""Calendar feeds read back as calendar programs read them: who sees what, when, and not any more."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from plans.services.agendas import attach_element
from tests.workgroups.meetings import DAY, facts, local, make_held, make_meeting
from workgroups.models import CalendarFeed
from workgroups.services.agenda import add_item
from workgroups.services.calendars import feed_of, make_feed
from workgroups.services.decisions import DecisionFacts, decide
from workgroups.services.meetings import cancel_meeting, change_meeting
from workgroups.services.minutes import save_minutes

LINK = "https://example.org/kambarys?id=1,2;3"


@pytest.fixture
def group(groups):
    return groups["aplinkos-apsauga"]


@pytest.fixture
def meeting(group, people):
    return make_meeting(group, people.chair, local(2027, 4, 13, 10), link=LINK)


@pytest.fixture(autouse=True)
def _fresh_counts():
    from django.core.cache import cache  # the counter of one test is not another's

    cache.clear()


def ask(secret, **headers):
    return Client().get(reverse("meetings:feed", args=[secret]), headers=headers)


def events_of(content):
    return {str(one["SUMMARY"]): one for one in Calendar.from_ical(content).walk("VEVENT")}


def test_a_feed_says_what_when_where_and_which_group(meeting, people, settings):
    answer = ask(make_feed(by=people.member))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    event = events_of(answer.content)["Tikslų aptarimas"]
    page = settings.SITE_URL + reverse("meetings:meeting", args=[meeting.uid])
    assert event["DTSTART"].dt == meeting.starts_at
    assert event["DTSTART"].params["TZID"] == "Europe/Vilnius"
    assert event["DTEND"].dt - event["DTSTART"].dt == datetime.timedelta(hours=2)
    assert (str(event["UID"]), str(event["LOCATION"]), str(event["URL"])) == (str(meeting.uid), "Danės g. 17", page)
    assert (str(event["STATUS"]), event["SEQUENCE"]) == ("CONFIRMED", 0)
    assert str(event["DESCRIPTION"]).split("\n") == [
        "Aplinkos apsaugos darbo grupė", f"Nuotoliu: {LINK}", f"Posėdis portale: {page}",
    ]  # fmt: skip


def test_the_calendar_carries_the_clocks_of_vilnius_and_folds_its_lines(group, people):
    make_meeting(group, people.chair, title="Ilgas posėdžio pavadinimas, kuris „netelpa“ į vieną eilutę; ąčęėįšųūž")
    content = feed_of(people.member)
    (zone,) = Calendar.from_ical(content).walk("VTIMEZONE")
    assert str(zone["TZID"]) == "Europe/Vilnius"
    assert {str(part["TZNAME"]) for part in zone.subcomponents} >= {"EET", "EEST"}
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert "Ilgas posėdžio pavadinimas, kuris „netelpa“ į vieną eilutę; ąčęėįšųūž" in events_of(content)


@pytest.mark.parametrize(
    ("starts", "offset"), [(local(2027, 3, 28, 10), 3), (local(2027, 3, 27, 10), 2), (local(2027, 10, 31, 10), 2)]
)
def test_on_the_days_of_the_change_the_hour_is_the_local_one(group, people, starts, offset):
    make_meeting(group, people.chair, starts)
    content = feed_of(people.member)
    assert f"DTSTART;TZID=Europe/Vilnius:{starts:%Y%m%d}T100000".encode() in content
    assert events_of(content)["Tikslų aptarimas"]["DTSTART"].dt.utcoffset() == datetime.timedelta(hours=offset)


def test_nothing_of_the_drafts_leaves_by_a_feed(meeting, people, tree):
    item = add_item(meeting, "SLAPTAS punktas", "SLAPTA žinia", by=people.chair)
    attach_element(item, tree.goal, by=people.chair)
    save_minutes(meeting, "<p>SLAPTAS protokolas</p>", base_version=0, by=people.chair)
    decide(meeting, DecisionFacts("SLAPTAS nutarimas", item), by=people.chair)
    change_meeting(meeting, facts(meeting.starts_at, note="SLAPTA pastaba"), by=people.chair)
    content = feed_of(people.member).decode().replace("\r\n ", "")
    assert "SLAPT" not in content
    assert tree.goal.title not in content


def test_a_person_gets_only_what_may_be_read_now(meeting, people, groups):
    make_meeting(groups["socialine-aplinka"], people.coordinator, title="Kitos grupės")
    secrets = {role: make_feed(by=getattr(people, role)) for role in ("member", "stranger", "coordinator")}
    assert {role: sorted(events_of(ask(secret).content)) for role, secret in secrets.items()} == {
        "member": ["Tikslų aptarimas"], "stranger": ["Kitos grupės"],
        "coordinator": ["Kitos grupės", "Tikslų aptarimas"],
    }  # fmt: skip
    people.member.memberships.all().delete()
    answer = ask(secrets["member"])
    assert (answer.status_code, events_of(answer.content)) == (200, {})


def test_a_switched_off_person_has_no_feed(meeting, people):
    secret = make_feed(by=people.member)
    people.member.is_active = False
    people.member.save()
    assert ask(secret).status_code == 404


def test_changes_and_cancellations_reach_calendars_under_one_uid(meeting, people):
    first = events_of(feed_of(people.member))["Tikslų aptarimas"]
    change_meeting(meeting, facts(local(2027, 4, 14, 9)), by=people.chair)
    changed = events_of(feed_of(people.member))["Tikslų aptarimas"]
    cancel_meeting(meeting, by=people.chair, reason="Ne")
    cancelled = events_of(feed_of(people.member))["Tikslų aptarimas"]
    assert first["UID"] == changed["UID"] == cancelled["UID"]
    assert [one["SEQUENCE"] for one in (first, changed, cancelled)] == [0, 1, 2]
    assert [str(one["STATUS"]) for one in (first, changed, cancelled)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert changed["DTSTART"].dt == local(2027, 4, 14, 9)


def test_old_meetings_drop_out(group, people):
    make_held(group, people.chair)
    make_meeting(group, people.chair, timezone.now() - 500 * DAY, title="Senas")
    assert list(events_of(feed_of(people.member))) == ["Tikslų aptarimas"]


def test_an_unchanged_feed_is_answered_by_304_and_a_changed_one_is_not(meeting, people):
    secret = make_feed(by=people.member)
    etag = ask(secret).headers["ETag"]
    again = ask(secret, if_none_match=etag)
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    change_meeting(meeting, facts(meeting.starts_at, title="Kitaip"), by=people.chair)
    changed = ask(secret, if_none_match=etag)
    assert changed.status_code == 200
    assert "Kitaip" in events_of(changed.content)
    assert changed.headers["Cache-Control"].startswith("private")


def test_only_the_digest_of_the_secret_is_kept(people):
    secret = make_feed(by=people.member)
    feed = CalendarFeed.objects.get()
    assert secret not in str(vars(feed))
    assert len(secret) >= 40
    assert re.fullmatch(r"[0-9a-f]{64}", feed.secret_digest)


def test_a_new_address_replaces_the_old_and_a_revoked_one_is_gone(meeting, people, as_user):
    client = as_user(people.member)

    def made():
        answer = client.post(reverse("meetings:make_feed"))
        assert "no-store" in answer.headers["Cache-Control"]
        return re.search(r"/kalendorius/([\w-]+)\.ics", answer.content.decode())[1]

    first, second = made(), made()
    assert [ask(secret).status_code for secret in (first, second)] == [404, 200]
    assert second not in client.get(reverse("meetings:calendar")).content.decode()
    client.post(reverse("meetings:revoke_feed"))
    assert ask(second).status_code == 404
    assert not CalendarFeed.objects.exists()


@pytest.mark.parametrize("secret", ["x", "0" * 43, "žąsis", "a" * 3000])
def test_a_guessed_address_is_not_there(secret, people):
    make_feed(by=people.member)
    assert ask(secret).status_code == 404


def test_the_page_says_when_a_program_used_the_address(people, as_user):
    secret, client = make_feed(by=people.member), as_user(people.member)
    assert "dar nesinaudojo" in client.get(reverse("meetings:calendar")).content.decode()
    ask(secret)
    used = CalendarFeed.objects.get().last_used_at
    assert "pastarąjį kartą" in client.get(reverse("meetings:calendar")).content.decode()
    ask(secret)
    assert CalendarFeed.objects.get().last_used_at == used, "noted once an hour"


def test_a_program_gone_wild_is_told_to_wait(people):
    secret, other = make_feed(by=people.member), make_feed(by=people.chair)
    answers = [ask(secret) for _ in range(40)]
    assert answers[0].status_code == 200
    assert (answers[-1].status_code, answers[-1].headers["Retry-After"]) == (429, "60")
    assert ask(other).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_a_feed_takes_the_same_queries(count, group, people, django_assert_num_queries):
    for number in range(count):
        make_meeting(group, people.chair, title=f"Posėdis {number}")
    secret = make_feed(by=people.member)
    with django_assert_num_queries(5):
        assert len(events_of(ask(secret).content)) == count


def test_one_meeting_is_saved_as_a_file_by_who_reads_it(meeting, people, as_user):
    address = reverse("meetings:ics", args=[meeting.uid])
    answer = as_user(people.consultant).get(address)
    assert list(events_of(answer.content)) == ["Tikslų aptarimas"]
    assert 'filename="Posedis-2027-04-13.ics"' in answer.headers["Content-Disposition"]
    assert as_user(people.stranger).get(address).status_code == 404
