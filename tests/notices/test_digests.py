"""The daily letter with the real kinds: grouped by area, the newest first, each with its reason and difference."""

import datetime
import threading

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from klaipeda_plan.notices.gathering import gather_letters
from klaipeda_plan.notices.models import Mail, Notice
from klaipeda_plan.notices.registry import kinds
from klaipeda_plan.notices.services import choose_ways
from plans.models import Element
from plans.services.remarks import add_remark
from plans.services.review import return_element
from tests.notices.conftest import let_wait, run_jobs
from tests.support.factories import make_groups, make_people
from workgroups.models import Meeting, Membership
from workgroups.notifying import tell_meeting


@pytest.fixture
def digest(rewritten, people, groups):
    """The member sits in both groups and has heard of four things, in this order."""
    Membership.objects.create(user=people.member, workgroup=groups["socialine-aplinka"])
    choose_ways(dict.fromkeys(kinds(), "daily"), by=people.member)
    goal = rewritten()
    return_element(goal, version_id=goal.current_version_id, by=people.consultant, reason="Trūksta rodiklio.")
    begins = timezone.now() + datetime.timedelta(days=7)
    meeting = Meeting.objects.create(
        workgroup=groups["socialine-aplinka"], title="Tikslai", starts_at=begins, place="Danės g. 17",
        ends_at=begins + datetime.timedelta(hours=1),
    )  # fmt: skip
    tell_meeting(meeting, "called", by=people.stranger)
    add_remark(Element.objects.get(kind="vision"), "Ilga.", by=people.coordinator, mentions=[people.member])
    add_remark(goal, "Neaišku.", by=people.stranger)
    Notice.objects.exclude(user=people.member).delete()
    for hours, notice in enumerate(Notice.objects.order_by("pk")):
        Notice.objects.filter(pk=notice.pk).update(at=timezone.now() - datetime.timedelta(days=2, hours=-hours))


def send():
    gather_letters()
    run_jobs()
    return mail.outbox


def test_it_is_one_letter_by_area_the_newest_first(digest):
    (letter,) = send()
    assert letter.subject == "Klaipėda 2030: 4 dienos pranešimai"
    lines = [line for line in letter.body.splitlines() if line.startswith("* ") or line.isupper()]
    assert [line.partition(",")[0] for line in lines] == [
        "APLINKOS APSAUGOS DARBO GRUPĖ",
        "* Pastaba: tikslas „Mažinti oro ir triukšmo taršą“",
        "* Grąžinta: tikslas „Mažinti oro ir triukšmo taršą“",
        "BENDRI PLANO ELEMENTAI",
        "* Jus paminėjo: vizija „KLAIPĖDA 2035 – veržli",
        "SOCIALINĖS APLINKOS DARBO GRUPĖ",
        "* Šaukiamas posėdis: Tikslai",
    ]


def test_each_has_its_reason_its_difference_and_one_link(digest, people):
    (letter,) = send()
    page = letter.alternatives[0][0]
    for part in (letter.body, page):
        assert all(reason in part for reason in ("Trūksta rodiklio.", "Neaišku.", "Ilga.", "Danės g. 17"))
        assert [part.count(f"/pranesimai/{one.pk}/") for one in people.member.notices.all()] == [1] * 4
    assert "{+ir triukšmo+}" in letter.body


def test_what_may_not_be_read_any_more_is_left_out_and_the_rest_comes(digest, people, groups):
    gather_letters()
    people.member.memberships.filter(workgroup=groups["socialine-aplinka"]).delete()
    run_jobs()
    (letter,) = mail.outbox
    assert letter.subject == "Klaipėda 2030: 3 dienos pranešimai"
    assert "Danės g. 17" not in letter.body + letter.alternatives[0][0]


def test_there_is_one_for_a_person_and_a_day(digest, people):
    send()
    day = timezone.localdate() - datetime.timedelta(days=timezone.localtime().hour < 7)
    assert Mail.objects.get().key == f"digest-{people.member.pk}-{day}"
    Notice.objects.update(mailed_at=None)
    assert len(send()) == 1


@pytest.mark.postgres_only(reason="two ticks at once need a database with several connections")
@pytest.mark.django_db(transaction=True)
def test_two_ticks_at_once_write_one_letter():
    people = make_people(make_groups())
    choose_ways(dict.fromkeys(kinds(), "now"), by=people.member)
    Notice.objects.bulk_create(
        Notice(user=people.member, kind="meeting_called", key=f"n-{n}", data={"meeting": 0}) for n in range(20)
    )
    let_wait(minutes=5)
    together = threading.Barrier(4)

    def tick():
        together.wait()
        gather_letters()
        connection.close()

    ticks = [threading.Thread(target=tick) for _number in range(4)]
    for one in ticks:
        one.start()
    for one in ticks:
        one.join()
    assert Mail.objects.count() == 1
    assert Mail.objects.get().notices.count() == 20
