"""Letters, in a real browser: asked for on a phone by the keyboard, confirmed by a button, left by one click."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.axe import assert_accessible

pytestmark = pytest.mark.browser
EMAIL = "skaitytoja.narsykleje@example.org"
# The text of a letter is wiped when it is sent, which may be any moment: the link in it is made once more.
LINK = f"""
from django.core import signing
from django.urls import reverse
from klaipeda_plan.notices.models import Mail
from publicity.services.following import ASK_SALT
assert Mail.objects.filter(to="{EMAIL}").count() == 1
token = signing.dumps(["{EMAIL}", "lt", [["group", "aplinkos-apsauga"]]], salt=ASK_SALT, compress=True)
print(reverse("publicity:confirm_following", args=[token]))
"""
LEFT = f"""
from publicity.models import Subscriber
print(Subscriber.objects.filter(email="{EMAIL}").count())
"""


def told(stack, question):
    return stack.manage("shell", "-v0", "-c", question).strip().splitlines()[-1]


def test_a_reader_asks_confirms_and_leaves(stack, page, troubles):
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto("/prenumerata/?grupe=aplinkos-apsauga")
    page.locator("[name=email]").focus()
    page.keyboard.type(EMAIL)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/prenumerata/laiskas-issiustas/$"))
    page.goto(told(stack, LINK))
    assert told(stack, LEFT) == "0", "opening the link confirms nothing"
    assert_accessible(page)
    page.locator("main form button[type=submit]").press("Enter")
    expect(page).to_have_url(re.compile("/prenumerata/mano/"))
    expect(page.locator("[name=groups][value=aplinkos-apsauga]")).to_be_checked()
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.goto(page.url.replace("/mano/", "/atsisakyti/"))
    page.locator("main form button[type=submit]").press("Enter")
    expect(page.locator("main")).to_contain_text("ištrintas")
    assert told(stack, LEFT) == "0"
