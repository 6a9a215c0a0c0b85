"""The page of an element and its wordings with scripts, without them, without colour, on a narrow screen."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
VISION = "/planas/V/"


def test_the_citation_is_copied_by_a_press_and_said(new_context):
    page = new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto(VISION)
    page.get_by_role("button", name="Kopijuoti").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Nukopijuota.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == " ".join(page.locator("#citata").inner_text().split(" "))
    assert re.search(r"/planas/e/[0-9a-f]{12}/", copied)


def test_printing_is_offered_by_a_script_alone(new_context):
    page = new_context().new_page()
    page.add_init_script("window.print = () => { window.printed = true }")
    page.goto(VISION)
    page.get_by_role("button", name="Spausdinti").click()
    assert page.evaluate("window.printed") is True
    plain = new_context(java_script_enabled=False).new_page()
    plain.goto(VISION)
    expect(plain.get_by_role("button", name="Spausdinti")).to_have_count(0)
    expect(plain.locator("#citata")).to_be_visible()


def test_two_wordings_are_chosen_and_compared_without_scripts_and_without_colour(new_context):
    page = new_context(java_script_enabled=False, forced_colors="active").new_page()
    page.goto(VISION)
    page.get_by_role("link", name="Visos formuluotės ir bet kurių dviejų skirtumai").click()
    page.get_by_label("Nuo formuluotės").select_option("1")
    page.get_by_label("iki formuluotės").select_option("2")
    page.get_by_role("button", name="Rodyti skirtum").click()
    assert page.url.endswith("/redakcijos/?nuo=1&iki=2")
    entry = page.locator("article.change")
    said = re.sub(r"\s+", " ", entry.aria_snapshot())
    assert re.search(r"ištrinta: ?\S*atvira", said)
    assert re.search(r"įterpta: ?\S*veržli", said)
    assert entry.locator("del").first.is_visible()


@pytest.mark.parametrize("address", [VISION, "wordings", "/redakcijos/3/", "/redakcijos/"])
def test_nothing_is_wider_than_a_narrow_screen(new_context, address):
    page = new_context().new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(VISION if address == "wordings" else address)
    if address == "wordings":
        page.get_by_role("link", name="Visos formuluotės ir bet kurių dviejų skirtumai").click()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
