"""Rooms above this one that want to know when what the public reads of a group's minutes changes; filled in
`AppConfig.ready()`."""

from collections.abc import Callable

_listeners: list[Callable[[int], object]] = []


def when_minutes_change(listener: Callable[[int], object]) -> None:
    """`listener(copy_id)`, of a published copy, is called inside the transaction of the change."""
    _listeners.append(listener)


def tell_of_minutes(copy_id: int) -> None:
    for listener in _listeners:
        listener(copy_id)
