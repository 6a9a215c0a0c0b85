"""What is not saved yet in other forms than an element's: a new element, choices of a conflict, an answer."""

import re

import pytest
from playwright.sync_api import expect

from tests.plans.test_merging_browser import replace_word, save, two  # noqa: F401
from tests.plans.test_writing_browser import end_session
from tests.plans.writing import AREA, KEPT, STATE, fill_login, log_in, open_form, write
from tests.support.axe import assert_accessible
from tests.support.servers import wait_until

pytestmark = pytest.mark.browser
PROBLEM = ".notice[data-trouble]:visible"
OFFER = "[data-keep-offer]:visible"


@pytest.fixture
def member(page):
    log_in(page, "narys")
    return page


@pytest.fixture
def new_at(member, request):
    """The form of a new measure; each test has a task of its own."""
    tests = [test.name for test in request.session.items if test.module is request.module]
    tasks = member.locator("#medis li[data-kind=task] > .tree__row .tree__title")
    place = tests.index(request.node.name) % tasks.count()
    return f"{tasks.nth(place).get_attribute('href')}prideti/priemone/?tuscias=1"


def test_a_new_element_is_on_the_server_within_seconds_and_on_another_device(member, new_at, new_context):
    open_form(member, new_at)
    member.fill("[name=title]", "Dar niekur nesanti priemonė")
    write(member, "Jos tekstas.")
    expect(member.locator(STATE)).to_have_text(KEPT, timeout=8000)
    expect(member.locator("[data-save-told]")).to_have_text("Išsaugota juodraštyje")
    assert_accessible(member)
    phone = new_context().new_page()
    phone.set_viewport_size({"width": 320, "height": 700})
    log_in(phone, "narys")
    expect(phone.get_by_role("link", name="Dar niekur nesanti priemonė")).to_be_visible()
    phone.get_by_role("link", name="Dar niekur nesanti priemonė").click()
    expect(phone.locator("[name=title]")).to_have_value("Dar niekur nesanti priemonė")
    expect(phone.locator(AREA)).to_contain_text("Jos tekstas.")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    assert_accessible(phone)
    phone.locator(".action-bar button[value='save']").click()
    expect(phone.locator("h1")).to_contain_text("Dar niekur nesanti priemonė")
    open_form(phone, new_at.removesuffix("?tuscias=1"))
    expect(phone.locator("[name=title]")).to_have_value("")
    expect(phone.locator(OFFER)).to_have_count(0)


def test_a_new_element_says_that_it_is_offline_and_goes_on(member, new_at):
    open_form(member, new_at)
    member.context.set_offline(True)
    member.fill("[name=title]", "Be ryšio parašyta")
    expect(member.locator(STATE)).to_have_text("Nėra ryšio – tekstas saugomas šioje naršyklėje", timeout=8000)
    member.context.set_offline(False)
    expect(member.locator(STATE)).to_have_text(KEPT, timeout=10_000)


def test_a_tab_with_a_new_element_that_is_closed_loses_nothing(member, new_at):
    open_form(member, new_at)
    member.fill("[name=title]", "Uždaryta kortelė")
    again = member.context.new_page()
    with member.expect_event("close"):
        member.close(run_before_unload=True)

    def is_back():
        again.goto(new_at.removesuffix("?tuscias=1"))
        return again.input_value("[name=title]") == "Uždaryta kortelė"

    wait_until(is_back, "the text that the closing tab sent")


def test_a_login_that_ends_over_a_new_element_brings_it_back(member, new_at, stack):
    open_form(member, new_at)
    end_session(member, stack)
    member.fill("[name=title]", "Po prisijungimo pabaigos")
    expect(member.locator(PROBLEM)).to_contain_text("Prisijungimas baigėsi", timeout=8000)
    member.get_by_role("button", name="Prisijungti ir tęsti").click()
    fill_login(member, "narys")
    expect(member.locator("[name=title]")).to_have_value("Po prisijungimo pabaigos")


@pytest.fixture
def conflict(two):  # noqa: F811
    """Two texts of one place, the first choice made; the address of the form."""
    member, chair, address = two
    replace_word(chair, "mažėja", "didėja")
    replace_word(chair, "mažai", "nedaug")
    save(chair)
    expect(chair.locator(".messages")).to_contain_text("Išsaugota")
    replace_word(member, "mažėja", "svyruoja")
    replace_word(member, "mažai", "apstu")
    save(member)
    expect(member.locator("fieldset.conflict")).to_have_count(2)
    member.locator("#id_choice-0_0").check()
    expect(member.locator("[data-keep-state]")).to_contain_text("laikoma šioje naršyklėje")
    return member, address


def test_choices_come_back_in_a_new_tab_after_theirs_was_closed(conflict):
    member, address = conflict
    again = member.context.new_page()
    with member.expect_event("close"):
        member.close(run_before_unload=True)
    again.goto(address)
    again.get_by_role("button", name="Tęsti sprendimą").click()
    expect(again.locator("#id_choice-0_0")).to_be_checked()
    expect(again.locator("#id_choice-1_0")).not_to_be_checked()
    assert_accessible(again)
    again.locator("#id_choice-1_1").check()
    again.get_by_role("button", name="Išsaugoti, ką pasirinkau").click()
    expect(again.locator(".document")).to_contain_text("svyruoja kasmet")
    expect(again.locator(".document")).to_contain_text("per nedaug")
    again.goto(address)
    expect(again.locator(OFFER)).to_have_count(0)


def test_choices_come_back_after_a_login_that_ended_there(conflict, stack):
    member, _address = conflict
    member.locator("#id_choice-1_1").check()
    end_session(member, stack)
    member.get_by_role("button", name="Išsaugoti, ką pasirinkau").click()
    expect(member).to_have_url(re.compile("next="))
    fill_login(member, "narys", "aplinkos-apsauga")
    expect(member.locator("#id_choice-0_0")).to_be_checked()
    expect(member.locator("#id_choice-1_1")).to_be_checked()
    member.get_by_role("button", name="Išsaugoti, ką pasirinkau").click()
    expect(member.locator(".document")).to_contain_text("svyruoja kasmet")
