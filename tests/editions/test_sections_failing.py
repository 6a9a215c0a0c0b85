"""When laying out in child processes goes wrong: a clear sentence, no process and no file left. And what they read."""

import os
import signal
import time
from pathlib import Path

import pytest
from django.utils import translation

from editions.documents import sections
from editions.documents.render import render_plan
from klaipeda_plan.jobs.services import JobStopped
from klaipeda_plan.printing.errors import DocumentRefused
from klaipeda_plan.printing.pictures import Pictures
from klaipeda_plan.printing.sections import pool
from klaipeda_plan.printing.sections.keeping import Shelf
from plans.hierarchy import Kind
from tests.editions.papers import KEY, document_of, node, page_words, read
from tests.editions.test_documents_fetching import hostile, listener, secret
from tests.support.drawing import picture_bytes

__all__ = ["listener", "secret"]

PICTURE = "/paveikslai/" + "a" * 64 + ".png"
FIGURE = f'<figure><img src="{PICTURE}" alt="Senamiesčio planas"><figcaption>Senamiestis</figcaption></figure>'


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    settings.PRINT_CACHE = tmp_path / "print"
    return Shelf()


@pytest.fixture
def children(monkeypatch):
    """The processes that were started."""
    started = []
    start = pool.Pool._start

    def noted(self):
        start(self)
        started.append(self.children[-1].process)

    monkeypatch.setattr(pool.Pool, "_start", noted)
    return started


def made(*roots, report=lambda percent, message="": None, **more):
    with translation.override("lt"):
        return render_plan(document_of(*roots), key=KEY, expected_pages=8, report=report, **more)


def long_section(code="S1", paragraphs=400):
    return node(Kind.SECTION, code, f"Skyrius {code}", "<p>Miestas prie jūros auga ir gražėja.</p>" * paragraphs)


def nothing_is_left(shelf, children):
    assert all(child.poll() is not None for child in children)
    assert list(shelf.work.iterdir()) == []


def test_a_killed_child_ends_in_a_sentence_and_leaves_nothing(shelf, children):
    def report(percent, message=""):
        if children and children[0].poll() is None:
            os.kill(children[0].pid, signal.SIGKILL)

    with pytest.raises(DocumentRefused, match="skyrių maketavęs procesas nutrūko"):
        made(long_section(), report=report)
    nothing_is_left(shelf, children)


def test_what_was_laid_out_before_the_failure_is_not_laid_out_again(shelf, children, settings):
    settings.PRINT_PROCESSES = 1
    made(long_section("S1"))
    kept = set(shelf.sections.iterdir())
    assert made(long_section("S1"), long_section("S2", 3)).pages > 3
    assert kept & set(shelf.sections.iterdir())


def test_a_silent_child_is_ended(shelf, children, settings):
    settings.PRINT_SECONDS = 1

    def report(percent, message=""):
        if children and children[0].poll() is None:
            os.kill(children[0].pid, signal.SIGSTOP)

    with pytest.raises(DocumentRefused, match="truko per ilgai"):
        made(long_section(), report=report)
    nothing_is_left(shelf, children)


def test_who_cancels_does_not_wait_for_the_section_to_end(shelf, children):
    asked = []

    def report(percent, message=""):
        if children and len(asked) < 3:
            asked.append(time.monotonic())
        if len(asked) == 3:
            raise JobStopped

    with pytest.raises(JobStopped):
        made(long_section(paragraphs=3000), report=report)
    assert time.monotonic() - asked[-1] < 2
    nothing_is_left(shelf, children)


def test_children_end_with_whoever_started_them(shelf, children, tmp_path):
    frame = {"base": "http://x/static/", "static": "static", "faces": str(shelf.faces), "sheets": [], "pictures": {}}
    alone = pool.Pool(tmp_path, frame, lambda pages: None)
    alone._start()
    process = alone.children[0].process
    process.stdin.close()  # as it is when the parent is gone
    assert process.wait(timeout=20) == 0
    process.stdout.close()
    alone.selector.close()


def test_children_know_neither_secrets_nor_the_database(monkeypatch, shelf, children):
    monkeypatch.setenv("DATABASE_URL", "postgres://portal:slaptas@db/portal")
    monkeypatch.setenv("SECRET_KEY", "paslaptis")
    told = []

    def report(percent, message=""):
        if children and not told:
            told.append(Path(f"/proc/{children[0].pid}/environ").read_bytes())

    made(long_section(), report=report)
    assert b"slaptas" not in told[0]
    assert b"paslaptis" not in told[0]
    assert b"PATH=" in told[0]


def test_one_process_makes_the_same_bytes_as_several(shelf, settings, tmp_path, children):
    several = made(long_section("S1", 30), long_section("S2", 40)).content
    settings.PRINT_CACHE, settings.PRINT_PROCESSES = tmp_path / "other", 1
    begun = len(children)
    assert made(long_section("S1", 30), long_section("S2", 40)).content == several
    assert len(children) - begun == 1


def test_a_hostile_body_asks_nobody_from_a_child_either(listener, secret):
    address, asked = listener
    body = "<p>Tekstas lieka.</p>" + "".join(hostile(address, secret)) + f'<p><a href="{address}/x">Nuoroda</a></p>'
    content = made(node(Kind.SECTION, "S1", "Skyrius", body)).content
    text = " ".join(page_words(content))
    assert "Tekstas lieka." in text
    assert "PASLAPTIS" not in text
    assert asked == []


def test_the_renderer_of_a_child_refuses_what_a_body_would_let_through(listener, secret, monkeypatch):
    """The section comes as a template might have let it through: whole, with everything that reads an address."""
    address, asked = listener
    section = sections._section
    html = "<p>Tekstas lieka.</p>" + "".join(hostile(address, secret))

    def hostile_section(document, template, running, **context):
        made = section(document, template, running, **context)
        return made if "_about" not in template else type(made)(made.body + html, made.running)

    monkeypatch.setattr(sections, "_section", hostile_section)
    content = made(node(Kind.SECTION, "S1", "Skyrius", "<p>Tekstas.</p>")).content
    text = " ".join(page_words(content))
    assert "Tekstas lieka." in text
    assert "PASLAPTIS" not in text
    assert b"/EmbeddedFile" not in content
    assert asked == []


def shown(monkeypatch, read_picture):
    monkeypatch.setattr(sections, "FROZEN", Pictures(sections.FROZEN.address, read_picture))
    return made(node(Kind.SECTION, "S1", "Skyrius", f"<p>Tekstas.</p>{FIGURE}")).content


@pytest.mark.parametrize(
    "content", [b"", b"\x89PNG\r\n\x1a\nniekai", b"<svg", None], ids=["empty", "cut", "other", "lost"]
)
def test_a_broken_picture_leaves_its_words(monkeypatch, content):
    def read_picture(match):
        if content is None:
            raise FileNotFoundError(match[0])
        return content, "image/png"

    text = " ".join(page_words(shown(monkeypatch, read_picture)))
    assert "Tekstas." in text
    assert "Senamiesčio planas" in text or "Senamiestis" in text


def test_a_picture_that_came_back_is_shown_though_the_section_was_kept(monkeypatch):
    lost = shown(monkeypatch, lambda match: (b"", "image/png"))
    found = shown(monkeypatch, lambda match: (picture_bytes(), "image/png"))
    assert [sum(len(page.images) for page in read(content).pages) for content in (lost, found)] == [0, 1]


def test_a_table_of_five_thousand_rows_is_laid_out_whole(settings):
    rows = "".join(f"<tr><td>Eilutė {number}</td><td>{number * 7}</td></tr>" for number in range(1, 5001))
    content = made(node(Kind.SECTION, "S1", "Skyrius", f"<table><tbody>{rows}</tbody></table>")).content
    text = " ".join(page_words(content))
    assert [number for number in range(1, 5001) if f"Eilutė {number} {number * 7}" not in text] == []
