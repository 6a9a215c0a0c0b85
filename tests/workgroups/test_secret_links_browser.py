"""Pages whose address is a secret, in a real browser: their forms are taken, and no other page learns the address."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.axe import assert_accessible
from tests.support.servers import PASSWORD

pytestmark = pytest.mark.browser
GUEST = """
from datetime import timedelta
from django.utils import timezone
from plans.models import Element
from plans.services.guests import make_guest_link
from plans.services.remarks import add_remark, answer_remark
from workgroups.models import User
one = Element.objects.filter(kind="goal", is_removed=False).exclude(workgroup=None).first()
by = User.objects.get(email="koordinatorius@example.org")
made = make_guest_link(one, name="Vytė Svečienė", expires_at=timezone.now() + timedelta(days=3), by=by)
remark = add_remark(one, "Kiek stotelių?", guest=made.link)
answer_remark(remark, "Trys.", by=by)
print(f"/svecias/{made.secret}/e/{one.uid}/")
"""


def test_an_invitation_is_accepted_in_the_browser(stack, page):
    printed = stack.manage("invite", "nauja.nare@example.org", "--role", "editor")
    path = re.search(r"/kvietimas/[\w-]+/", printed)[0]
    sent = []
    page.on("request", lambda request: sent.append((request.method, request.url, request.headers)))
    page.goto(path)
    assert_accessible(page)
    for name in ("password1", "password2"):
        page.fill(f"[name={name}]", PASSWORD)
    if not page.input_value("[name=full_name]"):
        page.fill("[name=full_name]", "Nauja Redaktorė")
    page.locator("main form button[type=submit]").last.click()
    expect(page).to_have_url(re.compile("/paskyra/"))
    expect(page.locator(".messages")).to_contain_text("Paskyra")
    told = [headers.get("referer", "") for _method, url, headers in sent if path not in url]
    assert not [referer for referer in told if "kvietimas" in referer]


def test_a_guest_answers_in_the_thread_of_an_own_remark(stack, page):
    path = stack.manage("shell", "-v0", "-c", GUEST).strip().splitlines()[-1]
    page.set_viewport_size({"width": 320, "height": 700})
    page.goto(path)
    expect(page.locator(".guest-answer")).to_contain_text("Trys.")
    page.locator("summary", has_text="Atsakyti").press("Enter")
    page.get_by_label("Jūsų atsakymas").fill("O kada?")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_role("button", name="Siųsti atsakymą").click()
    expect(page.locator("[role=status]").first).to_contain_text("Ačiū: Jūsų atsakymą")
    expect(page.locator(".guest-answer").last).to_contain_text("O kada?")
