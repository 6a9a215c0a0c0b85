"""A meeting in a real browser: the whole way by keyboard and mouse, two writers, a phone, no violations."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.axe import assert_accessible
from tests.support.servers import PASSWORD

pytestmark = pytest.mark.browser
AREA = ".prose-editor .ProseMirror[contenteditable='true']"
ROOM = "/rengimas/posedziai/"


def log_in(page: Page, name: str) -> None:
    page.goto(ROOM)
    page.fill("[name=login]", f"{name}.aplinkos-apsauga@example.org")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    expect(page).to_have_url(re.compile(f"{ROOM}$"))


@pytest.fixture
def chair(page, troubles):
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    log_in(page, "pirmininkas")
    return page


def call(page: Page, title: str, date: str = "2026-01-12") -> str:
    """A meeting that has begun long ago, called by keyboard alone; says its address."""
    page.goto(f"{ROOM}naujas/")
    page.get_by_label("Pavadinimas").focus()
    page.keyboard.type(title)
    page.get_by_label("Data").fill(date)
    page.get_by_label("Pradžia").fill("10:00")
    page.get_by_label("Pabaiga").fill("11:30")
    page.get_by_label("Vieta").fill("Danės g. 17")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/darbotvarke/$"))
    return page.url.removesuffix("darbotvarke/")


def add_item(page: Page, title: str) -> None:
    field = page.get_by_role("textbox", name="Klausimas")
    field.fill(title)
    field.press("Enter")
    expect(page.locator(".agenda")).to_contain_text(title)


def test_the_whole_way_from_the_call_to_a_task_on_an_element(chair):
    address = call(chair, "Visas kelias")
    add_item(chair, "Pirmas klausimas")
    add_item(chair, "Antras klausimas")
    chair.get_by_role("button", name="Aukštyn Antras klausimas").press("Enter")
    expect(chair.locator(".agenda__title").first).to_have_text("Antras klausimas")
    assert_accessible(chair)

    chair.get_by_role("link", name="Pridėti plano elementų Antras klausimas").press("Enter")
    expect(chair.locator("#elementai-antraste")).to_be_visible()
    before = chair.locator("#rasti li").count()
    chair.get_by_label("Ieškoti pagal kodą").press_sequentially("mažinti")
    expect(chair.locator("#rasti li")).not_to_have_count(before)
    first = chair.locator("#rasti li").first
    title = first.locator("a").inner_text()
    first.get_by_role("button", name="Pridėti").press("Enter")
    expect(chair.locator(".messages")).to_contain_text("Elementas pridėtas")
    assert_accessible(chair)

    chair.goto(f"{address}dalyviai/")
    row = chair.get_by_role("group", name=re.compile("narys"))
    row.get_by_label("dalyvavo", exact=True).focus()
    chair.keyboard.press("ArrowRight")
    expect(row.get_by_label("dalyvavo nuotoliu")).to_be_checked()
    assert_accessible(chair)
    chair.get_by_role("button", name="Išsaugoti", exact=True).press("Enter")

    chair.get_by_role("link", name="Rašyti protokolą").press("Enter")
    expect(chair.locator(AREA)).to_be_visible()
    chair.locator(AREA).click()
    chair.keyboard.type("Kalbėta apie viską.")
    assert_accessible(chair)
    chair.locator(".action-bar button[value='save']").click()
    expect(chair.locator(".minutes")).to_have_text("Kalbėta apie viską.")

    chair.get_by_role("link", name="Įrašyti nutarimą").press("Enter")
    chair.get_by_label("Kas nutarta").fill("Patikslinti rodiklius")
    chair.get_by_label("Kas atliks").select_option(index=1)
    chair.get_by_role("button", name="Įrašyti nutarimą").press("Enter")
    chair.get_by_role("link", name=re.compile("perduoti plano elementui\\s+Patikslinti")).press("Enter")
    assert_accessible(chair)
    chair.get_by_role("button", name=re.compile("Sukurti užduotį")).first.press("Enter")
    expect(chair.locator(".messages")).to_contain_text("Užduotis įrašyta")

    chair.goto(address)
    assert_accessible(chair)
    chair.locator("#nutarimai ~ ol a[href*='#pastaba-']").press("Enter")
    expect(chair.locator("h1")).to_contain_text(title.split(" ", 1)[1])
    task = chair.locator(".remark", has_text="Patikslinti rodiklius")
    expect(task).to_contain_text("Visas kelias")
    task.get_by_role("link", name="Visas kelias").press("Enter")
    expect(chair).to_have_url(re.compile(f"{re.escape(address)}#nutarimas-"))


def test_two_writers_of_one_place_both_see_both(chair, new_context):
    address = call(chair, "Du rašytojai")
    chair.goto(f"{address}protokolas/")
    chair.locator(AREA).click()
    chair.keyboard.type("Bendra pradžia.")
    chair.locator(".action-bar button[value='save-stay']").click()
    expect(chair.locator(".messages")).to_contain_text("Išsaugota")
    member = new_context().new_page()
    log_in(member, "narys")
    member.goto(f"{address}protokolas/")
    for page, words in ((chair, "Pirmininko žodžiai. "), (member, "Nario žodžiai. ")):
        expect(page.locator(AREA)).to_be_visible()
        page.locator(AREA).click()
        page.keyboard.press("Control+Home")
        page.keyboard.type(words)
    chair.locator(".action-bar button[value='save']").click()
    expect(chair.locator(".minutes")).to_contain_text("Pirmininko žodžiai.")
    member.locator(".action-bar button[value='save']").click()
    expect(member.locator(".compare__side--mine")).to_contain_text("Nario žodžiai.")
    expect(member.locator(".compare__side--theirs")).to_contain_text("Pirmininko žodžiai.")
    expect(member.locator(AREA)).to_contain_text("Nario žodžiai.")
    expect(member.locator(AREA)).to_contain_text("Pirmininko žodžiai.")
    assert_accessible(member)
    member.locator(".action-bar button[value='save']").click()
    expect(member.locator(".minutes")).to_contain_text("Nario žodžiai.")
    expect(member.locator(".minutes")).to_contain_text("Pirmininko žodžiai.")


def test_minutes_of_a_closed_tab_are_offered_again(chair):
    address = call(chair, "Užvertas langas")
    chair.goto(f"{address}protokolas/")
    chair.locator(AREA).click()
    chair.keyboard.type("Neišsaugotas sakinys.")
    chair.goto(ROOM)
    chair.goto(f"{address}protokolas/")
    chair.get_by_role("button", name="Rodyti mano tekstą").click()
    expect(chair.locator(AREA)).to_contain_text("Neišsaugotas sakinys.")
    chair.locator(".action-bar button[value='save']").click()
    expect(chair.locator(".minutes")).to_contain_text("Neišsaugotas sakinys.")
    chair.goto(address)
    chair.get_by_role("link", name="Rašyti protokolą").click()
    expect(chair.locator(AREA)).to_be_visible()
    expect(chair.get_by_role("button", name="Rodyti mano tekstą")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_fit_the_screen_and_break_no_rule(chair, width):
    address = call(chair, "Siauras ekranas")
    add_item(chair, "Ilgas darbotvarkės klausimo pavadinimas apie nebeprisikiškiakopūsteliaujančius")
    item = chair.locator(".agenda__title a").get_attribute("href")
    chair.set_viewport_size({"width": width, "height": 800})
    for place in (
        ROOM, f"{ROOM}buve/", f"{ROOM}menuo/?menuo=2026-01", f"{ROOM}naujas/", f"{ROOM}kalendorius/", address, item,
        *(f"{address}{page}/" for page in ("keisti", "atsaukti", "darbotvarke", "dalyviai", "nutarimai", "protokolas")),
    ):  # fmt: skip
        chair.goto(place)
        assert chair.evaluate("document.documentElement.scrollWidth") <= width, place
        assert_accessible(chair)
    chair.goto(f"{ROOM}menuo/?menuo=2026-01")
    expect(chair.locator(".month__short").first).to_be_visible(visible=width == 1280)


def test_the_whole_way_works_without_scripts(new_context, chair):
    address = call(chair, "Be scenarijų", "2027-02-15")
    state = chair.context.storage_state()
    plain = new_context(java_script_enabled=False, storage_state=state).new_page()
    plain.goto(f"{address}darbotvarke/")
    add_item(plain, "Klausimas")
    plain.get_by_role("link", name="Pridėti plano elementų Klausimas").click()
    plain.get_by_label("Ieškoti pagal kodą").fill("mažinti")
    plain.locator("main").get_by_role("button", name="Ieškoti").click()
    plain.locator("#rasti").get_by_role("button", name="Pridėti").first.click()
    expect(plain.locator(".messages")).to_contain_text("Elementas pridėtas")
    plain.goto(f"{address}protokolas/")
    plain.locator("textarea[name=body]").fill("Paprastos eilutės.\n\nAntra pastraipa.")
    plain.locator(".action-bar button[value='save']").click()
    expect(plain.locator(".minutes p")).to_have_count(2)
    plain.goto(f"{ROOM}menuo/?menuo=2027-02")
    expect(plain.locator(".month")).to_contain_text("Be scenarijų")
