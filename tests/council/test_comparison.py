"""The comparison as a document of the council: asked for, built, downloaded; refused where it makes no sense."""

import pytest
from django.core.management import CommandError, call_command

from council.permissions import can_download
from editions.models import EditionKind, IssuedFile
from editions.services.files import make_document, request_document
from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.jobs.models import Job
from klaipeda_plan.jobs.services import run
from klaipeda_plan.printing.errors import DocumentRefused
from tests.editions.papers import page_words, words
from tests.editions.support import freeze
from tests.publicity.test_comparison import rewrite

ADDRESS = "/taryba/redakcijos/2/palyginimas/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def pair(plan, tree, people):
    first = freeze(plan, people.coordinator, title="Pirma tarybai")
    newest = rewrite(tree.vision, people, "KLAIPĖDA 2035 – atvira, sumani, įtrauki")
    return first, freeze(plan, people.coordinator, title="Antra tarybai", newest=newest)


def test_the_secretary_builds_it_from_the_editions_page_and_a_councillor_reads_it(pair, people, as_user):
    secretary = as_user(people.secretary)
    assert f'action="{ADDRESS}"' in secretary.get("/taryba/redakcijos/2/").content.decode()
    answer = secretary.post(ADDRESS, {"su": "1"})
    job = Job.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/darbai/{job.pk}/")
    run(job.pk)
    file = IssuedFile.objects.get()
    assert (file.document, file.edition, file.basis) == ("comparison", pair[1], pair[0])
    page = words(as_user(people.councillor).get("/taryba/redakcijos/2/").content.decode())
    assert "Lyginamasis variantas su redakcija Nr. 1" in page
    download = as_user(people.councillor).get(f"/taryba/failai/{file.sha256}/")
    content = b"".join(download.streaming_content)
    assert "lyginamasis" in download.headers["Content-Disposition"]
    assert "Skiriasi 1 elementas." in " ".join(page_words(content))
    secretary.post(ADDRESS, {"su": "1"})
    assert Job.objects.count() == 1


@pytest.mark.parametrize("chosen", ["", "2", "99", "x"])
def test_without_another_edition_of_the_plan_nothing_is_built(pair, people, as_user, chosen):
    answer = as_user(people.secretary).post(ADDRESS, {"su": chosen}, follow=True)
    assert "Pasirinkite redakciją, su kuria palyginti." in answer.content.decode()
    assert not Job.objects.exists()


def test_others_may_not_build_it(pair, people, as_user):
    for user in (people.councillor, people.consultant):
        assert as_user(user).post(ADDRESS, {"su": "1"}).status_code == 403
    assert as_user(people.member).post(ADDRESS, {"su": "1"}).status_code == 404
    with pytest.raises(NotAllowed):
        request_document(pair[1], "comparison", by=people.member, basis=pair[0])


def test_a_file_with_a_working_edition_in_it_is_not_downloaded(plan, pair, people):
    working = freeze(plan, people.coordinator, title="Darbinė", kind=EditionKind.WORKING)
    file = IssuedFile(edition=pair[1], basis=working)
    assert not can_download(people.councillor, file)
    assert can_download(people.councillor, IssuedFile(edition=pair[1], basis=pair[0]))


def test_a_comparison_needs_its_basis_and_a_plan_has_none(pair, people):
    for document, basis in (("comparison", None), ("plan", pair[0])):
        with pytest.raises(DocumentRefused):
            request_document(pair[1], document, by=people.secretary, basis=basis)
    with pytest.raises(Refused, match="ne su ja pačia"):
        make_document(pair[1], "comparison", "pdf", language="lt", by=None, report=print, basis=pair[1])


def test_the_command_writes_the_comparison(pair, tmp_path):
    target = tmp_path / "palyginimas.pdf"
    call_command("build_document", "2", "--format", "pdf", "--basis", "1", "--output", str(target))
    assert "Skiriasi 1 elementas." in " ".join(page_words(target.read_bytes()))
    with pytest.raises(CommandError, match="There is no edition 99"):
        call_command("build_document", "2", "--basis", "99", "--output", str(target))
