"""The pages of meetings: lists, the month, one meeting, and its forms without scripts."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from plans.models import Remark
from plans.services.agendas import attach_element
from tests.plans.pages import fields_of
from tests.support.factories import make_user
from tests.workgroups.meetings import DAY, local, make_held, make_meeting
from workgroups.models import Meeting, MeetingState
from workgroups.services.agenda import add_item
from workgroups.services.decisions import DecisionFacts, decide
from workgroups.services.meetings import cancel_meeting
from workgroups.services.minutes import finish_minutes, record_attendance, save_minutes

CALL = {
    "workgroup": "aplinkos-apsauga", "title": "Tikslų aptarimas", "date": "2027-04-13", "begins": "10:00",
    "ends": "11:30", "place": "Danės g. 17", "link": "", "note": "",
}  # fmt: skip


@pytest.fixture
def group(groups):
    return groups["aplinkos-apsauga"]


@pytest.fixture
def meeting(group, people):
    return make_held(group, people.chair)


@pytest.fixture
def chair(as_user, people):
    return as_user(people.chair)


def page(name, *arguments):
    return reverse(f"meetings:{name}", args=arguments)


def text_of(response):
    return response.content.decode()


# --- Lists -----------------------------------------------------------------------------------------


def test_upcoming_and_past_are_told_apart(group, people, as_user):
    make_meeting(group, people.chair, title="Būsimas posėdis")
    make_held(group, people.chair, title="Buvęs posėdis")
    cancel_meeting(make_meeting(group, people.chair, title="Atšauktas posėdis"), by=people.chair, reason="Ne")
    client = as_user(people.member)
    upcoming, past = text_of(client.get(page("upcoming"))), text_of(client.get(page("past")))
    assert [title in upcoming for title in ("Būsimas", "Buvęs posėdis", "Atšauktas posėdis")] == [True, False, False]
    assert [title in past for title in ("Būsimas posėdis", "Buvęs", "Atšauktas")] == [False, True, True]


def test_a_list_is_filtered_by_group_and_nonsense_filters_nothing(group, groups, people, as_user):
    make_meeting(group, people.chair, title="Oro tarša")
    make_meeting(groups["socialine-aplinka"], people.coordinator, title="Globos namai")
    client = as_user(people.coordinator)
    assert "Oro tarša" not in text_of(client.get(page("upcoming"), {"grupe": "socialine-aplinka"}))
    both = text_of(client.get(page("upcoming"), {"grupe": "nera-tokios"}))
    assert "Oro tarša" in both
    assert "Globos namai" in both


@pytest.mark.parametrize("name", ["upcoming", "past", "month"])
@pytest.mark.parametrize("count", [1, 3])
def test_a_list_takes_the_same_queries(name, count, group, people, as_user, django_assert_num_queries):
    now = timezone.now()
    starts = {"upcoming": now + DAY, "past": now - 2 * DAY, "month": local(2027, 4, 13, 10)}[name]
    for number in range(count):
        make_meeting(group, people.chair, starts, title=f"Posėdis nr. {number}")
    client = as_user(people.member)
    with django_assert_num_queries({"upcoming": 8, "past": 8, "month": 7}[name]):
        answer = client.get(page(name), {"menuo": "2027-04"})
    assert text_of(answer).count("Posėdis nr.") == count


def test_the_month_shows_each_meeting_on_its_day(group, people, as_user):
    make_meeting(group, people.chair, local(2027, 10, 31, 10), title="Laikrodžių diena")
    shown = text_of(as_user(people.member).get(page("month"), {"menuo": "2027-10"}))
    assert "2027 m. spalis" in shown
    cell = re.search(r"<td[^>]*>(?:(?!</td>).)*Laikrodžių diena.*?</td>", shown, re.DOTALL)[0]
    assert "Sekmadienis, 31" in cell
    assert "10:00" in cell
    assert shown.count("<tr>") == 6  # the head and five weeks
    assert "?menuo=2027-09" in shown
    assert "?menuo=2027-11" in shown


@pytest.mark.parametrize("asked", ["", "2027-13", "kada nors", "0001-01", "9999-12", "2027-04-01"])
def test_a_month_that_is_none_is_this_month(asked, people, as_user):
    answer = as_user(people.member).get(page("month"), {"menuo": asked})
    assert f"?menuo={(timezone.localdate().replace(day=1) - DAY):%Y-%m}" in text_of(answer)


def test_an_empty_list_says_so(people, as_user):
    client = as_user(people.member)
    assert "Artimiausių posėdžių nėra" in text_of(client.get(page("upcoming")))
    assert "Posėdžių dar nebuvo" in text_of(client.get(page("past")))
    assert "Šį mėnesį posėdžių nėra" in text_of(client.get(page("month")))


def test_only_who_leads_is_offered_to_call(people, as_user):
    assert page("call") in text_of(as_user(people.chair).get(page("upcoming")))
    assert page("call") not in text_of(as_user(people.member).get(page("upcoming")))


# --- Calling and changing --------------------------------------------------------------------------


def test_a_called_meeting_begins_at_the_hour_that_was_typed(chair):
    answer = chair.post(page("call"), CALL)
    meeting = Meeting.objects.get()
    assert answer.headers["Location"] == page("agenda", meeting.uid)
    assert (meeting.starts_at, meeting.ends_at) == (local(2027, 4, 13, 10), local(2027, 4, 13, 11, 30))
    assert "10:00–11:30" in text_of(chair.get(page("meeting", meeting.uid)))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"date": "2027-03-28", "begins": "03:30"}, "Tą naktį laikrodžiai sukami pirmyn"),
        ({"date": "2027-10-31", "begins": "03:30", "ends": "05:00"}, "Tą naktį laikrodžiai sukami atgal"),
        ({"ends": "10:00"}, "baigiasi anksčiau"),
        ({"place": ""}, "kur posėdis"),
        ({"title": ""}, "Šis laukas yra privalomas"),
        ({"date": "rytoj"}, "date-error"),
        ({"link": "javascript:alert(1)"}, "link-error"),
        ({"workgroup": "socialine-aplinka"}, "workgroup-error"),
    ],
)
def test_a_wrong_call_is_told_beside_its_cause_and_kept(changes, said, chair):
    answer = chair.post(page("call"), {**CALL, **changes})
    shown = text_of(answer).replace('id="id_', "").replace("_error", "-error")
    assert answer.status_code == 200
    assert said in shown
    assert "Danės g. 17" in shown or "place" in changes
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(("date", "hours"), [("2027-03-28", 2), ("2027-10-31", 4)])
def test_a_night_over_the_change_of_clocks_lasts_as_long_as_it_does(date, hours, chair):
    chair.post(page("call"), {**CALL, "date": date, "begins": "02:00", "ends": "05:00"})
    meeting = Meeting.objects.get()
    assert meeting.ends_at - meeting.starts_at == datetime.timedelta(hours=hours)


def test_the_form_of_a_change_shows_what_stands_and_saves_what_is_typed(group, people, chair):
    meeting = make_meeting(group, people.chair, local(2027, 4, 13, 10))
    shown = fields_of(chair.get(page("change", meeting.uid)))
    assert (shown["date"], shown["begins"], shown["ends"]) == ("2027-04-13", "10:00", "12:00")
    chair.post(page("change", meeting.uid), {**shown, "begins": "09:00", "reason": "Anksčiau"})
    meeting.refresh_from_db()
    assert meeting.starts_at == local(2027, 4, 13, 9)
    assert meeting.history.first().history_change_reason == "Anksčiau"


def test_a_cancellation_asks_why(group, people, chair):
    meeting = make_meeting(group, people.chair)
    assert "Šis laukas yra privalomas" in text_of(chair.post(page("cancel", meeting.uid), {"reason": ""}))
    shown = chair.post(page("cancel", meeting.uid), {"reason": "Nėra kvorumo"}, follow=True)
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.CANCELLED
    assert "Nėra kvorumo" in text_of(shown)


# --- Agenda, attendance, decisions -----------------------------------------------------------------


def test_the_agenda_is_written_and_moved_by_buttons(meeting, chair):
    for title in ("Oro tarša", "Lėšos"):
        chair.post(page("agenda", meeting.uid), {"title": title, "note": ""})
    last = meeting.agenda.last()
    answer = chair.post(page("item_up", meeting.uid, last.pk))
    assert answer.headers["Location"].endswith(f"#punktas-{last.pk}")
    shown = text_of(chair.get(page("meeting", meeting.uid)))
    assert shown.index("Lėšos") < shown.index("Oro tarša")


def test_an_element_is_found_attached_and_shown_on_both_pages(meeting, chair, people, tree, as_user):
    item = add_item(meeting, "Oro tarša", by=people.chair)
    found = text_of(chair.get(page("item", meeting.uid, item.pk), {"q": "taršą"}))
    assert f'value="{tree.goal.uid}"' in found
    assert f'value="{tree.measure.uid}"' not in found
    answer = chair.post(page("attach", meeting.uid, item.pk), {"element": tree.goal.uid, "q": "taršą"})
    assert answer.headers["Location"].endswith("?q=tar%C5%A1%C4%85#elementai")
    element = reverse("plans:element", args=[tree.goal.uid])
    assert element in text_of(chair.get(page("meeting", meeting.uid)))
    assert page("meeting", meeting.uid) in text_of(chair.get(element))
    assert page("meeting", meeting.uid) not in text_of(as_user(people.stranger).get(element))


@pytest.mark.parametrize("sent", ["", "ne-uid", "00000000-0000-0000-0000-000000000000"])
def test_an_element_that_is_none_is_not_attached(sent, meeting, chair, people):
    item = add_item(meeting, "Oro tarša", by=people.chair)
    assert chair.post(page("attach", meeting.uid, item.pk), {"element": sent}).status_code == 404


def test_an_item_of_another_meeting_is_not_found_here(meeting, group, people, chair):
    item = add_item(make_meeting(group, people.chair), "Kitas", by=people.chair)
    assert chair.get(page("item", meeting.uid, item.pk)).status_code == 404
    assert chair.post(page("remove_item", meeting.uid, item.pk)).status_code == 404


def test_attendance_lists_all_members_at_once_with_room_for_guests(meeting, chair, people):
    shown = fields_of(chair.get(page("attendance", meeting.uid)))
    assert shown["guests-TOTAL_FORMS"] == "2"
    sent = {
        **shown, f"person-{people.member.pk}": "remote", f"person-{people.chair.pk}": "present",
        "guests-0-name": "Ona Viešnia", "guests-0-organisation": "Uosto direkcija", "guests-0-presence": "present",
    }  # fmt: skip
    after = text_of(chair.post(page("attendance", meeting.uid), sent, follow=True))
    assert "dalyvavo nuotoliu" in after
    assert "Ona Viešnia" in after
    again = fields_of(chair.get(page("attendance", meeting.uid)))
    assert again[f"person-{people.member.pk}"] == "remote"
    assert (again["guests-0-name"], again["guests-TOTAL_FORMS"]) == ("Ona Viešnia", "3")


@pytest.mark.parametrize("count", [1, 3])
def test_attendance_takes_the_same_queries(count, meeting, people, group, as_user, django_assert_num_queries):
    for number in range(count):
        make_user(f"naujas{number}@example.org", group=group)
    client = as_user(people.chair)
    with django_assert_num_queries(10):
        assert text_of(client.get(page("attendance", meeting.uid))).count(">naujas") == count


def test_a_decision_is_written_and_handed_over_and_shown_both_ways(meeting, chair, people, tree, as_user):
    item = add_item(meeting, "Oro tarša", by=people.chair)
    attach_element(item, tree.goal, by=people.chair)
    sent = {"text": "Patikslinti rodiklį", "item": item.pk, "responsible": people.member.pk, "due": "2027-01-15"}
    chair.post(page("decisions", meeting.uid), sent)
    decision = meeting.decisions.get()
    assert f'value="{tree.goal.uid}"' in text_of(chair.get(page("decision", meeting.uid, decision.pk)))
    chair.post(page("hand_over", meeting.uid, decision.pk), {"element": tree.goal.uid, "do": "task"})
    task = Remark.objects.get()
    assert (task.kind, task.decision, task.assigned_to) == ("task", decision, people.member)
    element = reverse("plans:element", args=[tree.goal.uid])
    assert f"{element}#pastaba-{task.pk}" in text_of(chair.get(page("meeting", meeting.uid)))
    shown = text_of(chair.get(element))
    assert "Patikslinti rodiklį" in shown
    assert f"{page('meeting', meeting.uid)}#nutarimas-{decision.pk}" in shown
    stranger = text_of(as_user(people.stranger).get(element))
    assert "Patikslinti rodiklį" in stranger
    assert meeting.title not in stranger
    assert page("meeting", meeting.uid) not in stranger


@pytest.mark.parametrize("count", [1, 3])
def test_a_meeting_takes_the_same_queries(count, meeting, people, tree, as_user, django_assert_num_queries):
    record_attendance(meeting, {people.member.pk: "present"}, by=people.chair)
    for number in range(count):
        item = add_item(meeting, f"Klausimas nr. {number}", by=people.chair)
        attach_element(item, tree.goal, by=people.chair)
        decide(meeting, DecisionFacts(f"Nutarimas nr. {number}", item, people.member), by=people.chair)
    client = as_user(people.member)
    with django_assert_num_queries(15):
        shown = text_of(client.get(page("meeting", meeting.uid)))
    assert (shown.count("Nutarimas nr."), shown.count(str(tree.goal.uid))) == (count, count)


# --- Minutes ---------------------------------------------------------------------------------------


def test_plain_lines_become_minutes_and_are_shown(meeting, people, as_user):
    client = as_user(people.member)
    fields = fields_of(client.get(page("minutes", meeting.uid)))
    client.post(page("minutes", meeting.uid), {**fields, "body": "Kalbėta apie orą.\n\nNutarta tęsti."})
    meeting.refresh_from_db()
    assert meeting.minutes.count("<p") == 2
    shown = text_of(client.get(page("meeting", meeting.uid)))
    assert "Kalbėta apie orą." in shown
    assert "Paskutinis rašė: narys." in shown


def test_the_second_writer_sees_both_texts_and_saves_what_was_decided(meeting, people, as_user):
    save_minutes(meeting, "<p>Pradžia čia.</p>", base_version=0, by=people.chair)
    member, chair = as_user(people.member), as_user(people.chair)
    mine = fields_of(member.get(page("minutes", meeting.uid)))
    theirs = fields_of(chair.get(page("minutes", meeting.uid)))
    chair.post(page("minutes", meeting.uid), {**theirs, "body": theirs["body"].replace("čia", "pirmininko")})
    answer = member.post(page("minutes", meeting.uid), {**mine, "body": mine["body"].replace("čia", "nario")})
    shown = text_of(answer)
    assert answer.status_code == 200
    assert "pirmininkas saved" not in shown
    assert "Kol rašėte, protokolą išsaugojo pirmininkas" in shown
    assert "Pradžia nario." in shown
    assert "Pradžia pirmininko." in shown
    again = fields_of(answer)
    assert again["base_version"] == "2"
    member.post(page("minutes", meeting.uid), {**again, "body": "<p>Pradžia nario ir pirmininko.</p>"})
    meeting.refresh_from_db()
    assert "Pradžia nario ir pirmininko." in meeting.minutes


def test_minutes_typed_after_the_login_expired_wait_for_the_same_person(meeting, people, as_user):
    client = as_user(people.member)
    fields = fields_of(client.get(page("minutes", meeting.uid)))
    client.logout()
    answer = client.post(page("minutes", meeting.uid), {**fields, "body": "<p>Nedingsta.</p>"})
    assert "/paskyra/login" in answer.headers["Location"]
    client.force_login(people.member, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Nedingsta." in text_of(client.get(page("minutes", meeting.uid)))
    meeting.refresh_from_db()
    assert meeting.minutes == ""


def test_who_lost_the_right_while_typing_gets_the_text_back_and_nothing_is_written(meeting, people, as_user):
    client = as_user(people.member)
    fields = fields_of(client.get(page("minutes", meeting.uid)))
    people.member.memberships.all().delete()
    answer = client.post(page("minutes", meeting.uid), {**fields, "body": "<p>Vėlu rašyti.</p>"})
    assert answer.status_code == 404
    assert "Vėlu rašyti." in text_of(answer)
    meeting.refresh_from_db()
    assert meeting.minutes == ""


def test_minutes_closed_meanwhile_keep_what_was_typed_in_the_form(meeting, people, as_user):
    save_minutes(meeting, "<p>Tekstas.</p>", base_version=0, by=people.chair)
    client = as_user(people.member)
    fields = fields_of(client.get(page("minutes", meeting.uid)))
    finish_minutes(meeting, version=1, by=people.chair)
    answer = client.post(page("minutes", meeting.uid), {**fields, "body": "<p>Dar vienas sakinys.</p>"})
    assert "Protokolas užbaigtas" in text_of(answer)
    assert "Dar vienas sakinys." in text_of(answer)


def test_minutes_are_closed_and_opened_again_by_the_chair(meeting, people, chair):
    save_minutes(meeting, "<p>Tekstas.</p>", base_version=0, by=people.member)
    fields = {"version": "1"}
    assert "Užbaigtas" in text_of(chair.post(page("finish_minutes", meeting.uid), fields, follow=True))
    assert chair.get(page("minutes", meeting.uid)).status_code == 302
    shown = text_of(chair.post(page("reopen_minutes", meeting.uid), {"reason": ""}, follow=True))
    assert "Nurodykite, kodėl protokolas vėl atveriamas" in shown
    chair.post(page("reopen_minutes", meeting.uid), {"reason": "Klaida"})
    meeting.refresh_from_db()
    assert not meeting.minutes_closed


@pytest.mark.parametrize("version", ["", "-1", "abc", "0", "99999999999999"])
def test_minutes_that_were_not_read_are_not_closed(version, meeting, people, chair):
    save_minutes(meeting, "<p>Tekstas.</p>", base_version=0, by=people.member)
    shown = text_of(chair.post(page("finish_minutes", meeting.uid), {"version": version}, follow=True))
    assert "dar buvo rašoma" in shown
    meeting.refresh_from_db()
    assert not meeting.minutes_closed
