"""A file is verified by its digest: computed in the browser, or on the server where scripts do not run."""

import hashlib
import re

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from editions.documents.verify_code import QUIET, verify_code
from editions.models import IssuedFile
from publicity.forms import verify as forms
from tests.publicity.asking import get, text

PAGE = "/patikra/failas/"
CONTENT = b"%PDF-1.7 tikras failas"


@pytest.fixture
def issued(edition):
    return IssuedFile.objects.create(
        sha256=hashlib.sha256(CONTENT).hexdigest(), key="k" * 64, edition=edition, document="plan", format="pdf",
        language="lt", file="1.pdf", size=len(CONTENT), issued_at=timezone.now(),
    )  # fmt: skip


def send(content, name="planas.pdf"):
    return Client().post(PAGE, {"file": SimpleUploadedFile(name, content)}, follow=True)


def test_a_sent_file_that_the_portal_issued_is_genuine(issued):
    response = send(CONTENT)
    assert response.redirect_chain == [(f"/patikra/?q={issued.sha256}", 302)]
    assert "Failas tikras: jis išduotas iš redakcijos Nr. 1" in text(response)


def test_a_file_with_one_letter_changed_is_not(issued):
    assert "nėra išdavęs" in text(send(CONTENT + b" "))


def test_the_name_of_the_file_does_not_matter(issued):
    assert "Failas tikras" in text(send(CONTENT, "<b>kitas</b>.exe"))


@pytest.mark.django_db
def test_no_file_and_an_empty_one_are_told_beside_the_field():
    assert "Pasirinkite failą." in Client().post(PAGE).content.decode()
    assert "Failas tuščias." in send(b"").content.decode()


@pytest.mark.django_db
def test_a_file_larger_than_any_issued_one_is_refused(monkeypatch):
    monkeypatch.setattr(forms, "LARGEST_FILE", 10)
    page = send(CONTENT).content.decode()
    assert "portalas didesnių kaip 10" in page


@pytest.mark.django_db
def test_nothing_of_the_file_is_kept(issued, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    send(CONTENT)
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.django_db
def test_the_form_asks_for_its_token():
    response = Client(enforce_csrf_checks=True).post(PAGE, {"file": SimpleUploadedFile("a.pdf", CONTENT)})
    assert response.status_code == 403


@pytest.mark.django_db
def test_without_scripts_the_page_leads_to_the_form(plan):
    assert f'href="{PAGE}"' in text(get("/patikra/"))


def test_the_code_of_the_cover_is_the_address():
    """Its modules are those of the standard's own drawing of the address, with white around."""
    address = "https://planas.example.org/patikra/?q=0123456789ab"
    code = verify_code(address)
    dark = {
        (x, int(y))
        for x0, y, width in re.findall(r"M(\d+) (\d+)h(\d+)", code.path)
        for x in range(int(x0), int(x0) + int(width))
    }
    plain = [list(row) for row in segno.make_qr(address, error="m").matrix]
    assert code.size == len(plain) + 2 * QUIET
    assert dark == {(x + QUIET, y + QUIET) for y, row in enumerate(plain) for x, module in enumerate(row) if module}


@pytest.mark.browser
def test_a_chosen_file_is_digested_in_the_browser_and_not_sent(stack, page):
    requests = []
    page.on("request", lambda request: requests.append((request.method, request.url)))
    page.goto("/patikra/")
    expect(page.get_by_role("link", name="Patikrinti failą")).to_be_hidden()
    page.locator("#id_file").set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": CONTENT})
    page.wait_for_url(f"**/patikra/?q={hashlib.sha256(CONTENT).hexdigest()}")
    expect(page.get_by_role("status")).to_contain_text("nėra išdavęs")
    assert {method for method, _url in requests} == {"GET"}
