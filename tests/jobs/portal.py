"""A portal of real processes whose jobs are slow, and what is asked of it."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager, suppress

import psycopg2

from publicity.search.indexing import REBUILD_JOB
from tests.support.servers import ROOT, prepared_stack, signal_group, wait_until

# Signs of life, silence and ticks in seconds instead of half minutes.
QUICK = {
    "DJANGO_SETTINGS_MODULE": "tests.jobs.slow.settings", "JOB_TICK_SECONDS": "1", "JOB_HEARTBEAT_SECONDS": "1",
    "JOB_STALE_SECONDS": "3",
}  # fmt: skip
ASKED = ("state", "attempts", "error", "percent", "result", "cancel_requested")
ENQUEUE = """
from django.db import transaction
from klaipeda_plan.jobs.services import enqueue
print(enqueue({kind!r}, {key!r}, {args!r}, by=None).pk)
"""


@contextmanager
def slow_portal(folder, **environment):
    with prepared_stack(folder, **QUICK | environment) as stack:
        yield Portal(stack)


class Portal:
    def __init__(self, stack):
        self.stack, self.folder = stack, stack.folder

    def shell(self, code):
        return self.stack.manage("shell", "-v0", "-c", code)

    def enqueue(self, kind="slow", key="k", **args):
        return int(self.shell(ENQUEUE.format(kind=kind, key=key, args=args)))

    def enqueue_at_once(self, times, **asked):
        """From as many processes at the same moment; the ids that they were given."""
        code = ENQUEUE.format(kind="slow", key="k", args=asked)
        command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
        pressing = [
            subprocess.Popen(command, cwd=ROOT, env=self.stack.environment, stdout=subprocess.PIPE)
            for _ in range(times)
        ]  # fmt: skip
        return [int(process.communicate(timeout=60)[0]) for process in pressing]

    def jobs(self):
        """All jobs as the database holds them; a new process of Django for each look would take seconds.

        A new portal asks by itself for the index of its search; that job is left out."""
        rows = self.sql(f"SELECT {', '.join(ASKED)} FROM jobs_job WHERE kind <> '{REBUILD_JOB}' ORDER BY id")
        jobs = [dict(zip(ASKED, row, strict=True)) for row in rows]
        return [{**job, "result": decoded(job["result"])} for job in jobs]

    def sql(self, statement):
        url = self.stack.environment["DATABASE_URL"]
        connection = psycopg2.connect(url) if self.stack.server else sqlite3.connect(url.removeprefix("sqlite:///"))
        with closing(connection), connection:
            cursor = connection.cursor()
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []

    @property
    def job(self):
        (job,) = self.jobs()
        return job

    def wait_for(self, state, seconds=40):
        wait_until(lambda: self.job["state"] == state, f"the job is {state}", seconds)
        return self.job

    def wait_for_worker(self):
        """The process that works, once it has begun."""
        pid = self.folder / "pid"
        wait_until(pid.exists, "a worker begins")
        number = int(pid.read_text())
        pid.unlink()
        return number

    def let_go(self):
        (self.folder / "go").touch()

    def kill_everything(self):
        """The machine loses power; on Linux children of a killed keeper or worker go on, so they are killed too."""
        for process in self.stack.processes.values():
            signal_group(process, signal.SIGKILL)
        self.stack.stop()

    def files(self):
        media = self.folder / "media"
        return sorted(str(path.relative_to(media)) for path in media.rglob("*") if path.is_file())


def decoded(value):
    return json.loads(value) if isinstance(value, str) else value


def kill(pid):
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
