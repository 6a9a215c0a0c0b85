"""The editor in a real browser, under the portal's own content security policy."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.servers import PASSWORD

pytestmark = pytest.mark.browser
AREA = ".prose-editor .ProseMirror[contenteditable='true']"
BLOCK = re.compile(r'data-block="([a-z0-9]{8})"')


def log_in(page: Page, name: str) -> None:
    page.goto("/rengimas/")
    page.fill("[name=login]", f"{name}.aplinkos-apsauga@example.org")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    expect(page).to_have_url(re.compile("/rengimas/$"))


def open_editor(page: Page, number: int) -> str:
    """Opens the form of the area's measure with this number from the end; says its address."""
    page.goto("/rengimas/")
    page.locator(".tree a[href$='/redaguoti/']").nth(-number).click()
    expect(page.locator(AREA)).to_be_visible()
    return page.url


def save(page: Page) -> None:
    page.locator(".action-bar button[value='save-stay']").click()
    expect(page.locator(".messages")).to_contain_text(re.compile("Išsaugota|nepakeista"))
    expect(page.locator(AREA)).to_be_visible()


@pytest.fixture
def member(page, troubles):
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    log_in(page, "narys")
    return page


def body_of(page: Page) -> str:
    """The body as the server stored it: read before anything is typed."""
    return page.input_value("[name=body]")


def test_typing_keeps_plain_spaces_marks_tables_and_block_ids(member):
    open_editor(member, 1)
    ids = BLOCK.findall(body_of(member))
    assert ids
    member.locator(AREA).click()
    member.keyboard.press("Control+End")
    member.keyboard.press("Enter")
    member.keyboard.type("Du žodžiai ir  trys ")
    member.keyboard.press("Control+b")
    member.keyboard.type("storai")
    member.keyboard.press("Control+b")
    member.keyboard.press("Enter")
    member.get_by_role("button", name="Įterpti lentelę").click()
    member.keyboard.type("Galva")
    save(member)
    stored = body_of(member)
    assert "\xa0" not in stored
    assert "&nbsp;" not in stored
    assert "Du žodžiai ir trys <strong>storai</strong>" in stored
    assert re.search(r'<thead><tr data-block="\w+"><th scope="col">Galva</th>', stored)
    assert BLOCK.findall(stored)[: len(ids)] == ids
    member.locator(AREA).click()
    member.keyboard.press("Control+Home")
    member.keyboard.type("Pradžia. ")
    save(member)
    again = body_of(member)
    assert BLOCK.findall(again) == BLOCK.findall(stored)
    assert again.replace("Pradžia. ", "", 1) == stored


def test_a_text_that_was_only_touched_makes_no_version(member):
    open_editor(member, 2)
    member.locator(AREA).click()
    member.keyboard.press("Control+End")
    member.keyboard.type("a")
    member.keyboard.press("Backspace")
    member.locator(".action-bar button[value='save-stay']").click()
    expect(member.locator(".messages")).to_contain_text("nepakeista")


def test_a_footnote_is_asked_for_and_stored(member):
    open_editor(member, 2)
    member.locator(AREA).click()
    member.keyboard.press("Control+End")
    member.get_by_role("button", name="Išnaša").click()
    member.locator("dialog textarea").fill('Pagal „Regitros“ duomenis & "kita"')
    member.locator("dialog button[type=submit]").click()
    save(member)
    assert 'class="footnote"' in body_of(member)
    member.goto(member.url.split("redaguoti")[0])
    expect(member.locator(".document__notes li")).to_have_text('Pagal „Regitros“ duomenis & "kita"')


def test_the_writing_area_and_its_buttons_have_names(member):
    open_editor(member, 2)
    area = member.locator(AREA)
    assert area.get_attribute("aria-labelledby") == "id_body_label"
    expect(member.get_by_role("textbox", name=re.compile("Tekstas"))).to_be_visible()
    expect(member.get_by_role("toolbar", name="Teksto formatavimas")).to_be_visible()
    member.get_by_role("button", name="Kursyvas").click()
    expect(member.get_by_role("button", name="Kursyvas")).to_have_attribute("aria-pressed", "true")
    assert member.locator(".prose-menubar button:not([aria-label])").count() == 0


def test_rows_of_indicators_come_without_a_new_page_and_totals_follow(member):
    open_editor(member, 2)
    member.locator(AREA).click()
    member.keyboard.type("Neišsaugota. ")
    rows = member.locator(".indicator").count()
    member.get_by_role("button", name="Pridėti rodiklį").click()
    expect(member.locator(".indicator")).to_have_count(rows + 1)
    assert "Neišsaugota. " in member.input_value("[name=body]")
    member.locator("[data-money]").first.fill("1 000 000,5")
    expect(member.locator("[data-money-row]").first).to_contain_text(re.compile("1\\s000\\s000,50"))


def test_what_was_not_saved_is_back_when_the_form_is_opened_again(member):
    address = open_editor(member, 3)
    member.locator(AREA).click()
    member.keyboard.press("Control+End")
    member.keyboard.type(" Nedinks.")
    expect(member.locator("[data-save-words]")).to_contain_text("Išsaugota juodraštyje", timeout=8000)
    member.goto("/rengimas/")
    member.goto(address)
    offer = member.locator("[data-keep-offer]:not([data-keep-offer$=':pasirinkta'])")
    expect(member.locator(AREA)).to_contain_text("Nedinks.")
    save(member)
    member.goto(address)
    expect(member.locator(AREA)).to_contain_text("Nedinks.")
    expect(offer).to_be_hidden()


def test_a_login_that_expires_brings_the_text_back(member):
    open_editor(member, 3)
    member.locator(AREA).click()
    member.keyboard.press("Control+End")
    member.keyboard.type(" Prieš pabaigą.")
    member.context.clear_cookies(name="sessionid")
    member.locator(".action-bar button[value='save']").click()
    member.fill("[name=login]", "narys.aplinkos-apsauga@example.org")
    member.fill("[name=password]", PASSWORD)
    member.click("main button[type=submit]")
    expect(member.locator(AREA)).to_contain_text("Prieš pabaigą.")
    expect(member.locator("main")).to_contain_text("dar neišsaugotas tekstas")


def test_two_people_decide_between_their_texts(member, new_context):
    address = open_editor(member, 4)
    other = new_context().new_page()
    log_in(other, "pirmininkas")
    other.goto(address)
    expect(other.locator(AREA)).to_be_visible()
    for page, words in ((other, "Pirmininko mintis. "), (member, "Nario mintis. ")):
        page.locator(AREA).focus()  # a click would set the caret once more, and later
        page.keyboard.press("Control+Home")
        page.keyboard.type(words)
        assert f">{words}" in body_of(page)
    save(other)
    member.locator(".action-bar button[value='save']").click()
    expect(member.locator("h1")).to_contain_text("Du tekstai")
    expect(member.locator(".compare__side--theirs")).to_contain_text("Pirmininko mintis.")
    expect(member.locator(".compare__side--mine")).to_contain_text("Nario mintis.")
    member.get_by_text("Parašyti iš naujo remiantis abiem").click()
    member.locator(AREA).click()
    member.keyboard.press("Control+Home")
    member.keyboard.type("Pirmininko mintis. ")
    member.get_by_label("tai, ką parašau žemiau").check()
    member.get_by_role("button", name="Išsaugoti, ką pasirinkau").click()
    expect(member.locator(".document")).to_contain_text("Pirmininko mintis. Nario mintis.")
