"""50 editors writing and saving for a minute on PostgreSQL over real HTTP, against a bare UPDATE in the same portal.

The bare view stands in the same processes of the portal, behind the same middleware and in the same queue; it asks
who is logged in and writes one column of the same length. It exists here alone. Everybody opens a form, writes,
autosaves, saves, and sends the bare view one text of the same length, with pauses as people make them; two write in
each element, as in a meeting, so that many saves are joined. The database commits durably, as a server's does. Every
accepted save must be in its element's chain of versions and its word in the newest text.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from tests.support.editors import Editor, Tally, lost_saves, prepare, run_together
from tests.support.servers import ROOT, Stack, answers, running_stack, wait_until

EDITORS = 50
ELEMENTS = 25
SECONDS = 60
# Seconds from the opened form to its autosave, from there to the save, and after it.
WRITING, LOOKING, RESTING = (4.0, 8.0), (1.0, 3.0), (4.0, 8.0)
WORKERS = ("--workers", "2", "--blocking-threads", "8", "--log-level", "error")
# The portal with one more view.
WITH_BARE = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "klaipeda_plan.settings"
from klaipeda_plan.wsgi import application
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.urls import path
from klaipeda_plan.urls import urlpatterns
from plans.models import Element

@login_required
def update(request, pk):
    Element.objects.filter(pk=pk).update(body=request.POST["body"])
    messages.success(request, "Saved.")
    return redirect("healthz")

urlpatterns.insert(0, path("bare/<int:pk>/", update))
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
        elements, sessions = prepare(stack, editors=EDITORS, elements=ELEMENTS + 1)
        serve_with_bare(stack)
        saves, copies, bare = Tally(), Tally(), Tally()
        editors = [Editor(number, stack.url, session, saves) for number, session in enumerate(sessions)]
        ends = time.monotonic() + SECONDS
        run_together(editors, lambda editor, chance: write_until(ends, editor, elements, copies, bare, chance))
        lost = lost_saves(stack, elements, saves)
    told = f"; {len(saves.accepted)} saved, {saves.conflicts} decided"
    reference = median(bare.seconds)
    return [
        Measured("50 editors saving", median(saves.seconds), reference, told, [*saves.errors, *bare.errors, *lost]),
        Measured("50 editors autosaving", median(copies.seconds), reference, "", copies.errors),
    ]


def write_until(
    ends: float, editor: Editor, elements: list[tuple[int, str]], copies: Tally, bare: Tally, chance: random.Random
) -> None:
    """One person's minute in one element; opening the form is not timed. The bare view writes over the text of an
    element that nobody edits."""
    _pk, uid = elements[editor.number % ELEMENTS]
    spare, _uid = elements[ELEMENTS]
    time.sleep(chance.uniform(0, RESTING[1]))
    while time.monotonic() < ends:
        fields = editor.write(uid)
        if not fields:
            return
        time.sleep(chance.uniform(*WRITING))
        timed(copies, partial(editor.ask, "POST", f"/rengimas/e/{uid}/juodrastis/", fields), 200)
        time.sleep(chance.uniform(*LOOKING))
        editor.save(uid, fields)
        time.sleep(chance.uniform(*LOOKING))
        timed(bare, partial(editor.ask, "POST", f"/bare/{spare}/", {"body": fields["body"]}), 302)
        time.sleep(chance.uniform(*RESTING))


def timed(tally: Tally, send: Callable[[], tuple[int, str]], expected: int) -> None:
    started = time.perf_counter()
    status, _page = send()
    tally.seconds.append(time.perf_counter() - started)
    if status != expected:
        tally.errors.append(f"{status} instead of {expected}")


def serve_with_bare(stack: Stack) -> None:
    """Starts the portal's web server again, with the bare view in it."""
    (stack.folder / "with_bare.py").write_text(WITH_BARE, encoding="utf-8")
    stack.stop("web")
    stack.environment["PYTHONPATH"] = f"{ROOT}:{stack.folder}"
    stack.start(
        "web", sys.executable, "-m", "granian", "--interface", "wsgi", *WORKERS,
        "--host", "127.0.0.1", "--port", stack.environment["PORT"], "with_bare:application",
    )  # fmt: skip
    wait_until(lambda: answers(f"{stack.url}/healthz"), "the portal with the bare view")
