"""Asking the statistics portal: with timeouts, a limit of size, redirects within its own hosts, and patience."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO
from urllib.parse import quote, urlencode, urljoin, urlsplit

import requests
from django.utils.translation import gettext as _

from indicators.statistics.model import StatisticsProblem

CONNECT_SECONDS = 10
READ_SECONDS = 60  # between two pieces of an answer
WHOLE_SECONDS = 600
LARGEST_ANSWER = 200 * 1024 * 1024  # bytes, unpacked
MOST_REDIRECTS = 5
TRIES = 4
FIRST_PAUSE = 2.0  # seconds; doubled after every try
LONGEST_PAUSE = 60.0
AGAIN = (429, 500, 502, 503, 504)
CHUNK = 1 << 16


@dataclass(frozen=True)
class Answer:
    """What came back: `digest` is the SHA-256 of the stored bytes, `address` where it finally came from."""

    address: str
    size: int
    digest: str


def data_address(base: str, flow: str, *, since: str = "", until: str = "") -> str:
    """The address of a flow's data, e.g. `<base>/data/S3R167_M3010203?startPeriod=2010`."""
    query = urlencode({name: text for name, text in (("startPeriod", since), ("endPeriod", until)) if text})
    return f"{base.rstrip('/')}/data/{quote(flow, safe='')}" + (f"?{query}" if query else "")


def fetch(
    address: str, into: IO[bytes], *, report: Callable[[], None] = lambda: None,
    pause: Callable[[float], None] = time.sleep, largest: int = LARGEST_ANSWER,
) -> Answer:  # fmt: skip
    """Write the answer of `address` into `into` and say what it was.

    Answers that ask for patience (429, 5xx) and broken connections are tried again after growing pauses.
    `report` is called between pieces: whoever waits may raise there. Raises `StatisticsProblem`.
    """
    problem = StatisticsProblem(_("The statistics portal does not answer."))
    for number in range(TRIES):
        into.seek(0)
        into.truncate()
        try:
            return _once(address, into, report=report, largest=largest)
        except _Again as again:
            problem = StatisticsProblem(str(again))
            if number + 1 < TRIES:
                pause(min(again.after or FIRST_PAUSE * 2**number, LONGEST_PAUSE))
                report()
    raise problem


class _Again(Exception):
    """Worth another try, perhaps after so many seconds."""

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


def _once(address: str, into: IO[bytes], *, report: Callable[[], None], largest: int) -> Answer:
    began = time.monotonic()
    with requests.Session() as session:
        session.trust_env = False  # no proxy and no password of the machine goes along
        response = _follow(session, address)
        with response:
            _refuse_status(response)
            digest, size = hashlib.sha256(), 0
            try:
                for chunk in response.iter_content(CHUNK):
                    size += len(chunk)
                    if size > largest:
                        message = _("The answer is larger than %(megabytes)d MB. Ask for fewer years.")
                        raise StatisticsProblem(message % {"megabytes": largest // 1024 // 1024})
                    if time.monotonic() - began > WHOLE_SECONDS:
                        raise _Again(_("The statistics portal answers too slowly."))
                    digest.update(chunk)
                    into.write(chunk)
                    report()
            except requests.RequestException as error:
                raise _Again(_("The connection to the statistics portal broke.")) from error
            into.flush()
            return Answer(response.url, size, digest.hexdigest())


def _follow(session: requests.Session, address: str) -> requests.Response:
    """The answer after redirects, which lead only to the same host and never from https to http."""
    for _number in range(MOST_REDIRECTS + 1):
        try:
            response = session.get(
                address, stream=True, allow_redirects=False, timeout=(CONNECT_SECONDS, READ_SECONDS),
                headers={"User-Agent": "klaipeda-plan", "Accept": "*/*"},
            )  # fmt: skip
        except requests.RequestException as error:
            raise _Again(_("The statistics portal does not answer.")) from error
        if not response.is_redirect:
            return response
        response.close()
        address = _next_address(address, response.headers.get("Location", ""))
    raise StatisticsProblem(_("The statistics portal sends us in circles."))


def _next_address(address: str, location: str) -> str:
    here, there = urlsplit(address), urlsplit(urljoin(address, location))
    if there.hostname != here.hostname or there.scheme not in {here.scheme, "https"}:
        message = _("The statistics portal sends us to another host (%(host)s): look whether its address has changed.")
        raise StatisticsProblem(message % {"host": there.hostname or "–"})
    return there.geturl()


def _refuse_status(response: requests.Response) -> None:
    if response.status_code in AGAIN:
        waits = response.headers.get("Retry-After", "")
        message = _("The statistics portal answers %(status)d.") % {"status": response.status_code}
        raise _Again(message, float(waits) if waits.isdecimal() else None)
    if response.status_code != 200:
        message = _("The statistics portal answers %(status)d: the flow may be gone or named otherwise.")
        raise StatisticsProblem(message % {"status": response.status_code})
