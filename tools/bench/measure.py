"""How a ratio is measured: pairs of runs in turn, the median of the pairs' ratios."""

import http.client
import re
import statistics
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Row:
    """A line of the table. `ratio` is the median over the pairs of ours ÷ reference."""

    name: str
    ours: str
    reference: str
    ratio: float
    goal: str  # "≥ 0.12" or "≤ 1.2"

    @property
    def verdict(self) -> str:
        sign, bound = self.goal.split()
        reached = self.ratio >= float(bound) if sign == "≥" else self.ratio <= float(bound)
        return "reached" if reached else "missed"


def compare(
    name: str, goal: str, unit: str, ours: Callable[[], float], reference: Callable[[], float], pairs: int = 5
) -> Row:
    """Measure both in turn, after one warm-up each; `unit` is printed behind the medians."""
    ours()
    reference()
    results = []
    for turn in range(pairs):
        first, second = (ours, reference) if turn % 2 == 0 else (reference, ours)
        one, other = first(), second()
        results.append((one, other) if turn % 2 == 0 else (other, one))
    median_ours = statistics.median(mine for mine, _ in results)
    median_reference = statistics.median(theirs for _, theirs in results)
    ratio = statistics.median(mine / theirs for mine, theirs in results)
    return Row(name, f"{median_ours:,.1f} {unit}", f"{median_reference:,.1f} {unit}", ratio, goal)


def requests_per_second(url: str, seconds: int = 3, connections: int = 16) -> float:
    """By wrk, on loopback, for a bounded time."""
    command = ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", url]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in printed:
        raise RuntimeError(f"{url} answered with errors:\n{printed}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", printed)
    assert found
    return float(found.group(1))


def milliseconds(url: str, times: int = 30, *, no_cache: bool = False) -> float:
    """Median time of one client's requests over one connection."""
    parts = urlsplit(url)
    assert parts.hostname
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        connection.request("GET", parts.path, headers={"Cache-Control": "no-cache"} if no_cache else {})
        answer = connection.getresponse()
        body = answer.read()
        spent.append((time.perf_counter() - start) * 1000)
        if answer.status != 200 or not body:
            raise RuntimeError(f"{url} answered {answer.status}")
    connection.close()
    return statistics.median(spent)


def table(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| name | ours | reference | ratio | goal | verdict |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {row.name} | {row.ours} | {row.reference} | {row.ratio:.3f} | {row.goal} | {row.verdict} |" for row in rows
    ]
    return "\n".join(lines)
