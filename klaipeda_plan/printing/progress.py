"""WeasyPrint's log of its own steps, as percents and words for the person who waits."""

import logging
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

Report = Callable[[int, str], None]
LOGGER = logging.getLogger("weasyprint.progress")
PAGE = re.compile(r"Step 5 - Creating layout - Page (\d+)")
REPORT_SECONDS = 0.4  # a report is a write to the database
FIRST_PAGE, LAST_PAGE, DRAWING, METADATA, BINDING = 8, 70, 76, 90, 90  # percents


@contextmanager
def reported_steps(report: Report, expected_pages: int) -> Iterator[None]:
    """Tells `report(percent, words)` how far WeasyPrint is. What `report` raises ends the work."""
    handler = _Handler(report, expected_pages)
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False  # a line a page is for the person who waits, not for the log
    LOGGER.addHandler(handler)
    try:
        yield
    finally:
        LOGGER.removeHandler(handler)


class _Handler(logging.Handler):
    """Hears the steps of its own thread. WeasyPrint lays pages out again when numbers in the text change."""

    def __init__(self, report: Report, expected_pages: int) -> None:
        super().__init__()
        self.report, self.expected = report, max(expected_pages, 1)
        self.thread, self.percent, self.next_report = threading.get_ident(), 0, 0.0

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread != self.thread:
            return
        percent, words = self._read(record.getMessage())
        self.percent = max(self.percent, percent)
        if time.monotonic() >= self.next_report or percent >= DRAWING:
            self.next_report = time.monotonic() + REPORT_SECONDS
            self.report(self.percent, words)

    def _read(self, line: str) -> tuple[int, str]:
        page = PAGE.match(line)
        if page:
            number = int(page[1])
            share = min(number / self.expected, 1)
            words = _("Laying out page %(page)s") % {"page": number}
            return FIRST_PAGE + round(share * (LAST_PAGE - FIRST_PAGE)), words
        if line.startswith("Step 5"):
            return LAST_PAGE, _("Setting page numbers")
        if line.startswith("Step 6"):
            return DRAWING, _("Drawing the pages")
        if line.startswith("Step 7"):
            return METADATA, _("Adding the table of contents and the tags")
        return 5, _("Reading the text and the typefaces")


class Steps:
    """How far a document is whose sections are laid out in other processes."""

    def __init__(self, report: Report, expected_pages: int) -> None:
        self.report, self.expected = report, max(expected_pages, 1)
        self.pages, self.next_report = 0, 0.0

    def laid_out(self, pages: int) -> None:
        """So many pages more. Reports now and then even without any: who waits may have cancelled."""
        self.pages += pages
        if time.monotonic() < self.next_report:
            return
        self.next_report = time.monotonic() + REPORT_SECONDS
        share = min(self.pages / self.expected, 1)
        words = _("Reading the text and the typefaces")
        if self.pages:
            words = _("Laying out page %(page)s") % {"page": self.pages}
        self.report(FIRST_PAGE + round(share * (BINDING - FIRST_PAGE - 2)), words)
