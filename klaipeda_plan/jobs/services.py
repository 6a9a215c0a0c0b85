"""The life of a job: enqueue, claim, report, finish, reap. Nobody else writes a Job's state."""

import errno
import logging
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, close_old_connections, connection, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from klaipeda_plan.jobs import registry
from klaipeda_plan.jobs.models import ACTIVE, Job, State

log = logging.getLogger("jobs")
MAX_ATTEMPTS = 3
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
NO_RIGHT = frozenset({errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR})


class JobFailed(Exception):
    """A handler ends its job with this sentence for the person who waits."""


class JobStopped(Exception):
    """The job was cancelled, or another process has taken it over: stop working."""


def enqueue(kind: str, key: str, args: dict[str, Any], *, by: Any) -> Job:
    """The waiting or running job of this key, or a new one, dispatched when the transaction commits."""
    registry.handler_of(kind)  # an unknown kind is a mistake of ours: fail here, not in the worker
    try:
        with transaction.atomic():
            job = Job.objects.create(kind=kind, key=key, args=args, created_by=by)
    except IntegrityError:
        active = Job.objects.filter(key=key, state__in=ACTIVE).first()
        return active or enqueue(kind, key, args, by=by)  # it ended in this moment
    transaction.on_commit(lambda: dispatch(job.pk))
    return job


def dispatch(job_id: int) -> None:
    """Tell Celery. Embedded, `manage.py keep_jobs` finds the row by itself; so does the reaper if Redis is gone."""
    Job.objects.filter(pk=job_id).update(dispatched_at=timezone.now())
    if not settings.REDIS_URL:
        return
    from klaipeda_plan.jobs.tasks import run_job  # circular: the task calls this module

    try:
        run_job.apply_async((job_id,), retry=False)
    except Exception:
        log.warning("Job %s waits: the queue does not answer.", job_id, exc_info=True)


def cancel(job: Job) -> None:
    """A waiting job ends now; a running one at its next report."""
    now = timezone.now()
    waiting = Job.objects.filter(pk=job.pk, state=State.QUEUED)
    if not waiting.update(state=State.CANCELLED, cancel_requested=True, finished_at=now):
        Job.objects.filter(pk=job.pk, state=State.RUNNING).update(cancel_requested=True)


def run(job_id: int, *, heartbeat: bool = False) -> None:
    """Claim the job and do it. A job that another process has claimed, or that ended, is left alone."""
    token = _claim(job_id)
    if token is None:
        return
    job = Job.objects.get(pk=job_id)
    with _heartbeat(job_id, token) if heartbeat else nullcontext():
        _work(job, token)


def _work(job: Job, token: str) -> None:
    try:
        result = registry.handler_of(job.kind)(_reporter(job.pk, token), **job.args)
    except JobStopped:
        _finish(job.pk, token, State.CANCELLED)
    except JobFailed as failure:
        _finish(job.pk, token, State.FAILED, error=str(failure).replace("\x00", ""))
    except Exception as error:
        log.exception("Job %s (%s) failed.", job.pk, job.kind)
        _finish(job.pk, token, State.FAILED, error=_why_broken(error) % {"number": job.pk})
    else:
        _finish(job.pk, token, State.DONE, percent=100, message="", result=result)


def _why_broken(error: BaseException | None) -> str:
    """What a person reads of an error that no handler expected: whom it may concern, nothing of the inside."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            return _("There is no room for the file: the disk is full. Tell the administrator (number %(number)s).")
        if isinstance(error, OSError) and error.errno in NO_RIGHT:
            return _("The portal may not write the file. Tell the administrator (number %(number)s).")
        error = error.__cause__ or error.__context__
    return _("The work stopped at an unexpected error. It is in the log under number %(number)s.")


def reap_stale_jobs() -> int:
    """Jobs whose process died, or that nobody took, wait again and are dispatched; after three tries they fail.

    Returns how many were touched. A death shows as a heartbeat older than JOB_STALE_SECONDS.
    """
    stale = timezone.now() - timedelta(seconds=settings.JOB_STALE_SECONDS)
    dead = Job.objects.filter(state=State.RUNNING, heartbeat_at__lt=stale)
    text = _("The work was started %(count)s times and its process died each time.") % {"count": MAX_ATTEMPTS}
    failed = dead.filter(attempts__gte=MAX_ATTEMPTS).update(
        state=State.FAILED, token="", error=text, finished_at=timezone.now()
    )
    failed += dead.filter(cancel_requested=True).update(state=State.CANCELLED, token="", finished_at=timezone.now())
    dead.update(state=State.QUEUED, token="", dispatched_at=None)
    never_sent = Q(dispatched_at=None) | Q(dispatched_at__lt=stale)
    waiting = list(Job.objects.filter(never_sent, state=State.QUEUED).values_list("pk", flat=True))
    for job_id in waiting:
        dispatch(job_id)
    return failed + len(waiting)


def tick() -> None:
    """What is due: stale jobs, then the apps' own periodic work. One failure does not stop the rest."""
    for function in [reap_stale_jobs, *registry.periodic()]:
        try:
            function()
        except Exception:
            log.exception("Periodic work %s failed.", function)


def _claim(job_id: int) -> str | None:
    token = uuid.uuid4().hex
    claimed = Job.objects.filter(pk=job_id, state=State.QUEUED).update(
        state=State.RUNNING, token=token, attempts=F("attempts") + 1, percent=0, heartbeat_at=timezone.now()
    )
    return token if claimed else None


def _reporter(job_id: int, token: str) -> registry.Progress:
    def report(percent: int, message: str = "") -> None:
        mine = Job.objects.filter(pk=job_id, token=token, state=State.RUNNING, cancel_requested=False)
        if not mine.update(percent=min(percent, 99), message=message[:200], heartbeat_at=timezone.now()):
            raise JobStopped

    return report


def _finish(job_id: int, token: str, state: State, **fields: Any) -> None:
    Job.objects.filter(pk=job_id, token=token, state=State.RUNNING).update(
        state=state, token="", finished_at=timezone.now(), **fields
    )


@contextmanager
def _heartbeat(job_id: int, token: str) -> Iterator[None]:
    """Beat from a thread while one long step works; only for processes that own their connections.

    Work that hangs beats no longer than JOB_LONGEST_SECONDS: then it counts as dead like any other.
    """
    over = threading.Event()
    longest = time.monotonic() + settings.JOB_LONGEST_SECONDS

    def beat() -> None:
        while not over.wait(settings.JOB_HEARTBEAT_SECONDS) and time.monotonic() < longest:
            close_old_connections()
            with suppress(Exception):
                Job.objects.filter(pk=job_id, token=token).update(heartbeat_at=timezone.now())
        connection.close()

    thread = threading.Thread(target=beat, name=f"heartbeat-{job_id}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
