"""When somebody was in the drafting room: what changed since then is news to them."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from plans.models import Presence, WorkspaceVisit

SILENCE = datetime.timedelta(minutes=30)
NOTED_EVERY = datetime.timedelta(minutes=1)  # no write at each page


@transaction.atomic
def note_visit(user: Any) -> WorkspaceVisit:
    """Note that this person is here. `before_at` is the end of the visit before this one, None at the first.

    A visit ends with half an hour of silence: neither this page nor an open element was seen. While it lasts,
    what was news at its beginning stays news.
    """
    now = timezone.now()
    visit = WorkspaceVisit.objects.filter(user=user).first()
    if visit is None:
        visit, _created = WorkspaceVisit.objects.get_or_create(user=user, defaults={"seen_at": now})
        return visit
    seen = max(filter(None, (visit.seen_at, _last_presence(user))))
    if now - seen >= SILENCE:
        visit.before_at = seen
    elif now - visit.seen_at < NOTED_EVERY:
        return visit
    visit.seen_at = now
    visit.save()
    return visit


def _last_presence(user: Any) -> datetime.datetime | None:
    newest: datetime.datetime | None = Presence.objects.filter(user=user).aggregate(at=Max("seen_at"))["at"]
    return newest
