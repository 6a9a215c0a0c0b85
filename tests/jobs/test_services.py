"""The life of a job: one per key, claimed by one process, reported, cancelled, found again after a death."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from klaipeda_plan.jobs import registry, services
from klaipeda_plan.jobs.models import Job


@pytest.fixture(autouse=True)
def kinds(db, monkeypatch):
    """Kinds of jobs for these tests only; `seen` is what they were given."""
    seen = []

    def counting(progress, *, number):
        progress(40, "Skaičiuojama")
        seen.append((number, Job.objects.get(state="running").percent))
        return {"number": number}

    def failing(progress):
        raise services.JobFailed("Trūksta bibliotekos pango.")

    def breaking(progress):
        raise ZeroDivisionError

    handlers = {"counting": counting, "failing": failing, "breaking": breaking}
    monkeypatch.setattr(registry, "_handlers", {**registry._handlers, **handlers})
    monkeypatch.setattr(registry, "_periodic", [])
    return seen


def enqueue(kind="counting", key="k", **args):
    args = args or ({"number": 7} if kind == "counting" else {})
    return services.enqueue(kind, key, args, by=None)


def grow_old(job, seconds=3600):
    then = timezone.now() - timedelta(seconds=seconds)
    Job.objects.filter(pk=job.pk).update(heartbeat_at=then, dispatched_at=then)


def test_job_runs_and_keeps_its_result(kinds):
    job = enqueue()
    services.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.percent, job.result, job.token) == ("done", 100, {"number": 7}, "")
    assert job.finished_at is not None
    assert kinds == [(7, 40)]


def test_second_job_of_a_key_is_the_first_until_it_ends():
    first = enqueue()
    assert enqueue() == first
    assert enqueue(key="other") != first
    services.run(first.pk)
    assert enqueue() != first


def test_unknown_kind_fails_at_once():
    with pytest.raises(KeyError):
        enqueue(kind="nonsense")
    assert not Job.objects.exists()


def test_job_is_claimed_by_one_process_only(kinds):
    job = enqueue()
    assert services._claim(job.pk)
    assert services._claim(job.pk) is None
    services.run(job.pk)
    assert kinds == []
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("running", 1)


def test_finished_job_is_not_run_again(kinds):
    job = enqueue()
    services.run(job.pk)
    services.run(job.pk)
    assert len(kinds) == 1


def test_failure_says_the_sentence_of_its_handler():
    job = enqueue("failing")
    services.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == ("failed", "Trūksta bibliotekos pango.")


def test_unexpected_error_tells_its_number_and_no_inside():
    job = enqueue("breaking")
    services.run(job.pk)
    job.refresh_from_db()
    assert job.state == "failed"
    assert str(job.pk) in job.error
    assert "ZeroDivision" not in job.error


def test_waiting_job_is_cancelled_at_once(kinds):
    job = enqueue()
    services.cancel(job)
    services.run(job.pk)
    job.refresh_from_db()
    assert (job.state, kinds) == ("cancelled", [])


def test_running_job_is_cancelled_at_its_next_report(kinds, monkeypatch):
    job = enqueue()
    counting = registry.handler_of("counting")

    def cancelled(progress, **args):
        services.cancel(Job.objects.get())
        return counting(progress, **args)

    monkeypatch.setitem(registry._handlers, "counting", cancelled)
    services.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result, kinds) == ("cancelled", {}, [])


def test_finished_job_is_not_cancelled():
    job = enqueue()
    services.run(job.pk)
    services.cancel(job)
    job.refresh_from_db()
    assert job.state == "done"


def test_percent_never_says_the_end_before_it_is_reached():
    job = enqueue()
    report = services._reporter(job.pk, services._claim(job.pk))
    report(100, "x" * 300)
    job.refresh_from_db()
    assert (job.percent, len(job.message)) == (99, 200)


def test_job_of_a_dead_process_waits_again_and_is_done(kinds):
    job = enqueue()
    services._claim(job.pk)
    grow_old(job)
    assert services.reap_stale_jobs() == 1
    job.refresh_from_db()
    assert (job.state, job.token) == ("queued", "")
    services.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("done", 2)


def test_living_job_is_left_alone():
    job = enqueue()
    services._claim(job.pk)
    assert services.reap_stale_jobs() == 0
    job.refresh_from_db()
    assert job.state == "running"


def test_process_that_lost_its_job_can_write_nothing_more():
    job = enqueue()
    lost = services._claim(job.pk)
    grow_old(job)
    services.reap_stale_jobs()
    taken = services._claim(job.pk)
    with pytest.raises(services.JobStopped):
        services._reporter(job.pk, lost)(50)
    services._finish(job.pk, lost, "done", result={"stale": True})
    job.refresh_from_db()
    assert (job.state, job.token, job.result, job.percent) == ("running", taken, {}, 0)


def test_after_three_deaths_a_job_fails_with_a_reason():
    job = enqueue()
    for _attempt in range(3):
        assert services._claim(job.pk)
        grow_old(job)
        services.reap_stale_jobs()
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("failed", 3)
    assert "3" in job.error


def test_dead_job_that_was_to_be_cancelled_ends():
    job = enqueue()
    services._claim(job.pk)
    services.cancel(job)
    grow_old(job)
    services.reap_stale_jobs()
    job.refresh_from_db()
    assert job.state == "cancelled"


def test_waiting_job_that_nobody_took_is_sent_again(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = enqueue()
    job.refresh_from_db()
    sent = job.dispatched_at
    assert sent is not None
    assert services.reap_stale_jobs() == 0
    grow_old(job)
    assert services.reap_stale_jobs() == 1
    job.refresh_from_db()
    assert job.dispatched_at >= sent


def test_tick_reaps_and_one_failure_does_not_stop_the_rest():
    job, done = enqueue(), []
    services._claim(job.pk)
    grow_old(job)

    def failing():
        raise ZeroDivisionError

    registry.register_periodic(failing)
    registry.register_periodic(lambda: done.append(True))
    call_command("tick")
    job.refresh_from_db()
    assert (job.state, done) == ("queued", [True])


def test_command_does_one_job_and_leaves_the_others(kinds):
    enqueue()
    call_command("run_job", str(enqueue(key="other", number=8).pk))
    assert [number for number, _percent in kinds] == [8]
