"""The outbox: written with its cause, sent once after it commits, wiped."""

import pytest
from django.core import mail
from django.db import transaction

from klaipeda_plan.jobs import services as jobs
from klaipeda_plan.jobs.models import Job
from klaipeda_plan.notices.delivering import deliver_mail
from klaipeda_plan.notices.models import Mail
from klaipeda_plan.notices.services import queue_mail
from tests.support.factories import make_user


def write(**options):
    person = make_user("kas@example.org")
    person.full_name = "Ona & Jonas"
    return queue_mail("ona@example.org", "workgroups/mail/second_factor_reset.txt",
                      {"person": person, "by": person}, **options)  # fmt: skip


def test_letter_waits_with_its_subject_and_text_until_its_job_sends_it(db):
    letter = write()
    assert mail.outbox == []
    assert letter.subject == "Antrasis veiksnys pašalintas"
    assert "Ona & Jonas" in letter.text
    jobs.run(Job.objects.get().pk)
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [(["ona@example.org"], letter.subject)]
    assert Job.objects.get().state == "done"


def test_letter_is_written_in_the_language_that_is_asked(db):
    assert write(language="en").subject == "The second factor is removed"


def test_text_is_wiped_once_sent_and_a_second_run_sends_nothing(db):
    letter = write()
    assert deliver_mail(lambda *a: None, mail_id=letter.pk) == {"sent": True}
    letter.refresh_from_db()
    assert (letter.text, letter.sent_at is not None) == ("", True)
    assert deliver_mail(lambda *a: None, mail_id=letter.pk) == {"sent": False}
    assert deliver_mail(lambda *a: None, mail_id=999_999) == {"sent": False}
    assert len(mail.outbox) == 1


def test_letter_of_a_cause_that_did_not_happen_is_never_written(db):
    def cause():
        with transaction.atomic():
            write()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        cause()
    assert (Mail.objects.count(), Job.objects.count()) == (0, 0)


def test_letter_that_cannot_be_sent_stays_in_the_outbox(db, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 1
    letter = write()
    jobs.run(Job.objects.get().pk)
    letter.refresh_from_db()
    assert (letter.sent_at, bool(letter.text)) == (None, True)
    assert Job.objects.get().state == "failed"
