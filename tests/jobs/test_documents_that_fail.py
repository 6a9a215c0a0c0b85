"""What stands in the way of a document: each time a good one in the end or a clear message, and nothing half-done."""

import resource
import time
from contextlib import contextmanager

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command

from editions.models import FrozenPicture, IssuedFile
from editions.services.events import consider_edition
from editions.services.files import request_document
from klaipeda_plan.jobs import leftovers, registry, services
from klaipeda_plan.jobs.models import Job
from klaipeda_plan.printing.storage import store_whole
from plans.models import Element
from plans.services.elements import Content, save_element
from plans.services.pictures import keep_picture
from tests.editions.papers import page_words
from tests.editions.support import freeze
from tests.support.drawing import picture_bytes

FULL = "Failui nebėra vietos: diskas pilnas. Praneškite administratoriui (numeris {})."
FORBIDDEN = "Portalui neleidžiama įrašyti failo. Praneškite administratoriui (numeris {})."


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def kinds(db, monkeypatch):
    """A kind of work that writes a megabyte."""

    def writing(progress):
        progress(50)
        store_whole("issued/great.pdf", b"x" * 1_000_000)
        return {}

    monkeypatch.setattr(registry, "_handlers", {**registry._handlers, "writing": writing})


@contextmanager
def little_room(size=60_000):
    """No file may grow longer: what the kernel says of a full disk, in this process alone."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def run(job):
    services.run(job.pk)
    job.refresh_from_db()
    return job


def stored(media):
    return sorted(str(path.relative_to(media)) for path in media.rglob("*") if path.is_file())


def write():
    return run(services.enqueue("writing", "k", {}, by=None))


def test_a_full_disk_ends_the_job_in_words_and_leaves_no_half_file(kinds, media):
    with little_room():
        job = write()
    assert (job.state, job.error) == ("failed", FULL.format(job.pk))
    assert stored(media) == []
    again = write()
    assert (again.state, stored(media)) == ("done", ["issued/great.pdf"])


def test_a_storage_that_takes_nothing_ends_the_job_in_words(kinds, media):
    media.write_text("a file stands where the folder should be")
    job = write()
    assert (job.state, job.error) == ("failed", FORBIDDEN.format(job.pk))
    media.unlink()
    assert write().state == "done"


def test_half_files_go_when_nobody_can_be_writing_them(kinds, media, monkeypatch, settings):
    monkeypatch.setattr(leftovers, "_next_look", 0.0)
    settings.JOB_STALE_SECONDS = 0
    half, whole = media / "issued" / "a.pdf.0123.part", media / "issued" / "a.pdf"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"half")
    whole.write_bytes(b"whole")
    waiting = services.enqueue("writing", "k", {}, by=None)
    assert leftovers.remove_half_files(media) == 0, "somebody may be writing it"
    services.cancel(waiting)
    time.sleep(0.01)
    call_command("tick")
    assert stored(media) == ["issued/a.pdf"]
    half.write_bytes(b"half")
    call_command("tick")
    assert len(stored(media)) == 2, "the next look comes in ten minutes"


class TestPlan:
    """The real document."""

    @pytest.fixture
    def edition(self, plan, tree, people):
        picture = keep_picture(plan, picture_bytes(), "uostas.png", by=people.member)[0]
        goal = Element.objects.get(pk=tree.goal.pk)
        body = f'<p>Tekstas.</p><figure><img src="{picture.address}" alt="Uosto žemėlapis"></figure>'
        save_element(goal, Content(goal.title, body), base_version=goal.text_version, by=people.member)
        return freeze(plan, people.coordinator)

    def press(self, edition, people):
        asked = request_document(edition, by=people.secretary)
        return run(asked) if isinstance(asked, Job) else asked

    def damage(self, name, content=b"x"):
        (default_storage.open(name, "wb")).close()
        with default_storage.open(name, "wb") as file:
            file.write(content)

    def test_a_full_disk_while_the_pdf_is_stored(self, edition, people, media):
        first = IssuedFile.objects.get(pk=self.press(edition, people).result["file"])
        consider_edition(edition, by=people.coordinator)  # another cover: a document that is not there yet
        with little_room(round(first.size * 0.9)):
            job = self.press(edition, people)
        assert (job.state, job.error) == ("failed", FULL.format(job.pk))
        assert IssuedFile.objects.get() == first
        assert [name for name in stored(media) if name.startswith("issued/")] == [first.file]
        assert [name for name in stored(media) if name.endswith(".part")] == []
        assert self.press(edition, people).state == "done"

    @pytest.mark.parametrize("damaged", [None, b"no picture", b""])
    def test_a_picture_that_is_gone_or_damaged_is_named(self, edition, people, damaged):
        picture = FrozenPicture.objects.get()
        with default_storage.open(picture.file, "rb") as file:
            content = file.read()
        default_storage.delete(picture.file)
        if damaged is not None:
            self.damage(picture.file, damaged)
        job = self.press(edition, people)
        assert job.state == "failed"
        assert job.error.startswith("Redakcijos Nr. 1 paveikslo „Uosto žemėlapis“ (1.1) saugykloje nebėra")
        assert not IssuedFile.objects.exists()
        self.damage(picture.file, content)
        assert self.press(edition, people).state == "done"

    @pytest.mark.parametrize("damaged", [None, b"%PDF half", b""])
    def test_a_kept_file_whose_bytes_vanished_comes_back(self, edition, people, media, damaged):
        job = self.press(edition, people)
        file = IssuedFile.objects.get(pk=job.result["file"])
        assert self.press(edition, people) == file, "nothing is built twice"
        (media / file.file).unlink()
        if damaged is not None:
            self.damage(file.file, damaged)
        assert self.press(edition, people).state == "done"
        assert IssuedFile.objects.get() == file
        content = (media / file.file).read_bytes()
        assert len(content) == file.size
        assert "Oro kokybės stotelių įrengimas" in " ".join(page_words(content))
        call_command("verify_editions")
