"""The PDF of a plan in sections against one pass of WeasyPrint over the same HTML, in time and in memory.

Every run is a process of its own with the portal loaded. Ours is measured from the document's data to the bytes that
are issued, its child processes and the binding included; the reference has WeasyPrint loaded, gets the finished HTML
and stops at WeasyPrint's bytes. Cold starts with an empty cache; warm follows a change of one measure in
another edition.
"""

import datetime
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from statistics import median
from typing import Any

from tools.bench_comparison import _elements, changed, frozen, tree_of

PAIRS = 5
KEY = "bench" * 12
META = {
    "plan": {
        "title": "Miesto strateginis plėtros planas 2021–2030 m.", "municipality": "Miesto savivaldybė",
        "council": "Miesto savivaldybės taryba", "place": "Miestas",
    },
    "sources": [{"code": "SB", "name": "Savivaldybės biudžetas"}],
}  # fmt: skip


@dataclass(frozen=True)
class Run:
    seconds: float
    megabytes: float  # of the largest process
    pages: int


def printing(scale: int) -> list[tuple[str, str, str, float]]:
    """(what, ours, reference, reference over ours) for cold, warm and memory at `scale` times the previous plan."""
    runs: dict[str, list[Run]] = {"reference": [], "cold": [], "warm": []}
    for pair in range(PAIRS):
        with tempfile.TemporaryDirectory() as cache:
            runs["reference"].append(_run("reference", scale, cache, 0))
            runs["cold"].append(_run("ours", scale, cache, 0))
            runs["warm"].append(_run("ours", scale, cache, pair + 1))
    rows = []
    for name in ("cold", "warm"):
        pairs = list(zip(runs[name], runs["reference"], strict=True))
        ours, other = (median(one.seconds for one in side) for side in zip(*pairs, strict=True))
        rows.append((name, f"{ours:.1f} s", f"{other:.1f} s", median(b.seconds / a.seconds for a, b in pairs)))
    most = max(one.megabytes for name in ("cold", "warm") for one in runs[name])
    least = min(one.megabytes for one in runs["reference"])
    rows.append(("memory", f"{most:.0f} MB", f"{least:.0f} MB", least / most))
    return rows


def _run(which: str, scale: int, cache: str, change: int) -> Run:
    environment = {**os.environ, "PRINT_CACHE": cache, "SECRET_KEY": "bench", "DEBUG": "1"}
    command = [sys.executable, "-m", "tools.bench_documents", which, str(scale), str(change)]
    told = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    return Run(**json.loads(told.splitlines()[-1]))


def main() -> None:
    which, scale, change = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klaipeda_plan.settings")
    import django
    from django.utils import translation

    django.setup()
    with translation.override("lt"):
        seconds, pages = (ours if which == "ours" else reference)(document(scale, change))
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    sys.stdout.write(json.dumps({"seconds": seconds, "megabytes": most / 1024, "pages": pages}) + "\n")


def document(scale: int, change: int) -> Any:
    """A plan of `scale` times the previous one; any `change` but 0 is an edition with one measure reworded."""
    from editions.documents.context import plan_document
    from editions.models import Edition, EditionKind

    elements = list(_elements(random.Random(2030), scale))
    if change:
        measures = [place for place, (_uid, _up, given) in enumerate(elements) if given["kind"] == "measure"]
        place = measures[len(measures) * change // (PAIRS + 2)]
        uid, up, given = elements[place]
        elements[place] = (uid, up, changed(random.Random(change), given))
    edition = Edition(
        number=7, kind=EditionKind.PLAN_DRAFT, title="Plano projektas", digest=f"{change:064}", meta=META,
        document_date=datetime.date(2026, 11, 22), frozen_at=datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC),
    )  # fmt: skip
    return plan_document(edition, tree_of(frozen(elements)), [], language="lt")


def silent(percent: int, words: str) -> None:
    """Nobody waits."""


def ours(made: Any) -> tuple[float, int]:
    from editions.documents.render import render_plan

    begun = time.perf_counter()
    finished = render_plan(made, key=KEY, expected_pages=150, report=silent)
    return time.perf_counter() - begun, finished.pages


def reference(made: Any) -> tuple[float, int]:
    from editions.documents.render import plan_html
    from klaipeda_plan.printing.render import VARIANT, load_renderer

    html, (weasyprint, fetcher) = plan_html(made), load_renderer()
    begun = time.perf_counter()
    source = weasyprint.HTML(string=html, base_url=fetcher.asset_base(), url_fetcher=fetcher.AssetFetcher())
    laid_out = source.render(pdf_variant=VARIANT)
    laid_out.write_pdf(pdf_variant=VARIANT)
    return time.perf_counter() - begun, len(laid_out.pages)


if __name__ == "__main__":
    main()
