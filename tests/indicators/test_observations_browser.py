"""Values of indicators in a real browser: entered by keyboard alone, on a phone, in dark, without barriers."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.plans.test_editor_browser import log_in
from tests.support.axe import assert_accessible

pytestmark = pytest.mark.browser
LIST = "/rengimas/rodikliai/"


@pytest.fixture
def member(page):
    log_in(page, "narys")
    return page


def open_first(page: Page, query: str) -> None:
    page.goto(LIST + query)
    page.locator("table.indicators tbody a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def tab_to(page: Page, selector: str) -> None:
    """By the tabulator alone."""
    for _step in range(80):
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {selector}")


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_value_is_entered_corrected_and_seen_in_the_chart_by_keyboard_alone(member):
    open_first(member, "?lygis=task&vertinimas=no_data")
    tab_to(member, "#id_period")
    member.keyboard.type("2021")
    member.keyboard.press("Tab")
    member.keyboard.type("daug")
    member.keyboard.press("Enter")
    error = member.locator("#id_value_error")
    expect(error).to_contain_text("nėra skaičius")
    expect(member.locator(".error-summary")).to_be_focused()
    assert_accessible(member)
    tab_to(member, "#id_value")
    member.keyboard.press("Control+A")
    member.keyboard.type("12,0")
    member.keyboard.press("Enter")
    expect(member.get_by_text("Reikšmė įrašyta.")).to_be_visible()
    expect(member.locator("svg.drawing--line .d-dot")).not_to_have_count(0)
    assert_accessible(member)


def test_the_grid_is_filled_by_keyboard_and_tells_wrong_cells(member):
    open_first(member, "?lygis=task&vertinimas=no_data")
    member.get_by_role("link", name=re.compile("kelis laikotarpius")).click()
    tab_to(member, "#id_row-0-period")
    for period, value in (("2021", "5"), ("2022", "x"), ("2023", "7")):
        member.keyboard.type(period)
        member.keyboard.press("Tab")
        member.keyboard.type(value)
        for _cell in range(4):
            member.keyboard.press("Tab")
    member.keyboard.press("Shift+Tab")
    member.keyboard.press("Enter")
    expect(member.locator("#id_row-1-value_error")).to_contain_text("nėra skaičius")
    expect(member.locator("#id_row-2-value")).to_have_value("7")
    member.locator("#id_row-1-value").fill("6")
    member.locator("#id_row-1-value").press("Enter")
    expect(member.get_by_text("Reikšmės įrašytos.")).to_be_visible()
    expect(member.locator("table").last.locator("tbody tr")).to_have_count(3)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_nothing_is_wider_than_the_screen_and_words_can_be_read(new_context, scheme):
    page = new_context(color_scheme=scheme).new_page()
    page.set_viewport_size({"width": 320, "height": 700})
    log_in(page, "narys")
    page.goto(LIST)
    assert fits(page)
    assert_accessible(page)
    open_first(page, "?lygis=goal")
    assert fits(page)
    size = page.locator("svg.drawing--line text").first.evaluate("(text) => text.getBoundingClientRect().height")
    assert size >= 11, "labels of a chart shrink with it"
    assert_accessible(page)
    page.goto(page.url + "reiksmes/")
    assert fits(page)
    assert_accessible(page)


@pytest.mark.parametrize("width", [1280, 320])
def test_the_public_page_of_a_goal_has_its_charts_without_barriers(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/planas/1.1/")
    expect(page.get_by_role("img", name=re.compile("vienam")).first).to_be_visible()
    page.get_by_text("Skaičiai lentelėje").first.click()
    expect(page.get_by_role("columnheader", name="Pagal kelią").first).to_be_visible()
    assert fits(page)
    assert_accessible(page)
