"""A guest's way end to end: invited, reads, remarks, recommends, is seen by the reviewers, is shut out."""

import re
import shutil
import subprocess

import pytest
from playwright.sync_api import expect

from tests.plans.test_reading_browser import log_in, too_wide
from tests.support.axe import assert_accessible

pytestmark = pytest.mark.browser


@pytest.fixture
def coordinator(page):
    return log_in(page, "koordinatorius")


@pytest.fixture
def link(coordinator):
    """The coordinator invites a guest to the first goal; the address of the guest's link."""
    coordinator.goto("/rengimas/sveciai/naujas/")
    label = coordinator.locator("[name=branch] option", has_text=re.compile(r"^1\.1 ")).first.inner_text()
    coordinator.select_option("[name=branch]", label=label)
    coordinator.fill("[name=name]", "Vytė Svečienė")
    assert_accessible(coordinator)
    coordinator.click("main form button[type=submit]")
    assert_accessible(coordinator)
    return coordinator.input_value(".guest-secret")


def test_a_guest_reads_remarks_and_recommends_until_the_link_is_closed(new_context, coordinator, link):
    guest = new_context().new_page()
    requests = []
    guest.on("request", lambda request: requests.append(request.headers.get("referer", "")))
    guest.goto(link)
    assert_accessible(guest)
    guest.get_by_role("link", name=re.compile(r"^Rašyti pastabą arba rekomenduoti ?: 1\.1\.1\.1")).click()
    assert_accessible(guest)
    guest.select_option("[name=block]", index=1)
    guest.fill("#remark_text", "Kas už tai atsako?")
    guest.get_by_role("button", name="Siųsti pastabą").click()
    expect(guest.get_by_role("status")).to_contain_text("Ačiū")
    expect(guest.locator(".thread")).to_contain_text("Kas už tai atsako?")
    guest.get_by_role("radio", name="grąžinti tobulinti").check()
    guest.get_by_role("button", name="Siųsti rekomendaciją").click()
    expect(guest.locator(".error-summary")).to_contain_text("Nurodykite, kodėl rekomenduojate grąžinti.")
    assert_accessible(guest)
    guest.fill("[name=rec-text]", "Trūksta terminų.")
    guest.get_by_role("button", name="Siųsti rekomendaciją").click()
    expect(guest.locator("#rekomendacija + p")).to_contain_text("Grąžinti tobulinti")
    assert guest.context.cookies() == []
    assert not any("/svecias/" in referrer for referrer in requests)

    uid = re.search(r"/e/([0-9a-f-]{36})/", guest.url)[1]
    coordinator.goto(f"/rengimas/perziura/?nuo={uid}")
    expect(coordinator.locator(".recommendations").first).to_contain_text("Trūksta terminų.")
    coordinator.goto("/rengimas/sveciai/")
    assert_accessible(coordinator)
    coordinator.get_by_role("link", name="Vytė Svečienė").first.click()
    expect(coordinator.locator("#zurnalas ~ *").first).to_contain_text("Rašė pastabą")
    assert_accessible(coordinator)
    coordinator.once("dialog", lambda dialog: dialog.accept())
    coordinator.get_by_role("button", name="Uždaryti nuorodą").click()
    expect(coordinator.locator(".messages")).to_contain_text("nebegalioja")
    assert guest.reload().status == 410
    expect(guest.get_by_role("heading", level=1)).to_have_text("Ši nuoroda nieko neatveria")
    assert_accessible(guest)


def test_the_guests_pages_work_by_keyboard_and_on_a_narrow_screen(new_context, link):
    guest = new_context().new_page()
    guest.set_viewport_size({"width": 320, "height": 700})
    guest.goto(link)
    assert too_wide(guest) <= 0
    assert_accessible(guest)
    first = guest.get_by_role("link", name=re.compile("^Rašyti pastabą arba rekomenduoti")).first
    first.focus()
    guest.keyboard.press("Enter")
    expect(guest.locator("#remark_text")).to_be_visible()
    assert too_wide(guest) <= 0
    assert_accessible(guest)
    guest.locator("#remark_text").focus()
    guest.keyboard.type("Klaviatūra rašyta pastaba")
    guest.keyboard.press("Tab")
    guest.keyboard.press("Enter")
    expect(guest.locator(".thread")).to_contain_text("Klaviatūra rašyta pastaba")


def test_every_printed_sheet_bears_the_guests_name(new_context, link, tmp_path):
    guest = new_context().new_page()
    guest.goto(link)
    file = tmp_path / "sveciui.pdf"
    file.write_bytes(guest.pdf(format="A4"))
    assert shutil.which("pdftotext"), "poppler-utils reads the PDF"
    sheets = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout.split("\f")[
        :-1
    ]
    assert len(sheets) >= 2
    marked = [bool(re.search(r"Vytė\s+Svečienė\s+·\s+20\d\d-\d\d-\d\d", sheet)) for sheet in sheets]
    assert all(marked), marked
