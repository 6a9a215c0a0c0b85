"""The public pages of the groups: members, meetings, minutes, what people follow."""

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from tests.publicity.asking import get, text
from tests.publicity.content import make_event, make_news
from tests.workgroups.meetings import DAY, make_held, make_meeting
from tests.workgroups.test_openness import close, publish
from workgroups.models import User
from workgroups.services.agenda import add_item
from workgroups.services.meetings import cancel_meeting
from workgroups.services.openness import announce_meeting, give_consent, withdraw_consent, withdraw_minutes
from workgroups.services.people import deactivate_person

PAGE = "/darbo-grupes/aplinkos-apsauga/"


@pytest.fixture
def group(groups):
    return groups["aplinkos-apsauga"]


@pytest.fixture
def named(people):
    """The group's member with a name and an organisation that can be looked for."""
    User.objects.filter(pk=people.member.pk).update(full_name="Rasa Pavyzdienė", organisation="Klaipėdos bendruomenė")
    people.member.refresh_from_db()
    return people.member


def announced(group, people, starts=None, **fields):
    fields = {"link": "https://example.org/slapta-nuoroda", "note": "Slapta pastaba"} | fields
    meeting = make_meeting(group, people.chair, starts, **fields)
    return announce_meeting(meeting, by=people.coordinator)


def address(meeting):
    return reverse("publicity:group_meeting", args=[meeting.workgroup.slug, meeting.uid])


class TestMembers:
    def test_the_organisation_stands_and_the_name_does_not(self, group, named):
        page = text(get(PAGE))
        assert "Klaipėdos bendruomenė" in page
        assert "Rasa Pavyzdienė" not in page
        assert "2\u00a0žmonės" in page or "2 žmonės" in page

    def test_a_consent_shows_the_name_and_its_withdrawal_hides_it_with_the_next_look(self, group, named):
        give_consent(by=named)
        shown = get(PAGE)
        assert "Rasa Pavyzdienė" in text(shown)
        assert "Rasa Pavyzdienė" in text(get("/en" + PAGE))
        withdraw_consent(named, by=named)
        gone = get(PAGE, HTTP_IF_NONE_MATCH=shown.headers["ETag"])
        assert gone.status_code == 200
        assert "Rasa Pavyzdienė" not in text(gone)

    def test_nobody_between_keeps_the_page(self, group, named):
        page = get(PAGE)
        assert page.headers["Cache-Control"] == "no-cache"
        again = get(PAGE, HTTP_IF_NONE_MATCH=page.headers["ETag"])
        assert (again.status_code, again.headers["Cache-Control"]) == (304, "no-cache")

    def test_who_left_the_group_or_whose_account_is_closed_is_named_no_more(self, group, named, people):
        give_consent(by=named)
        deactivate_person(named, by=people.coordinator)
        page = text(get(PAGE))
        assert "Rasa Pavyzdienė" not in page
        assert "Klaipėdos bendruomenė" not in page

    def test_a_consent_shows_nobody_in_a_group_of_others(self, groups, named):
        give_consent(by=named)
        assert "Rasa Pavyzdienė" not in text(get("/darbo-grupes/socialine-aplinka/"))


class TestMeetings:
    def test_announced_ones_stand_past_and_coming(self, group, people):
        announced(group, people, title="Būsimas posėdis")
        announced(group, people, timezone.now() - 2 * DAY, title="Buvęs posėdis")
        page = text(get(PAGE))
        assert page.index("Būsimas posėdis") < page.index("Buvęs posėdis")
        assert "Būsimas posėdis" in text(get("/darbo-grupes/"))
        assert "Būsimas posėdis" in text(get("/eiga/"))

    def test_others_are_not_told_of(self, group, people):
        meeting = make_meeting(group, people.chair, title="Slaptas posėdis")
        for one in (PAGE, "/darbo-grupes/", "/eiga/", f"{PAGE}posedziai.ics", f"{PAGE}nauja.atom"):
            assert "Slaptas posėdis" not in text(get(one))
        assert get(address(meeting)).status_code == 404

    def test_the_page_shows_the_agenda_and_neither_the_link_nor_the_notes(self, group, people):
        meeting = announced(group, people)
        add_item(meeting, "Oro tarša", "Slapta klausimo pastaba", by=people.chair)
        page = text(get(address(meeting)))
        assert "Oro tarša" in page
        assert "Danės g. 17" in page
        for one in (address(meeting), PAGE, f"{PAGE}posedziai.ics", f"{PAGE}nauja.atom"):
            for hidden in ("slapta-nuoroda", "Slapta"):
                assert hidden not in text(get(one)), one

    def test_a_cancelled_one_says_so_and_not_why(self, group, people):
        meeting = announced(group, people)
        cancel_meeting(meeting, by=people.chair, reason="Serga Rasa")
        for one in (address(meeting), PAGE):
            assert "atšaukt" in text(get(one)).lower()
            assert "Serga Rasa" not in text(get(one))
        assert "STATUS:CANCELLED" in text(get(f"{PAGE}posedziai.ics"))

    def test_a_meeting_stands_under_its_own_group_only(self, groups, group, people):
        meeting = announced(group, people)
        other = reverse("publicity:group_meeting", args=["socialine-aplinka", meeting.uid])
        assert get(other).status_code == 404


class TestMinutes:
    def test_published_minutes_stand_on_the_meetings_page_with_their_history(self, group, people):
        meeting = close(make_held(group, people.chair, title="Posėdis"), people)
        publish(meeting, people)
        assert "protokolas paskelbtas" in text(get(PAGE))
        page = text(get(address(meeting)))
        assert "Kalbėta apie orą." in page
        assert meeting.published.get().digest in page

    def test_what_is_not_published_is_not_there(self, group, people):
        meeting = close(make_held(group, people.chair), people, "<p>Slapta.</p>")
        announce_meeting(meeting, by=people.coordinator)
        page = text(get(address(meeting)))
        assert "Slapta." not in page
        assert "protokolas nepaskelbtas" in page

    def test_taken_back_they_are_gone_from_page_and_feed(self, group, people):
        meeting = close(make_held(group, people.chair, title="Posėdis"), people)
        publish(meeting, people)
        assert "Protokolas: Posėdis" in text(get(f"{PAGE}nauja.atom"))
        withdraw_minutes(meeting, reason="Slapta priežastis", by=people.coordinator)
        for one in (address(meeting), f"{PAGE}nauja.atom", PAGE):
            page = text(get(one))
            for gone in ("Kalbėta apie orą.", "Slapta priežastis", "Protokolas: Posėdis"):
                assert gone not in page, (one, gone)


class TestFollowing:
    def test_the_calendar_holds_meetings_and_events_in_the_portals_time_zone(self, group, people):
        meeting = announced(group, people, title="Posėdis")
        make_event(people.editor, "Grupės renginys", workgroup=group)
        make_event(people.editor, "Kitas renginys")
        answer = get(f"{PAGE}posedziai.ics")
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        calendar = Calendar.from_ical(answer.content)
        entries = {str(one["summary"]): one for one in calendar.walk("VEVENT")}
        assert sorted(entries) == ["Grupės renginys", "Posėdis"]
        assert entries["Posėdis"]["dtstart"].params["TZID"] == "Europe/Vilnius"
        assert str(entries["Posėdis"]["url"]).endswith(address(meeting))

    def test_the_feed_tells_of_the_groups_own(self, group, people):
        announced(group, people, title="Posėdis")
        make_news(people.editor, "Grupės naujiena", workgroup=group)
        make_news(people.editor, "Kita naujiena")
        make_news(people.editor, "Slapta naujiena", workgroup=group, public=False)
        feed = text(get(f"{PAGE}nauja.atom"))
        assert feed.startswith("<?xml")
        names = ("Posėdis", "Grupės naujiena", "Kita naujiena", "Slapta naujiena")
        assert [name for name in names if name in feed] == ["Posėdis", "Grupės naujiena"]

    @pytest.mark.parametrize("name", ["posedziai.ics", "nauja.atom"])
    def test_equal_content_gives_equal_bytes_and_no_cookie(self, group, people, name):
        announced(group, people)
        first, second = get(PAGE + name), get(PAGE + name)
        assert first.content == second.content
        assert not first.cookies
        assert get(PAGE + name, HTTP_IF_NONE_MATCH=first.headers["ETag"]).status_code == 304
        assert get("/darbo-grupes/nera/" + name).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_pages_take_as_many_queries_for_many(group, people, named, count, django_assert_num_queries):
    give_consent(by=named)
    for number in range(count):
        announced(group, people, title=f"Posėdis {number}")
        publish(close(make_held(group, people.chair, title=f"Buvęs {number}"), people), people)
    with django_assert_num_queries(8):
        assert get(PAGE).status_code == 200
    with django_assert_num_queries(4):
        assert get(f"{PAGE}posedziai.ics").status_code == 200
