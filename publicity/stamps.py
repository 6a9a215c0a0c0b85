"""The state of what the editor keeps, in one word and one query each: what pages that show it are cached by.

Nothing is deleted and every write counts `version` up and notes its moment; what lies ahead becomes
public by time alone, and the number of public rows tells that.
"""

from typing import Any

from django.db.models import Count, Max, Q, Sum
from django.utils import timezone

from editions.services.public_files import files_state
from publicity.models import Event, LibraryDocument, News, StaticPage


def news_stamp() -> str:
    return _stamp(News, Q(published_at__lte=timezone.now()))


def events_stamp() -> str:
    """Events begin and end by themselves, too."""
    now = timezone.now()
    return _stamp(Event, Q(published_at__lte=now), Q(starts_at__lte=now), Q(ends_at__lt=now))


def library_stamp() -> str:
    return _stamp(LibraryDocument, Q(published_at__lte=timezone.now()))


def files_stamp() -> str:
    """Documents of editions come after their publication."""
    return "files:" + files_state()


def static_pages_stamp() -> str:
    return _stamp(StaticPage)


def _stamp(model: Any, *conditions: Q) -> str:
    counts = {f"counted_{place}": Count("pk", filter=one) for place, one in enumerate(conditions)}
    state = {"rows": Count("pk"), "versions": Sum("version"), "newest": Max("changed_at")}
    found = model.objects.order_by().aggregate(**state, **counts)
    return model.__name__ + "/".join(str(value or 0) for value in found.values())
