"""A cache that may be gone: pages are then made anew, never an error."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


def asked(method: Callable[..., Any], *arguments: Any, otherwise: Any) -> Any:
    """What Redis answers, `otherwise` where it does not."""
    try:
        return method(*arguments)
    except (RedisError, OSError) as error:
        log.warning("the cache does not answer: %s", error)
        return otherwise


class MayBeGone(RedisCache):
    """What the portal keeps in it can be computed again: a Redis that is gone is an empty cache."""

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        return asked(super().get, key, default, version, otherwise=default)

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        asked(super().set, key, value, timeout, version, otherwise=None)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """True where Redis is gone: whoever asks whether it is the first goes on."""
        return bool(asked(super().add, key, value, timeout, version, otherwise=True))

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        return int(asked(super().incr, key, delta, version, otherwise=delta))

    def delete(self, key: str, version: int | None = None) -> bool:
        return bool(asked(super().delete, key, version, otherwise=False))
