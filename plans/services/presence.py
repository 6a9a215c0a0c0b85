"""Who has an element open: told by their open pages every few seconds, forgotten when these fall silent."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from plans.models import Element, Presence

FRESH = datetime.timedelta(seconds=20)  # a page tells of itself every five
KEPT = datetime.timedelta(minutes=5)


def note_presence(element: Element, *, by: Any, is_writing: bool | None = None) -> None:
    """`by` has the element open now. A page that only shows it (None) leaves the writing to the other page."""
    told: dict[str, Any] = {"seen_at": timezone.now()}
    if is_writing is not None:
        told["is_writing"] = is_writing
    if Presence.objects.filter(element=element, user=by).update(**told):
        return
    try:
        with transaction.atomic():
            Presence.objects.create(element=element, user=by, **told)
    except IntegrityError:  # two pages of one person told it at once
        Presence.objects.filter(element=element, user=by).update(**told)


def end_presence(element: Element, *, by: Any) -> None:
    """`by` has left the page. Another page of theirs tells of itself again within seconds."""
    Presence.objects.filter(element=element, user=by).delete()


def present_in(element: Element, *, but: Any) -> Iterable[Presence]:
    """The others who have the element open, writers first."""
    fresh = Presence.objects.filter(element=element, seen_at__gt=timezone.now() - FRESH).exclude(user=but)
    return fresh.select_related("user").order_by("-is_writing", "user__full_name", "pk")


def clear_old_presence() -> int:
    """Periodic: rows of people who are long gone."""
    return Presence.objects.filter(seen_at__lt=timezone.now() - KEPT).delete()[0]
