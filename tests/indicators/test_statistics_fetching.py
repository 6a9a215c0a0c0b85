"""Asking the statistics portal: what it says is stored, what goes wrong is tried again or told."""

import hashlib
import io

import pytest

from indicators.statistics import fetching
from indicators.statistics.fetching import data_address, fetch
from indicators.statistics.model import StatisticsProblem
from tests.indicators.portal import Portal, broken, content, status

FLOW = "/rest_xml/data/S3R167_M3010203"
BODY = b"<answer>1</answer>" * 1000


@pytest.fixture
def portal():
    portal = Portal()
    yield portal
    portal.close()


@pytest.fixture
def pauses():
    return []


def ask(portal, pauses, path=FLOW, **options):
    into = io.BytesIO()
    answer = fetch(portal.url + path, into, pause=pauses.append, **options)
    return answer, into.getvalue()


def test_the_address_of_a_flow_names_the_years_asked_for():
    base = "https://osp.example.org/rest_xml/"
    assert data_address(base, "S3R167_M3010203") == "https://osp.example.org/rest_xml/data/S3R167_M3010203"
    assert data_address(base, "S3R", since="2010", until="2024-Q1").endswith("S3R?startPeriod=2010&endPeriod=2024-Q1")
    assert data_address(base, "../x?y").endswith("/data/..%2Fx%3Fy")


def test_an_answer_is_stored_with_its_digest(portal, pauses):
    portal.answers[FLOW] = [content(BODY)]
    answer, stored = ask(portal, pauses)
    assert stored == BODY
    assert (answer.size, answer.digest) == (len(BODY), hashlib.sha256(BODY).hexdigest())
    assert (pauses, len(portal.asked)) == ([], 1)


def test_a_moved_portal_is_followed_on_its_own_host(portal, pauses):
    portal.answers[FLOW] = [status(301, Location="/ords/ipospp/ospp/rest_xml/data/S3R167_M3010203")]
    portal.answers["/ords/ipospp/ospp/rest_xml/data/S3R167_M3010203"] = [content(BODY)]
    answer, stored = ask(portal, pauses)
    assert stored == BODY
    assert answer.address.startswith(portal.url + "/ords/")


@pytest.mark.parametrize("target", ["http://169.254.169.254/latest/", "http://localhost:1/x", "file:///etc/passwd"])
def test_a_redirect_to_another_host_is_not_followed(portal, pauses, target):
    portal.answers[FLOW] = [status(302, Location=target)]
    with pytest.raises(StatisticsProblem):
        ask(portal, pauses)
    assert len(portal.asked) == 1


def test_redirects_in_a_circle_end(portal, pauses):
    portal.answers[FLOW] = [status(302, Location=FLOW)]
    with pytest.raises(StatisticsProblem):
        ask(portal, pauses)
    assert len(portal.asked) == fetching.MOST_REDIRECTS + 1


def test_a_portal_that_is_busy_is_asked_again_with_growing_pauses(portal, pauses):
    portal.answers[FLOW] = [status(503), status(500), content(BODY)]
    assert ask(portal, pauses)[1] == BODY
    assert pauses == [2.0, 4.0]


def test_a_portal_that_names_its_pause_is_obeyed_within_reason(portal, pauses):
    portal.answers[FLOW] = [status(429, Retry_After="7"), status(503, Retry_After="86400"), content(BODY)]
    ask(portal, pauses)
    assert pauses == [7.0, fetching.LONGEST_PAUSE]


def test_a_broken_connection_is_tried_again_from_the_beginning(portal, pauses):
    portal.answers[FLOW] = [broken(BODY[:100], len(BODY)), content(BODY)]
    assert ask(portal, pauses)[1] == BODY
    assert pauses == [2.0]


def test_a_portal_that_stays_silent_is_told_after_some_tries(portal, pauses):
    portal.answers[FLOW] = [status(503)]
    with pytest.raises(StatisticsProblem, match="503"):
        ask(portal, pauses)
    assert len(portal.asked) == fetching.TRIES
    assert len(pauses) == fetching.TRIES - 1


def test_nobody_at_the_address_is_told(pauses):
    with pytest.raises(StatisticsProblem):
        fetch("http://127.0.0.1:1/data/X", io.BytesIO(), pause=pauses.append)


@pytest.mark.parametrize("code", [400, 403, 404])
def test_a_refusal_is_told_at_once(portal, pauses, code):
    portal.answers[FLOW] = [status(code)]
    with pytest.raises(StatisticsProblem, match=str(code)):
        ask(portal, pauses)
    assert pauses == []


def test_an_answer_that_is_too_large_is_given_up(portal, pauses):
    portal.answers[FLOW] = [content(BODY)]
    with pytest.raises(StatisticsProblem):
        ask(portal, pauses, largest=1000)
    assert pauses == []


def test_whoever_waits_can_stop_the_fetching(portal, pauses):
    class Stopped(Exception):
        pass

    def report():
        raise Stopped

    portal.answers[FLOW] = [content(BODY)]
    with pytest.raises(Stopped):
        ask(portal, pauses, report=report)
