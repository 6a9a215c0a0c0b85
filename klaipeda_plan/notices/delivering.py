"""Sending what waits in the outbox, after the commit, by jobs.

A job is claimed by one process at a time, and so is its letter. A process that dies before the mail server has
taken the letter leaves it waiting: the reaper of jobs gives it to another. Whoever dies right after leaves it
waiting, too; the repeat carries the same Message-ID, by which mail programs know it.
"""

import logging
import smtplib
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from klaipeda_plan.jobs.models import ACTIVE, Job
from klaipeda_plan.jobs.registry import Progress
from klaipeda_plan.jobs.services import JobFailed, enqueue
from klaipeda_plan.notices.letters import Letter, letter_of
from klaipeda_plan.notices.models import Mail

log = logging.getLogger("notices")
LONGEST_PAUSE = timedelta(hours=4)
GIVE_UP_AFTER = timedelta(days=3)
AT_ONCE = 200  # letters that one tick sends on their way again


def deliver_mail(progress: Progress, *, mail_id: int) -> dict[str, Any]:
    """Send one letter; one that went out already, is gone, or has nothing left to say is left alone."""
    mail = Mail.objects.waiting().select_related("user").filter(pk=mail_id).first()
    if mail is None:
        return {"sent": False}
    progress(1)  # raises when another process has taken the job over
    pause = min(timedelta(minutes=2 ** min(mail.tries + 1, 10)), LONGEST_PAUSE)
    Mail.objects.filter(pk=mail.pk).update(tries=F("tries") + 1, due_at=timezone.now() + pause)
    letter = letter_of(mail)
    if letter is not None:
        _send(mail, letter)
    subject = letter.subject if letter else ""
    Mail.objects.filter(pk=mail.pk).update(sent_at=timezone.now(), subject=subject, text="", html="")
    return {"sent": letter is not None}


def send_what_waits() -> int:
    """Try again what no job is about and whose pause is over; give up what is too old. Says how many."""
    now = timezone.now()
    old = Mail.objects.waiting().filter(due_at__lte=now, created_at__lt=now - GIVE_UP_AFTER)
    for pk in list(old.values_list("pk", flat=True)[:AT_ONCE]):
        _give_up(pk)
    under_way = Job.objects.filter(kind="deliver_mail", state__in=ACTIVE).values_list("args__mail_id", flat=True)
    due = Mail.objects.waiting().filter(due_at__lte=now).order_by("due_at").values_list("pk", flat=True)
    waiting = [pk for pk in due[:AT_ONCE] if pk not in set(under_way)]
    for pk in waiting:
        enqueue_mail(pk)
    return len(waiting)


def enqueue_mail(pk: int) -> None:
    enqueue("deliver_mail", f"mail-{pk}", {"mail_id": pk}, by=None)


def message_id(mail: Mail) -> str:
    """The same at every try."""
    return f"<mail-{mail.pk}-{mail.created_at:%Y%m%d%H%M%S%f}@{urlsplit(settings.SITE_URL).hostname}>"


def _send(mail: Mail, letter: Letter) -> None:
    headers = {**letter.headers, "Message-ID": message_id(mail), "Auto-Submitted": "auto-generated"}
    message = EmailMultiAlternatives(letter.subject, letter.text, to=[mail.to], headers=headers)
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refused:
        if any(code < 500 for code, _words in refused.recipients.values()):
            raise  # the server asks to come again
        _give_up(mail.pk)
        raise JobFailed(_("The mail server refuses this address for good.")) from refused


def _give_up(pk: int) -> None:
    log.error("Letter %s could not be sent and is given up.", pk)
    Mail.objects.filter(pk=pk).update(given_up_at=timezone.now(), text="", html="")
