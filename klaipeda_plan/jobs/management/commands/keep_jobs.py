"""`manage.py keep_jobs`: the keeper of embedded mode. One child process a job, a tick every JOB_TICK_SECONDS."""

import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from klaipeda_plan.jobs import services
from klaipeda_plan.jobs.models import Job, State

LOOK_SECONDS = 0.5
AT_ONCE = 2


@dataclass(frozen=True)
class Child:
    """A process that does one job; it is ended when it hangs."""

    process: subprocess.Popen[bytes]
    until: float

    def is_alive(self) -> bool:
        if self.process.poll() is None and time.monotonic() > self.until:
            self.process.kill()
            self.process.wait()
        return self.process.poll() is None


class Command(BaseCommand):
    help = "Runs waiting jobs as child processes and ticks, until it is told to end."
    stopping = False

    def handle(self, *args: Any, **options: Any) -> None:
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        children: dict[int, Child] = {}
        next_tick = time.monotonic()
        while not self.stopping:
            close_old_connections()
            children = {job_id: child for job_id, child in children.items() if child.is_alive()}
            if time.monotonic() >= next_tick:
                services.tick()
                next_tick = time.monotonic() + settings.JOB_TICK_SECONDS
            for job_id in self._waiting(AT_ONCE - len(children), children):
                process = subprocess.Popen([sys.executable, self._manage_py(), "run_job", str(job_id)])
                children[job_id] = Child(process, time.monotonic() + settings.JOB_LONGEST_SECONDS)
            time.sleep(LOOK_SECONDS)
        for child in children.values():
            child.process.terminate()

    def _waiting(self, room: int, children: dict[int, Child]) -> list[int]:
        waiting = Job.objects.filter(state=State.QUEUED).exclude(pk__in=children).order_by("pk")
        return list(waiting.values_list("pk", flat=True)[:room]) if room > 0 else []

    def _stop(self, signum: int, frame: FrameType | None) -> None:
        self.stopping = True

    def _manage_py(self) -> str:
        return str(settings.BASE_DIR / "manage.py")
