"""Which function does which kind of job; filled by the apps in `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol


class Progress(Protocol):
    """What a handler may tell while it works. Raises `JobStopped` when it should end."""

    def __call__(self, percent: int, message: str = "") -> None: ...


class Link(NamedTuple):
    address: str
    text: str


@dataclass(frozen=True)
class JobPage:
    """What the page of a job of some kind says; given by the room that people start it from.

    `title(job)` names the work. `may_see(user)` lets colleagues of whoever started it look on: who asks for
    work that is under way gets the same job. `result(job)` leads to what came out, `back(job)` where one was.
    """

    title: Callable[[Any], str]
    may_see: Callable[[Any], bool]
    result: Callable[[Any], Link | None]
    back: Callable[[Any], Link | None]


Handler = Callable[..., dict[str, Any]]
_handlers: dict[str, Handler] = {}
_pages: dict[str, JobPage] = {}
_periodic: list[Callable[[], object]] = []


def register(kind: str, handler: Handler) -> None:
    """`handler(progress, **args)` does a job of this kind and returns its result (JSON)."""
    _handlers[kind] = handler


def handler_of(kind: str) -> Handler:
    return _handlers[kind]


def register_page(kind: str, page: JobPage) -> None:
    _pages[kind] = page


def page_of(kind: str) -> JobPage | None:
    return _pages.get(kind)


def register_periodic(function: Callable[[], object]) -> None:
    """`function()` runs at every tick (half a minute to a minute); it must be quick and repeatable."""
    _periodic.append(function)


def periodic() -> list[Callable[[], object]]:
    return list(_periodic)
