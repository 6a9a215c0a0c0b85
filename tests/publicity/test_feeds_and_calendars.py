"""What people follow with their own programs: Atom feeds and calendars, the same for everybody."""

import datetime
from xml.etree import ElementTree

import pytest
from django.test import Client
from icalendar import Calendar

from tests.publicity.asking import get, text
from tests.publicity.content import make_event, make_news
from tests.workgroups.meetings import make_held, make_meeting
from tests.workgroups.test_openness import close, publish
from workgroups.services.openness import announce_meeting

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("naujienos", "renginiai", "redakcijos", "viskas")
STARTS = datetime.datetime(2030, 7, 5, 14, 30, tzinfo=datetime.UTC)


def titles(name, prefix=""):
    root = ElementTree.fromstring(get(f"{prefix}/srautai/{name}.atom").content)
    return [entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")]


def entries_of(address):
    return {str(one["SUMMARY"]): one for one in Calendar.from_ical(get(address).content).walk("VEVENT")}


@pytest.fixture
def told(people, edition):
    make_news(people.editor, "Žinia & <b>", title_en="News", at=datetime.datetime(2020, 7, 15, 9, tzinfo=datetime.UTC))
    make_event(people.editor, "Pristatymas", starts=STARTS, title_en="Presentation")


def test_each_feed_tells_its_own_and_one_tells_everything(told):
    assert titles("naujienos") == ["Žinia & <b>"]
    assert titles("renginiai") == ["Pristatymas"]
    assert titles("redakcijos") == ["Redakcija Nr. 1: Paskelbta redakcija"]
    assert set(titles("viskas")) == {"Žinia & <b>", "Pristatymas", "Redakcija Nr. 1: Paskelbta redakcija"}
    assert titles("naujienos", "/en") == ["News"]


def test_everything_tells_announced_meetings_of_the_groups_and_their_minutes(groups, people):
    group = groups["aplinkos-apsauga"]
    publish(close(make_held(group, people.chair, title="Buvęs posėdis"), people), people)
    announce_meeting(make_meeting(group, people.chair, title="Būsimas posėdis"), by=people.coordinator)
    make_meeting(group, people.chair, title="Slaptas posėdis")
    assert set(titles("viskas")) == {"Buvęs posėdis", "Protokolas: Buvęs posėdis", "Būsimas posėdis"}
    assert "Aplinkos apsaugos darbo grupė. Grupės posėdis" in get("/srautai/viskas.atom").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_everything_asks_the_same_number_of_questions_at_any_size(groups, people, count, django_assert_num_queries):
    for number in range(count):
        make_news(people.editor, f"Žinia {number}")
        make_event(people.editor, f"Renginys {number}")
        publish(close(make_held(groups["aplinkos-apsauga"], people.chair, title=f"P {number}"), people), people)
    with django_assert_num_queries(5):
        assert len(titles("viskas")) == 4 * count


@pytest.mark.parametrize("name", FEEDS)
def test_a_feed_is_whole_even_when_there_is_nothing_to_tell(db, name):
    answer = get(f"/srautai/{name}.atom")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(answer.content)
    assert root.findtext(f"{ATOM}updated")
    assert root.findtext(f"{ATOM}id") == f"http://127.0.0.1:8000/srautai/{name}.atom"


def test_addresses_in_a_feed_are_the_portals_own_whoever_asks(told, settings):
    settings.ALLOWED_HOSTS = ["*"]
    body = Client().get("/srautai/viskas.atom", headers={"Host": "kitas.example.org"}).content.decode()
    assert "kitas.example.org" not in body
    assert f"{settings.SITE_URL}/naujienos/zinia-b/" in body


def test_a_feed_asks_the_same_number_of_questions_at_any_size(people, django_assert_num_queries):
    for size in (1, 3):
        for number in range(size):
            make_news(people.editor, f"Žinia {number}")
        with django_assert_num_queries(1):
            get("/srautai/naujienos.atom")


def test_a_calendar_tells_times_in_the_zone_of_vilnius(told):
    body = get("/kalendoriai/renginiai.ics")
    assert body.headers["Content-Type"] == "text/calendar; charset=utf-8"
    event = entries_of("/kalendoriai/renginiai.ics")["Pristatymas"]
    assert "DTSTART;TZID=Europe/Vilnius:20300705T173000" in text(body)
    assert event["DTSTART"].dt.isoformat() == "2030-07-05T17:30:00+03:00"
    assert (str(event["LOCATION"]), str(event["STATUS"])) == ("Rotušė", "CONFIRMED")
    assert "BEGIN:VTIMEZONE" in text(body)


def test_a_calendar_of_one_kind_holds_that_kind_alone(people):
    make_event(people.editor, "Susitikimas", kind="svarstymas")
    make_event(people.editor, "Rodymas", kind="transliacija", broadcast_url="https://youtu.be/abcDEF12345")
    assert set(entries_of("/kalendoriai/renginiai.ics")) == {"Susitikimas", "Rodymas"}
    only = entries_of("/kalendoriai/renginiai-transliacija.ics")
    assert set(only) == {"Rodymas"}
    assert "https://youtu.be/abcDEF12345" in str(only["Rodymas"]["DESCRIPTION"])


def test_an_event_of_whole_days_has_days_and_a_cancelled_one_says_so(people):
    day = datetime.datetime(2030, 7, 4, 21, tzinfo=datetime.UTC)
    ends = datetime.datetime(2030, 7, 6, 20, 59, tzinfo=datetime.UTC)
    item = make_event(people.editor, "Dienos", starts=day, ends_at=ends, whole_day=True, is_cancelled=True)
    [event] = entries_of(f"/renginiai/{item.slug}/renginys.ics").values()
    assert (str(event["DTSTART"].dt), str(event["DTEND"].dt)) == ("2030-07-05", "2030-07-07")
    assert str(event["STATUS"]) == "CANCELLED"


def test_an_english_calendar_speaks_english(told):
    assert set(entries_of("/en/kalendoriai/renginiai.ics")) == {"Presentation"}


@pytest.mark.parametrize(
    "address", ["/srautai/naujienos.atom", "/kalendoriai/renginiai.ics", "/renginiai/pristatymas/renginys.ics"]
)
def test_equal_content_is_sent_once(told, address):
    first, second = get(address), get(address)
    assert first.content == second.content
    assert first.headers["Cache-Control"] == "public, max-age=60"
    assert not first.cookies
    again = get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "address", ["/srautai/slapta.atom", "/kalendoriai/renginiai-balius.ics", "/renginiai/nera/renginys.ics"]
)
def test_what_there_is_not_is_not_found(db, address):
    assert get(address).status_code == 404
