"""Asking for a document, building it in a job, and the register that keeps it."""

import hashlib
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone, translation

from editions.documents.keys import document_key
from editions.models import EditionKind, IssuedFile
from editions.services import files
from editions.services.events import consider_edition, publish_edition
from editions.services.freeze import freeze_edition, write_edition
from klaipeda_plan.core.errors import NotAllowed
from klaipeda_plan.jobs import registry, services
from klaipeda_plan.jobs.models import Job, State
from klaipeda_plan.printing.errors import DocumentRefused
from tests.editions.papers import page_words
from tests.support.factories import accept_all


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture(autouse=True)
def lithuanian():
    with translation.override("lt"):
        yield


@pytest.fixture
def edition(plan, tree, people):
    accept_all(plan, by=people.coordinator)
    return freeze_edition(
        plan, kind=EditionKind.PLAN_DRAFT, title="Projektas", document_date=timezone.localdate(), by=people.coordinator
    )


def key_of(edition, **fields):
    return document_key(edition, **{"document": "plan", "format": "pdf", "language": "lt", **fields})


def issue(edition, content=b"%PDF", key="a" * 64, **fields):
    given = {"document": "plan", "format": "pdf", "language": "lt", "pages": 3, "by": None, **fields}
    return files.issue_file(content, key=key, edition=edition, **given)


def stored(media):
    return sorted(path.name for path in Path(media).rglob("*") if path.is_file())


def test_the_job_builds_the_pdf_and_enters_it_in_the_register(edition, people, media):
    job = files.request_document(edition, by=people.secretary)
    services.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.percent, job.error) == (State.DONE, 100, "")
    file = IssuedFile.objects.get(pk=job.result["file"])
    content = (media / file.file).read_bytes()
    assert file.file == f"issued/{file.sha256}.pdf"
    assert hashlib.sha256(content).hexdigest() == file.sha256 == job.result["sha256"]
    assert (file.size, file.edition, file.basis, file.issued_by) == (len(content), edition, None, people.secretary)
    assert (file.document, file.format, file.language, file.key) == ("plan", "pdf", "lt", key_of(edition))
    pages = page_words(content)
    assert file.pages == len(pages)
    text = " ".join(pages)
    assert "Oro kokybės stotelių įrengimas" in text
    assert "200 000,50 €" in text
    assert "Kietųjų dalelių koncentracija µg/m³ 31,5 (2020) 25,0" in text
    assert stored(media) == [f"{file.sha256}.pdf"]


def test_a_second_request_gives_the_running_job_then_the_file(edition, people):
    job = files.request_document(edition, by=people.secretary)
    assert files.request_document(edition, by=people.coordinator) == job
    services.run(job.pk)
    assert files.request_document(edition, by=people.coordinator) == IssuedFile.objects.get()
    assert Job.objects.count() == 1


def test_an_event_of_the_edition_makes_another_document(edition, people, settings):
    before = key_of(edition)
    consider_edition(edition, by=people.coordinator)
    after = key_of(edition)
    settings.RELEASE = "next"
    assert len({before, after, key_of(edition), key_of(edition, language="en"), key_of(edition, basis=edition)}) == 5
    assert isinstance(files.request_document(edition, by=people.secretary), Job)


@pytest.mark.parametrize("role", ["member", "chair", "stranger", "consultant", "councillor", "editor", "administrator"])
def test_others_may_not_ask_for_a_document(edition, people, role):
    publish_edition(edition, by=people.coordinator, with_files=False)
    with pytest.raises(NotAllowed) as refusal:
        files.request_document(edition, by=getattr(people, role))
    assert refusal.value.who_may == "Tarybos sekretorė ir koordinatorius."
    assert not Job.objects.exists()


def test_an_empty_edition_and_an_unknown_document_are_refused(plan, edition, people):
    empty = write_edition(
        plan, [], kind=EditionKind.PLAN_DRAFT, title="Tuščia", document_date=timezone.localdate(), by=people.coordinator
    )
    with pytest.raises(DocumentRefused, match="Redakcija tuščia"):
        files.request_document(empty, by=people.secretary)
    with pytest.raises(DocumentRefused):
        files.request_document(edition, "comparison", by=people.secretary)
    with pytest.raises(DocumentRefused):
        files.request_document(edition, format="exe", by=people.secretary)
    assert not Job.objects.exists()


def test_a_job_whose_edition_is_gone_or_empty_ends_in_words(plan, people):
    empty = write_edition(
        plan, [], kind=EditionKind.PLAN_DRAFT, title="Tuščia", document_date=timezone.localdate(), by=people.coordinator
    )
    for edition, words in ((empty.pk, "Redakcija tuščia: nėra ką spausdinti."), (99, "Redakcijos nebėra.")):
        args = {"edition": edition, "document": "plan", "format": "pdf", "language": "lt", "by": None}
        job = services.enqueue(files.JOB_KIND, f"x{edition}", args, by=people.secretary)
        services.run(job.pk)
        job.refresh_from_db()
        assert (job.state, job.error) == (State.FAILED, words)


def test_a_cancelled_job_stops_at_its_next_report_and_issues_nothing(edition, people, media):
    reached = []

    def build_and_cancel(progress, *, job_key, **args):
        def report(percent, message=""):
            reached.append(percent)
            services.cancel(Job.objects.get(key=job_key))
            progress(percent, message)

        return files.build_document(report, **args)

    registry.register("cancelled_midway", build_and_cancel)
    args = {"edition": edition.pk, "document": "plan", "format": "pdf", "language": "lt", "by": people.secretary.pk}
    job = services.enqueue("cancelled_midway", "k", {**args, "job_key": "k"}, by=people.secretary)
    services.run(job.pk)
    job.refresh_from_db()
    assert job.state == State.CANCELLED
    assert len(reached) == 1
    assert reached[0] < 50
    assert not IssuedFile.objects.exists()
    assert stored(media) == []


def test_equal_keys_keep_the_first_file(edition, media):
    first = issue(edition, b"%PDF first")
    assert issue(edition, b"%PDF second") == first
    assert IssuedFile.objects.count() == 1
    assert stored(media) == [f"{first.sha256}.pdf"]


def test_a_lost_file_comes_back_with_the_same_bytes_only(edition, people, media):
    file = issue(edition, b"%PDF first", key=key_of(edition))
    default_storage.delete(file.file)
    assert isinstance(files.request_document(edition, by=people.secretary), Job)
    with pytest.raises(DocumentRefused, match="atsarginės kopijos"):
        issue(edition, b"%PDF second", key=key_of(edition))
    assert issue(edition, b"%PDF first", key=key_of(edition)) == file
    assert stored(media) == [f"{file.sha256}.pdf"]


def test_half_a_file_never_stands_under_its_name(edition, media, monkeypatch):
    def no_space(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", no_space)
    with pytest.raises(OSError, match="No space"):
        issue(edition)
    assert stored(media) == []
    assert not IssuedFile.objects.exists()


def test_the_register_refuses_changes(edition):
    file = issue(edition)
    with pytest.raises(Exception, match="immutable"), transaction.atomic():
        IssuedFile.objects.filter(pk=file.pk).update(pages=4)
    with pytest.raises(Exception, match="immutable"), transaction.atomic():
        file.delete()
    assert IssuedFile.objects.get().pages == 3


def test_the_command_builds_issues_and_writes_the_file(edition, tmp_path, capsys):
    target = tmp_path / "planas.pdf"
    call_command("build_document", str(edition.number), "--format", "pdf", "--output", str(target))
    file = IssuedFile.objects.get()
    assert hashlib.sha256(target.read_bytes()).hexdigest() == file.sha256
    assert file.issued_by is None
    assert file.sha256 in capsys.readouterr().out
    with pytest.raises(CommandError, match="no edition 99"):
        call_command("build_document", "99", "--output", str(target))
