"""Two people in one element see each other, and hear of a version that was saved meanwhile."""

import pytest
from playwright.sync_api import expect

from tests.plans.writing import AREA, log_in, open_form, own_address, write
from tests.support.axe import assert_accessible

pytestmark = pytest.mark.browser
SOON = 12_000
HERE = "[data-presence]"


@pytest.fixture
def member(page):
    log_in(page, "narys")
    return page


@pytest.fixture
def chair(new_context):
    page = new_context().new_page()
    log_in(page, "pirmininkas")
    return page


@pytest.fixture
def address(member, request):
    return own_address(member, request)


def test_the_other_is_shown_within_seconds_and_gone_when_the_page_is_left(member, chair, address):
    open_form(member, address)
    chair.goto(address.replace("redaguoti/", ""))
    expect(chair.locator(HERE)).to_contain_text("Dabar čia dar yra:")
    expect(member.locator(HERE)).to_contain_text("(skaito)", timeout=SOON)
    write(member, " Rašau.")
    expect(chair.locator(HERE)).to_contain_text("(rašo)", timeout=SOON)
    for page in (member, chair):
        assert_accessible(page)
    chair.set_viewport_size({"width": 320, "height": 700})
    assert chair.evaluate("document.documentElement.scrollWidth") <= 320
    chair.goto("/rengimas/")
    expect(member.locator(HERE)).to_have_text("", timeout=SOON)


def test_a_version_saved_meanwhile_is_told_with_a_link_to_compare(member, chair, address):
    for page in (member, chair):
        open_form(page, address)
    chair.locator("[name=title]").fill("Pirmininko pavadinimas")
    chair.locator(".action-bar button[value='save']").click()
    expect(chair.locator("h1")).to_contain_text("Pirmininko pavadinimas")
    expect(member.locator(HERE)).to_contain_text("išsaugojo naujesnę versiją", timeout=SOON)
    expect(member.locator(HERE)).to_contain_text("abu tekstai bus sujungti")
    write(member, " Nario sakinys.")
    with member.context.expect_page() as opened:
        member.get_by_role("link", name="Kas b").click()
    expect(opened.value.locator("main")).to_contain_text("Pirmininko pavadinimas")
    opened.value.close()
    expect(member.locator(AREA)).to_contain_text("Nario sakinys.")
    member.locator(".action-bar button[value='save']").click()
    expect(member.locator("h1")).to_contain_text("Pirmininko pavadinimas")
    expect(member.locator(".document")).to_contain_text("Nario sakinys.")
