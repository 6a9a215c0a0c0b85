"""The plan in a real browser: the contents that follow, filters without scripts, paper."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def context(new_context):
    return new_context(reduced_motion="reduce")


def test_the_contents_follow_the_reader(page):
    page.goto("/planas/skaityti/")
    marked = page.locator("[data-contents] [aria-current]")
    expect(marked).to_have_count(1)
    page.locator("#k-2\\.1").evaluate("part => part.scrollIntoView()")
    expect(marked).to_contain_text("2.1")
    expect(marked).to_be_in_viewport()
    page.locator("#k-S1").evaluate("part => part.scrollIntoView()")
    expect(marked).to_contain_text("S1")


def test_a_press_in_the_contents_leads_there_and_marks_it(page):
    page.goto("/planas/skaityti/")
    page.locator("[data-contents] a[href='#k-1.2']").press("Enter")
    expect(page).to_have_url(re.compile("#k-1.2$"))
    expect(page.locator("#k-1\\.2 .piece__title").first).to_be_in_viewport()
    expect(page.locator("[data-contents] [aria-current]")).to_contain_text("1.2")


def test_a_reader_without_scripts_filters_and_takes_a_condition_away(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/planas/")
    page.get_by_text("Atsirinkti pagal").click()
    page.get_by_label("Darbo grupė").select_option(label="Aplinkos apsaugos darbo grupė")
    page.get_by_label("Metai").select_option("2024")
    page.get_by_role("button", name="Rodyti").click()
    expect(page).to_have_url(re.compile(r"grupe=aplinkos-apsauga.*metai=2024"))
    expect(page.locator("#rasta")).to_contain_text(re.compile(r"\d+\s+priemon\S+ iš 250"))
    page.get_by_role("link", name="Be sąlygos „Metai: 2024“").click()
    expect(page).to_have_url(re.compile(r"\?grupe=aplinkos-apsauga$"))
    page.get_by_role("link", name="Visas planas").click()
    expect(page).to_have_url(re.compile("/planas/$"))


def test_on_paper_the_text_stands_alone(page):
    page.goto("/planas/skaityti/1.1/")
    page.emulate_media(media="print")
    expect(page.locator("nav.site-nav, [data-contents]").first).to_be_hidden()
    expect(page.locator("#k-1\\.1")).to_be_visible()
    expect(page.locator(".onward")).to_be_hidden()
