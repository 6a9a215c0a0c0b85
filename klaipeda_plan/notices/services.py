"""Notices are rows, made with their cause; mail leaves through an outbox, sent by a job after the commit, once."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from klaipeda_plan.jobs.registry import Progress
from klaipeda_plan.jobs.services import enqueue
from klaipeda_plan.notices import registry
from klaipeda_plan.notices.models import Mail, Notice


@transaction.atomic
def notify(
    users: Iterable[Any], kind: str, *, key: str, data: dict[str, Any], area: str = "", by: Any = None
) -> list[Notice]:
    """Tell each of `users`, but not whoever did it (`by`), one thing once; in the transaction of its cause.

    `kind` is registered in `notices.registry`; `key` names the event (`remark-12-added`); `data` holds ids,
    never texts of drafts.
    """
    registry.kind_of(kind)  # an unknown kind is a mistake of ours: fail with the cause, not when it is read
    told = {user.pk: user for user in users if user.is_active and user != by}
    known = set(Notice.objects.filter(key=key, user__in=told.values()).values_list("user_id", flat=True))
    new = [
        Notice(user=user, kind=kind, key=key, data=data, area=area, by=by)
        for pk, user in told.items() if pk not in known
    ]  # fmt: skip
    return Notice.objects.bulk_create(new, ignore_conflicts=True)


@transaction.atomic
def queue_mail(to: str, template: str, context: dict[str, Any], *, language: str = "lt") -> Mail:
    """Put a letter into the outbox. `template` is a text file whose first line is the subject.

    `context` gets `site_url` besides.
    """
    with translation.override(language):
        written = render_to_string(template, {"site_url": settings.SITE_URL, **context})
    subject, _, text = written.strip().partition("\n")
    mail = Mail.objects.create(to=to, subject=subject.strip()[:200], text=text.strip() + "\n")
    enqueue("deliver_mail", f"mail-{mail.pk}", {"mail_id": mail.pk}, by=None)
    return mail


def deliver_mail(progress: Progress, *, mail_id: int) -> dict[str, Any]:
    """Send one letter; one that went out already, or is gone, is left alone."""
    with transaction.atomic():
        mail = Mail.objects.select_for_update().filter(pk=mail_id, sent_at=None).first()
        if mail is None:
            return {"sent": False}
        EmailMessage(mail.subject, mail.text, to=[mail.to]).send()
        mail.sent_at, mail.text = timezone.now(), ""
        mail.save(update_fields=["sent_at", "text"])
    return {"sent": True}
