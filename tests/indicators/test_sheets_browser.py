"""A plan written elsewhere is brought in, in a real browser: file, columns, dry run, taking over, history."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.indicators.sheets import foreign
from tests.support.axe import assert_accessible
from tests.support.servers import PASSWORD

pytestmark = pytest.mark.browser
GROUP = "ekonomika-ir-verslas"


@pytest.fixture
def member(page: Page) -> Page:
    page.goto("/rengimas/importas/")
    page.fill("[name=login]", f"narys.{GROUP}@example.org")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    expect(page).to_have_url(re.compile("/rengimas/importas/$"))
    return page


def bring(page: Page, sheets: dict) -> None:
    mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.set_input_files("[name=file]", {"name": "senas-planas.xlsx", "mimeType": mime, "buffer": foreign(sheets)})
    page.get_by_role("button", name="Įkelti").click()


def own_task(page: Page) -> str:
    """The code of a task of the member's group."""
    page.goto("/rengimas/")
    return page.locator(
        "#medis li[data-kind=task]:has(> .tree__row a[href*='/veiksmai/']) .tree__code"
    ).first.inner_text()


def test_a_plan_written_elsewhere_is_brought_in(member):
    code = own_task(member)
    member.goto("/rengimas/importas/")
    bring(member, {"Lapas1": [["Kur", "Veikla", "Kas daro"], [code, "Atnaujinti krantinę", "uosto direkcija"]]})
    expect(member.get_by_role("heading", level=1)).to_have_text("Kuris stulpelis kas")
    member.get_by_label("Kas jame yra").select_option("priemones")
    member.get_by_role("button", name="Toliau – patikrinimas").click()
    for label, key in (("A. Kur", "parent"), ("B. Veikla", "title"), ("C. Kas daro", "responsible")):
        member.get_by_label(label).select_option(key)
    assert_accessible(member)
    member.get_by_role("button", name="Toliau – patikrinimas").click()
    expect(member.get_by_role("heading", level=1)).to_have_text("Ką failas pakeistų")
    expect(member.locator(".sheet-line")).to_contain_text("Atnaujinti krantinę")
    assert_accessible(member)
    member.get_by_label("Priežastis").fill("Perkelta iš senojo plano")
    member.get_by_role("button", name="Perimti visas eilutes").click()
    expect(member.get_by_role("heading", level=1)).to_have_text("Ką failas pakeitė")
    expect(member.locator("body")).to_contain_text("Įrašytas 1 elementas.")
    member.goto("/rengimas/?ieskoti=Atnaujinti+krantin%C4%99")
    member.get_by_role("link", name="Atnaujinti krantinę").first.click()
    expect(member.locator("main")).to_contain_text("Perkelta iš senojo plano")


def test_a_refused_row_names_its_cell_on_a_phone(member):
    member.set_viewport_size({"width": 320, "height": 640})
    bring(member, {"Priemonės": [["Uždavinys", "Pavadinimas", "Nuo metų"], ["9.9.9", "Be vietos", "pernai"]]})
    member.get_by_role("button", name="Toliau – patikrinimas").click()
    expect(member.locator(".sheet-line__wrong").first).to_contain_text("Priemonės!")
    expect(member.get_by_role("button", name="Perimti visas eilutes")).to_have_count(0)
    assert member.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_draft_is_downloaded(member):
    member.goto("/rengimas/eksportas/")
    assert_accessible(member)
    with member.expect_download() as started:
        member.get_by_role("button", name="Parsisiųsti").click()
    assert started.value.suggested_filename == "darbine-redakcija-neviesinti.xlsx"
