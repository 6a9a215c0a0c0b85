"""The grid of money over real HTTP: opened with all measures of the plan and with those of one goal; a cell saved."""

import json
import re
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.support.editors import Editor, Tally, prepare
from tests.support.servers import running_stack

PAIRS = 9
WORKERS = ("--workers", "2", "--blocking-threads", "8", "--log-level", "error")
WHOLE = "/rengimas/pinigai/?grupe=visi"
BRANCH = re.compile(r'<option value="([0-9a-f-]{36})"[^>]*>\d+\.\d+ ')  # a goal
ROW = re.compile(r'data-measure="([0-9a-f-]+)" data-base="(\d+)"')
Told = tuple[str, str, float]  # ours, reference, the reference over ours


def writing_money() -> list[Told]:
    """All measures against those of one goal, per measure; and a saved cell against the opening of the whole grid."""
    with tempfile.TemporaryDirectory() as folder, running_stack(Path(folder), web=WORKERS) as stack:
        elements, sessions = prepare(stack, editors=1, elements=1)
        member = Editor(0, stack.url, sessions[0], Tally())
        page = member.ask("GET", WHOLE)[1]
        small = f"{WHOLE}&saka={BRANCH.findall(page)[0]}"
        counts = [len(ROW.findall(member.ask("GET", one)[1])) for one in (WHOLE, small)]
        base = dict(ROW.findall(page))[elements[0][1]]
        cells = re.findall(r"<td[^>]*>", page[page.index(elements[0][1]) :])
        year = next(at for at, cell in enumerate(cells, 2021) if 'class="x"' not in cell)
        opened, of_goal, saved = [], [], []
        for turn in range(PAIRS):
            opened.append(_timed(member, WHOLE)[0])
            of_goal.append(_timed(member, small)[0])
            fields = {"base": base, "source": "SB", "unit": "100", f"c-{year}": str(turn + 1)}
            seconds, told = _timed(member, f"/rengimas/pinigai/{elements[0][1]}/", fields)
            saved.append(seconds)
            base = str(json.loads(told)["number"])
    whole, few, cell = (median(times) for times in (opened, of_goal, saved))
    return [
        (f"{whole * 1000:.0f} ms, {counts[0]} measures", f"{few * 1000:.0f} ms, {counts[1]} measures",
         few / counts[1] * counts[0] / whole),
        (f"{cell * 1000:.0f} ms", f"{whole * 1000:.0f} ms", whole / cell),
    ]  # fmt: skip


def _timed(member: Editor, path: str, fields: dict[str, str] | None = None) -> tuple[float, str]:
    started = time.perf_counter()
    status, page = member.ask("POST" if fields else "GET", path, fields)
    if status != 200:
        raise RuntimeError(f"{path}: {status}")
    return time.perf_counter() - started, page
