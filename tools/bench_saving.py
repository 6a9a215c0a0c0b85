"""50 editors saving for about a minute on PostgreSQL over real HTTP, against a bare UPDATE in the same portal.

The bare view runs the portal's own settings and middleware, asks who is logged in and writes one column; it exists
here alone. Slices of both alternate. Every accepted save must be in its element's chain of versions and its word in
the newest text.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from tests.support.editors import Editor, Tally, lost_saves, prepare, run_together
from tests.support.servers import ROOT, Stack, answers, free_port, running_stack, wait_until

EDITORS = 50
ELEMENTS = 10
SLICES = 5
OUR_SECONDS = 12.0
BARE_SECONDS = 5.0
PAUSE = (8.0, 12.0)  # seconds between two saves of one editor: still many times faster than people are
WORKERS = ("--workers", "2", "--blocking-threads", "8", "--log-level", "error")
BARE_URLS = """
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path
from plans.models import Element

@login_required
def update(request, pk):
    Element.objects.filter(pk=pk).update(body=request.POST["body"])
    messages.success(request, "Saved.")
    return redirect("healthz")

urlpatterns = [path("<int:pk>/", update), path("healthz", lambda request: HttpResponse("ready"), name="healthz")]
"""
BARE_APP = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "klaipeda_plan.settings"
import django
from django.conf import settings
settings.ROOT_URLCONF = "bare_urls"
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
"""


def editors_saving() -> tuple[str, str, float, list[str]]:
    """Our median, the bare one, the ratio (reference over ours) and what went wrong."""
    os.environ["DATABASE_URL"] = os.environ["BENCH_DATABASE_URL"]
    os.environ["REDIS_URL"] = os.environ["BENCH_REDIS_URL"]
    with tempfile.TemporaryDirectory() as folder, running_stack(Path(folder), web=WORKERS) as stack:
        elements, sessions = prepare(stack, editors=EDITORS, elements=ELEMENTS)
        tally, bare = Tally(), Tally()
        editors = [Editor(number, stack.url, session, tally) for number, session in enumerate(sessions)]
        with bare_portal(stack) as url:
            others = [Editor(number, url, session, bare) for number, session in enumerate(sessions)]
            for _ in range(SLICES):
                run_together(editors, until(OUR_SECONDS, lambda one: one.save_once(elements[one.number % ELEMENTS][1])))
                run_together(
                    others, until(BARE_SECONDS, lambda one: update_once(one, elements[one.number % ELEMENTS][0]))
                )
        troubles = [*tally.errors, *bare.errors, *lost_saves(stack, elements, tally)]
    ours, reference = median(tally.seconds), median(bare.seconds)
    told = f"{ours * 1000:.0f} ms; {len(tally.accepted)} saved, {tally.conflicts} decided, {len(troubles)} errors"
    return told, f"{reference * 1000:.0f} ms", reference / ours, troubles


def until(seconds: float, act: Callable[[Editor], None]) -> Callable[[Editor, random.Random], None]:
    """The act again and again with pauses, the first ones spread over a pause."""
    end = time.monotonic() + seconds

    def run(editor: Editor, chance: random.Random) -> None:
        time.sleep(chance.uniform(0, PAUSE[1]))
        while time.monotonic() < end:
            act(editor)
            time.sleep(max(0.0, min(chance.uniform(*PAUSE), end - time.monotonic())))

    return run


def update_once(editor: Editor, pk: int) -> None:
    started = time.perf_counter()
    status, _page = editor.ask("POST", f"/{pk}/", {"body": "<p>Tekstas.</p>" * 50})
    editor.tally.seconds.append(time.perf_counter() - started)
    if status != 302:
        editor.tally.errors.append(f"bare {status}")


@contextmanager
def bare_portal(stack: Stack) -> Iterator[str]:
    """The address of a granian with nothing but the bare view, on the portal's database."""
    (stack.folder / "bare_urls.py").write_text(BARE_URLS, encoding="utf-8")
    (stack.folder / "bare_app.py").write_text(BARE_APP, encoding="utf-8")
    port = str(free_port())
    stack.environment["PYTHONPATH"] = f"{ROOT}:{stack.folder}"
    stack.start(
        "bare", sys.executable, "-m", "granian", "--interface", "wsgi", *WORKERS,
        "--host", "127.0.0.1", "--port", port, "bare_app:application",
    )  # fmt: skip
    try:
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/healthz"), "the bare view")
        yield f"http://127.0.0.1:{port}"
    finally:
        stack.stop("bare")
