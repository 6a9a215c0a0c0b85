"""What anybody may find at this moment. Asked of the things themselves and never of the index."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q

from editions.models import Edition
from publicity.models import Event, LibraryDocument, News, SearchKind
from workgroups.models import PublishedMinutes


@dataclass(frozen=True)
class Scope:
    """The editions that the public reads, the newest first, and which of them is the current one."""

    editions: list[Edition]
    current: Edition | None

    @cached_property
    def by_number(self) -> dict[int, Edition]:
        return {edition.number: edition for edition in self.editions}


def public_scope() -> Scope:
    public = Edition.objects.public_standings()
    return Scope(list(Edition.objects.filter(pk__in=public).order_by("-number")), Edition.objects.current())


def visible(editions: list[int]) -> Q:
    """Elements of these editions, and what is published and whose time has come."""
    return (
        Q(kind=SearchKind.ELEMENT, edition__in=editions)
        | Q(kind=SearchKind.NEWS, source__in=News.objects.public().values("pk"))
        | Q(kind=SearchKind.EVENT, source__in=Event.objects.public().values("pk"))
        | Q(kind=SearchKind.DOCUMENT, source__in=LibraryDocument.objects.public().values("pk"))
        | Q(kind=SearchKind.MINUTES, source__in=PublishedMinutes.objects.public().values("pk"))
        | Q(kind=SearchKind.PAGE)
    )
