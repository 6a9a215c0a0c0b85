"""`slow` works until the test lets it go; `halves` writes half a file; `hangs` says nothing for ever."""

import os
import time
from pathlib import Path

from django.apps import AppConfig
from django.conf import settings

from klaipeda_plan.jobs import registry
from klaipeda_plan.printing.storage import store_whole


def folder():
    return Path(settings.MEDIA_ROOT).parent


def begin():
    """Tells the test which process works."""
    half = folder() / "pid.new"
    half.write_text(str(os.getpid()))
    half.replace(folder() / "pid")


def slow(progress, *, name):
    begin()
    while not (folder() / "go").exists():
        progress(40, "Laukiama")
        time.sleep(0.05)
    store_whole(f"issued/{name}", b"x" * 1000)
    return {"name": name}


def halves(progress, *, name):
    """As far as a process comes that is killed while it writes."""
    half = Path(settings.MEDIA_ROOT) / "issued" / f"{name}.0123.part"
    half.parent.mkdir(parents=True, exist_ok=True)
    half.write_bytes(b"x" * 500)
    return slow(progress, name=name)


def hangs(progress):
    begin()
    time.sleep(600)
    return {}


class SlowConfig(AppConfig):
    name = "tests.jobs.slow"
    label = "slow_jobs"

    def ready(self):
        for handler in (slow, halves, hangs):
            registry.register(handler.__name__, handler)
