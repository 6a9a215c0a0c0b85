"""A letter goes out once; what the server does not take is tried again; what nobody may read is not written."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone, translation

from klaipeda_plan.jobs import services as jobs
from klaipeda_plan.jobs.models import Job
from klaipeda_plan.notices.delivering import deliver_mail, message_id, send_what_waits
from klaipeda_plan.notices.gathering import gather_letters
from klaipeda_plan.notices.models import LetterLanguage, Mail
from plans.services.review import return_element
from tests.notices.conftest import let_wait, run_jobs

HERE = "tests.notices.test_delivering."


class RefusesForGood(EmailBackend):
    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({"ona@example.org": (550, b"no such person")})


class ComesLater(EmailBackend):
    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({"ona@example.org": (451, b"come again")})


class DiesAfterSending(EmailBackend):
    """The server has the letter, and the worker ends in this moment."""

    def send_messages(self, messages):
        super().send_messages(messages)
        raise SystemExit


@pytest.fixture
def letter(db):
    return Mail.objects.create(to="ona@example.org", subject="Sveiki", text="Tekstas")


def deliver(letter):
    return deliver_mail(lambda *a: None, mail_id=letter.pk)


class TestRetries:
    def test_what_the_server_does_not_take_waits_longer_each_time(self, letter, settings):
        settings.EMAIL_BACKEND = f"{HERE}ComesLater"
        for minutes in (2, 4, 8):
            with pytest.raises(smtplib.SMTPRecipientsRefused):
                deliver(letter)
            letter.refresh_from_db()
            pause = letter.due_at - timezone.now()
            assert timedelta(minutes=minutes, seconds=-20) < pause <= timedelta(minutes=minutes)
        assert (letter.tries, letter.sent_at, letter.text) == (3, None, "Tekstas")

    def test_it_is_tried_again_when_the_pause_is_over(self, letter, settings):
        settings.EMAIL_BACKEND = f"{HERE}ComesLater"
        send_what_waits()
        run_jobs()
        assert Job.objects.get().state == "failed"
        assert send_what_waits() == 0, "the pause is not over"
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        Mail.objects.update(due_at=timezone.now())
        assert send_what_waits() == 1
        run_jobs()
        assert len(mail.outbox) == 1
        assert send_what_waits() == 0

    def test_a_letter_under_way_is_not_sent_a_second_time(self, letter):
        assert send_what_waits() == 1
        assert send_what_waits() == 0
        Job.objects.update(state="running")
        assert send_what_waits() == 0

    def test_an_address_refused_for_good_is_given_up(self, letter, settings):
        settings.EMAIL_BACKEND = f"{HERE}RefusesForGood"
        with pytest.raises(jobs.JobFailed):
            deliver(letter)
        letter.refresh_from_db()
        assert (letter.given_up_at is not None, letter.text) == (True, "")
        assert deliver(letter) == {"sent": False}

    def test_after_three_days_it_is_given_up_and_wiped(self, letter):
        Mail.objects.update(created_at=timezone.now() - timedelta(days=3, seconds=1))
        assert send_what_waits() == 0
        letter.refresh_from_db()
        assert (letter.given_up_at is not None, letter.text) == (True, "")


class TestOnce:
    def test_a_repeat_after_a_death_has_the_same_message_id(self, letter, settings):
        settings.EMAIL_BACKEND = f"{HERE}DiesAfterSending"
        with pytest.raises(SystemExit):
            deliver(letter)
        letter.refresh_from_db()
        assert letter.sent_at is None
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        deliver(letter)
        assert [sent.extra_headers["Message-ID"] for sent in mail.outbox] == [message_id(letter)] * 2
        assert deliver(letter) == {"sent": False}

    def test_who_has_lost_the_job_does_not_send(self, letter):
        send_what_waits()
        job = Job.objects.get()
        Job.objects.update(state="running", token="another process")
        with pytest.raises(jobs.JobStopped):
            deliver_mail(jobs._reporter(job.pk, "this process"), mail_id=letter.pk)
        assert mail.outbox == []

    def test_a_job_whose_process_died_is_done_by_the_next(self, letter):
        send_what_waits()
        Job.objects.update(state="running", token="dead", heartbeat_at=timezone.now() - timedelta(minutes=5))
        jobs.reap_stale_jobs()
        run_jobs()
        assert len(mail.outbox) == 1
        assert Job.objects.get().state == "done"


class TestLettersOfNotices:
    @pytest.fixture
    def returned(self, rewritten, people):
        goal = rewritten()
        return_element(goal, version_id=goal.current_version_id, by=people.consultant, reason="Trūksta rodiklio.")
        return goal

    def test_both_parts_hold_the_reason_the_difference_and_one_link(self, returned, people, post):
        letter = next(one for one in post(minutes=5) if one.to == [people.member.email])
        (page, kind), *_rest = letter.alternatives
        assert kind == "text/html"
        for part in (letter.body, page):
            assert "Trūksta rodiklio." in part
            assert part.count("/pranesimai/") == 3, "the notice, the preferences, the refusal"
            assert part.count(f"/pranesimai/{people.member.notices.get().pk}/") == 1
            assert people.member.email in part
        assert "Mažinti oro {+ir triukšmo+} taršą" in letter.body
        assert "> Trūksta rodiklio." in letter.body

    def test_the_page_brings_nothing_from_outside_and_marks_without_colour(self, returned, people, post):
        page = post(minutes=5)[0].alternatives[0][0]
        for outside in ("<img", "<link", "<script", "<style", "class=", "url(", "visually"):
            assert outside not in page
        assert '<ins style="color:#17572f;font-weight:bold;text-decoration:underline">' in page

    def test_it_can_be_refused_with_one_click(self, returned, people, post, client):
        letter = next(one for one in post(minutes=5) if one.to == [people.member.email])
        assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        address = letter.extra_headers["List-Unsubscribe"].strip("<>")
        assert address.startswith("http://127.0.0.1:8000/pranesimai/atsisakyti/")
        client.post(address.removeprefix("http://127.0.0.1:8000"), {"List-Unsubscribe": "One-Click"})
        assert set(people.member.notice_preferences.values_list("way", flat=True)) == {"portal"}

    def test_who_lost_the_right_before_the_sending_gets_nothing(self, returned, people):
        let_wait(minutes=5)
        assert gather_letters() == 2
        people.member.memberships.all().delete()
        run_jobs()
        assert [letter.to for letter in mail.outbox] == [[people.chair.email]]
        letter = Mail.objects.get(user=people.member)
        assert (letter.sent_at is not None, letter.subject) == (True, "")

    def test_who_was_switched_off_before_the_sending_gets_nothing(self, returned, people):
        let_wait(minutes=5)
        gather_letters()
        people.member.is_active = False
        people.member.save()
        run_jobs()
        assert [letter.to for letter in mail.outbox] == [[people.chair.email]]

    def test_the_outbox_never_holds_what_the_letter_says(self, returned, people, post):
        let_wait(minutes=5)
        gather_letters()
        assert set(Mail.objects.values_list("subject", "text", "html")) == {("", "", "")}
        run_jobs()
        assert set(Mail.objects.values_list("text", "html")) == {("", "")}

    def test_it_is_written_in_the_language_that_its_reader_chose(self, returned, people, post):
        LetterLanguage.objects.create(user=people.member, language="en")
        letters = {letter.to[0]: letter for letter in post(minutes=5)}
        english, lithuanian = letters[people.member.email], letters[people.chair.email]
        assert english.subject.startswith("Klaipėda 2030: Returned: goal")
        assert "/en/" in english.body
        assert '<html lang="en">' in english.alternatives[0][0]
        assert lithuanian.subject.startswith("Klaipėda 2030: Grąžinta: tikslas")
        assert "/en/" not in lithuanian.body

    def test_it_is_written_in_lithuanian_whoever_caused_it(self, returned, people, post, settings):
        with translation.override("en"):
            letter = post(minutes=5)[0]
        assert letter.subject.startswith("Klaipėda 2030: Grąžinta: tikslas")
        assert "/en/" not in letter.body
