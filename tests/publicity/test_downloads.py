"""Files of public editions: documents asked for at publication, the whole edition as JSON, names, types, conditions."""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from editions.documents.keys import document_key
from editions.models import IssuedFile
from editions.record import record_of
from editions.services.events import publish_edition, withdraw_edition
from editions.services.files import request_document
from editions.services.public_files import ask_for_missing_files, ask_for_public_files
from klaipeda_plan.jobs import services as jobs
from klaipeda_plan.jobs.models import Job
from tests.editions.support import freeze, with_state, write
from tests.publicity.asking import get, text

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SAMPLE = "Sąlyginiai duomenys – ne tikras planas"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def issue(edition, content, format="pdf", document="plan", basis=None):
    """A file of the register, as if it had been built."""
    sha256 = hashlib.sha256(content).hexdigest()
    name = default_storage.save(f"issued/{sha256}.{format}", ContentFile(content))
    return IssuedFile.objects.create(
        sha256=sha256, key=sha256, edition=edition, basis=basis, document=document, format=format, language="lt",
        file=name, size=len(content), issued_at=timezone.now(),
    )  # fmt: skip


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def asked():
    return sorted((job.args["edition"], job.args["format"]) for job in Job.objects.filter(kind="build_document"))


class TestAsking:
    def test_a_publication_asks_for_both_documents_once(self, plan, tree, people):
        edition = freeze(plan, people.coordinator)
        assert asked() == []
        publish_edition(edition, by=people.coordinator)
        assert asked() == [(edition.pk, "docx"), (edition.pk, "pdf")]
        ask_for_public_files(edition, by=people.coordinator)
        assert len(asked()) == 2

    def test_what_the_secretary_asked_for_is_the_same_job(self, edition, people):
        job = request_document(edition, format="pdf", by=people.secretary)
        assert job.pk in Job.objects.filter(kind="build_document").values_list("pk", flat=True)
        assert len(asked()) == 2

    def test_what_was_issued_before_is_not_asked_for(self, plan, tree, people):
        edition = freeze(plan, people.coordinator)
        issue(edition, b"%PDF-1.7")
        publish_edition(edition, by=people.coordinator)
        assert asked() == [(edition.pk, "docx")]

    def test_a_second_publication_asks_for_what_is_still_missing(self, edition, people):
        Job.objects.update(state="failed")
        issue(edition, b"PK", "docx")
        withdraw_edition(edition, by=people.coordinator, note="Klaida")
        publish_edition(with_state(edition), by=people.coordinator)
        waiting = Job.objects.filter(state="queued")
        assert [job.args["format"] for job in waiting] == ["pdf"]

    def test_an_empty_edition_has_no_document(self, plan, people):
        write(plan, people.coordinator, [])
        assert asked() == []

    def test_what_nobody_asked_for_at_publication_is_asked_for_by_the_command(self, plan, tree, people):
        edition = freeze(plan, people.coordinator)
        hidden = freeze(plan, people.coordinator)
        publish_edition(edition, by=people.coordinator, with_files=False)
        assert asked() == []
        call_command("ask_for_files", stdout=None)
        assert asked() == [(edition.pk, "docx"), (edition.pk, "pdf")]
        assert ask_for_missing_files()
        assert len(asked()) == 2
        assert hidden.pk not in {pk for pk, _format in asked()}

    def test_the_docx_that_was_asked_for_is_what_everybody_gets(self, edition, people):
        job = Job.objects.get(kind="build_document", args__format="docx")
        jobs.run(job.pk)
        job.refresh_from_db()
        assert (job.state, job.error) == ("done", "")
        response = get("/redakcijos/1/planas.docx")
        assert hashlib.sha256(body(response)).hexdigest() == job.result["sha256"]
        assert IssuedFile.objects.get().key == document_key(edition, document="plan", format="docx", language="lt")


class TestDocuments:
    @pytest.mark.parametrize(("format", "media_type"), [("pdf", "application/pdf"), ("docx", DOCX)])
    def test_the_newest_issued_file_is_given(self, edition, format, media_type):
        issue(edition, b"former", format)
        newest = issue(edition, b"newest", format)
        response = get(f"/redakcijos/1/planas.{format}")
        assert (response.status_code, body(response)) == (200, b"newest")
        assert response.headers["Content-Type"] == media_type
        assert f'filename="redakcija-1-planas.{format}"' in response.headers["Content-Disposition"]
        assert response.headers["Cache-Control"] == "public, max-age=60"
        assert response.headers["ETag"] == f'"{newest.sha256[:32]}"'
        assert "Set-Cookie" not in response.headers

    def test_a_reader_who_has_it_gets_no_second_copy(self, edition):
        issue(edition, b"%PDF-1.7")
        tag = get("/redakcijos/1/planas.pdf").headers["ETag"]
        again = get("/redakcijos/1/planas.pdf", headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")

    @pytest.mark.parametrize("prefix", ["", "/en"])
    def test_while_there_is_none_it_is_being_prepared(self, edition, prefix):
        response = get(f"{prefix}/redakcijos/1/planas.pdf")
        assert response.status_code == 404
        assert response.headers["Retry-After"] == "60"
        assert ("Rinkmena rengiama" in text(response)) == (not prefix)
        assert "Cache-Control" not in response.headers

    def test_a_file_that_is_gone_from_the_storage_is_not_found(self, edition):
        default_storage.delete(issue(edition, b"%PDF-1.7").file)
        assert get("/redakcijos/1/planas.pdf").status_code == 404

    def test_a_comparison_is_never_given(self, plan, edition, people):
        other = freeze(plan, people.coordinator, publish=True)
        issue(other, b"reasons", document="comparison", basis=edition)
        assert get(f"/redakcijos/{other.number}/planas.pdf").status_code == 404
        issue(other, b"plan")
        issue(other, b"more reasons", document="comparison", basis=edition)
        assert body(get(f"/redakcijos/{other.number}/planas.pdf")) == b"plan"

    @pytest.mark.parametrize("name", ["planas.pdf", "planas.docx", "planas.json"])
    def test_of_what_is_not_published_nothing_is_given_to_anybody(self, plan, edition, people, as_user, name):
        draft = freeze(plan, people.coordinator)
        withdrawn = freeze(plan, people.coordinator, publish=True)
        withdraw_edition(withdrawn, by=people.coordinator, note="Klaida")
        for one in (draft, withdrawn):
            for format in ("pdf", "docx"):
                issue(one, f"{one.number}{format}".encode(), format)
            for client in (as_user(None), as_user(people.coordinator)):
                response = client.get(f"/redakcijos/{one.number}/{name}")
                assert response.status_code == 404
                assert "Redakcija Nr." not in text(response).partition('id="turinys"')[2].partition("site-footer")[0]

    @pytest.mark.parametrize("name", ["planas.exe", "planas.", "planas.PDF", "planas.json/x"])
    def test_there_are_no_other_files(self, edition, name):
        assert get(f"/redakcijos/1/{name}").status_code == 404


class TestJson:
    def test_the_program_of_the_documentation_recomputes_the_digest(self, edition, tmp_path):
        (program,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs/edition-json.md").read_text(), re.DOTALL)
        file = tmp_path / "planas.json"
        file.write_bytes(body(get("/redakcijos/1/planas.json")))
        command = [sys.executable, "-c", program, str(file)]
        assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "True\n"
        file.write_text(file.read_text(encoding="utf-8").replace("2020-0", "2020-1").replace("Mažinti", "Didinti"))
        changed = subprocess.run(command, capture_output=True, text=True, check=False)
        assert "AssertionError: 1.1" in changed.stderr

    def test_it_is_canonical_and_whole(self, edition, tree):
        response = get("/redakcijos/1/planas.json")
        sent = body(response).decode()
        record = json.loads(sent)
        assert sent == json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert record["form"] == "klaipeda-plan/edition/1"
        assert record["digest"] == edition.digest
        assert record["edition"]["number"] == 1
        assert record["withheld"] == []
        assert [one["code"] for one in record["elements"]] == list(
            edition.elements.order_by("path").values_list("code", flat=True)
        )
        measure = next(one for one in record["elements"] if one["uid"] == str(tree.measure.uid))
        assert measure["content"]["funding"][1] == {"cents": 8000050, "source": "ES", "year": 2023}

    def test_its_headers(self, edition):
        response = get("/redakcijos/1/planas.json")
        assert response.headers["Content-Type"] == "application/json; charset=utf-8"
        assert 'filename="redakcija-1-planas.json"' in response.headers["Content-Disposition"]
        assert response.headers["Cache-Control"] == "public, max-age=60"
        again = get("/redakcijos/1/planas.json", headers={"If-None-Match": response.headers["ETag"]})
        assert (again.status_code, body(again)) == (304, b"")

    def test_why_errors_were_passed_over_stays_in_the_workspace(self, plan, tree, people):
        edition = freeze(plan, people.coordinator, publish=True)
        meta = {**edition.meta, "despite_errors": {"reason": "Slapta priežastis", "errors": []}}
        edition.meta = meta
        sent = "".join(record_of(edition))
        assert "Slapta priežastis" not in sent
        assert json.loads(sent)["withheld"] == ["meta.despite_errors"]

    def test_a_sample_says_so_in_the_file_and_in_its_name(self, make_edition):
        make_edition(1, sample=True)
        response = get("/redakcijos/1/planas.json")
        assert json.loads(body(response))["notice"] == SAMPLE
        assert 'filename="redakcija-1-salyginiai-duomenys-planas.json"' in response.headers["Content-Disposition"]

    @pytest.mark.parametrize("size", [1, 3])
    def test_it_takes_as_many_queries_in_a_larger_plan(self, make_edition, size, django_assert_num_queries):
        make_edition(size)
        with django_assert_num_queries(4):
            assert body(get("/redakcijos/1/planas.json")).count(b'"kind":"task"') == size


class TestPages:
    def test_the_page_of_an_edition_offers_every_file(self, edition):
        issue(edition, b"%PDF" + b"x" * 2000)
        page = text(get("/redakcijos/1/"))
        for name in ("planas.pdf", "planas.xlsx", "priemones.csv", "lesos.csv", "rodikliai.csv", "reiksmes.csv",
                     "planas.json"):  # fmt: skip
            assert f'href="/redakcijos/1/{name}"' in page, name
        assert "2,0\u00a0KB" in page
        assert "planas.docx" not in page
        assert '<span class="muted">rengiama</span>' in page

    def test_a_file_that_comes_later_shows_at_once(self, edition):
        for address in ("/redakcijos/1/", "/redakcijos/"):
            assert "planas.pdf" not in text(get(address))
        issue(edition, b"%PDF")
        for address in ("/redakcijos/1/", "/redakcijos/"):
            assert "planas.pdf" in text(get(address)), address

    @pytest.mark.parametrize("size", [1, 3])
    def test_the_list_takes_as_many_queries_for_many_editions(self, make_edition, size, django_assert_num_queries):
        for _ in range(size):
            make_edition(1)
        with django_assert_num_queries(7):
            assert text(get("/redakcijos/")).count("planas.json") == size
