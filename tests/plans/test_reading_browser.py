"""Reading for review in a real browser: the switch, decisions on many, the keys, a narrow screen, accessibility."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.axe import assert_accessible
from tests.support.servers import PASSWORD

pytestmark = pytest.mark.browser
WAITING = "/rengimas/perziura/?rodyti=skirtumas&tik=laukia"


def log_in(page: Page, name: str) -> Page:
    page.goto("/paskyra/login/?next=/rengimas/perziura/")
    page.fill("[name=login]", f"{name}@example.org")
    page.fill("[name=password]", PASSWORD)
    page.click("main form button[type=submit]")
    expect(page).to_have_url(re.compile("/rengimas/perziura/"))
    return page


@pytest.fixture
def consultant(page):
    return log_in(page, "konsultantas")


def too_wide(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def submit_some(new_context, slug: str) -> None:
    """The chair of a group submits whatever of the area may go, so that something waits for the test."""
    chair = log_in(new_context().new_page(), f"pirmininkas.{slug}")
    chair.goto(f"/rengimas/pateikti/{slug}/")
    everything = chair.locator("input[name=which][value=all]")
    if everything.count():
        everything.check()
        chair.fill("[name=message]", "Prašome peržiūrėti")
        chair.click("form[data-submit-choice] button[type=submit]")
        expect(chair.locator(".messages")).to_contain_text("Pateikt")
    chair.context.close()


def test_the_switch_keeps_the_place_and_each_side_is_accessible(consultant):
    consultant.goto("/rengimas/perziura/?grupe=aplinkos-apsauga")
    for name, mark in (("Skirtumas", "ins"), ("Priimtas", ".document__heading"), ("Dabartinis", ".document__heading")):
        consultant.get_by_role("link", name=name, exact=True).click()
        expect(consultant.locator(".tabs [aria-current=page]")).to_have_text(name)
        assert "grupe=aplinkos-apsauga" in consultant.url
        expect(consultant.locator(f".reading {mark}").first).to_be_visible()
        assert_accessible(consultant)


def test_the_keys_lead_from_change_to_change_and_can_be_switched_off(consultant):
    consultant.goto(WAITING)
    changes = consultant.locator("[data-change]")
    assert changes.count() >= 2
    focused = "document.activeElement.closest('[data-change]')?.getAttribute('aria-labelledby')"
    consultant.keyboard.press("n")
    first = consultant.evaluate(focused)
    consultant.keyboard.press("n")
    second = consultant.evaluate(focused)
    assert [first, second] == [
        changes.nth(0).get_attribute("aria-labelledby"),
        changes.nth(1).get_attribute("aria-labelledby"),
    ]
    consultant.keyboard.press("p")
    assert consultant.evaluate(focused) == first
    consultant.locator("[data-reading-keys] input").uncheck()
    consultant.locator(f"#{first}").focus()
    consultant.keyboard.press("n")
    assert consultant.evaluate(focused) == first
    consultant.reload()
    expect(consultant.locator("[data-reading-keys] input")).not_to_be_checked()
    consultant.locator("[data-reading-keys] input").check()


def test_the_letters_are_typed_into_a_reason_and_jump_nowhere(consultant):
    consultant.goto(WAITING)
    consultant.locator(".verdict details summary").first.click()
    reason = consultant.locator(".verdict textarea").first
    reason.press_sequentially("nupjauta")
    expect(reason).to_have_value("nupjauta")
    expect(reason).to_be_focused()


def test_the_contents_follow_the_reader(consultant):
    consultant.goto("/rengimas/perziura/?grupe=aplinkos-apsauga")
    last = consultant.locator("[data-reading-contents] a[href^='#']").last
    target = last.get_attribute("href")
    consultant.locator(target).scroll_into_view_if_needed()
    consultant.evaluate("(id) => document.querySelector(id).scrollIntoView()", target)
    expect(last).to_have_attribute("aria-current", "location")


def test_many_are_accepted_and_returned_where_they_were_read(new_context, consultant):
    submit_some(new_context, "socialine-aplinka")
    consultant.goto(f"{WAITING}&grupe=socialine-aplinka")
    boxes = consultant.locator(".verdict__check input")
    waiting = boxes.count()
    assert waiting >= 2
    consultant.locator("[data-check-all]").click()
    expect(consultant.locator("[data-count]")).to_have_text(f"pažymėta: {waiting} / {waiting}")
    boxes.last.uncheck()
    consultant.locator("[data-decide-many] > button[value=accept]").click()
    expect(consultant.locator(".messages")).to_contain_text("Priimt")
    expect(consultant.locator(".verdict")).to_have_count(1)
    consultant.locator(".verdict__check input").check()
    consultant.locator("[data-decide-many] details summary").click()
    consultant.locator("[data-decide-many] button[value=return]").click()
    expect(consultant.locator(".error-summary")).to_contain_text("Nurodykite, kodėl elementas grąžinamas.")
    assert_accessible(consultant)
    consultant.fill("[name=reason]", "Trūksta pradinės reikšmės.")
    consultant.locator("button[value=return]").click()
    expect(consultant.locator(".messages")).to_contain_text("Grąžint")


def test_one_is_accepted_by_keyboard_alone(new_context, consultant):
    submit_some(new_context, "viesasis-sektorius")
    consultant.goto(WAITING)
    title = consultant.locator(".verdict form button[value=accept]").first
    before = consultant.locator(".verdict").count()
    title.focus()
    consultant.keyboard.press("Enter")
    expect(consultant.locator(".messages")).to_contain_text("Priimtas 1 elementas.")
    expect(consultant.locator(".verdict")).to_have_count(before - 1)


@pytest.mark.parametrize("address", [WAITING, "/rengimas/perziura/?rodyti=priimtas", "/rengimas/apkrova/"])
def test_a_narrow_screen_shows_all_of_it(consultant, address):
    consultant.set_viewport_size({"width": 320, "height": 700})
    consultant.goto(address)
    assert too_wide(consultant) <= 0
    assert_accessible(consultant)
    contents = consultant.locator(".reading__open")
    if contents.count():
        contents.click()
        expect(consultant.locator("[data-reading-contents]")).to_be_visible()
        assert_accessible(consultant)
        consultant.keyboard.press("Escape")
        expect(consultant.locator("[data-reading-contents]")).to_be_hidden()


def test_the_page_of_submitting_shows_what_the_choice_takes(new_context):
    chair = log_in(new_context().new_page(), "pirmininkas.aplinkos-apsauga")
    chair.goto("/rengimas/pateikti/aplinkos-apsauga/")
    boxes = chair.locator("input[name=chosen]")
    assert boxes.count() >= 2
    chair.locator("input[name=which][value=all]").check()
    assert all(box.is_checked() for box in boxes.all())
    boxes.first.uncheck()
    expect(chair.locator("input[name=which][value=chosen]")).to_be_checked()
    assert_accessible(chair)
    chair.set_viewport_size({"width": 320, "height": 700})
    assert too_wide(chair) <= 0
