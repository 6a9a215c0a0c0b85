"""The pages of notices in a real browser: by keyboard, on a narrow screen, for axe, and without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.axe import assert_accessible
from tests.support.servers import PASSWORD

pytestmark = pytest.mark.browser
GROUP = "aplinkos-apsauga"
# Something for the member: a returned element with its difference, a remark on shared ground.
FILL = f"""
from plans.models import Element
from plans.services.elements import Content, save_element
from plans.services.remarks import add_remark
from plans.services.review import return_element, submit_elements
from workgroups.models import User
who = lambda name: User.objects.get(email=name + "@example.org")
member, chair, reviewer = who("narys.{GROUP}"), who("pirmininkas.{GROUP}"), who("konsultantas")
one = Element.objects.filter(workgroup__slug="{GROUP}", kind="goal", is_removed=False).first()
save_element(one, Content(one.title + " ir priežiūra", one.body + "<p>Nauja pastraipa.</p>"),
             base_version=one.text_version, by=member)
submit_elements([one], by=chair)
one.refresh_from_db()
return_element(one, version_id=one.current_version_id, by=reviewer, reason="Trūksta rezultato rodiklio.")
vision = Element.objects.get(kind="vision", plan=one.plan, is_removed=False)
add_remark(vision, "Kaip manote, ar neilgoka?", by=reviewer, mentions=[member])
"""


@pytest.fixture
def member(stack, page) -> Page:
    stack.manage("shell", "-v0", "-c", FILL)
    log_in(page)
    return page


def log_in(page: Page) -> None:
    page.goto("/pranesimai/")
    page.fill("[name=login]", f"narys.{GROUP}@example.org")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    expect(page).to_have_url(re.compile("/pranesimai/$"))


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def reach(page: Page, selector: str) -> None:
    """Tab until the focus is there."""
    for _step in range(60):
        page.keyboard.press("Tab")
        if page.locator(selector).first.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab never reaches {selector}")


def test_a_notice_is_read_and_opened_by_keyboard_alone(member):
    expect(member.locator(".notice-item.is-new").first).to_be_visible()
    reach(member, ".notice-item details summary")
    member.keyboard.press("Enter")
    expect(member.locator(".notice-item details[open] ins").first).to_be_visible()
    member.reload()
    title = member.locator(".notice-item.is-new .notice-item__title a").first
    address = title.get_attribute("href")
    reach(member, f".notice-item a[href='{address}']")
    member.keyboard.press("Enter")
    expect(member).to_have_url(re.compile("/rengimas/e/"))
    member.goto("/pranesimai/")
    expect(member.locator(".notice-item", has=member.locator(f"a[href='{address}']"))).not_to_have_class(
        re.compile("is-new")
    )
    reach(member, "form[action='/pranesimai/perskaityta/'] button")
    member.keyboard.press("Enter")
    expect(member.locator(".notice-item").first).to_be_visible()
    expect(member.locator(".is-new")).to_have_count(0)


def test_the_choices_are_made_by_keyboard_alone(member):
    member.goto("/pranesimai/nustatymai/")
    reach(member, "[name=element_returned]:checked")
    member.keyboard.press("ArrowDown")
    chosen = member.locator("[name=element_returned]:checked").get_attribute("value")
    assert chosen == "daily"
    reach(member, ".ways button")
    member.keyboard.press("Enter")
    expect(member.locator(".messages")).to_contain_text("Išsaugota")
    assert member.locator("[name=element_returned]:checked").get_attribute("value") == "daily"
    reach(member, "form[action$='tik-portale/'] button")
    member.keyboard.press("Enter")
    expect(member.locator(".messages")).to_contain_text("Laiškų nebesiųsime")
    ways = member.locator(".ways input:checked:not([name=letters_language])")
    assert set(ways.evaluate_all("all => all.map(one => one.value)")) == {"portal"}


def test_every_page_is_accessible_and_fits_a_narrow_screen(member, stack):
    refuse = stack.manage(
        "shell", "-v0", "-c",
        "from klaipeda_plan.notices.unsubscribing import unsubscribe_path\nfrom workgroups.models import User\n"
        f"print(unsubscribe_path(User.objects.get(email='narys.{GROUP}@example.org')))",
    ).strip()  # fmt: skip
    for width in (1280, 320):
        member.set_viewport_size({"width": width, "height": 800})
        for address in ("/pranesimai/", "/pranesimai/nustatymai/", refuse):
            member.goto(address)
            member.locator("main details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
            assert_accessible(member)
            assert fits(member), f"{address} at {width}"
    member.click("main form button")
    expect(member.locator("h1")).to_have_text("Laiškų su pranešimais nebesiųsime")
    assert_accessible(member)


def test_everything_works_without_scripts(stack, new_context):
    stack.manage("shell", "-v0", "-c", FILL.replace("priežiūra", "stebėsena"))
    page = new_context(java_script_enabled=False).new_page()
    log_in(page)
    page.locator(".notice-item details summary").first.click()
    expect(page.locator(".notice-item details ins").first).to_be_visible()
    page.click("form[action='/pranesimai/perskaityta/'] button")
    expect(page.locator(".messages")).to_contain_text("perskaityti")


def test_the_bar_counts_on_while_a_page_stands_open_and_says_so(stack, page):
    page.clock.install()
    log_in(page)
    before = int(page.locator("[data-unread-count]").inner_text() or 0)
    stack.manage("shell", "-v0", "-c", FILL.replace("ir priežiūra", "ir kitkas"))
    page.clock.run_for(61_000)
    expect(page.locator("[data-unread-count]")).not_to_have_text(str(before))
    expect(page.locator("[data-unread-told]")).to_contain_text(re.compile("pranešim"))
    assert_accessible(page)
