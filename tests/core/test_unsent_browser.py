"""A new title on the outline, the login gone meanwhile: in a browser the words come back and are sent."""

import re

import pytest
from playwright.sync_api import expect

from tests.plans.test_remarks_browser import log_in, no_sideways_scrolling
from tests.support.axe import assert_accessible
from tests.support.servers import PASSWORD

pytestmark = pytest.mark.browser
TITLE = "Naujas elementas po prisijungimo"


def test_a_title_typed_on_the_outline_comes_back_after_the_login(page):
    log_in(page, "narys.aplinkos-apsauga")
    page.locator("[data-acts]").nth(3).click()
    field = page.locator("input[id^=add-]").first
    field.fill(TITLE)
    page.context.clear_cookies(name="sessionid")
    field.press("Enter")
    expect(page).to_have_url(re.compile("/paskyra/login/"))
    page.fill("[name=login]", "narys.aplinkos-apsauga@example.org")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    expect(page.locator("blockquote")).to_have_text(TITLE)
    assert_accessible(page)
    page.set_viewport_size({"width": 320, "height": 700})
    assert no_sideways_scrolling(page)
    page.get_by_role("button", name="Siųsti").click()
    expect(page).to_have_url(re.compile("/rengimas/"))
    expect(page.locator(".tree__title").filter(has_text=TITLE)).to_be_visible()
