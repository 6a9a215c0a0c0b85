"""The words of the library's PDFs: read in a job, found, and a sentence beside the file where that fails."""

import pytest
from django.core.files.storage import default_storage

from klaipeda_plan.jobs import services as jobs
from klaipeda_plan.jobs.models import Job
from publicity.models import LibraryFile
from publicity.search import pdf_jobs
from publicity.search.pdf_words import words_of_pdf
from tests.publicity.content import make_document
from tests.publicity.searching import found, locked_pdf, make_pdf, search


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def read(document):
    """The job, as a worker does it."""
    pdf_jobs.ask_for_unread()
    job = Job.objects.get(kind=pdf_jobs.JOB, state="queued")
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == "done", job.error
    return LibraryFile.objects.get(document=document)


def test_words_of_a_pdf_are_found(people):
    document = make_document(people.editor, "Tyrimas", content=make_pdf("Senojo tilto remontas", "Antras lapas"))
    assert found("tiltas") == []
    file = read(document)
    assert (file.text, file.text_problem) == ("Senojo tilto remontas\nAntras lapas", "")
    assert found("tiltas") == ["Tyrimas"]
    assert found("antras lapas") == ["Tyrimas"]
    assert "<mark>tilto</mark>" in search("tiltas")


@pytest.mark.parametrize(
    ("content", "problem", "sentence"),
    [
        (b"%PDF-1.7 visai ne", "broken", "PDF nepavyko perskaityti"),
        (b"%PDF-1.7\n" + b"\x00\xff" * 5_000, "broken", "PDF nepavyko perskaityti"),
        (make_pdf("Tilto remontas")[:-400], "broken", "PDF nepavyko perskaityti"),
        (make_pdf("Tilto remontas", password="x"), "locked", "PDF apsaugotas slaptažodžiu"),
        (make_pdf("", ""), "empty", "teksto jame nėra"),
    ],
    ids=["broken", "noise", "cut", "locked", "empty"],
)
def test_pdf_that_cannot_be_read_ends_in_a_sentence_for_the_editor(people, as_user, content, problem, sentence):
    document = make_document(people.editor, "Tyrimas", content=content)
    room = f"/leidyba/dokumentai/{document.uid}/"
    editor = as_user(people.editor)
    assert "PDF tekstas skaitomas paieškai" in editor.get(room).content.decode()
    file = read(document)
    assert file.text_problem == problem
    page = editor.get(room).content.decode()
    assert "PDF tekstas skaitomas paieškai" not in page
    assert sentence in page
    assert found("tyrimas") == ["Tyrimas"], "the document itself is found"
    pdf_jobs.ask_for_unread()
    assert not Job.objects.filter(kind=pdf_jobs.JOB, state="queued").exists(), "nobody tries again"


def test_file_that_is_gone_ends_the_job(people):
    document = make_document(people.editor, "Tyrimas", content=make_pdf("Tiltas"))
    default_storage.delete(LibraryFile.objects.get(document=document).file)
    assert read(document).text_problem == "broken"


def test_row_that_is_gone_ends_the_job(db):
    assert pdf_jobs.read_file(lambda *told: None, file_id=0) == {"problem": "gone"}


def test_child_that_hangs_is_ended(people, monkeypatch):
    monkeypatch.setattr(pdf_jobs, "MOST_SECONDS", 0.001)
    document = make_document(people.editor, "Tyrimas", content=make_pdf("Tiltas"))
    assert read(document).text_problem == "slow"


def test_open_lock_is_opened():
    """Some PDFs are encrypted with no password for reading."""
    assert words_of_pdf(locked_pdf(make_pdf("Tiltas"), ""))["text"] == "Tiltas"


def test_pages_and_signs_have_an_end():
    content = make_pdf(*(f"Lapas {number}" for number in range(5)))
    assert words_of_pdf(content, pages=2) == {"text": "Lapas 0\nLapas 1", "problem": "long"}
    assert words_of_pdf(content, signs=10) == {"text": "Lapas 0\nLa", "problem": "long"}
    assert words_of_pdf(content)["problem"] == ""


def test_adding_a_file_asks_for_its_words_after_the_transaction(people, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        make_document(people.editor, "Tyrimas", content=make_pdf("Tiltas"))
    assert Job.objects.filter(kind=pdf_jobs.JOB, state="queued").count() == 1
    pdf_jobs.ask_for_unread()
    assert Job.objects.filter(kind=pdf_jobs.JOB).count() == 1, "the waiting one is enough"
