"""Reading notices: how many are new, what each says to its reader, and how a person wants them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from klaipeda_plan.notices import registry
from klaipeda_plan.notices.models import LetterLanguage, Notice, NoticePreference
from klaipeda_plan.notices.registry import Presented

ON_A_PAGE = 30


@dataclass(frozen=True)
class Item:
    """A notice with what it says to its reader."""

    notice: Notice
    presented: Presented


@dataclass(frozen=True)
class Area:
    """Items of one working group, or of what all share; the newest first."""

    slug: str
    name: str
    items: list[Item]


def count_unread(user: Any) -> int:
    """One query a request over the index of a person's notices; nothing for anonymous people."""
    if not user.is_authenticated:
        return 0
    if not hasattr(user, "_unread_notices"):
        user._unread_notices = Notice.objects.filter(user=user).unread().count()
    unread: int = user._unread_notices
    return unread


def page_of_notices(user: Any, number: str | None) -> Page[Notice]:
    """The newest first."""
    return Paginator(Notice.objects.filter(user=user).select_related("by"), ON_A_PAGE).get_page(number)


def read_notices(notices: list[Notice], user: Any) -> list[Item]:
    """Those that `user` may read now, in the same order; each `present` of a kind is asked once."""
    kinds = registry.kinds()
    by_present: dict[Any, list[Notice]] = {}
    for notice in notices:
        if notice.kind in kinds:
            by_present.setdefault(kinds[notice.kind].present, []).append(notice)
    said: dict[int, Presented] = {}
    if user.is_active:
        for present, some in by_present.items():
            said |= present(some, user)
    return [Item(notice, said[notice.pk]) for notice in notices if notice.pk in said]


def by_area(items: Iterable[Item]) -> list[Area]:
    """Items by area; the area with the newest item comes first."""
    grouped: dict[str, list[Item]] = {}
    for item in items:
        grouped.setdefault(item.notice.area, []).append(item)
    names = registry.area_names() if any(grouped) else {}
    return [Area(slug, names.get(slug, slug) if slug else _("Shared by all"), some) for slug, some in grouped.items()]


def ways_of(user: Any) -> dict[str, str]:
    """{kind: way} for every kind that can come to the person: as chosen, else the kind's default."""
    chosen = dict(NoticePreference.objects.filter(user=user).values_list("kind", "way"))
    return {code: chosen.get(code, kind.way) for code, kind in registry.kinds().items() if kind.reaches(user)}


def language_of(user: Any) -> str:
    """In which language letters are written to the person."""
    chosen = LetterLanguage.objects.filter(user=user).values_list("language", flat=True).first()
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def digest_hour() -> str:
    return f"{settings.DIGEST_HOUR}:00"
