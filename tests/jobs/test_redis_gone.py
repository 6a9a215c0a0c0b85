"""Redis goes and comes back: nothing that was asked for is lost, and nobody has to press again."""

import subprocess
import time
from contextlib import contextmanager

import pytest

from tests.jobs.portal import slow_portal
from tests.support.servers import free_port, wait_until

pytestmark = [
    pytest.mark.own_portal, pytest.mark.timeout(300), pytest.mark.postgres_only("embedded mode has no Redis"),
]  # fmt: skip


class Redis:
    """A Redis of this test's own, which may go."""

    def __init__(self):
        self.port, self.process = free_port(), None

    @property
    def url(self):
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self):
        command = ["redis-server", "--port", str(self.port), "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        ping = ["redis-cli", "-p", str(self.port), "ping"]
        wait_until(lambda: subprocess.run(ping, capture_output=True, check=False).stdout == b"PONG\n", "Redis answers")

    def kill(self):
        if self.process:
            self.process.kill()
            self.process.wait()


@contextmanager
def own_redis():
    redis = Redis()
    try:
        redis.start()
        yield redis
    finally:
        redis.kill()


@pytest.fixture
def redis():
    with own_redis() as redis:
        yield redis


@pytest.fixture
def portal(tmp_path, redis):
    with slow_portal(tmp_path) as portal:
        portal.stack.environment["REDIS_URL"] = redis.url
        portal.stack.start_jobs()
        yield portal


def test_a_job_that_was_asked_for_while_redis_was_gone_is_done_when_it_is_back(portal, redis):
    redis.kill()
    begun = time.monotonic()
    portal.enqueue(name="plan.pdf")
    assert time.monotonic() - begun < 20, "the press does not hang"
    assert (portal.job["state"], portal.job["attempts"]) == ("queued", 0)
    portal.let_go()
    redis.start()
    assert portal.wait_for("done", seconds=90)["attempts"] == 1


def test_a_job_that_runs_while_redis_goes_is_done_once(portal, redis):
    portal.enqueue(name="plan.pdf")
    portal.wait_for_worker()
    redis.kill()
    portal.let_go()
    job = portal.wait_for("done")
    assert (job["attempts"], portal.files()) == (1, ["issued/plan.pdf"])
    redis.start()
    portal.enqueue(key="next", name="next.pdf")
    wait_until(lambda: portal.jobs()[-1]["state"] == "done", "the worker goes on", 90)
    assert [(one["state"], one["attempts"]) for one in portal.jobs()] == [("done", 1), ("done", 1)]
