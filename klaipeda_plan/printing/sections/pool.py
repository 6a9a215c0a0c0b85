"""Child processes that lay sections out. They share nothing with this one but a folder: no connection, no lock."""

import json
import logging
import os
import selectors
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from klaipeda_plan.printing.errors import DocumentRefused, renderer_missing

logger = logging.getLogger(__name__)
CHUNK = 1 << 16
LOOK_SECONDS = 0.2  # how long the person who cancels waits for us to notice
MODULE = "klaipeda_plan.printing.sections.worker"
# What a child is told of this process; no password, no address of a database among it.
ENVIRONMENT = (
    "PATH", "PYTHONPATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "FONTCONFIG_PATH",
    "FONTCONFIG_FILE",
)  # fmt: skip


@dataclass(frozen=True)
class Task:
    """One section: its file of HTML, where the result goes, anchors of other sections that it links to."""

    name: str
    html: Path
    out: Path
    targets: tuple[str, ...] = ()

    @property
    def weight(self) -> int:
        return self.html.stat().st_size


@dataclass
class _Child:
    process: subprocess.Popen[bytes]
    heard: float = field(default_factory=time.monotonic)
    task: Task | None = None
    rest: bytes = b""  # of a line that is not whole yet


class Pool:
    """At most `PRINT_PROCESSES` children, started when there is work for them and ended with the block.

    `on_page(pages)` is called again and again while they work, with how many pages they laid out since; what it
    raises ends the work, and so does a child that dies or falls silent (`DocumentRefused`).
    """

    def __init__(self, folder: Path, frame: Mapping[str, Any], on_page: Callable[[int], None]) -> None:
        self.folder, self.on_page = folder, on_page
        self.frame = folder / "frame.json"
        self.frame.write_text(json.dumps(frame), encoding="utf-8")
        self.children: list[_Child] = []
        self.selector = selectors.DefaultSelector()

    def __enter__(self) -> "Pool":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:  # fmt: skip
        for child in self.children:
            child.process.kill()
        for child in self.children:
            child.process.wait()
            for stream in (child.process.stdin, child.process.stdout):
                if stream:
                    stream.close()
        self.selector.close()

    def run(self, tasks: Iterable[Task]) -> None:
        """All tasks, the longest first; returns when the last result lies in its place."""
        waiting = deque(sorted(tasks, key=lambda task: (-task.weight, task.name)))
        while len(self.children) < min(settings.PRINT_PROCESSES, len(waiting)):
            self._start()
        for child in self.children:
            self._give(child, waiting)
        while any(child.task for child in self.children):
            pages = 0
            for key, _mask in self.selector.select(LOOK_SECONDS):
                pages += self._hear(key.data, waiting)
            self._watch()
            self.on_page(pages)

    def _start(self) -> None:
        with (self.folder / "said.txt").open("ab") as said:
            process = subprocess.Popen(
                [sys.executable, "-m", MODULE, str(self.frame)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said, cwd=settings.BASE_DIR,
                env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ},
            )  # fmt: skip
        child = _Child(process)
        self.children.append(child)
        assert process.stdout is not None  # it is a pipe
        self.selector.register(process.stdout, selectors.EVENT_READ, child)

    def _give(self, child: _Child, waiting: "deque[Task]") -> None:
        child.task = waiting.popleft() if waiting else None
        if child.task is None:
            return
        child.heard = time.monotonic()
        told = {"name": child.task.name, "html": str(child.task.html), "out": str(child.task.out),
                "targets": child.task.targets}  # fmt: skip
        assert child.process.stdin is not None  # it is a pipe
        try:
            child.process.stdin.write(json.dumps(told).encode() + b"\n")
            child.process.stdin.flush()
        except BrokenPipeError:
            self._refuse(child)

    def _hear(self, child: _Child, waiting: "deque[Task]") -> int:
        """How many pages the child tells of; gives it the next task when it is done."""
        assert child.process.stdout is not None  # it is a pipe
        told = os.read(child.process.stdout.fileno(), CHUNK)
        if not told:
            self._refuse(child)
        child.heard, pages = time.monotonic(), 0
        *lines, child.rest = (child.rest + told).split(b"\n")
        for line in lines:
            words = json.loads(line)
            if words.get("missing"):
                raise renderer_missing()
            pages += int(words.get("page", False))
            if "done" in words:
                self._give(child, waiting)
        return pages

    def _watch(self) -> None:
        for child in self.children:
            if child.task and time.monotonic() - child.heard > settings.PRINT_SECONDS:
                self._end(child)
                raise DocumentRefused(
                    _("Laying out one section took too long, so the PDF was not made. Try again later.")
                )  # fmt: skip

    def _refuse(self, child: _Child) -> None:
        self._end(child)
        raise DocumentRefused(
            _("A process that laid out a section of the document ended, so the PDF was not made. Try again later.")
        )  # fmt: skip

    def _end(self, child: _Child) -> None:
        """The log gets its last words, the person who waits gets a sentence."""
        child.process.kill()
        said = (self.folder / "said.txt").read_bytes()[-2000:].decode(errors="replace")
        logger.error("A process that laid out a section ended (%s): %s", child.process.wait(), said)
