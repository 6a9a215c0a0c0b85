"""So many questions a minute from one address. The counters are a table of fixed size in each process."""

import time
from threading import Lock
from typing import Any

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from workgroups.adapter import client_ip

MINUTE = 60
PLACES = 4096  # addresses that fall on one place share it: nobody can make the table grow


class Counters:
    """How often each place was asked in the minute that runs."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._minute = 0
        self._counts = [0] * PLACES

    def count(self, who: str, minute: int) -> int:
        place = hash(who) % PLACES
        with self._lock:
            if minute != self._minute:
                self._minute, self._counts = minute, [0] * PLACES
            self._counts[place] += 1
            return self._counts[place]


COUNTERS = Counters()


class PerMinute(BaseThrottle):
    def allow_request(self, request: Request, view: Any) -> bool:
        minute = int(time.time() // MINUTE)
        return COUNTERS.count(client_ip(request._request), minute) <= settings.API_PER_MINUTE

    def wait(self) -> float:
        return MINUTE - time.time() % MINUTE
