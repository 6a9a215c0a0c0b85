"""Rooms above this one that want to know when what the public reads of an edition may have changed; filled in
`AppConfig.ready()`."""

from collections.abc import Callable

_listeners: list[Callable[[int], object]] = []


def when_edition_changes(listener: Callable[[int], object]) -> None:
    """`listener(edition_id)` is called inside the transaction of the change."""
    _listeners.append(listener)


def tell_of_change(edition_id: int) -> None:
    for listener in _listeners:
        listener(edition_id)
