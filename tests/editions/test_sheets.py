"""An edition as spreadsheets: frozen rows alone, marked, the same bytes, gone with a withdrawal."""

import csv
import io

import pytest
from django.core.cache import cache
from django.test import Client
from openpyxl import load_workbook

from editions.models import EditionKind
from editions.services.events import withdraw_edition
from editions.sheets import edition_csv, edition_workbook
from plans.services.elements import Content, save_element
from tests.editions.support import freeze

pytestmark = pytest.mark.django_db
SAMPLE = "Sąlyginiai duomenys – ne tikras planas"


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()


@pytest.fixture
def edition(plan, tree, people):
    return freeze(plan, people.coordinator, publish=True)


def rows_of(content, sheet):
    return [list(row) for row in load_workbook(io.BytesIO(content))[sheet].iter_rows(values_only=True)]


def test_everybody_takes_a_published_edition_as_a_workbook(edition):
    response = Client().get(f"/redakcijos/{edition.number}/planas.xlsx")
    rows = rows_of(response.content, "Priemonės")
    assert rows[3][4] == "Oro kokybės stotelių įrengimas"
    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert "Set-Cookie" not in response.headers
    assert f"redakcija-{edition.number}-planas.xlsx" in response.headers["Content-Disposition"]


def test_a_sheet_of_it_comes_as_csv(edition):
    text = Client().get(f"/redakcijos/{edition.number}/lesos.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0] == [
        f"Redakcija Nr. {edition.number}, 2021-06-01: Redakcija. Kontrolinis kodas (SHA-256): {edition.digest}"
    ]
    assert [row[3] for row in rows[2:]] == ["SB", "ES"]


def test_a_sheet_that_there_is_not_does_not_exist(edition):
    assert Client().get(f"/redakcijos/{edition.number}/slaptas.csv").status_code == 404
    assert Client().get(f"/redakcijos/{edition.number + 1}/lesos.csv").status_code == 404


def test_it_is_asked_for_again_by_its_sign(edition):
    address = f"/redakcijos/{edition.number}/planas.xlsx"
    etag = Client().get(address).headers["ETag"]
    cache.clear()
    again = Client().get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_the_same_edition_is_the_same_file(edition):
    made = edition_workbook(edition)
    cache.clear()
    assert edition_workbook(edition) == made


def test_the_draft_never_shows_in_it(edition, tree, people):
    tree.measure.refresh_from_db()
    save_element(
        tree.measure, Content("Naujas juodraštis", ""), base_version=tree.measure.text_version, by=people.member
    )
    cache.clear()
    assert "Naujas juodraštis" not in edition_csv(edition, "priemones").decode()


def test_a_sample_says_so_on_every_sheet(plan, tree, people):
    plan.holds_sample = True
    plan.save()
    edition = freeze(plan, people.coordinator, publish=True)
    book = load_workbook(io.BytesIO(edition_workbook(edition)))
    assert all(page["A1"].value.startswith(f"{SAMPLE}. Redakcija Nr.") for page in book.worksheets)
    assert edition_csv(edition, "tikslai").decode("utf-8-sig").startswith(SAMPLE)


def test_a_working_edition_says_so_and_is_the_drafting_room_s(plan, tree, people, as_user):
    edition = freeze(plan, people.coordinator, kind=EditionKind.WORKING)
    address = f"/redakcijos/{edition.number}/planas.xlsx"
    assert Client().get(address).status_code == 404
    assert as_user(people.councillor).get(address).status_code == 404
    response = as_user(people.member).get(address)
    assert response.headers["Cache-Control"] == "private, no-store"
    assert rows_of(response.content, "Tikslai")[0][0].startswith("Darbinė redakcija – ne viešinti")


def test_a_withdrawn_edition_takes_its_files_along(edition, people):
    address = f"/redakcijos/{edition.number}/lesos.csv"
    assert Client().get(address).status_code == 200
    withdraw_edition(edition, by=people.coordinator, note="Klaida")
    assert Client().get(address).status_code == 404


def test_the_page_of_the_edition_leads_to_its_data(edition):
    page = Client().get(f"/redakcijos/{edition.number}/").content.decode()
    assert f'href="/redakcijos/{edition.number}/planas.xlsx"' in page
    assert f'href="/redakcijos/{edition.number}/reiksmes.csv"' in page
