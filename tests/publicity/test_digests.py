"""The daily letter: to each once, about what they follow and what is public, and never about anything else."""

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from editions.services.events import publish_edition
from klaipeda_plan.jobs import services as jobs
from klaipeda_plan.jobs.models import Job
from klaipeda_plan.notices.models import Mail
from plans.models import Element
from plans.services.elements import Content, save_element
from publicity.models import Subscriber
from publicity.services.digests import changed_uids, send_digests_when_due, write_digests
from publicity.services.following import Asked, confirm
from publicity.services.writing import withdraw
from tests.editions.support import freeze
from tests.publicity.content import DAY, make_event, make_news

UNTIL = timezone.now() + datetime.timedelta(minutes=5)


def follower(*wanted, email="a@example.org", language="lt"):
    subscriber = confirm(Asked(email, language, [(*one, "")[:2] for one in wanted]))
    Subscriber.objects.filter(pk=subscriber.pk).update(told_until=timezone.now() - DAY)
    return subscriber


def tell(until=None):
    """Writes the letters and sends them; the newest of each address."""
    moment = until or timezone.now() + datetime.timedelta(minutes=5)
    write_digests(lambda percent, message="": None, until=moment.isoformat())
    for job in Job.objects.filter(kind="deliver_mail", state="queued"):
        jobs.run(job.pk)
    return {letter.to[0]: letter for letter in mail.outbox}


def test_each_gets_what_they_follow(people, groups):
    own = groups["aplinkos-apsauga"]
    make_news(people.editor, "Bendra žinia")
    make_news(people.editor, "Grupės žinia", workgroup=own)
    make_event(people.editor, "Renginys visiems")
    follower(("all",), email="viskas@example.org")
    follower(("news",), email="naujienos@example.org")
    follower(("events",), email="renginiai@example.org")
    follower(("group", own.slug), email="grupe@example.org")
    follower(("group", "socialine-aplinka"), email="kita@example.org")
    words = {
        to: {word for word in ("Bendra žinia", "Grupės žinia", "Renginys visiems") if word in letter.body}
        for to, letter in tell().items()
    }
    assert words == {
        "viskas@example.org": {"Bendra žinia", "Grupės žinia", "Renginys visiems"},
        "naujienos@example.org": {"Bendra žinia", "Grupės žinia"},
        "renginiai@example.org": {"Renginys visiems"},
        "grupe@example.org": {"Grupės žinia"},
    }


def test_who_has_nothing_new_gets_no_letter(people):
    follower(("events",))
    make_news(people.editor)
    assert tell() == {}


def test_nothing_is_told_twice_however_often_the_job_runs(people):
    follower(("all",))
    make_news(people.editor)
    until = timezone.now() + datetime.timedelta(minutes=5)
    tell(until)
    tell(until)
    tell(until + DAY)
    assert len(mail.outbox) == 1
    assert Mail.objects.count() == 1


def test_a_letter_of_the_day_that_stands_already_is_not_written_again(people):
    subscriber = follower(("all",))
    make_news(people.editor)
    until = timezone.now() + datetime.timedelta(minutes=5)
    tell(until)
    Subscriber.objects.filter(pk=subscriber.pk).update(told_until=timezone.now() - DAY)
    tell(until)
    assert len(mail.outbox) == 1


def test_drafts_and_what_lies_ahead_or_was_withdrawn_is_not_told(people):
    follower(("all",))
    make_news(people.editor, "Slaptas juodraštis", public=False)
    make_news(people.editor, "Slapta ateitis", at=timezone.now() + DAY)
    withdraw(make_event(people.editor, "Slaptas renginys"), by=people.editor)
    assert tell() == {}
    make_news(people.editor, "Vieša žinia")
    Subscriber.objects.update(told_until=timezone.now() - DAY)
    [letter] = tell(timezone.now() + datetime.timedelta(minutes=9)).values()
    assert "Slapt" not in letter.body


def test_what_was_scheduled_is_told_when_its_time_has_come(people):
    follower(("all",))
    item = make_news(people.editor, "Suplanuota", at=timezone.now() + datetime.timedelta(hours=1))
    assert tell() == {}
    type(item).objects.update(published_at=timezone.now() + datetime.timedelta(minutes=6))
    later = timezone.now() + DAY
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: later)
        [letter] = tell(later).values()
    assert "Suplanuota" in letter.body


def test_a_letter_is_left_by_one_click_and_speaks_the_readers_language(people):
    follower(("all",), language="en")
    make_news(people.editor, "Žinia", title_en="Piece of news")
    [letter] = tell().values()
    assert letter.subject == "Klaipėda 2030: 1 piece of news"
    assert "Piece of news" in letter.body
    assert "/en/naujienos/zinia/" in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert "/en/prenumerata/atsisakyti/" in address
    assert address in letter.body


def test_who_follows_an_element_hears_of_news_about_it_and_of_editions_that_change_it(plan, people, edition, tree):
    goal, other = str(tree.goal.uid), str(tree.other_goal.uid)
    follower(("element", goal), email="tikslas@example.org")
    follower(("element", other), email="kitas@example.org")
    Subscriber.objects.update(told_until=timezone.now())
    measure = Element.objects.get(pk=tree.goal.pk)
    save_element(measure, Content("Oras be taršos", ""), base_version=measure.text_version, by=people.member)
    second = freeze(plan, people.coordinator, title="Antroji", newest={goal: "nauja"})
    publish_edition(second, by=people.coordinator)
    assert changed_uids(second) == {goal}
    letters = tell()
    assert set(letters) == {"tikslas@example.org"}
    assert "Redakcija Nr. 2: Antroji" in letters["tikslas@example.org"].body
    make_news(people.editor, "Apie bendruomenes", elements=[other])
    Subscriber.objects.update(told_until=timezone.now() - datetime.timedelta(minutes=1))
    assert "Apie bendruomenes" in tell(timezone.now() + DAY)["kitas@example.org"].body


def test_a_tick_starts_the_job_of_the_day_once_somebody_is_due(people):
    assert not send_digests_when_due()
    follower(("all",))
    make_news(people.editor)
    Subscriber.objects.update(told_until=timezone.now() - 3 * DAY)
    assert send_digests_when_due()
    assert send_digests_when_due()
    [job] = Job.objects.filter(kind="publicity_digest")
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == "done"
    assert not send_digests_when_due(), "told until this morning"


def test_letters_cost_the_same_number_of_questions_for_each_reader(people, django_assert_max_num_queries):
    make_news(people.editor)
    for number in range(4):
        follower(("all",), email=f"a{number}@example.org")
    Subscriber.objects.update(told_until=timezone.now() - DAY)
    with django_assert_max_num_queries(4 * 16 + 12):
        write_digests(lambda percent, message="": None, until=UNTIL.isoformat())
