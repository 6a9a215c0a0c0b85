"""A name in public, in a real browser: given on a phone by the keyboard, shown, taken back and gone."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.support.axe import assert_accessible
from tests.support.servers import PASSWORD

pytestmark = pytest.mark.browser
OWN, GROUP = "/paskyra/viesumas/", "/darbo-grupes/aplinkos-apsauga/"
NAME = """
from workgroups.models import User
print(User.objects.get(email="narys.aplinkos-apsauga@example.org").full_name)
"""


def test_a_member_agrees_to_be_named_and_takes_it_back(stack, page, browser: Browser):
    name = stack.manage("shell", "-v0", "-c", NAME).strip().splitlines()[-1]
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(OWN)
    page.fill("[name=login]", "narys.aplinkos-apsauga@example.org")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    expect(page).to_have_url(re.compile(f"{OWN}$"))
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    reader = browser.new_context(base_url=stack.url).new_page()
    reader.goto(GROUP)
    expect(reader.locator("main")).not_to_contain_text(name)
    page.locator("button[name=do][value=give]").press("Enter")
    expect(page.locator("button[name=do][value=withdraw]")).to_be_visible()
    assert_accessible(page)
    reader.goto(GROUP)
    expect(reader.locator("main")).to_contain_text(name)
    assert_accessible(reader)
    page.locator("button[name=do][value=withdraw]").press("Enter")
    expect(page.locator("button[name=do][value=give]")).to_be_visible()
    reader.goto(GROUP)
    expect(reader.locator("main")).not_to_contain_text(name)
    reader.context.close()
