"""Two full editions with every tenth element changed: our comparison against `lxml.html.diff` on the whole document.

Ours reads the frozen JSON, matches by uid and renders every difference; the reference gets the same text as one page
of HTML. Both run alternately in this process. The second size is four times the first: time must grow with it.
"""

import gc
import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

MEASURES_OF_TASK = 6  # 3 priorities, 14 goals, 43 tasks, about 250 measures: the previous plan
GOALS, TASKS = 14, 43
WORDS = (
    "miesto oro vandens uosto gyventojų paslaugų plėtra kokybė saugumas mokyklų takų želdynų jūros verslo kultūros "
    "savivaldybė įrengia atnaujina stiprina mažina kuria prižiūri kasmet nuosekliai bendradarbiaudama"
).split()
PAIRS = 5


@dataclass(frozen=True)
class Rows:
    """Frozen rows of an edition: (uid, parent, code, digest, JSON) in the order of the document."""

    rows: list[tuple[str, str, str, str, str]]

    @property
    def html(self) -> str:
        import json

        parts = [json.loads(text) for *_rest, text in self.rows]
        return "".join(f"<h2>{one['title']}</h2>{one['body']}" for one in parts)


def comparing() -> list[tuple[str, str, float]]:
    """(ours, reference, reference over ours) at 1 × of the previous plan, then (four times as much, 4 × the first
    time, their ratio)."""
    given = {"SECRET_KEY": "bench", "DEBUG": "1", "DJANGO_SETTINGS_MODULE": "klaipeda_plan.settings"}
    os.environ.update({name: os.environ.get(name, value) for name, value in given.items()})
    import django

    django.setup()
    small, great = (edited_pair(scale) for scale in (1, 4))
    ours, others = [], []
    for _ in range(PAIRS):
        ours.append(timed(lambda: compare(*small)))
        others.append(timed(lambda: reference(*small)))
    longer = median(timed(lambda: compare(*great)) for _ in range(PAIRS))
    mine = median(ours)
    return [
        (_ms(mine), _ms(median(others)), median(b / a for a, b in zip(ours, others, strict=True))),
        (_ms(longer), _ms(4 * mine), 4 * mine / longer),
    ]


def edited_pair(scale: int) -> tuple[Rows, Rows]:
    """An edition of `scale` times the previous plan, and what becomes of it when every tenth element changes."""
    chance = random.Random(2030)
    old = list(_elements(chance, scale))
    new = [(uid, up, given if at % 10 else changed(chance, given)) for at, (uid, up, given) in enumerate(old)]
    return frozen(old), frozen(new)


def frozen(elements: list[tuple[str, str, dict[str, Any]]]) -> Rows:
    from klaipeda_plan.core.canonical import canonical_json, digest_of
    from plans.codes import Place, codes_of

    codes = codes_of(Place(uid, up or None, given["kind"]) for uid, up, given in elements)
    texts = [canonical_json(given) for _uid, _up, given in elements]
    return Rows([
        (uid, up, codes[uid], digest_of(text), text) for (uid, up, _given), text in zip(elements, texts, strict=True)
    ])  # fmt: skip


def compare(old: Rows, new: Rows) -> str:
    """The whole of our work: frozen rows → trees → typed result → markup of what differs."""
    from editions.comparison.comparing import compare_trees
    from editions.models import Edition
    from klaipeda_plan.core.diffing import render_body, render_runs

    result = compare_trees(Edition(number=1), Edition(number=2), tree_of(old), tree_of(new))
    marked = [(entry.difference.title, entry.difference.body) for entry in result.entries]
    return "".join((render_runs(title.runs) if title else "") + render_body(body) for title, body in marked)


def tree_of(rows: Rows) -> Any:
    from editions.reading import EditionTree, node_of

    nodes: dict[str, Any] = {}
    roots: list[Any] = []
    for uid, up, code, digest, text in rows.rows:
        nodes[uid] = node_of(uid, "", 0, code, digest, text)
        (nodes[up].children if up else roots).append(nodes[uid])
    return EditionTree(roots, nodes, {node.code: node for node in nodes.values()})


def reference(old: Rows, new: Rows) -> str:
    from lxml.html.diff import htmldiff

    return str(htmldiff(old.html, new.html))


def timed(work: Callable[[], Any]) -> float:
    """Seconds without the collector of garbage, whose share grows with whatever else lives in this process."""
    gc.collect()
    gc.disable()
    begun = time.perf_counter()
    try:
        work()
        return time.perf_counter() - begun
    finally:
        gc.enable()


def changed(chance: random.Random, given: dict[str, Any]) -> dict[str, Any]:
    """Another word in the text, another sum, as an editor changes a measure."""
    words = given["body"].split(" ")
    words[chance.randrange(1, len(words) - 1)] = "pakeistas"
    funding = [{**one, "cents": one["cents"] + 100_000} for one in given["funding"]]
    return {**given, "body": " ".join(words), "funding": funding}


def _elements(chance: random.Random, scale: int) -> Any:
    yield "v", "", _content(chance, "vision")
    for priority in range(3):
        yield f"p{priority}", "v", _content(chance, "priority")
    for goal in range(GOALS * scale):
        yield f"g{goal}", f"p{goal % 3}", _content(chance, "goal")
    for task in range(TASKS * scale):
        yield f"t{task}", f"g{task % (GOALS * scale)}", _content(chance, "task")
        for measure in range(MEASURES_OF_TASK):
            yield f"m{task}-{measure}", f"t{task}", _content(chance, "measure")


def _content(chance: random.Random, kind: str) -> dict[str, Any]:
    blocks = [" ".join(chance.choices(WORDS, k=40)) for _ in range(2)]
    body = "".join(f'<p data-block="{chance.getrandbits(32):08x}">{block}</p>' for block in blocks)
    is_measure = kind == "measure"
    detail = {
        "responsible": "savivaldybės administracija", "partners": "", "year_from": 2022, "year_to": 2025,
        "other_resources": "",
    }  # fmt: skip
    sums = [{"year": year, "source": "SB", "cents": chance.randrange(10**8)} for year in (2022, 2023, 2024)]
    return {
        "kind": kind, "title": " ".join(chance.choices(WORDS, k=6)), "body": body, "horizontal": False,
        "workgroup": None, "detail": detail if is_measure else None, "funding": sums if is_measure else [],
        "links": [], "indicators": [],
    }  # fmt: skip


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
