"""50 editors writing and saving for a minute on PostgreSQL over real HTTP, against a bare UPDATE in the same portal.

The bare view runs the portal's own settings and middleware, asks who is logged in and writes one column of the same
length; it exists here alone. Everybody opens a form, writes, autosaves, saves, and sends the bare view one text of
the same length, with pauses as people make them; two write in each element, as in a meeting, so that many saves are
joined. The database commits durably, as a server's does. Every accepted save must be in its element's chain of
versions and its word in the newest text.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from tests.support.editors import Editor, Tally, lost_saves, prepare, run_together
from tests.support.servers import ROOT, Stack, answers, free_port, running_stack, wait_until

EDITORS = 50
ELEMENTS = 25
SECONDS = 60
# Seconds from the opened form to its autosave, from there to the save, and after it.
WRITING, LOOKING, RESTING = (4.0, 8.0), (1.0, 3.0), (4.0, 8.0)
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


@dataclass(frozen=True)
class Measured:
    """Medians of one act and of the bare view in seconds, and what went wrong."""

    name: str
    ours: float
    bare: float
    told: str
    troubles: list[str]


def editors_saving() -> list[Measured]:
    """Saving and autosaving, each against the bare view."""
    os.environ["DATABASE_URL"] = os.environ["BENCH_DATABASE_URL"]
    os.environ["REDIS_URL"] = os.environ["BENCH_REDIS_URL"]
    with tempfile.TemporaryDirectory() as folder, running_stack(Path(folder), web=WORKERS) as stack:
        elements, sessions = prepare(stack, editors=EDITORS, elements=ELEMENTS)
        saves, copies, bare = Tally(), Tally(), Tally()
        editors = [Editor(number, stack.url, session, saves) for number, session in enumerate(sessions)]
        with bare_portal(stack) as url:
            others = [Editor(number, url, session, bare) for number, session in enumerate(sessions)]
            ends = time.monotonic() + SECONDS
            run_together(editors, lambda editor, chance: write_until(ends, editor, others, elements, copies, chance))
        lost = lost_saves(stack, elements, saves)
    told = f"; {len(saves.accepted)} saved, {saves.conflicts} decided"
    reference = median(bare.seconds)
    return [
        Measured("50 editors saving", median(saves.seconds), reference, told, [*saves.errors, *bare.errors, *lost]),
        Measured("50 editors autosaving", median(copies.seconds), reference, "", copies.errors),
    ]


def write_until(
    ends: float, editor: Editor, others: list[Editor], elements: list[tuple[int, str]], copies: Tally,
    chance: random.Random,
) -> None:  # fmt: skip
    """One person's minute in one element; opening the form is not timed."""
    pk, uid = elements[editor.number % len(elements)]
    bare = others[editor.number]
    time.sleep(chance.uniform(0, RESTING[1]))
    while time.monotonic() < ends:
        fields = editor.write(uid)
        if not fields:
            return
        time.sleep(chance.uniform(*WRITING))
        timed(copies, partial(editor.ask, "POST", f"/rengimas/e/{uid}/juodrastis/", fields), 200)
        time.sleep(chance.uniform(*LOOKING))
        editor.save(uid, fields)
        timed(bare.tally, partial(bare.ask, "POST", f"/{pk}/", {"body": fields["body"]}), 302)
        time.sleep(chance.uniform(*RESTING))


def timed(tally: Tally, send: Callable[[], tuple[int, str]], expected: int) -> None:
    started = time.perf_counter()
    status, _page = send()
    tally.seconds.append(time.perf_counter() - started)
    if status != expected:
        tally.errors.append(f"{status} instead of {expected}")


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
