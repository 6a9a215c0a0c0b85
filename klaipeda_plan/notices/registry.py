"""Which kinds of notices there are and what each says; filled by the apps in `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from klaipeda_plan.notices.models import Notice


@dataclass(frozen=True)
class Presented:
    """A notice as its reader sees it. `address` is a path; `difference` is safe HTML made by the portal."""

    title: str
    address: str
    reason: str = ""
    difference: str = ""


def everybody(user: Any) -> bool:
    return True


@dataclass(frozen=True)
class NoticeKind:
    """`present(notices, user)` answers {notice pk: Presented} in a constant number of queries and leaves out
    what this user may not read (any more). `way` is the default of `notices.models.Way`. `reaches(user)` says
    whether such notices can come to this user at all: only then there is something to choose."""

    label: Any  # a lazy translation: what the page of preferences calls it
    present: Callable[[list["Notice"], Any], dict[int, Presented]]
    way: str = "daily"
    reaches: Callable[[Any], bool] = everybody


_kinds: dict[str, NoticeKind] = {}
_area_names: list[Callable[[], dict[str, str]]] = []


def register_kind(code: str, kind: NoticeKind) -> None:
    _kinds[code] = kind


def kind_of(code: str) -> NoticeKind:
    return _kinds[code]


def kinds() -> dict[str, NoticeKind]:
    return dict(_kinds)


def register_area_names(function: Callable[[], dict[str, str]]) -> None:
    """`function()` answers {slug: name} of the areas that notices stand under."""
    _area_names.append(function)


def area_names() -> dict[str, str]:
    return {slug: name for function in _area_names for slug, name in function().items()}
