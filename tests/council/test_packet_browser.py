"""The packet of a sitting in a real browser, from a click to a ZIP that is read back."""

import re
import zipfile

import pytest
from playwright.sync_api import Page, expect

from tests.support.servers import PASSWORD

pytestmark = pytest.mark.browser
PACKED = 240_000  # ms: whole plans are laid out meanwhile


def log_in(page: Page, name: str) -> None:
    page.goto("/taryba/")
    page.fill("[name=login]", f"{name}@example.org")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    expect(page).to_have_url(re.compile("/taryba/$"))


def test_a_packet_from_a_click_to_a_zip(page, tmp_path):
    log_in(page, "sekretore")
    page.goto("/taryba/posedziai/naujas/")
    page.fill("[name=title]", "Naršyklės posėdis")
    page.fill("[name=date]", "2027-01-28")
    page.fill("[name=begins]", "09:00")
    page.fill("[name=place]", "Danės g. 17")
    page.click("main form.form button[type=submit]")
    page.get_by_role("link", name="Įrašyti klausimą").or_(page.locator("a[href$='/klausimai/naujas/']")).first.click()
    page.select_option("[name=kind]", "plan_draft")
    page.fill("[name=title]", "Dėl strateginio plėtros plano patvirtinimo")
    page.select_option("[name=edition]", "2")
    page.select_option("[name=basis]", "1")
    page.click("main form.form button[type=submit]")
    page.get_by_role("button", name="Parengti paketą").click()
    expect(page.locator("h1")).to_have_text("Dokumentų paketas: Naršyklės posėdis")
    link = page.get_by_role("link", name="Atsisiųsti paketą (ZIP)")
    expect(link).to_be_visible(timeout=PACKED)
    with page.expect_download() as waiting:
        link.click()
    kept = tmp_path / "paketas.zip"
    waiting.value.save_as(kept)
    with zipfile.ZipFile(kept) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
    assert names[:4] == ["00 Sąrašas.txt", "00 SHA256SUMS", "01 Darbotvarkė.pdf", "01 Darbotvarkė.docx"]
    folder = "01 Dėl strateginio plėtros plano patvirtinimo"
    assert any(name.startswith(f"{folder}/") and "Redakcija Nr. 2, palyginta" in name for name in names)
    page.get_by_role("link", name="Naršyklės posėdis").first.click()
    page.get_by_role("link", name="Skaityti viską iš eilės").click()
    page.set_viewport_size({"width": 320, "height": 720})
    expect(page.get_by_role("heading", name="Darbotvarkė")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.screenshot(path=tmp_path / "skaityti-320.png", full_page=True)
