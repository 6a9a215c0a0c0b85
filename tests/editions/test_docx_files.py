"""DOCX from a click to the register: asked for in the council's room, built by a job or a command, downloaded."""

import hashlib
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from editions.models import EditionKind, IssuedFile
from editions.services.files import make_document, request_document
from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.jobs.models import Job, State
from klaipeda_plan.jobs.services import run
from tests.editions.support import freeze, write
from tests.editions.word import body_of, plain, tracked, words_of
from tests.publicity.test_comparison import rewrite

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PLAN, COMPARISON = "/taryba/redakcijos/2/docx/", "/taryba/redakcijos/2/palyginimas/docx/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    with translation.override("lt"):
        yield settings.MEDIA_ROOT


@pytest.fixture
def pair(plan, tree, people):
    first = freeze(plan, people.coordinator, title="Pirma tarybai")
    newest = rewrite(tree.vision, people, "KLAIPĖDA 2035 – atvira, sumani, įtrauki")
    return first, freeze(plan, people.coordinator, title="Antra tarybai", newest=newest)


def build(client, address, **chosen):
    answer = client.post(address, chosen)
    job = Job.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/darbai/{job.pk}/")
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (State.DONE, "")
    return job


def download(client, file):
    answer = client.get(f"/taryba/failai/{file.sha256}/")
    return answer, b"".join(answer.streaming_content)


def test_the_secretary_builds_the_plan_and_a_councillor_downloads_it(pair, people, as_user):
    secretary = as_user(people.secretary)
    assert f'formaction="{PLAN}"' in secretary.get("/taryba/redakcijos/2/").content.decode()
    job = build(secretary, PLAN)
    page = secretary.get(f"/darbai/{job.pk}/").content.decode()
    assert "Redakcijos Nr. 2 DOCX" in page
    assert "Atsisiųsti DOCX" in page
    file = IssuedFile.objects.get()
    assert (file.document, file.format, file.edition, file.pages) == ("plan", "docx", pair[1], None)
    assert "Plan, DOCX" in plain(as_user(people.councillor).get("/en/taryba/redakcijos/2/").content.decode())
    answer, content = download(as_user(people.councillor), file)
    assert answer.headers["Content-Type"] == WORD
    assert ".docx" in answer.headers["Content-Disposition"]
    assert hashlib.sha256(content).hexdigest() == file.sha256
    assert "KLAIPĖDA 2035 – atvira, sumani, įtrauki" in words_of(body_of(content))
    secretary.post(PLAN)
    assert Job.objects.count() == 1


def test_the_comparison_differs_in_the_one_word_that_was_changed(pair, people, as_user):
    secretary = as_user(people.secretary)
    assert f'formaction="{COMPARISON}"' in secretary.get("/taryba/redakcijos/2/").content.decode()
    build(secretary, COMPARISON, su="1")
    file = IssuedFile.objects.get()
    assert (file.document, file.format, file.basis) == ("comparison", "docx", pair[0])
    _answer, content = download(as_user(people.councillor), file)
    assert [fate for fate, _words in tracked(body_of(content))] == ["del", "ins"]
    assert ("ins", "atvira") in tracked(body_of(content))


@pytest.mark.parametrize("role", ["councillor", "consultant"])
def test_others_may_not_build_it(pair, people, as_user, role):
    client = as_user(getattr(people, role))
    assert client.post(PLAN).status_code == client.post(COMPARISON, {"su": "1"}).status_code == 403
    with pytest.raises(NotAllowed):
        request_document(pair[1], format="docx", by=getattr(people, role))
    assert not Job.objects.exists()


@pytest.mark.parametrize("chosen", ["", "2", "99", "x"])
def test_without_another_edition_of_the_plan_nothing_is_built(pair, people, as_user, chosen):
    answer = as_user(people.secretary).post(COMPARISON, {"su": chosen}, follow=True)
    assert "Pasirinkite redakciją, su kuria palyginti." in answer.content.decode()
    assert not Job.objects.exists()


def test_equal_documents_have_equal_bytes_and_stand_once_in_the_register(pair, media):
    made = [
        make_document(pair[1], "plan", "docx", language="lt", by=None, report=lambda percent, message="": None)
        for _time in range(2)
    ]
    assert made[0] == made[1]
    before = (Path(media) / made[0].file).read_bytes()
    (Path(media) / made[0].file).unlink()
    make_document(pair[1], "plan", "docx", language="lt", by=None, report=lambda percent, message="": None)
    assert (Path(media) / made[0].file).read_bytes() == before
    assert IssuedFile.objects.count() == 1


def test_the_command_builds_both(pair, tmp_path, capsys):
    for options in ([], ["--basis", "1"]):
        target = tmp_path / f"{len(options)}.docx"
        call_command("build_document", "2", "--format", "docx", *options, "--output", str(target))
        assert hashlib.sha256(target.read_bytes()).hexdigest() in capsys.readouterr().out
        assert "Apie šį dokumentą" in words_of(body_of(target.read_bytes()))
    with pytest.raises(CommandError):
        call_command("build_document", "2", "--format", "odt", "--output", str(tmp_path / "x"))


def test_an_empty_edition_and_itself_are_refused(plan, pair, people):
    empty = write(plan, people.coordinator, [], title="Tuščia")
    with pytest.raises(Refused, match="Redakcija tuščia"):
        request_document(empty, format="docx", by=people.secretary)
    with pytest.raises(Refused):
        request_document(pair[1], "comparison", "docx", by=people.secretary, basis=pair[1])
    assert not Job.objects.exists()


def test_a_comparison_with_an_empty_edition_is_built(plan, pair, people):
    empty = write(plan, people.coordinator, [], title="Tuščia")
    file = make_document(
        pair[1], "comparison", "docx", language="lt", by=None, basis=empty, report=lambda percent, message="": None
    )
    assert file.edition.kind == EditionKind.PLAN_DRAFT
    assert file.size > 10_000


def test_a_cancelled_job_stops_at_its_next_report(pair):
    class Cancelled(Exception):
        pass

    def report(percent, message=""):
        if percent >= 20:
            raise Cancelled

    with pytest.raises(Cancelled):
        make_document(pair[1], "plan", "docx", language="lt", by=None, report=report)
    assert not IssuedFile.objects.exists()
