"""The child process that lays sections out: `python -m klaipeda_plan.printing.sections.worker FRAME`.

It knows no settings, no database and no network: FRAME is a file that names the sheets, the typefaces and the pictures
it may read, each task on its input a file of HTML and where to put the PDF. It says on its output how far it is, and
ends as soon as its input does, so it never outlives whoever started it.
"""

import json
import logging
import os
import queue
import sys
import threading
from pathlib import Path
from typing import Any

from klaipeda_plan.printing.progress import LOGGER, PAGE


def main() -> None:
    tasks: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(tasks,), daemon=True).start()
    try:
        from klaipeda_plan.printing.sections.setter import Setter  # slow import, and without pango none at all
    except OSError:
        say(missing=True)
        return
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False
    LOGGER.addHandler(_Pages())
    setter = Setter(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    while True:
        task = tasks.get()
        setter.set(task)
        say(done=task["name"])


def _listen(tasks: "queue.SimpleQueue[dict[str, Any]]") -> None:
    for line in sys.stdin:
        tasks.put(json.loads(line))
    os._exit(0)


def say(**words: Any) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


class _Pages(logging.Handler):
    """Tells of each page that is laid out."""

    def emit(self, record: logging.LogRecord) -> None:
        say(page=bool(PAGE.match(record.getMessage())))


if __name__ == "__main__":
    main()
