"""Which function does which kind of job; filled by the apps in `AppConfig.ready()`."""

from collections.abc import Callable
from typing import Any, Protocol


class Progress(Protocol):
    """What a handler may tell while it works. Raises `JobStopped` when it should end."""

    def __call__(self, percent: int, message: str = "") -> None: ...


Handler = Callable[..., dict[str, Any]]
_handlers: dict[str, Handler] = {}
_periodic: list[Callable[[], object]] = []


def register(kind: str, handler: Handler) -> None:
    """`handler(progress, **args)` does a job of this kind and returns its result (JSON)."""
    _handlers[kind] = handler


def handler_of(kind: str) -> Handler:
    return _handlers[kind]


def register_periodic(function: Callable[[], object]) -> None:
    """`function()` runs at every tick (half a minute to a minute); it must be quick and repeatable."""
    _periodic.append(function)


def periodic() -> list[Callable[[], object]]:
    return list(_periodic)
