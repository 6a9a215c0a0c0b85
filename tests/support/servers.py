"""A live portal for the tests: real processes on a database of its own.

With DATABASE_URL on PostgreSQL and REDIS_URL it is the server's portal (granian, a Celery worker, beat), else
the embedded one (granian, keep_jobs, SQLite). `running_stack` starts it, waits until it answers and ends
every process afterwards, also when a test fails. Logs stay in the folder it was given.
"""

import atexit
import hashlib
import itertools
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from tests.support.databases import ROOT as ROOT
from tests.support.databases import migrated_database

PASSWORD = "demonstracija-2030"
# What a process needs of ours; everything else of the portal's environment is set here.
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV")
START_SECONDS = 60
# A process is ended with its parent even when the parent is killed and can end nothing itself.
ENDS_WITH_US = ("setpriv", "--pdeathsig", "TERM") if shutil.which("setpriv") else ()
REDIS_PER_WORKER = 100
_redis_numbers = itertools.count(1)
ONE_WORKER = ("--workers", "1", "--blocking-threads", "8", "--log-level", "error")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until(ready: Callable[[], bool], what: str, seconds: float = START_SECONDS) -> None:
    """Asks again and again; fails in words when the time is over."""
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError(f"{what}: not within {seconds:.0f} s")
        time.sleep(0.1)


def answers(url: str) -> bool:
    with suppress(OSError), urllib.request.urlopen(url, timeout=2) as answer:
        return answer.status == 200
    return False


@dataclass
class Stack:
    """A running portal; `url` is where it is, `folder` holds its logs and files."""

    folder: Path
    environment: dict[str, str]
    server: bool  # PostgreSQL, Redis and Celery; else SQLite and child processes
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.environment['PORT']}"

    def manage(self, *arguments: str) -> str:
        """Runs manage.py in the portal's environment and returns what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"manage.py {' '.join(arguments)}:\n{done.stdout}{done.stderr}")
        return done.stdout

    def start(self, name: str, *command: str) -> None:
        """Starts a process in a group of its own, its output in NAME.log."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [*ENDS_WITH_US, *command], cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL,
                stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip

    def start_web(self, *options: str) -> None:
        self.start(
            "web", sys.executable, "-m", "granian", "--interface", "wsgi", *(options or ONE_WORKER),
            "--host", "127.0.0.1", "--port", self.environment["PORT"], "klaipeda_plan.wsgi:application",
        )  # fmt: skip
        self.wait_for("web", lambda: answers(f"{self.url}/healthz"))

    def start_jobs(self) -> None:
        if not self.server:
            self.start("jobs", sys.executable, "manage.py", "keep_jobs")
            return
        celery = (sys.executable, "-m", "celery", "-A", "klaipeda_plan.celery:app")
        self.start("worker", *celery, "worker", "--concurrency", "1", "--loglevel", "INFO")
        self.start("beat", *celery, "beat", "--schedule", str(self.folder / "beat"), "--pidfile", "")
        self.wait_for("worker", lambda: " ready." in self.log("worker"))

    def wait_for(self, name: str, ready: Callable[[], bool]) -> None:
        def ready_or_dead() -> bool:
            if self.processes[name].poll() is not None:
                raise RuntimeError(f"{name} ended while it was starting:\n{self.log(name)}")
            return ready()

        try:
            wait_until(ready_or_dead, name)
        except TimeoutError as error:
            raise TimeoutError(f"{error}\n{self.log(name)}") from None

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")

    def stop(self, *names: str) -> None:
        """Ends the named processes, all when none is named: politely, then not."""
        chosen = {name: self.processes.pop(name) for name in names or tuple(self.processes)}
        for process in chosen.values():
            signal_group(process, signal.SIGTERM)
        for process in chosen.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=10)
            signal_group(process, signal.SIGKILL)
            process.wait()


def signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, number)


@contextmanager
def running_stack(folder: Path, *, seed: tuple[str, ...] = (), web: tuple[str, ...] = ()) -> Iterator[Stack]:
    """A migrated, seeded and running portal; `seed` and `web` are arguments of `manage.py seed` and granian."""
    with prepared_stack(folder) as stack:
        stack.manage("seed", *seed)
        collect_static(stack)
        stack.start_jobs()
        stack.start_web(*web)
        yield stack


@contextmanager
def prepared_stack(folder: Path, **environment: str) -> Iterator[Stack]:
    """A migrated portal without anything in it and without processes; those that a test starts end with it.

    `environment` holds variables besides the usual ones.
    """
    with migrated_database(folder) as (database_url, server):
        stack = Stack(folder, environment_of(folder, database_url) | environment, server)
        if server:
            stack.environment["REDIS_URL"] = own_redis()
        atexit.register(stack.stop)
        try:
            yield stack
        finally:
            stack.stop()
            atexit.unregister(stack.stop)


def environment_of(folder: Path, database_url: str) -> dict[str, str]:
    return {name: os.environ[name] for name in KEPT if name in os.environ} | {
        "DATABASE_URL": database_url,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DEMO": "1",
        "DEMO_PASSWORD": PASSWORD,
        "HOST": "127.0.0.1",
        "PORT": str(free_port()),
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
        "PYTHONUNBUFFERED": "1",
        "PYTHONPATH": str(ROOT),
    }


def collect_static(stack: Stack) -> None:
    """Collects the static files, once for the same sources: compressing them takes long. Kept a day under var/."""
    sources = [ROOT / "requirements.txt", *sorted(path for path in (ROOT / "static").rglob("*") if path.is_file())]
    digest = hashlib.sha256()
    for path in sources:
        digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    kept = ROOT / "var" / "static-for-tests" / digest.hexdigest()[:16]
    if not kept.exists():
        stack.manage("collectstatic", "--noinput", "--verbosity", "0")
        for old in kept.parent.glob("*"):
            if time.time() - old.stat().st_mtime > 24 * 3600:
                shutil.rmtree(old, ignore_errors=True)
        half = kept.with_name(f"{kept.name}.{os.getpid()}")
        shutil.copytree(stack.folder / "static", half)
        with suppress(OSError):  # somebody else was quicker
            half.rename(kept)
    stack.environment["STATIC_ROOT"] = str(kept)


def own_redis() -> str:
    """A numbered database of the suite's Redis that nobody else has: two portals would take each other's jobs.

    tools/servers.sh starts Redis with 1,024 of them.
    """
    if not os.environ.get("REDIS_URL"):
        raise RuntimeError("a portal on PostgreSQL needs REDIS_URL; ./portal test sets both")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    number = int(worker) * REDIS_PER_WORKER + next(_redis_numbers)
    return urlunsplit(urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{number}"))
