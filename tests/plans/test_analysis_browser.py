"""The board of an analysis in a real browser: line after line by keyboard, nothing lost, small screens; the matrix,
the page of links and the page of checks without barriers."""

import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from tests.plans.test_editor_browser import log_in
from tests.support.axe import assert_accessible

pytestmark = pytest.mark.browser
BOARD = "/rengimas/analize/aplinkos-apsauga/"
PAGES = (BOARD, "/rengimas/analize/", "/rengimas/analize/matrica/", "/rengimas/tikrinimas/?grupe=visi")


@pytest.fixture
def member(page):
    log_in(page, "narys")
    return page


def unique(words):
    """The portal is shared by all browser tests: each writes words of its own."""
    return f"{words} {uuid.uuid4().hex[:6]}"


def field(page: Page, name: str):
    return page.get_by_label(name, exact=True)


def entries(page: Page, kind: str):
    return page.locator(f"#dalis-{kind} .entry__title")


def type_line(page: Page, words: str) -> None:
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def test_lines_are_added_one_after_another_by_keyboard_alone(member):
    member.goto(BOARD)
    address = member.url
    before = entries(member, "strength").count()
    lines = [unique("Pirma stiprybė"), unique("Antra stiprybė"), unique("Trečia stiprybė")]
    field(member, "Nauja stiprybė").focus()
    for line in lines:  # faster than the server answers
        type_line(member, line)
    expect(entries(member, "strength")).to_have_count(before + 3)
    for at, line in enumerate(lines):
        expect(entries(member, "strength").nth(before + at)).to_contain_text(line)
    expect(field(member, "Nauja stiprybė")).to_be_focused()
    expect(field(member, "Nauja stiprybė")).to_have_value("")
    expect(member.locator("[data-board-said]")).to_contain_text("Įrašytas 1 įrašas")
    assert member.url == address, "the page was not left"
    member.reload()
    expect(entries(member, "strength").last).to_contain_text(lines[2])


def test_pasted_lines_become_entries(member):
    member.goto(BOARD)
    before = entries(member, "threat").count()
    lines = [unique("Audros"), unique("Krova")]
    field(member, "Nauja grėsmė").focus()
    member.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
          );
        }""",
        "\n".join(f"• {line}" for line in lines),
    )
    expect(entries(member, "threat")).to_have_count(before + 2)
    expect(entries(member, "threat").last).to_contain_text(lines[1])


def test_what_is_typed_elsewhere_stays_while_a_line_is_saved(member):
    member.goto(BOARD)
    field(member, "Nauja silpnybė").fill("Pradėtas sakinys")
    line = unique("Nauja galimybė mieste")
    field(member, "Nauja galimybė").fill(line)
    field(member, "Nauja galimybė").press("Enter")
    expect(entries(member, "opportunity").last).to_contain_text(line)
    expect(field(member, "Nauja silpnybė")).to_have_value("Pradėtas sakinys")


def test_without_a_connection_the_words_come_back(member):
    member.goto(BOARD)
    words = unique("Be ryšio")
    member.context.set_offline(True)
    field(member, "Nauja grėsmė").fill(words)
    field(member, "Nauja grėsmė").press("Enter")
    expect(member.get_by_role("alert")).to_contain_text(f"Neišsaugota – nėra ryšio. Jūsų žodžiai: {words}")
    expect(field(member, "Nauja grėsmė")).to_have_value(words)
    member.context.set_offline(False)
    field(member, "Nauja grėsmė").press("Enter")
    expect(entries(member, "threat").last).to_contain_text(words)


def test_an_entry_is_changed_moved_removed_and_brought_back_by_keyboard(member):
    member.goto(BOARD)
    first, second = unique("Pirmas įrašas"), unique("Antras įrašas")
    field(member, "Nauja silpnybė").focus()
    type_line(member, first)
    type_line(member, second)
    expect(entries(member, "weakness").last).to_contain_text(second)
    part = member.locator("#dalis-weakness")
    part.get_by_role("button", name=f"Aukštyn: {second}").press("Enter")
    expect(entries(member, "weakness").last).to_contain_text(first)
    expect(part.get_by_role("button", name=f"Aukštyn: {second}")).to_be_focused()
    entry = part.locator(".entry").last
    entry.locator("summary").press("Enter")
    entry.get_by_label("Sakinys").fill(f"{first} pataisytas")
    entry.get_by_label(re.compile("Šaltinis")).fill("Gyventojų apklausa")
    entry.get_by_role("button", name="Išsaugoti").press("Enter")
    expect(entries(member, "weakness").last).to_contain_text(f"{first} pataisytas")
    expect(entry).to_contain_text("Gyventojų apklausa")
    expect(entry.locator("details")).not_to_have_attribute("open", "")
    part.get_by_role("button", name=re.compile(f"Pašalinti ?: {first} pataisytas")).press("Enter")
    expect(part.locator(".entries--removed")).to_contain_text(f"{first} pataisytas")
    part.locator("details.details summary").press("Enter")
    part.get_by_role("button", name=re.compile(f"Grąžinti.*: {first} pataisytas")).press("Enter")
    expect(entries(member, "weakness").last).to_contain_text(f"{first} pataisytas")


def test_a_refusal_stands_beside_its_field(member):
    member.goto(BOARD)
    field(member, "Nauja problema").focus()
    member.keyboard.press("Enter")
    expect(field(member, "Nauja problema")).to_have_attribute("aria-invalid", "true")
    expect(field(member, "Nauja problema")).to_be_focused()
    expect(member.locator("#klaida-problem")).to_contain_text("Pirmiausia parašykite sakinį.")
    assert_accessible(member)


def test_the_board_works_without_scripts(new_context):
    page = new_context(java_script_enabled=False).new_page()
    log_in(page, "narys")
    page.goto(BOARD)
    words = unique("Be skriptų")
    field(page, "Nauja stiprybė").fill(words)
    field(page, "Nauja stiprybė").press("Enter")
    expect(entries(page, "strength").last).to_contain_text(words)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_pages_are_without_barriers_and_fit(member, address, width):
    member.set_viewport_size({"width": width, "height": 800})
    member.goto(address)
    for summary in member.locator("main details > summary").all()[:3]:
        summary.click()
    assert_accessible(member)
    assert member.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 1280])
def test_links_are_chosen_by_keyboard_and_show_in_the_matrix(member, width):
    member.set_viewport_size({"width": width, "height": 800})
    member.goto("/rengimas/analize/matrica/?grupe=aplinkos-apsauga")
    member.get_by_text("Ką reiškia tikslų kodai").click()
    member.locator("main a[href$='/rysiai/']").first.click()
    expect(member).to_have_url(re.compile("/rysiai/$"))
    assert_accessible(member)
    assert member.evaluate("document.documentElement.scrollWidth") <= width
    box = member.get_by_label("Turizmo ir rekreacijos galimybės")
    was = box.is_checked()
    box.focus()
    member.keyboard.press("Space")
    member.get_by_role("button", name="Išsaugoti ryšius").press("Enter")
    expect(member.locator(".messages")).to_contain_text("Ryšiai išsaugoti.")
    member.goto("/rengimas/analize/matrica/?grupe=aplinkos-apsauga")
    row = member.locator(".matrix tr", has_text="Turizmo ir rekreacijos galimybės")
    expect(row).to_have_count(0 if was else 1)
