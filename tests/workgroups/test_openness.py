"""What of the groups becomes public: names with consent, announced meetings, minutes as a frozen copy."""

import pytest

from klaipeda_plan.core.errors import NotAllowed, Refused
from tests.workgroups.meetings import make_held, make_meeting
from workgroups.models import NameConsent, PublishedMinutes
from workgroups.services.agenda import add_item
from workgroups.services.decisions import DecisionFacts, decide
from workgroups.services.meetings import cancel_meeting
from workgroups.services.minutes import Guest, finish_minutes, record_attendance, reopen_minutes, save_minutes
from workgroups.services.openness import (
    announce_meeting,
    give_consent,
    hide_meeting,
    names_without_consent,
    publish_minutes,
    record_consent,
    withdraw_consent,
    withdraw_minutes,
)


@pytest.fixture
def group(groups):
    return groups["aplinkos-apsauga"]


def close(meeting, people, body="<p>Kalbėta apie orą.</p>"):
    meeting.refresh_from_db()
    save_minutes(meeting, body, base_version=meeting.minutes_version, by=people.member)
    meeting.refresh_from_db()
    finish_minutes(meeting, version=meeting.minutes_version, by=people.chair)
    meeting.refresh_from_db()
    return meeting


@pytest.fixture
def meeting(group, people):
    """Held, with an agenda, a guest and a decision; its minutes are closed."""
    people.member.organisation = "Aplinkos agentūra"
    people.member.save()
    held = make_held(group, people.chair, note="Slapta pastaba", link="https://example.org/slapta")
    item = add_item(held, "Oro tarša", "Slapta klausimo pastaba", by=people.chair)
    decide(held, DecisionFacts("Pirkti stoteles", item, people.member), by=people.chair)
    guests = [Guest("Ona Svečienė", "Universitetas", "present"), Guest("Jonas Neatvykęs", "Uostas", "absent")]
    record_attendance(held, {people.member.pk: "present", people.chair.pk: "excused"}, guests, by=people.chair)
    return close(held, people)


def publish(meeting, people, **more):
    meeting.refresh_from_db()
    return publish_minutes(meeting, version=meeting.minutes_version, by=people.coordinator, **more)


class TestConsent:
    def test_a_person_gives_it_once_and_withdraws_it(self, people):
        first = give_consent(by=people.member)
        assert give_consent(by=people.member) == first
        assert withdraw_consent(people.member, by=people.member)
        assert not withdraw_consent(people.member, by=people.member)
        assert not NameConsent.objects.standing().exists()
        assert give_consent(by=people.member).pk != first.pk
        assert NameConsent.objects.count() == 2, "what was withdrawn stays on record"

    @pytest.mark.parametrize("role", ["coordinator", "administrator"])
    def test_who_keeps_people_records_one_on_paper(self, people, role):
        made = record_consent(people.member, " pasirašytas lapas ", by=getattr(people, role))
        assert (made.how, made.recorded_by) == ("pasirašytas lapas", getattr(people, role))

    @pytest.mark.parametrize("role", ["chair", "consultant", "secretary", "editor"])
    def test_nobody_else_agrees_or_withdraws_for_a_person(self, people, role):
        give_consent(by=people.member)
        for act in (
            lambda: record_consent(people.chair, "žodžiu", by=getattr(people, role)),
            lambda: withdraw_consent(people.member, by=getattr(people, role)),
        ):
            with pytest.raises(NotAllowed):
                act()
        assert list(NameConsent.objects.standing().values_list("user", flat=True)) == [people.member.pk]

    def test_a_paper_consent_says_where_it_is(self, people):
        with pytest.raises(Refused):
            record_consent(people.member, "  ", by=people.coordinator)


class TestOwnPage:
    def test_a_person_agrees_and_takes_it_back_on_the_own_page(self, people, as_user):
        client = as_user(people.member)
        assert "Sutinku" in client.get("/paskyra/viesumas/").content.decode()
        shown = client.post("/paskyra/viesumas/", {"do": "give"}, follow=True).content.decode()
        assert "Atšaukti sutikimą" in shown
        assert NameConsent.objects.standing().get().user == people.member
        client.post("/paskyra/viesumas/", {"do": "withdraw"})
        assert not NameConsent.objects.standing().exists()

    def test_who_sits_in_no_group_has_nothing_to_agree_to(self, people, as_user):
        page = as_user(people.editor).get("/paskyra/viesumas/").content.decode()
        assert "Nesate jokios darbo grupės narys" in page
        assert "Sutinku" not in page

    def test_the_persons_page_records_a_paper_and_withdraws_it(self, people, as_user):
        client, page = as_user(people.coordinator), f"/rengimas/zmones/{people.member.pk}/"
        refused = client.post(f"{page}sutikimas/", {"how": ""}, follow=True).content.decode()
        assert "Nurodykite, kaip duotas sutikimas" in refused
        done = client.post(f"{page}sutikimas/", {"how": "pasirašytas lapas"}, follow=True).content.decode()
        assert "pasirašytas lapas" in done
        client.post(f"{page}sutikimas/atsaukti/")
        assert not NameConsent.objects.standing().exists()


class TestRoomPages:
    def test_the_coordinator_reads_what_will_be_public_and_publishes_it(self, meeting, people, as_user):
        client, page = as_user(people.coordinator), f"/rengimas/posedziai/{meeting.uid}/protokolas/skelbti/"
        shown = client.get(page).content.decode()
        assert "Pirkti stoteles" in shown
        assert "Slapta" not in shown
        done = client.post(page, {"version": meeting.minutes_version})
        assert done.headers["Location"].startswith("/darbo-grupes/aplinkos-apsauga/posedziai/")
        assert PublishedMinutes.objects.public().count() == 1

    @pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999", "0"])
    def test_a_form_that_was_bent_publishes_nothing(self, meeting, people, as_user, version):
        page = f"/rengimas/posedziai/{meeting.uid}/protokolas/skelbti/"
        assert as_user(people.coordinator).post(page, {"version": version}).status_code == 422
        assert not PublishedMinutes.objects.exists()

    def test_it_is_taken_back_with_a_reason_and_the_room_keeps_it(self, meeting, people, as_user):
        publish(meeting, people)
        client, room = as_user(people.coordinator), f"/rengimas/posedziai/{meeting.uid}/"
        client.post(f"{room}protokolas/nebeskelbti/", {"reason": ""})
        assert PublishedMinutes.objects.public().count() == 1
        shown = client.post(f"{room}protokolas/nebeskelbti/", {"reason": "Per anksti"}, follow=True).content.decode()
        assert "Per anksti" in shown
        assert not PublishedMinutes.objects.public().exists()

    def test_announcing_and_hiding_stand_on_the_meetings_page(self, group, people, as_user):
        meeting = make_meeting(group, people.chair)
        client, room = as_user(people.coordinator), f"/rengimas/posedziai/{meeting.uid}/"
        assert "viešas posėdžio puslapis" in client.post(f"{room}viesinti/", follow=True).content.decode().lower()
        assert "Visuomenė apie šį posėdį nežino" in client.post(f"{room}nebeviesinti/", follow=True).content.decode()


class TestAnnouncing:
    def test_the_coordinator_announces_and_hides_a_meeting(self, group, people):
        meeting = make_meeting(group, people.chair)
        assert announce_meeting(meeting, by=people.coordinator).announced_at is not None
        assert hide_meeting(meeting, by=people.coordinator).announced_at is None
        told = list(meeting.history.values_list("history_change_reason", flat=True))
        assert told == ["no longer announced", "announced", "called"]

    @pytest.mark.parametrize("role", ["member", "chair", "consultant", "secretary", "editor"])
    def test_others_do_not(self, group, people, role):
        meeting = make_meeting(group, people.chair)
        with pytest.raises(NotAllowed):
            announce_meeting(meeting, by=getattr(people, role))
        meeting.refresh_from_db()
        assert meeting.announced_at is None

    def test_with_published_minutes_it_cannot_be_hidden(self, meeting, people):
        publish(meeting, people)
        with pytest.raises(Refused):
            hide_meeting(meeting, by=people.coordinator)


class TestPublishing:
    def test_what_is_published_is_a_copy_without_names_notes_and_links(self, meeting, people):
        copy = publish(meeting, people)
        assert (copy.number, copy.published_by) == (1, people.coordinator)
        assert "Kalbėta apie orą." in copy.body
        assert copy.content["agenda"] == ["Oro tarša"]
        assert copy.content["decisions"] == ["Pirkti stoteles"]
        assert (copy.content["present"], copy.content["organisations"]) == (2, ["Aplinkos agentūra", "Universitetas"])
        whole = f"{copy.body}{copy.content}"
        for hidden in ("Slapta", "slapta", people.member.full_name, "Svečienė", "Neatvykęs", "Uostas"):
            assert hidden not in whole
        meeting.refresh_from_db()
        assert meeting.announced_at is not None

    def test_later_writing_does_not_change_it(self, meeting, people):
        copy = publish(meeting, people)
        reopen_minutes(meeting, by=people.chair, reason="Klaida")
        close(meeting, people, "<p>Visai kitaip.</p>")
        copy.refresh_from_db()
        assert "Kalbėta apie orą." in copy.body

    def test_mended_minutes_replace_it_and_both_stay_on_record(self, meeting, people):
        publish(meeting, people)
        reopen_minutes(meeting, by=people.chair, reason="Klaida")
        close(meeting, people, "<p>Pataisyta.</p>")
        with pytest.raises(Refused, match="pataisyta"):
            publish(meeting, people)
        second = publish(meeting, people, reason="Pataisytas nutarimas")
        assert second.number == 2
        assert [one.number for one in PublishedMinutes.objects.public()] == [2]
        assert meeting.published.get(number=1).reason == "Pataisytas nutarimas"

    def test_the_very_same_is_not_published_twice(self, meeting, people):
        publish(meeting, people)
        with pytest.raises(Refused):
            publish(meeting, people, reason="Dar kartą")
        assert PublishedMinutes.objects.count() == 1

    def test_minutes_that_are_not_closed_or_not_those_that_were_read_are_not_published(self, meeting, people):
        with pytest.raises(Refused):
            publish_minutes(meeting, version=meeting.minutes_version - 1, by=people.coordinator)
        reopen_minutes(meeting, by=people.chair, reason="Klaida")
        with pytest.raises(Refused):
            publish(meeting, people)
        assert not PublishedMinutes.objects.exists()

    @pytest.mark.parametrize("role", ["member", "chair", "consultant", "secretary", "editor"])
    def test_only_the_coordinator_publishes_and_takes_back(self, meeting, people, role):
        by = getattr(people, role)
        with pytest.raises(NotAllowed):
            publish_minutes(meeting, version=meeting.minutes_version, by=by)
        publish(meeting, people)
        with pytest.raises(NotAllowed):
            withdraw_minutes(meeting, reason="Klaida", by=by)
        assert PublishedMinutes.objects.public().count() == 1

    def test_taken_back_they_are_nobodys_and_can_be_published_again(self, meeting, people):
        publish(meeting, people)
        with pytest.raises(Refused):
            withdraw_minutes(meeting, reason=" ", by=people.coordinator)
        assert withdraw_minutes(meeting, reason="Per anksti", by=people.coordinator).reason == "Per anksti"
        assert not PublishedMinutes.objects.public().exists()
        with pytest.raises(Refused):
            withdraw_minutes(meeting, reason="Dar kartą", by=people.coordinator)
        assert publish(meeting, people).number == 2

    def test_a_cancelled_meeting_has_nothing_to_publish(self, group, people):
        meeting = make_meeting(group, people.chair)
        cancel_meeting(meeting, by=people.chair, reason="Serga")
        with pytest.raises(Refused):
            publish(meeting, people)


class TestNames:
    def test_names_in_the_text_stop_it_until_somebody_says_that_they_may_stay(self, group, people):
        people.member.full_name = "Rasa Pavyzdienė"
        people.member.save()
        meeting = close(make_held(group, people.chair), people, "<p>Pasisakė <strong>Rasa</strong> Pavyzdienė.</p>")
        assert names_without_consent(meeting) == ["Rasa Pavyzdienė"]
        with pytest.raises(Refused, match="Rasa Pavyzdienė"):
            publish(meeting, people)
        assert publish(meeting, people, with_names=True).number == 1

    def test_a_name_with_consent_stands_where_it_is(self, group, people):
        people.member.full_name = "Rasa Pavyzdienė"
        people.member.save()
        give_consent(by=people.member)
        meeting = close(make_held(group, people.chair), people, "<p>Pasisakė Rasa Pavyzdienė.</p>")
        assert names_without_consent(meeting) == []
        assert publish(meeting, people).number == 1

    def test_guests_are_people_too(self, group, people):
        meeting = make_held(group, people.chair)
        record_attendance(meeting, {}, [Guest("Ona Svečienė", "", "present")], by=people.chair)
        close(meeting, people, "<p>Klausė ONA SVEČIENĖ.</p>")
        assert names_without_consent(meeting) == ["Ona Svečienė"]
