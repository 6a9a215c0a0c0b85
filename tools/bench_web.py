"""Public pages of editions of one, ten and a hundred times the previous plan, made directly as editions.

From the application against a bare callable with the same bytes; from nginx's cache against nginx with the same bytes
in a file; and made anew, where time and queries of one element must not grow with the plan around it.
"""

import json
import os
import shutil
import subprocess
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from tests.support.servers import ROOT, Stack, answers, collect_static, free_port, prepared_stack, wait_until

SIZES = (1, 10, 100)
NGINX_PAIRS = 9
WORKERS = ("--workers", "2", "--blocking-threads", "8", "--log-level", "error")
CODE = "1.1.1.1"  # a measure that every size has
# What is measured of an edition; the whole text of a large one is read part by part.
PAGES = {"element": f"{CODE}/", "edition": "", "whole text": "skaityti/"}
PREPARE = "from tools.bench_web import write_sizes; write_sizes({sizes})"
MAKE_ANEW = "from tools.bench_web import made_anew; made_anew({numbers})"
TIMES = 7


class Told(NamedTuple):
    """`ratio` is ours over the reference (for times the other way round)."""

    name: str
    ours: str
    reference: str
    ratio: float
    goal: float
    troubles: tuple[str, ...] = ()


Rate = Callable[[str], float]
Bare = Callable[[Stack, str], AbstractContextManager[str]]


def serving_editions(per_second: Rate, bare_server: Bare, pairs: int) -> list[Told]:
    """Every measure of this file on one portal. No jobs run in it: nothing is built beside."""
    with tempfile.TemporaryDirectory() as name, prepared_stack(Path(name)) as stack:
        stack.manage("seed")
        said = stack.manage("shell", "--verbosity", "0", "-c", PREPARE.format(sizes=SIZES))
        numbers = json.loads(said.splitlines()[-1])
        collect_static(stack)
        told = growing(stack, numbers)
        stack.start_web(*WORKERS)
        for size, number in zip(SIZES, numbers, strict=True):
            path = f"/redakcijos/{number}/{CODE}/"
            with bare_server(stack, path) as reference:
                found = [(per_second(stack.url + path), per_second(reference)) for _ in range(pairs)]
            told.append(rates(f"element page at {size} × / bare WSGI callable", found, 0.12))
        for size, number in zip(SIZES, numbers, strict=True):
            path = f"/redakcijos/{number}/{CODE}/"
            with nginx_before(stack, path) as (cached, file):
                found = [(per_second(cached), per_second(file)) for _ in range(NGINX_PAIRS)]
            told.append(rates(f"nginx cache of an element page at {size} × / nginx file", found, 0.75))
    return told


def rates(name: str, pairs: list[tuple[float, float]], goal: float) -> Told:
    ours, others = median(a for a, _b in pairs), median(b for _a, b in pairs)
    return Told(name, f"{ours:.0f}/s", f"{others:.0f}/s", median(a / b for a, b in pairs), goal)


def growing(stack: Stack, numbers: list[int]) -> list[Told]:
    """Pages made anew: an element's time at 100 × against 1 ×, and that each asks as many queries at each size."""
    said = stack.manage("shell", "--verbosity", "0", "-c", MAKE_ANEW.format(numbers=numbers))
    found: dict[str, list[tuple[float, int]]] = json.loads(said.splitlines()[-1])
    rows = []
    for page, measured in found.items():
        (first, _queries), (last, _more) = measured[0], measured[-1]
        counts = [count for _seconds, count in measured]
        troubles = () if len(set(counts)) == 1 else (f"queries at {SIZES}: {counts}",)
        goal = 1 / 1.2 if page == "element" else 0
        rows.append(
            Told(
                f"{page} page made anew at 100 × / at 1 × ({counts[0]} queries)",
                f"{last * 1000:.1f} ms", f"{first * 1000:.1f} ms", first / last, round(goal, 2), troubles,
            )
        )  # fmt: skip
    return rows


@contextmanager
def nginx_before(stack: Stack, path: str) -> Iterator[tuple[str, str]]:
    """(address of the page behind nginx's cache, address of the same bytes as a file of the same nginx)."""
    port, file_port = free_port(), free_port()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "files").mkdir()
        with urllib.request.urlopen(stack.url + path, timeout=60) as answer:
            (folder / "files" / "page.html").write_bytes(answer.read())
        (folder / "nginx.conf").write_text(configuration(folder, port, file_port, stack), encoding="utf-8")
        command = ["nginx", "-p", name, "-c", f"{name}/nginx.conf", "-g", "daemon off;"]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=(folder / "stderr").open("wb"))
        try:
            wait_until(lambda: answers(f"http://127.0.0.1:{port}/nginx-healthz"), "nginx")
            wait_until(lambda: answers(f"http://127.0.0.1:{port}{path}"), "the page behind nginx")
            yield f"http://127.0.0.1:{port}{path}", f"http://127.0.0.1:{file_port}/page.html"
        finally:
            process.terminate()
            process.wait(timeout=10)


def configuration(folder: Path, port: int, file_port: int, stack: Stack) -> str:
    """The project's own, with this machine's places in it and a second server of files beside."""
    if not shutil.which("nginx"):
        raise RuntimeError("nginx is missing: apt-get install nginx-light")
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    places = {
        "user nginx;": "user root;" if os.getuid() == 0 else "",
        "server web:8000;": f"server 127.0.0.1:{stack.environment['PORT']};",
        "listen 80 default_server;": f"listen 127.0.0.1:{port};",
        "listen [::]:80 default_server;": "",
        "/tmp/nginx.pid": f"{folder}/nginx.pid",
        "/var/cache/nginx/": f"{folder}/cache-",
        "/dev/stdout": "/dev/null",
        "/dev/stderr": f"{folder}/error.log",
        "keepalive 32;": f"keepalive 32;\n    }}\n    server {{ listen 127.0.0.1:{file_port}; root {folder}/files;",
    }
    for old, new in places.items():
        if old not in text:
            raise RuntimeError(f"deploy/nginx.conf has no {old}")
        text = text.replace(old, new)
    temporary = [f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")]
    return text.replace("http {\n", "http {\n" + "\n".join(temporary) + "\n", 1)


# --- within the portal's own process --------------------------------------------------------------------


def write_sizes(sizes: tuple[int, ...]) -> None:
    """Published editions of these sizes; prints their numbers. No document is asked for."""
    import datetime
    import random

    from django.utils import timezone

    from editions.models import EditionEvent, EditionKind, EventKind
    from editions.services.freeze import write_edition
    from plans.models import Plan
    from tools.bench_comparison import _elements

    plan = Plan.objects.get(editions__number=3)
    numbers, day = [], datetime.date(2030, 1, 1)
    for size in sizes:
        pieces = pieces_of(list(_elements(random.Random(2030), size)))
        edition = write_edition(
            plan, pieces, kind=EditionKind.PLAN_DRAFT, title=f"{size} ×", document_date=day, by=None, sample=True
        )
        EditionEvent.objects.create(edition=edition, kind=EventKind.PUBLISHED, date=day, at=timezone.now())
        numbers.append(edition.number)
    print(json.dumps(numbers))


def pieces_of(elements: list[tuple[str, str, dict[str, Any]]]) -> list[Any]:
    """(key, parent's key, content) in the order of the document."""
    import uuid
    from collections import defaultdict

    from editions.composing import PATH_DIGITS, Piece
    from plans.codes import Place, codes_of

    under: dict[str, list[str]] = defaultdict(list)
    contents = {}
    for key, up, content in elements:
        under[up].append(key)
        contents[key] = content
    codes = codes_of(Place(key, up or None, str(content["kind"])) for key, up, content in elements)
    uids = {key: str(uuid.uuid5(uuid.NAMESPACE_URL, key)) for key in contents}
    pieces: list[Any] = []

    def add(up: str, path: str) -> None:
        for place, key in enumerate(under[up], start=1):
            own = f"{path}{place:0{PATH_DIGITS}d}"
            pieces.append(Piece(uids[key], uids.get(up), own, codes[key], contents[key]))
            add(key, own)

    add("", "")
    return pieces


def made_anew(numbers: list[int]) -> None:
    """Prints {page: [(seconds, queries) for each edition]} with every cache emptied before each page."""
    import time

    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from editions import reading

    client = Client(headers={"host": "127.0.0.1"})
    found: dict[str, list[tuple[float, int]]] = {}
    for page, ending in PAGES.items():
        for number in numbers:
            seconds, queries = [], 0
            for _ in range(TIMES if page == "element" else 2):
                cache.clear()
                reading._tree.cache_clear()
                with CaptureQueriesContext(connection) as asked:
                    begun = time.perf_counter()
                    answer = client.get(f"/redakcijos/{number}/{ending}")
                    seconds.append(time.perf_counter() - begun)
                if answer.status_code != 200:
                    raise RuntimeError(f"{page}: {answer.status_code}")
                queries = len(asked)
            found.setdefault(page, []).append((median(seconds), queries))
    print(json.dumps(found))
