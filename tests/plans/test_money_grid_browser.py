"""The grid of money in a browser: written like a spreadsheet, saved row by row, nothing typed is lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.plans.writing import log_in
from tests.support.axe import assert_accessible

pytestmark = pytest.mark.browser
ADDRESS = "/rengimas/pinigai/"
ROW = "tr[data-measure]:not([data-readonly])"
STATE = "[data-grid-state]"
CELLS = f"{ROW} td:not(.x)"


def open_grid(page, query=""):
    page.goto(ADDRESS + query)
    expect(page.locator("[data-grid-tools]")).to_be_visible()


def row(page, number):
    """A writable row for each test: the tests share one portal."""
    return page.locator(ROW).nth(number)


def cell(page, number, place=0):
    return row(page, number).locator("td:not(.x)").nth(place)


def type_in(page, target, text, end="Enter"):
    target.click()
    page.keyboard.type(text)
    page.keyboard.press(end)


def paste(page, text):
    page.evaluate(
        """(text) => {
            const data = new DataTransfer()
            data.setData("text/plain", text)
            const about = { clipboardData: data, bubbles: true, cancelable: true }
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", about))
        }""",
        text,
    )


@pytest.fixture
def member(page):
    log_in(page, "narys")
    return page


@pytest.fixture
def chair(new_context):
    page = new_context().new_page()
    log_in(page, "pirmininkas")
    return page


def test_keyboard_alone_writes_moves_gives_up_and_saves(member):
    open_grid(member)
    first = cell(member, 0)
    member.locator(".money-wrap").focus()
    member.keyboard.press("Tab")
    is_in = "document.activeElement.tagName === 'TD'"
    while not member.evaluate(is_in):
        member.keyboard.press("Tab")
    member.keyboard.press("Control+Home")
    while not first.evaluate("(cell) => cell === document.activeElement"):
        member.keyboard.press("ArrowRight")
    before = first.inner_text()
    member.keyboard.type("77")
    member.keyboard.press("Escape")
    expect(first).to_have_text(before)
    member.keyboard.press("F2")
    expect(first.locator("input")).to_be_focused()
    member.keyboard.press("Control+a")
    member.keyboard.type("1234,5")
    member.keyboard.press("Tab")
    expect(first).to_have_text("1 234,50")
    member.keyboard.press("ArrowDown")
    expect(member.locator(STATE)).to_have_text("Išsaugota")
    member.reload()
    expect(first).to_have_text("1 234,50")


def test_totals_follow_while_one_types(member):
    open_grid(member)
    target = cell(member, 1)
    column = target.evaluate("(cell) => cell.cellIndex")
    total = member.locator("tfoot tr > *").nth(column)
    heading = member.locator("tr[data-heading]").first.locator("> *").nth(column)
    number = "(cell) => Number(cell.textContent.replace(/\\s/g, '').replace(',', '.'))"
    own, all_, above = (one.evaluate(number) for one in (target, total, heading))
    target.click()
    member.keyboard.type("1000000")
    assert total.evaluate(number) == pytest.approx(all_ - own + 1_000_000)
    assert heading.evaluate(number) == pytest.approx(above - own + 1_000_000)
    member.keyboard.press("Escape")
    assert total.evaluate(number) == pytest.approx(all_)


def test_a_block_is_pasted_wrong_cells_are_marked_and_undo_saves_what_stood_before(member):
    open_grid(member)
    cells = [cell(member, 2, place) for place in (0, 1, 2)]
    before = [one.inner_text() for one in cells]
    cells[0].click()
    paste(member, "1\u00a0000,50 €\t50 %\t−3\r\n")
    expect(cells[0]).to_have_text("1 000,50")
    expect(cells[1].locator(".cell-note")).to_contain_text("Procentai")
    expect(cells[2].locator(".cell-note")).to_contain_text("neigiama")
    expect(cells[1]).to_contain_text("50 %")
    expect(member.locator(STATE)).to_contain_text("Kai kurių langelių")
    assert_accessible(member)
    member.locator("[data-grid-undo]").click()
    expect(member.locator(STATE)).to_have_text("Išsaugota")
    member.reload()
    for one, text in zip(cells, before, strict=True):
        expect(one).to_have_text(text)


def test_a_copied_block_is_what_a_spreadsheet_takes(member):
    open_grid(member)
    type_in(member, cell(member, 3), "1500,25", "Tab")
    cell(member, 3).click()
    member.keyboard.press("Shift+ArrowRight")
    copied = member.evaluate(
        """() => {
            const about = { clipboardData: new DataTransfer(), bubbles: true, cancelable: true }
            const event = new ClipboardEvent("copy", about)
            document.activeElement.dispatchEvent(event)
            return event.clipboardData.getData("text/plain")
        }"""
    )
    assert re.fullmatch(r"1500,25\t[\d,]*", copied)


def test_thousands_are_shown_and_no_cent_is_lost(member):
    open_grid(member, "?tukst=1")
    target = cell(member, 4)
    type_in(member, target, "12,34567")
    expect(member.locator(STATE)).to_have_text("Išsaugota")
    expect(target).to_have_text("12,3")
    target.dblclick()
    expect(target.locator("input")).to_have_value("12,34567")
    member.keyboard.press("Escape")
    open_grid(member)
    expect(cell(member, 4)).to_have_text("12 345,67")


def test_two_people_in_one_row_keep_both_and_are_asked_about_one_cell(member, chair):
    for page in (member, chair):
        open_grid(page)
    type_in(chair, cell(chair, 5, 0), "100")
    expect(chair.locator(STATE)).to_have_text("Išsaugota")
    type_in(member, cell(member, 5, 1), "200")
    expect(member.locator(STATE)).to_have_text("Išsaugota")
    expect(cell(member, 5, 0)).to_have_text("100")
    type_in(chair, cell(chair, 5, 1), "300")
    note = cell(chair, 5, 1).locator(".cell-note")
    expect(note).to_contain_text("Tuo tarpu čia įrašė")
    expect(note).to_contain_text("200")
    assert_accessible(chair)
    note.get_by_role("button", name="Palikti mano").click()
    expect(chair.locator(STATE)).to_have_text("Išsaugota")
    member.reload()
    expect(cell(member, 5, 1)).to_have_text("300")


def test_cells_stay_in_the_browser_while_there_is_no_network_and_come_back(member):
    open_grid(member)
    member.context.set_offline(True)
    target = cell(member, 6)
    type_in(member, target, "4321")
    expect(member.locator(STATE)).to_contain_text("Nėra ryšio")
    member.on("dialog", lambda dialog: dialog.accept())
    member.route("**/rengimas/pinigai/*-*/", lambda route: route.abort())
    member.context.set_offline(False)
    member.reload()
    expect(member.locator("[data-grid-kept]")).to_contain_text("1")
    expect(target).to_have_text("4 321")
    member.unroute("**/rengimas/pinigai/*-*/")
    member.get_by_role("button", name="Išsaugoti dabar").click()
    expect(member.locator(STATE)).to_have_text("Išsaugota")
    member.reload()
    expect(member.locator("[data-grid-kept]")).to_be_hidden()
    expect(target).to_have_text("4 321")


def test_cells_wait_for_a_new_login_in_another_window(member):
    open_grid(member)
    member.context.clear_cookies()
    target = cell(member, 7)
    type_in(member, target, "765")
    expect(member.locator(STATE)).to_contain_text("Prisijungimas baigėsi")
    other = member.context.new_page()
    log_in(other, "narys")
    member.bring_to_front()
    member.evaluate("dispatchEvent(new Event('focus'))")
    expect(member.locator(STATE)).to_have_text("Išsaugota")
    member.reload()
    expect(target).to_have_text("765")


def test_rows_of_another_group_are_only_read(member):
    open_grid(member, "?grupe=visi")
    target = member.locator("tr[data-readonly] td").first
    before = target.inner_text()
    target.click()
    member.keyboard.type("5")
    expect(target).to_have_text(before)
    expect(target).to_have_attribute("aria-readonly", "true")
    expect(member.locator(STATE)).to_contain_text("kita darbo grupė")


def test_a_phone_scrolls_the_table_in_its_own_box(member):
    member.set_viewport_size({"width": 320, "height": 700})
    open_grid(member)
    assert member.evaluate("document.documentElement.scrollWidth") <= 320
    cell(member, 0, 1).click()
    assert_accessible(member)
    name = member.locator(f"{ROW} th").first
    assert name.bounding_box()["x"] < 40


def test_the_plain_form_works_on_a_phone_without_scripts(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.set_viewport_size({"width": 320, "height": 700})
    log_in(page, "narys")
    page.goto(f"{ADDRESS}forma/")
    field = page.locator("fieldset").nth(8).locator("input[inputmode]").first
    field.fill("1 500,75")
    page.locator(".action-bar button").click()
    expect(page.locator(".notice--success")).to_contain_text("Išsaugota")
    expect(field).to_have_value("1500,75")


def test_the_plain_form_has_no_barriers(member):
    member.goto(f"{ADDRESS}forma/")
    assert_accessible(member)
    member.set_viewport_size({"width": 320, "height": 700})
    assert member.evaluate("document.documentElement.scrollWidth") <= 320
