"""Who was there, and minutes that two people write without losing a word."""

import pytest

from klaipeda_plan.core.bodies import plain_text
from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.notices.models import Notice
from tests.support.factories import make_user
from tests.workgroups.meetings import make_held, make_meeting
from workgroups.models import MeetingState, User
from workgroups.queries import attendances_of
from workgroups.services.minutes import (
    Guest,
    StaleMinutes,
    finish_minutes,
    record_attendance,
    recorded_people,
    reopen_minutes,
    save_minutes,
)

THREE = "<p>Pirmas klausimas.</p><p>Antras klausimas.</p><p>Trečias klausimas.</p>"


@pytest.fixture
def group(groups):
    return groups["aplinkos-apsauga"]


@pytest.fixture
def meeting(group, people):
    return make_held(group, people.chair)


@pytest.fixture
def written(meeting, people):
    """Minutes of three paragraphs, version 1."""
    return save_minutes(meeting, THREE, base_version=0, by=people.chair)


def shown(meeting):
    return [(str(one.user or one.name), one.organisation, one.presence) for one in attendances_of(meeting)]


def test_attendance_is_recorded_at_once_and_mended_later(meeting, people):
    guests = [Guest("Ona Viešnia", "Uosto direkcija", "present"), Guest(" ", "Be vardo", "present")]
    record_attendance(meeting, {people.member.pk: "remote", people.chair.pk: "present"}, guests, by=people.chair)
    assert shown(meeting) == [
        ("narys", "", "remote"), ("pirmininkas", "", "present"), ("Ona Viešnia", "Uosto direkcija", "present"),
    ]  # fmt: skip
    record_attendance(meeting, {people.member.pk: "excused"}, [], by=people.coordinator)
    assert shown(meeting) == [("narys", "", "excused"), ("pirmininkas", "", "present")]
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.HELD


def test_each_change_of_attendance_stands_in_the_history(meeting, people):
    record_attendance(meeting, {people.member.pk: "present"}, by=people.chair)
    record_attendance(meeting, {people.member.pk: "present"}, by=people.chair)
    record_attendance(meeting, {people.member.pk: "absent"}, by=people.coordinator)
    rows = meeting.attendances.get().history.all()
    assert [(row.presence, row.history_user) for row in rows] == [
        ("absent", people.coordinator), ("present", people.chair),
    ]  # fmt: skip


def test_attendance_of_strangers_and_unknown_words_are_refused(meeting, people):
    for presences in ({people.stranger.pk: "present"}, {people.member.pk: "kažkaip"}, {10**6: "present"}):
        with pytest.raises(Refused):
            record_attendance(meeting, presences, by=people.chair)
    with pytest.raises(NotAllowed):
        record_attendance(meeting, {people.member.pk: "present"}, by=people.member)
    assert shown(meeting) == []


def test_who_left_the_group_stays_in_the_record(meeting, people, group):
    record_attendance(meeting, {people.member.pk: "present"}, by=people.chair)
    people.member.memberships.all().delete()
    newcomer = make_user("nauja@example.org", group=group)
    assert set(recorded_people(meeting).values()) == {people.chair, newcomer, people.member}


def test_before_it_begins_excuses_are_noted_and_the_meeting_is_still_to_come(group, people):
    meeting = make_meeting(group, people.chair)
    record_attendance(meeting, {people.member.pk: "excused"}, by=people.chair)
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.PLANNED


@pytest.mark.parametrize("role", ["member", "chair", "coordinator"])
def test_members_and_the_coordinator_write_minutes(role, meeting, people):
    saved = save_minutes(meeting, "<p>Kalbėta.</p>", base_version=0, by=getattr(people, role))
    assert plain_text(saved.minutes) == "Kalbėta."
    assert saved.minutes_version == 1
    assert saved.history.first().history_user == getattr(people, role)


@pytest.mark.parametrize("role", ["stranger", "consultant", "secretary", "councillor", "editor", "administrator"])
def test_nobody_else_writes_minutes(role, meeting, people):
    with pytest.raises(NotAllowed) as refused:
        save_minutes(meeting, "<p>Kalbėta.</p>", base_version=0, by=getattr(people, role))
    assert "Grupės nariai" in refused.value.who_may
    meeting.refresh_from_db()
    assert meeting.minutes == ""


def test_minutes_are_cleaned_like_bodies(meeting, people):
    saved = save_minutes(meeting, '<p onclick="x()">Gerai<script>y()</script></p>', base_version=0, by=people.member)
    assert "script" not in saved.minutes
    assert "onclick" not in saved.minutes
    assert 'data-block="' in saved.minutes


def test_equal_minutes_make_no_version(written, people):
    again = save_minutes(written, written.minutes, base_version=1, by=people.member)
    assert (again.minutes_version, again.history.count()) == (1, written.history.count())


def test_two_writers_in_different_places_are_joined(written, people):
    base = written.minutes
    save_minutes(written, base.replace("Pirmas", "Pirmasis"), base_version=1, by=people.chair)
    joined = save_minutes(written, base.replace("Trečias", "Trečiasis"), base_version=1, by=people.member)
    assert plain_text(joined.minutes) == "Pirmasis klausimas.\nAntras klausimas.\nTrečiasis klausimas."
    assert joined.minutes_version == 3
    assert "joined" in joined.history.first().history_change_reason


def test_two_writers_in_one_place_lose_nothing_and_see_both(written, people):
    base = written.minutes
    save_minutes(written, base.replace("Antras", "Pirmininko"), base_version=1, by=people.chair)
    with pytest.raises(StaleMinutes) as stale:
        save_minutes(written, base.replace("Antras", "Nario"), base_version=1, by=people.member)
    written.refresh_from_db()
    assert "Pirmininko klausimas" in written.minutes
    assert written.minutes_version == 2
    assert "Nario klausimas" in stale.value.mine
    assert "Pirmininko klausimas" in stale.value.theirs
    assert (stale.value.version, stale.value.by) == (2, people.chair)
    assert "Pirmininko" in stale.value.joined
    assert "Nario" in stale.value.joined
    decided = save_minutes(written, stale.value.joined, base_version=2, by=people.member)
    assert decided.minutes_version == 3


def test_two_who_begin_at_once_lose_nothing(meeting, people):
    """Both opened empty minutes: there is nothing that both began from."""
    save_minutes(meeting, "<p>Vieno tekstas.</p>", base_version=0, by=people.chair)
    try:
        text = save_minutes(meeting, "<p>Kito tekstas.</p>", base_version=0, by=people.member).minutes
    except StaleMinutes as stale:
        text = stale.joined
    assert "Vieno tekstas." in text
    assert "Kito tekstas." in text


def test_a_version_that_nobody_remembers_overwrites_nothing(written, people):
    with pytest.raises(StaleMinutes) as stale:
        save_minutes(written, "<p>Visai kas kita.</p>", base_version=999, by=people.member)
    assert "Visai kas kita." in stale.value.joined
    assert "Antras klausimas." in stale.value.joined


def test_closed_minutes_are_told_and_not_written_any_more(written, people):
    closed = finish_minutes(written, version=1, by=people.chair)
    assert (closed.state, closed.minutes_closed) == (MeetingState.HELD, True)
    assert list(Notice.objects.filter(kind="minutes_ready").values_list("user__full_name", flat=True)) == ["narys"]
    for by in (people.member, people.chair, people.coordinator):
        with pytest.raises(Refused, match="Protokolas užbaigtas"):
            save_minutes(written, "<p>Dar.</p>", base_version=1, by=by)
    with pytest.raises(Refused, match="Protokolas užbaigtas"):
        record_attendance(written, {people.member.pk: "absent"}, by=people.chair)


def test_only_read_minutes_of_a_begun_meeting_are_closed(written, people, group):
    with pytest.raises(Refused, match="dar buvo rašoma"):
        finish_minutes(written, version=0, by=people.chair)
    with pytest.raises(Refused, match="dar nėra"):
        finish_minutes(make_held(group, people.chair), version=0, by=people.chair)
    ahead = save_minutes(make_meeting(group, people.chair), THREE, base_version=0, by=people.chair)
    with pytest.raises(Refused, match="neprasidėjo"):
        finish_minutes(ahead, version=1, by=people.chair)
    with pytest.raises(NotAllowed):
        finish_minutes(written, version=1, by=people.member)


def test_the_chair_opens_them_again_with_a_reason(written, people):
    finish_minutes(written, version=1, by=people.chair)
    with pytest.raises(NotAllowed):
        reopen_minutes(written, by=people.member, reason="Klaida")
    with pytest.raises(Refused, match="kodėl"):
        reopen_minutes(written, by=people.chair, reason=" ")
    opened = reopen_minutes(written, by=people.chair, reason="Klaida pavardėje")
    assert not opened.minutes_closed
    assert "Klaida pavardėje" in opened.history.first().history_change_reason
    save_minutes(opened, THREE.replace("Antras", "Pataisytas"), base_version=1, by=people.member)


def test_a_person_who_left_the_group_while_typing_is_refused(written, people):
    people.member.memberships.all().delete()
    gone = User.objects.get(pk=people.member.pk)
    with pytest.raises(NotAllowed):
        save_minutes(written, THREE, base_version=1, by=gone)
