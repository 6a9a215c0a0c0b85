"""The comparison page with a keyboard, for eyes that see no colour, and for ears."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
WORD = "/redakcijos/2/palyginti/1/"
WHOLE = "/redakcijos/3/palyginti/2/"


def heard(locator):
    """What a screen reader says of it."""
    return re.sub(r"\s+", " ", locator.aria_snapshot())


def test_deleted_and_inserted_words_are_heard_and_struck_or_underlined_without_colour(new_context):
    page = new_context(forced_colors="active").new_page()
    page.goto(WORD)
    entry = page.locator("article.change").first
    said = heard(entry)
    assert re.search(r"ištrinta: ?\S*atvira", said)
    assert re.search(r"įterpta: ?\S*veržli", said)
    line = "element => getComputedStyle(element).textDecorationLine"
    assert entry.locator("del").first.evaluate(line) == "line-through"
    inserted = entry.locator("ins").first
    assert inserted.evaluate(line) == "underline"
    assert int(inserted.evaluate("element => getComputedStyle(element).fontWeight")) >= 600
    expect(page.locator("main article.change")).to_have_count(1)
    expect(page.get_by_text("Skiriasi 1 elementas.")).to_be_visible()


def test_the_keyboard_alone_chooses_and_goes_through_the_pages(new_context):
    page = new_context().new_page()
    page.goto(WHOLE)
    count = page.locator("main article.change").count()
    assert 1 < count <= 50, "a page holds fifty"
    page.get_by_label("Sritis").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="Rodyti").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"sritis=[a-z]"))
    chosen = page.get_by_label("Sritis").locator("option:checked").inner_text()
    number = int(re.search(r"\((\d+)\)", chosen).group(1))
    expect(page.get_by_text(re.compile(rf"Elementai 1–\d+ iš {number}\."))).to_be_visible()
    page.goto(WHOLE)
    last = page.get_by_role("navigation", name="Palyginimo puslapiai").get_by_role("link").last
    last.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=re.compile(r"Pakeitimai .*puslapis iš"))).to_be_in_viewport()
    current = page.get_by_role("navigation", name="Palyginimo puslapiai").locator("[aria-current=page]")
    expect(current).to_have_count(1)
    assert page.locator("main article.change").count() <= 50


def test_an_elements_page_leads_to_its_place_on_whichever_page_it_stands(new_context):
    page = new_context().new_page()
    page.goto(WHOLE)
    page.get_by_role("navigation", name="Palyginimo puslapiai").get_by_role("link").last.click()
    entry = page.locator("main article.change").last
    anchor = entry.get_attribute("id")
    page.goto(f"{WHOLE}?elementas={anchor.removeprefix('e-')}#{anchor}")
    expect(page.locator(f"#{anchor}")).to_be_in_viewport()


@pytest.mark.parametrize("address", [WORD, WHOLE])
def test_nothing_is_wider_than_a_narrow_phone(new_context, address):
    page = new_context().new_page()
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
