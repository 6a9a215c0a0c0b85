"""./portal bench: what the portal does against a reference measured in the same run, as ratios.

Every measure is the median over alternating pairs (ours, reference), so that a noisy machine disturbs both alike;
the absolute figures of two runs are never comparable. `--only WORD` takes the measures whose name holds the word.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from tests.support.servers import ROOT, Stack, answers, free_port, running_stack, wait_until
from tools.bench_comparison import comparing
from tools.bench_documents import printing
from tools.bench_money import writing_money
from tools.bench_saving import editors_saving as soak
from tools.bench_web import serving_editions

PAIRS = 5
SECONDS = 3
CONNECTIONS = 16
WORKERS = ("--workers", "2", "--blocking-threads", "8", "--log-level", "error")
# The least that can answer a request with the same bytes.
BARE = """
import os
PAGE = open(os.environ["BARE_PAGE"], "rb").read()
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(PAGE)))]

def application(environ, start_response):
    start_response("200 OK", HEADERS)
    return [PAGE]
"""


@dataclass(frozen=True)
class Row:
    """One line of the table; `ratio` is ours over the reference (for times the other way round: more is better),
    the goal a least value of it. `troubles`: what must not happen at all and did."""

    name: str
    ours: str
    reference: str
    ratio: float
    goal: float
    troubles: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        return "met" if self.ratio >= self.goal and not self.troubles else "missed"


def page_from_the_application(stack: Stack, path: str) -> Row:
    """Requests per second of a published page against a bare WSGI callable with the same bytes."""
    with bare_server(stack, path) as reference:
        pairs = [(per_second(stack.url + path), per_second(reference)) for _ in range(PAIRS)]
    return Row(
        f"page {path} / bare WSGI callable",
        f"{median(ours for ours, _ in pairs):.0f}/s",
        f"{median(other for _, other in pairs):.0f}/s",
        median(ours / other for ours, other in pairs),
        0.12,
    )


@contextmanager
def bare_server(stack: Stack, path: str) -> Iterator[str]:
    """The address of a granian that answers with the bytes of the portal's page."""
    page = stack.folder / "page.html"
    with urllib.request.urlopen(stack.url + path, timeout=30) as answer:
        page.write_bytes(answer.read())
    (stack.folder / "bare.py").write_text(BARE, encoding="utf-8")
    port = str(free_port())
    stack.environment |= {"BARE_PAGE": str(page), "PYTHONPATH": f"{ROOT}:{stack.folder}"}
    stack.start(
        "bare", sys.executable, "-m", "granian", "--interface", "wsgi", *WORKERS,
        "--host", "127.0.0.1", "--port", port, "bare:application",
    )  # fmt: skip
    try:
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/"), "the bare server")
        yield f"http://127.0.0.1:{port}/"
    finally:
        stack.stop("bare")


def per_second(url: str) -> float:
    """What wrk counts; an answer that is no page is an error."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", url]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if rate is None or "Non-2xx" in said:
        raise RuntimeError(f"{url}: {said}")
    return float(rate[1])


def measures() -> dict[str, Callable[[Stack], Row]]:
    pages = ("/", "/planas/", "/redakcijos/3/")
    return {f"page {path}": partial(page_from_the_application, path=path) for path in pages}


def editors_saving() -> list[Row]:
    """What 50 editors send at once against a bare UPDATE: at most three times as long, and nothing lost."""
    return [
        Row(
            f"{one.name} / bare UPDATE view",
            f"{one.ours * 1000:.0f} ms{one.told}, {len(one.troubles)} errors",
            f"{one.bare * 1000:.0f} ms", one.bare / one.ours, 0.33, tuple(one.troubles),
        )
        for one in soak()
    ]  # fmt: skip


def comparisons() -> list[Row]:
    """Two full editions with every tenth element changed against `lxml.html.diff`, and the same four times as big."""
    first, fourfold = comparing()
    return [
        Row("comparison of two editions / lxml.html.diff", *first, 1.0),
        Row("comparison at 4 × / four times that at 1 ×", *fourfold, 0.8),
    ]


def money_grid() -> list[Row]:
    """The grid grows no faster than its measures, and a saved cell costs less than opening it."""
    opened, saved = writing_money()
    return [
        Row("money grid of all measures / of one goal, per measure", *opened, 1.0),
        Row("money grid: a cell saved / the grid opened", *saved, 1.0),
    ]


def public_editions() -> list[Row]:
    """Pages of editions of 1, 10 and 100 times the previous plan: from the application, from nginx, made anew."""
    return [Row(*one) for one in serving_editions(per_second, bare_server, PAIRS)]


# Size: the least of the reference over ours, for both times and for the memory of the largest process.
PLAN_PDFS = {
    1: {"cold": 1 / 0.85, "warm": 1 / 0.4, "memory": 1 / 0.6},
    4: {"cold": 1 / 0.7, "warm": 1 / 0.4, "memory": 1 / 0.6},
}


def plan_pdfs(scale: int) -> list[Row]:
    """The PDF of a plan in sections against a single pass: from nothing, after a change of one measure, memory."""
    goals = PLAN_PDFS[scale]
    return [
        Row(f"plan PDF {scale} ×, {name} / single pass", ours, reference, ratio, round(goals[name], 2))
        for name, ours, reference, ratio in printing(scale)
    ]


def table(rows: list[Row]) -> str:
    head = ("name", "ours", "reference", "ratio", "goal", "verdict")
    lines = [head, *((r.name, r.ours, r.reference, f"{r.ratio:.2f}", f"≥ {r.goal}", r.verdict) for r in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="./portal bench", description=__doc__)
    parser.add_argument("--only", default="", metavar="WORD")
    wanted = parser.parse_args().only
    chosen = [measure for name, measure in measures().items() if wanted in name]
    rows = []
    if chosen:
        with tempfile.TemporaryDirectory() as folder, running_stack(Path(folder), web=WORKERS) as stack:
            rows = [measure(stack) for measure in chosen]
    if wanted in "50 editors saving":
        rows.extend(editors_saving())
    if wanted in "comparison of two editions":
        rows += comparisons()
    if wanted in "money grid":
        rows += money_grid()
    if wanted in "public editions":
        rows += public_editions()
    for scale in PLAN_PDFS:
        if wanted in f"plan PDF {scale} ×":
            rows += plan_pdfs(scale)
    print(table(rows))
    for row in rows:
        for trouble in row.troubles[:20]:
            print(f"{row.name}: {trouble}")
    return 1 if any(row.troubles for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
