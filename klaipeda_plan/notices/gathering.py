"""From notices to letters: at every tick what is due is put into a letter, one for each person.

At once: a letter goes when its oldest notice has waited NOTICE_QUIET_SECONDS; what came meanwhile goes along.
Daily: what came before DIGEST_HOUR goes in the day's one letter. A notice that was read in the portal, or that its
reader wants in the portal alone, is passed over. What a letter says is written when it is sent (`letters`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from klaipeda_plan.notices import registry
from klaipeda_plan.notices.delivering import enqueue_mail
from klaipeda_plan.notices.models import Mail, Notice, NoticePreference, Way


@dataclass
class Due:
    """A letter that is to be written."""

    user_id: int
    email: str
    key: str
    notices: list[Notice]


@dataclass
class Waiting:
    """What one person's letters may hold, the oldest first."""

    email: str
    now: list[Notice] = field(default_factory=list)
    daily: list[Notice] = field(default_factory=list)


def gather_letters() -> int:
    """Write the letters that are due; says how many. Repeatable: each notice goes into one letter."""
    now = timezone.now()
    people, passed = _sort(list(Notice.objects.waiting_for_mail().select_related("user").order_by("at", "pk")))
    if passed:
        Notice.objects.filter(pk__in=passed, mailed_at=None).update(mailed_at=now)
    return sum(_write(letter, at=now) for letter in _due(people, now))


def last_digest(now: datetime) -> datetime:
    """The moment, today or yesterday, at which the daily letters were last due."""
    local = timezone.localtime(now)
    moment = datetime.combine(local.date(), time(settings.DIGEST_HOUR), tzinfo=local.tzinfo)
    return moment if moment <= now else moment - timedelta(days=1)


def _sort(notices: list[Notice]) -> tuple[dict[int, Waiting], list[int]]:
    """People with what waits for them, and what is passed over."""
    preferences = NoticePreference.objects.filter(user__in={notice.user_id for notice in notices})
    chosen = {(user_id, kind): way for user_id, kind, way in preferences.values_list("user_id", "kind", "way")}
    kinds = registry.kinds()
    people: dict[int, Waiting] = {}
    passed: list[int] = []
    for notice in notices:
        default = kinds[notice.kind].way if notice.kind in kinds else Way.PORTAL
        way = chosen.get((notice.user_id, notice.kind), default)
        if way == Way.PORTAL or notice.read_at is not None or not notice.user.is_active:
            passed.append(notice.pk)
            continue
        waiting = people.setdefault(notice.user_id, Waiting(notice.user.email))
        (waiting.now if way == Way.NOW else waiting.daily).append(notice)
    return people, passed


def _due(people: dict[int, Waiting], now: datetime) -> Iterator[Due]:
    quiet, digest = now - timedelta(seconds=settings.NOTICE_QUIET_SECONDS), last_digest(now)
    day = f"{timezone.localtime(digest):%Y-%m-%d}"
    keys = {f"digest-{user_id}-{day}" for user_id in people}
    written = set(Mail.objects.filter(key__in=keys).values_list("key", flat=True))
    for user_id, waiting in people.items():
        if waiting.now and waiting.now[0].at <= quiet:
            yield Due(user_id, waiting.email, f"now-{user_id}-{waiting.now[0].pk}", waiting.now)
        before = [notice for notice in waiting.daily if notice.at < digest]
        key = f"digest-{user_id}-{day}"
        if before and key not in written:
            yield Due(user_id, waiting.email, key, before)


def _write(letter: Due, *, at: datetime) -> bool:
    """The letter with its notices, or nothing when another tick was quicker."""
    try:
        with transaction.atomic():
            mail = Mail.objects.create(to=letter.email, user_id=letter.user_id, key=letter.key)
            waiting: Any = Notice.objects.waiting_for_mail().filter(pk__in=[notice.pk for notice in letter.notices])
            if not waiting.update(mailed_at=at, mail=mail):
                mail.delete()
                return False
            enqueue_mail(mail.pk)
    except IntegrityError:
        return False
    return True
