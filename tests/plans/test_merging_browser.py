"""Two people in one text at once, in real browsers: what fits together is joined, what overlaps is decided."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.plans.test_editor_browser import AREA, log_in
from tests.support.axe import assert_accessible

pytestmark = pytest.mark.browser
FIRST, SECOND = "Oro tarša mieste mažėja kasmet.", "Stotelių yra per mažai visiems."


def write_body(page: Page, words: list[str]) -> None:
    """Replaces the text by paragraphs and saves."""
    page.locator(AREA).click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    for number, line in enumerate(words):
        if number:
            page.keyboard.press("Enter")
        page.keyboard.type(line)
    save(page)


def save(page: Page) -> None:
    page.locator(".action-bar button[value='save']").click()


def replace_word(page: Page, old: str, new: str) -> None:
    """Selects a word in the editor and types another one over it."""
    area = page.locator(AREA)
    area.focus()
    area.evaluate(
        """(area, word) => {
          const walker = document.createTreeWalker(area, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(word);
            if (at >= 0) getSelection().setBaseAndExtent(node, at, node, at + word.length);
          }
        }""",
        old,
    )
    page.wait_for_timeout(100)  # the editor hears of a selection a moment later
    page.keyboard.type(new)
    expect(area).to_contain_text(new)
    expect(area).not_to_contain_text(old)


@pytest.fixture
def two(new_context, request):
    """A member and the chair with one measure's form open; each test has a measure of its own."""
    member, chair = new_context().new_page(), new_context().new_page()
    log_in(member, "narys")
    log_in(chair, "pirmininkas")
    number = 6 + [test.name for test in request.session.items if test.module is request.module].index(
        request.node.name
    )  # fmt: skip
    address = member.locator(".tree a[href$='/redaguoti/']").nth(-number).get_attribute("href")
    member.goto(address)
    expect(member.locator(AREA)).to_be_visible()
    write_body(member, [FIRST, SECOND])
    expect(member.locator(".messages")).to_contain_text("Išsaugota")
    for page in (member, chair):
        page.goto(address)
        expect(page.locator(AREA)).to_contain_text("per mažai")
    return member, chair, address


def history(page: Page, address: str) -> Page:
    page.goto(address.replace("redaguoti/", "versijos/"))
    return page


def test_changes_of_two_paragraphs_are_joined_and_the_person_is_told(two):
    member, chair, address = two
    replace_word(chair, "mažėja", "didėja")
    save(chair)
    expect(chair.locator(".messages")).to_contain_text("Išsaugota")
    replace_word(member, "mažai", "daug")
    save(member)
    told = member.locator(".messages")
    expect(told).to_contain_text("Sujungta su pakeitimais, kuriuos įrašė")
    expect(member.locator(".document")).to_contain_text("didėja kasmet")
    expect(member.locator(".document")).to_contain_text("per daug")
    told.get_by_role("link", name="Kas buvo pakeista").click()
    expect(member.locator(".diff ins")).to_contain_text("didėja")
    newest = history(member, address).locator("tbody tr").first
    expect(newest).to_contain_text("Sujungta")
    assert len(newest.locator(".who").all()) == 2


def test_changes_of_one_paragraph_that_do_not_touch_are_joined(two):
    member, chair, _address = two
    replace_word(chair, "Oro", "Dulkių")
    save(chair)
    expect(chair.locator(".messages")).to_contain_text("Išsaugota")
    replace_word(member, "kasmet", "lėtai")
    save(member)
    expect(member.locator(".document")).to_contain_text("Dulkių tarša mieste mažėja lėtai.")


def test_what_overlaps_is_decided_piece_by_piece_with_the_keyboard_alone(two):
    member, chair, address = two
    replace_word(chair, "mažėja", "didėja")
    replace_word(chair, "mažai", "nedaug")
    save(chair)
    expect(chair.locator(".messages")).to_contain_text("Išsaugota")
    replace_word(member, "mažėja", "svyruoja")
    replace_word(member, "mažai", "apstu")
    save(member)
    expect(member.locator("h1")).to_contain_text("Du tekstai")
    pieces = member.locator("fieldset.conflict")
    expect(pieces).to_have_count(2)
    expect(pieces.nth(0).locator(".compare__side--mine ins")).to_contain_text("svyruoja")
    expect(pieces.nth(0).locator(".compare__side--theirs ins")).to_contain_text("didėja")
    assert_accessible(member)
    member.locator("#id_choice-0_0").focus()
    member.keyboard.press("Space")
    member.locator("#id_choice-1_0").focus()
    member.keyboard.press("Space")
    member.keyboard.press("ArrowDown")
    look = member.get_by_role("button", name="Rodyti visumą")
    look.focus()
    member.keyboard.press("Enter")
    whole = member.locator("#visuma")
    expect(whole).to_contain_text("svyruoja")
    expect(whole).to_contain_text("nedaug")
    member.locator("button[value='decide']").focus()
    member.keyboard.press("Enter")
    expect(member.locator(".document")).to_contain_text("Oro tarša mieste svyruoja kasmet.")
    expect(member.locator(".document")).to_contain_text("Stotelių yra per nedaug visiems.")
    newest = history(member, address).locator("tbody tr").first
    assert len(newest.locator(".who").all()) == 2


def test_a_piece_is_written_anew_in_the_editor(two):
    member, chair, _address = two
    replace_word(chair, "mažėja", "didėja")
    save(chair)
    expect(chair.locator(".messages")).to_contain_text("Išsaugota")
    replace_word(member, "mažėja", "svyruoja")
    save(member)
    member.locator("summary", has_text="Parašyti iš naujo").click()
    area = member.locator(AREA)
    area.click()
    member.keyboard.press("Control+a")
    member.keyboard.type("Tarša ir didėja, ir svyruoja.")
    member.get_by_label("tai, ką parašau žemiau").check()
    member.get_by_role("button", name="Išsaugoti, ką pasirinkau").click()
    expect(member.locator(".document")).to_contain_text("Tarša ir didėja, ir svyruoja.")
    expect(member.locator(".document")).to_contain_text("per mažai")


def test_an_earlier_version_is_compared_and_restored_with_the_keyboard_on_a_phone(two):
    member, _chair, address = two
    replace_word(member, "mažėja", "didėja")
    save(member)
    member.set_viewport_size({"width": 320, "height": 640})
    history(member, address)
    for page_name in ("versijos/", "versijos/2/palyginti/3/", "versijos/2/atkurti/"):
        member.goto(address.replace("redaguoti/", page_name))
        assert member.evaluate("document.documentElement.scrollWidth <= innerWidth"), page_name
        assert_accessible(member)
    expect(member.locator(".diff ins")).to_contain_text("mažėja")
    member.locator("[name=reason]").focus()
    member.keyboard.type("Buvo tiksliau")
    member.keyboard.press("Tab")
    member.keyboard.press("Enter")
    expect(member.locator(".messages")).to_contain_text(re.compile("Vėl galioja 2 versijos"))
    expect(member.locator(".document")).to_contain_text("mažėja kasmet")
