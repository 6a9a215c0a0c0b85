"""Real workers are killed in the middle: the job ends all the same, once, and leaves nothing behind.

With PostgreSQL and Redis they are Celery workers, else the keeper of embedded mode with its child processes.
"""

import pytest

from tests.jobs.portal import kill, slow_portal
from tests.support.servers import wait_until

pytestmark = [pytest.mark.own_portal, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with slow_portal(tmp_path_factory.mktemp("portal")) as portal:
        portal.stack.start_jobs()
        yield portal


@pytest.fixture
def portal(running):
    """The portal without jobs, files and signs of the test before."""
    running.sql("DELETE FROM jobs_job")
    for name in ("go", "pid"):
        (running.folder / name).unlink(missing_ok=True)
    for name in running.files():
        (running.folder / "media" / name).unlink()
    return running


def test_a_job_whose_process_is_killed_is_done_by_another_one(portal):
    portal.enqueue("halves", name="plan.pdf")
    kill(portal.wait_for_worker())
    portal.let_go()
    job = portal.wait_for("done")
    assert (job["attempts"], job["result"], job["error"]) == (2, {"name": "plan.pdf"}, "")
    wait_until(lambda: portal.files() == ["issued/plan.pdf"] or clean(portal), "half files go")
    assert portal.files() == ["issued/plan.pdf"]


def clean(portal):
    """The look after leftovers, which comes every ten minutes."""
    portal.shell("from klaipeda_plan.jobs.leftovers import remove_leftovers; remove_leftovers()")


def test_after_three_deaths_the_job_fails_in_words_and_may_be_asked_for_again(portal):
    portal.enqueue(name="plan.pdf")
    for _ in range(3):
        kill(portal.wait_for_worker())
    job = portal.wait_for("failed")
    assert (job["attempts"], job["error"]) == (
        3, "Darbas pradėtas 3 kartus, ir kiekvieną kartą jo procesas nutrūko.",
    )  # fmt: skip
    portal.let_go()
    portal.enqueue(name="plan.pdf")
    wait_until(lambda: portal.jobs()[-1]["state"] == "done", "the second press is done")


def test_a_cancelled_job_ends_at_its_next_report_and_writes_nothing(portal):
    number = portal.enqueue(name="plan.pdf")
    portal.wait_for_worker()
    cancel(portal, number)
    job = portal.wait_for("cancelled", seconds=10)
    assert (job["result"], portal.files()) == ({}, [])


def test_a_cancelled_job_whose_process_was_killed_ends_too(portal):
    number = portal.enqueue("hangs")
    pid = portal.wait_for_worker()
    cancel(portal, number)
    kill(pid)
    assert portal.wait_for("cancelled")["attempts"] == 1


def cancel(portal, number):
    portal.shell(
        f"from klaipeda_plan.jobs import models, services; services.cancel(models.Job.objects.get(pk={number}))"
    )


def test_many_presses_at_the_same_moment_are_one_job(portal):
    numbers = portal.enqueue_at_once(4, name="plan.pdf")
    assert len(set(numbers)) == 1
    portal.wait_for_worker()
    portal.let_go()
    assert portal.wait_for("done")["attempts"] == 1
    assert portal.files() == ["issued/plan.pdf"]


def test_power_is_lost_and_comes_back(portal):
    """Last in this file: it ends the processes that the tests share."""
    portal.enqueue(name="plan.pdf")
    pid = portal.wait_for_worker()
    portal.kill_everything()
    kill(pid)
    assert portal.job["state"] == "running"
    portal.let_go()
    portal.stack.start_jobs()
    assert portal.wait_for("done")["attempts"] == 2
    assert portal.files() == ["issued/plan.pdf"]
