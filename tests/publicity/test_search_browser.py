"""Suggestions in a real browser: by keyboard, with a mouse, for a screen reader; and everything without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.axe import violations

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture
def box(page: Page):
    page.goto("/apie/")
    field = page.get_by_role("combobox", name="Ieškoti portale")
    field.click()
    field.press_sequentially("gatvi")
    expect(page.get_by_role("option").first).to_be_visible()
    return field


def test_keyboard_walks_through_suggestions_and_opens_one(page, box):
    expect(box).to_have_attribute("aria-expanded", "true")
    options = page.get_by_role("option")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None, "back in the field"
    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url(re.compile("/planas/e/[0-9a-f]{12}/$"))


def test_open_list_has_no_barriers_and_fits_a_phone(page, box):
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_escape_closes_and_enter_searches_for_what_was_typed(page, box):
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("gatvi")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.fill("gatvių apšvietimas")
    box.press("Enter")
    expect(page).to_have_url(re.compile(r"/paieska/\?q="))
    expect(page.locator(".found mark").first).to_be_visible()


def test_mouse_opens_a_suggestion_and_leaving_closes_the_list(page, box):
    page.get_by_role("option").first.click()
    expect(page).to_have_url(re.compile("/planas/e/"))
    page.go_back()
    field = page.get_by_role("combobox", name="Ieškoti portale")
    field.fill("gatv")
    expect(page.get_by_role("option").first).to_be_visible()
    field.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_nothing_is_asked_for_one_letter_and_once_for_quick_typing(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "siulymai" in request.url else None)
    page.goto("/apie/")
    field = page.get_by_role("combobox", name="Ieškoti portale")
    field.press_sequentially("g")
    field.press_sequentially("atvė", delay=10)
    expect(page.get_by_role("option").first).to_be_visible()
    assert len(asked) == 1


@pytest.mark.parametrize(
    "address", ["/paieska/", "/paieska/?q=gatviu", "/paieska/?q=svietmo+kelias", "/en/paieska/?q=gatviu"]
)
def test_search_page_has_no_barriers_and_fits_a_phone(page, address):
    page.goto(address)
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_scripts_the_form_searches(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/apie/")
    page.get_by_label("Ieškoti portale").fill("gatviu")
    page.get_by_role("button", name="Ieškoti").click()
    expect(page.locator(".found__title a").first).to_be_visible()
    page.locator(".facets a").first.click()
    expect(page).to_have_url(re.compile("(rusis|grupe)="))
    expect(page.locator(".facets [aria-current]")).to_have_count(1)
