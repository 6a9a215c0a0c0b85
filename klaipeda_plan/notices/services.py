"""Writing notices, letters and preferences. Notices are made with their cause; letters wait in the outbox."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from klaipeda_plan.jobs.services import enqueue
from klaipeda_plan.notices import registry
from klaipeda_plan.notices.models import LetterLanguage, Mail, Notice, NoticePreference, Way


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
def queue_mail(
    to: str, template: str, context: dict[str, Any], *, language: str = "lt", key: str = "",
    headers: dict[str, str] | None = None,
) -> Mail:  # fmt: skip
    """Put a letter into the outbox. `template` is a text file whose first line is the subject.

    `context` gets `site_url` besides. With a `key` there is one such letter: IntegrityError for a second.
    """
    with translation.override(language):
        written = render_to_string(template, {"site_url": settings.SITE_URL, **context})
    subject, _, text = written.strip().partition("\n")
    mail = Mail.objects.create(
        to=to, subject=subject.strip()[:200], text=text.strip() + "\n", key=key, headers=headers or {}
    )
    enqueue("deliver_mail", f"mail-{mail.pk}", {"mail_id": mail.pk}, by=None)
    return mail


@transaction.atomic
def mark_read(notice: Notice) -> None:
    """Opened by its reader; the first time counts."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=timezone.now())


@transaction.atomic
def mark_all_read(user: Any) -> None:
    Notice.objects.filter(user=user).unread().update(read_at=timezone.now())


@transaction.atomic
def put_aside(pks: Iterable[int], *, of: Any) -> None:
    """What its reader may not read any more does not count as new."""
    gone = list(pks)
    if gone:
        Notice.objects.filter(pk__in=gone, user=of).unread().update(read_at=timezone.now())


@transaction.atomic
def choose_ways(ways: dict[str, str], *, by: Any) -> None:
    """{kind: way}, for oneself. Notices that wait for a letter go the new way, too."""
    rows = [NoticePreference(user=by, kind=kind, way=Way(way)) for kind, way in ways.items()]
    NoticePreference.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["user", "kind"], update_fields=["way"]
    )


def refuse_letters(user: Any) -> None:
    """Every kind only in the portal."""
    choose_ways(dict.fromkeys(registry.kinds(), Way.PORTAL), by=user)


def choose_language(language: str, *, by: Any) -> None:
    """The language of the person's letters; nothing chosen leaves it as it was."""
    if language in dict(settings.LANGUAGES):
        LetterLanguage.objects.update_or_create(user=by, defaults={"language": language})
