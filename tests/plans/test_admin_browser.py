"""The review room in a real browser: by the policy, by keyboard order, on a narrow screen."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.support.servers import PASSWORD

pytestmark = pytest.mark.browser
QUEUE = "/admin/plans/element/"


@pytest.fixture
def consultant(page):
    page.goto("/paskyra/login/")
    page.locator("[name=login]").fill("konsultantas@example.org")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    expect(page).not_to_have_url(re.compile("/paskyra/login/"))
    return page


def complaints(page):
    """What axe finds, and whether the page is wider than the screen."""
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}).response["violations"]
    listed = [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*listed, *([f"{width} px too wide"] if width > 0 else [])]


@pytest.mark.parametrize("width", [1280, 320])
def test_the_review_pages_keep_the_policy_and_are_accessible(consultant, width):
    consultant.set_viewport_size({"width": width, "height": 900})
    found = {}
    for address in ("/admin/", QUEUE):
        consultant.goto(address)
        found[address] = complaints(consultant)
    consultant.locator("#result_list .field-title_with_kind a").first.click()
    element = consultant.url
    found["element"] = complaints(consultant)
    consultant.goto(element.replace("/change/", "/history/"))
    found["history"] = complaints(consultant)
    consultant.goto(QUEUE)
    for box in consultant.locator("#result_list input.action-select").all()[:2]:
        box.check()
    consultant.locator("select[name=action]").select_option("accept_checked")
    consultant.locator(".actions button[type=submit]").first.click()
    expect(consultant.locator("input[name=version]")).to_have_count(2)
    found["checked"] = complaints(consultant)
    assert {name: list_ for name, list_ in found.items() if list_} == {}


def test_a_return_without_a_reason_is_explained_beside_the_field(consultant):
    consultant.goto(QUEUE)
    consultant.locator("#result_list .field-title_with_kind a").first.click()
    consultant.locator("form[action$='/return/'] button").click()
    field = consultant.locator("textarea[name=reason]")
    expect(field).to_have_attribute("aria-invalid", "true")
    described = field.get_attribute("aria-describedby").split()[-1]
    expect(consultant.locator(f"#{described}")).to_contain_text("Nurodykite, kodėl elementas grąžinamas.")
    assert complaints(consultant) == []
