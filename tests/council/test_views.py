"""The council's room: the secretary prepares documents, councillors read them, others do not see it."""

import datetime

import pytest
from django.core.files.storage import default_storage
from django.utils import translation

from editions.models import EditionKind, IssuedFile
from editions.services.events import consider_edition, publish_edition
from editions.services.files import issue_file
from editions.services.freeze import freeze_edition, write_edition
from klaipeda_plan.core.downloads import content_disposition
from klaipeda_plan.jobs.models import Job
from klaipeda_plan.jobs.services import run
from plans.models import Plan
from tests.support.factories import accept_all

READERS = ("secretary", "coordinator", "councillor", "consultant")
OTHERS = ("member", "chair", "stranger", "editor", "administrator")
DATE = datetime.date(2026, 11, 22)
CONTENT = b"%PDF-1.7 content"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def freeze(plan, tree, people):
    accept_all(plan, by=people.coordinator)

    def make(kind=EditionKind.PLAN_DRAFT, title="Projektas tarybai"):
        return freeze_edition(plan, kind=kind, title=title, document_date=DATE, by=people.coordinator)

    return make


@pytest.fixture
def edition(freeze):
    return freeze()


def issue(edition, *, by=None, content=CONTENT, pages=78):
    return issue_file(
        content, key=f"{IssuedFile.objects.count():064}", edition=edition, document="plan", format="pdf",
        language="lt", pages=pages, by=by and by.pk,
    )  # fmt: skip


def text_of(response):
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


@pytest.mark.parametrize("role", READERS)
def test_the_list_shows_the_editions_of_the_council_with_their_state(as_user, people, freeze, role):
    consider_edition(freeze(title="Svarstoma redakcija"), by=people.coordinator)
    freeze(EditionKind.WORKING, "Darbinė redakcija")
    response = as_user(getattr(people, role)).get("/taryba/")
    assert response.status_code == 200
    page = text_of(response)
    assert "Svarstoma redakcija" in page
    assert "2026 m. lapkričio 22 d." in page
    assert 'href="/taryba/redakcijos/1/"' in page
    assert "Darbinė redakcija" not in page


def test_an_empty_room_says_what_comes_first(as_user, people):
    assert "Redakcijų dar nėra" in text_of(as_user(people.councillor).get("/taryba/"))


def test_a_sample_edition_says_so(as_user, people, plan):
    write_edition(
        plan, [], kind=EditionKind.PLAN_DRAFT, title="Pavyzdys", document_date=DATE, by=people.coordinator, sample=True
    )
    assert "sąlyginiai duomenys" in text_of(as_user(people.secretary).get("/taryba/"))
    assert "sąlyginiai duomenys" in text_of(as_user(people.secretary).get("/taryba/redakcijos/1/"))


def test_the_page_of_an_edition_lists_its_files(as_user, people, edition):
    file = issue(edition, by=people.secretary)
    page = text_of(as_user(people.councillor).get("/taryba/redakcijos/1/"))
    assert f'href="/taryba/failai/{file.sha256}/"' in page
    assert "78 puslapiai" in page
    assert file.sha256 in page
    assert "Parengti PDF" not in page


def test_one_button_leads_to_a_job_and_on_to_the_file(as_user, people, edition):
    client = as_user(people.secretary)
    assert "Parengti PDF" in text_of(client.get("/taryba/redakcijos/1/"))
    job_page = client.post("/taryba/redakcijos/1/pdf/").headers["Location"]
    job = Job.objects.get()
    assert job_page == f"/darbai/{job.pk}/"
    waiting = text_of(client.get(job_page))
    assert "Redakcijos Nr. 1 PDF" in waiting
    assert "<progress" in waiting
    assert 'href="/taryba/redakcijos/1/"' in waiting
    run(job.pk)
    file = IssuedFile.objects.get()
    address = f"/taryba/failai/{file.sha256}/"
    assert f'href="{address}"' in text_of(client.get(job_page))
    response = client.get(address)
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.getvalue().startswith(b"%PDF-1.7")
    again = client.post("/taryba/redakcijos/1/pdf/", follow=True)
    assert again.redirect_chain == [("/taryba/redakcijos/1/", 302)]
    assert "jau išduotas" in text_of(again)
    assert Job.objects.count() == 1


def test_the_coordinator_joins_the_secretarys_running_job(as_user, people, edition):
    as_user(people.secretary).post("/taryba/redakcijos/1/pdf/")
    client = as_user(people.coordinator)
    page = client.post("/taryba/redakcijos/1/pdf/").headers["Location"]
    assert Job.objects.count() == 1
    assert client.get(page).status_code == 200


def test_a_councillor_reads_but_does_not_build(as_user, people, edition):
    response = as_user(people.councillor).post("/taryba/redakcijos/1/pdf/")
    assert response.status_code == 403
    assert "Tarybos sekretorė ir koordinatorius." in text_of(response)
    assert not Job.objects.exists()


def test_an_empty_edition_is_refused_with_a_reason(as_user, people, plan):
    write_edition(plan, [], kind=EditionKind.PLAN_DRAFT, title="Tuščia", document_date=DATE, by=people.coordinator)
    response = as_user(people.secretary).post("/taryba/redakcijos/1/pdf/", follow=True)
    assert "Redakcija tuščia: nėra ką spausdinti." in text_of(response)
    assert not Job.objects.exists()


@pytest.mark.parametrize("role", READERS)
def test_the_download_has_a_good_name_and_is_not_sniffed(as_user, people, edition, role):
    file = issue(edition)
    response = as_user(getattr(people, role)).get(f"/taryba/failai/{file.sha256}/")
    assert response.getvalue() == CONTENT
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="Klaipedos-miesto-savivaldybes-strateginis-pletros-planas-2021-2030-m.-redakcija-1-'
        "2026-11-22.pdf\"; filename*=UTF-8''Klaip%C4%97dos%20miesto%20savivaldyb%C4%97s%20strateginis%20pl%C4%97tros"
        "%20planas%202021%E2%80%932030%20m.%2C%20redakcija%201%2C%202026-11-22.pdf"
    )


def test_a_hostile_name_cannot_break_the_header():
    header = content_disposition('a"b\r\nSet-Cookie: x=1; „ž“.pdf')
    assert "\r" not in header
    assert "\n" not in header
    assert header.startswith('attachment; filename="a-b-Set-Cookie-x-1-z.pdf"; ')


@pytest.mark.parametrize("role", OTHERS)
def test_the_room_does_not_exist_for_others(as_user, people, edition, role):
    publish_edition(edition, by=people.coordinator)
    file, asked = issue(edition), Job.objects.count()
    client = as_user(getattr(people, role))
    for address in ("/taryba/", "/taryba/redakcijos/1/", f"/taryba/failai/{file.sha256}/"):
        assert client.get(address).status_code == 404
    assert client.post("/taryba/redakcijos/1/pdf/").status_code == 404
    assert Job.objects.count() == asked


def test_anonymous_visitors_are_sent_to_the_login(as_user, edition):
    file = issue(edition)
    client = as_user(None)
    for address in ("/taryba/", "/taryba/redakcijos/1/", f"/taryba/failai/{file.sha256}/"):
        assert client.get(address).headers["Location"].startswith("/paskyra/login/?next=/taryba/")
    assert client.post("/taryba/redakcijos/1/pdf/").headers["Location"].startswith("/paskyra/login/?next=")


@pytest.mark.parametrize("role", READERS)
def test_a_working_edition_and_its_files_are_not_in_the_room(as_user, people, freeze, role):
    file = issue(freeze(EditionKind.WORKING))
    client = as_user(getattr(people, role))
    assert client.get("/taryba/redakcijos/1/").status_code == 404
    assert client.get(f"/taryba/failai/{file.sha256}/").status_code == 404
    assert client.post("/taryba/redakcijos/1/pdf/").status_code == 404


def test_unknown_editions_and_files_are_not_found(as_user, people, edition):
    client = as_user(people.secretary)
    lost = issue(edition)
    default_storage.delete(lost.file)
    for address in (
        "/taryba/redakcijos/99/", f"/taryba/failai/{'0' * 64}/", "/taryba/failai/1/", f"/taryba/failai/{lost.sha256}/",
    ):  # fmt: skip
        assert client.get(address).status_code == 404
    assert client.post("/taryba/redakcijos/99/pdf/").status_code == 404


def test_other_methods_are_refused(as_user, people, edition):
    file = issue(edition)
    client = as_user(people.secretary)
    for address in ("/taryba/", "/taryba/redakcijos/1/", f"/taryba/failai/{file.sha256}/"):
        assert client.post(address).status_code == 405
    assert client.get("/taryba/redakcijos/1/pdf/").status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_take_the_same_queries_at_any_size(
    as_user, people, freeze, count, django_assert_num_queries
):  # fmt: skip
    for number in range(count):
        edition = freeze(title=f"Redakcija {number}")
    for number in range(count):
        issue(edition, by=people.secretary, content=b"%PDF" + str(number).encode())
    client = as_user(people.councillor)
    client.get("/taryba/")
    with django_assert_num_queries(6):
        page = text_of(client.get("/taryba/"))
    assert page.count('href="/taryba/redakcijos/') == count
    with django_assert_num_queries(8):
        page = text_of(client.get(f"/taryba/redakcijos/{count}/"))
    assert page.count('href="/taryba/failai/') == count


def test_the_room_speaks_english_too(as_user, people, edition):
    with translation.override("en"):
        page = text_of(as_user(people.secretary).get("/en/taryba/redakcijos/1/"))
    assert "Prepare the PDF" in page
    assert Plan.objects.get().title in page
