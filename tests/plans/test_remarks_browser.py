"""Remarks in a real browser: words selected, seen by another person, answered, resolved; by keyboard; on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.plans.test_editor_browser import AREA
from tests.support.axe import assert_accessible
from tests.support.servers import PASSWORD

pytestmark = pytest.mark.browser
SELECT = """([number, start, end]) => {
  const block = [...document.querySelectorAll("article.document .prose > p[data-block]")][number]
  const text = [...block.childNodes].find((one) => one.nodeType === Node.TEXT_NODE)
  getSelection().setBaseAndExtent(text, start, text, end)
  return text.data.slice(start, end)
}"""


def log_in(page: Page, account: str) -> Page:
    page.goto("/rengimas/")
    page.fill("[name=login]", f"{account}@example.org")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    expect(page).to_have_url(re.compile("/rengimas/$"))
    return page


@pytest.fixture
def people(new_context, troubles):
    """Opens the portal as somebody; every error in the console fails the test."""

    def person(account: str, **options) -> Page:
        page = new_context(**options).new_page()
        page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        return log_in(page, account)

    return person


def element_of(page: Page, number: int, group: str = "aplinkos-apsauga") -> str:
    """The address of one of the own area's measures, counted from the end."""
    page.goto(f"/rengimas/?grupe={group}")
    address = page.locator("main a[href$='/redaguoti/']").nth(-number).get_attribute("href") or ""
    return address.removesuffix("redaguoti/")


def write(page: Page, text: str) -> None:
    page.fill("#remark_text", text)
    page.locator("[data-remark-form] button[type=submit]").click()
    expect(page.locator(".messages")).to_contain_text("Pastaba parašyta")


def no_sideways_scrolling(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_selected_words_become_a_remark_that_another_person_answers_and_resolves(people):
    member, chair = people("narys.aplinkos-apsauga"), people("pirmininkas.aplinkos-apsauga")
    element = element_of(member, 3)
    member.goto(element)
    words = member.evaluate(SELECT, [0, 4, 22])
    button = member.locator("[data-remark-selected]")
    expect(button).to_be_visible()
    button.click()
    expect(button).to_be_hidden()
    expect(member.locator("#remark_text")).to_be_focused()
    expect(member.locator("#remark_quote")).to_have_value(words.strip())
    write(member, "Iš kur šie žodžiai?")
    expect(member.locator("mark.remark-mark")).to_have_text(words.strip())

    chair.goto(element)
    expect(chair.locator("mark.remark-mark")).to_have_text(words.strip())
    assert_accessible(chair)
    chair.get_by_role("link", name="1 pastaba", exact=True).click()
    thread = chair.locator(".remark")
    expect(thread).to_be_in_viewport()
    thread.locator("summary").click()
    thread.locator("textarea").fill("Iš analizės.")
    thread.get_by_role("button", name="Atsakyti").click()
    expect(thread.locator(".remark__replies")).to_contain_text("Iš analizės.")
    expect(thread).to_be_focused()
    assert "parasyta" not in chair.url, "the page was not left"
    assert_accessible(chair)
    thread.get_by_role("button", name="Išspręsta").click()
    expect(thread).to_have_class(re.compile("remark--resolved"))
    expect(thread).to_be_hidden()
    expect(chair.locator("[data-remarks-resolved] > summary")).to_have_text("1 išspręsta pastaba")
    expect(chair.locator("[data-remarks-resolved] > summary")).to_be_focused()
    expect(chair.locator("mark.remark-mark")).to_have_class(re.compile("remark-mark--done"))

    member.goto(element)
    expect(member.locator("mark.remark-mark")).to_have_count(0)
    member.get_by_text("1 išspręsta pastaba").click()
    expect(member.locator(".remark__replies")).to_contain_text("Iš analizės.")
    assert_accessible(member)


def test_changed_words_are_told_and_the_quotation_stays(people):
    # A group in which no other test leaves an unsaved text that the form would show instead.
    member = people("narys.svietimas-sportas-kultura")
    element = element_of(member, 4, "svietimas-sportas-kultura")
    member.goto(element)
    words = member.evaluate(SELECT, [0, 0, 12]).strip()
    member.locator("[data-remark-selected]").click()
    write(member, "Keistinas žodis")
    member.goto(f"{element}redaguoti/")
    member.locator(AREA).click()
    member.keyboard.press("Control+Home")
    for _letter in range(12):
        member.keyboard.press("Delete")
    member.keyboard.type("Visai kitaip ")
    expect(member.locator(AREA)).to_contain_text("Visai kitaip")
    expect(member.locator(AREA)).not_to_contain_text(words)
    member.locator(".action-bar button[value='save']").click()
    expect(member.locator(".remark")).to_contain_text("Žodžiai pasikeitė")
    expect(member.locator(".remark__quote")).to_have_text(words)
    expect(member.locator(".remark .diff del")).to_be_visible()
    assert_accessible(member)


def test_words_over_two_blocks_are_one_quotation_marked_in_both(people):
    member = people("narys.aplinkos-apsauga")
    member.goto("/rengimas/?grupe=bendri")
    member.goto(member.locator(".tree__title[href*='/e/']").first.get_attribute("href") or "")
    blocks = member.locator("article.document .prose > p[data-block]")
    first = blocks.nth(0).evaluate("(one) => one.firstChild.data")
    second = blocks.nth(1).evaluate("(one) => one.firstChild.data")
    member.evaluate("""() => {
      const [one, other] = document.querySelectorAll("article.document .prose > p[data-block]")
      getSelection().setBaseAndExtent(one.firstChild, 10, other.firstChild, 10)
    }""")
    member.locator("[data-remark-selected]").click()
    assert member.input_value("#remark_quote") == " ".join(f"{first[10:]} {second[:10]}".split())
    assert member.input_value("#remark_block") == "*"
    write(member, "Apie abi pastraipas")
    expect(blocks.nth(0).locator("mark.remark-mark")).to_contain_text(first[10:].split()[0])
    expect(blocks.nth(1).locator("mark.remark-mark")).to_contain_text(second[:10].split()[0])
    assert_accessible(member)
    member.get_by_text("Rašyti pastabą").first.click()
    expect(member.locator("#remark_quote")).to_be_hidden()


def test_a_press_that_selects_a_paragraph_is_about_that_paragraph(people):
    member = people("narys.aplinkos-apsauga")
    member.goto("/rengimas/?grupe=bendri")
    member.goto(member.locator(".tree__title[href*='/e/']").first.get_attribute("href") or "")
    block = member.locator("article.document .prose > p[data-block]").nth(0)
    member.evaluate("""() => {
      const [one, other] = document.querySelectorAll("article.document .prose > p[data-block]")
      getSelection().setBaseAndExtent(one, 0, other, 0)
    }""")
    member.locator("[data-remark-selected]").click()
    assert member.input_value("#remark_block") == block.get_attribute("data-block")
    member.get_by_role("button", name="Rašyti apie visą elementą").click()
    assert member.input_value("#remark_block") == ""


def test_by_keyboard_alone_a_block_is_remarked_on_and_somebody_is_called(people):
    member = people("narys.aplinkos-apsauga")
    member.goto(element_of(member, 5))
    link = member.locator(".remark-add").first
    link.focus()
    expect(link).to_have_attribute("aria-label", re.compile("Pastaba šiai pastraipai: "))
    member.keyboard.press("Enter")
    expect(member.locator("#remark_text")).to_be_focused()
    assert member.input_value("#remark_quote")
    member.keyboard.type("Prašau @apsaug aplin", delay=15)
    options = member.locator(".mention-list [role=option]")
    expect(options).to_have_count(3)
    member.keyboard.press("ArrowDown")
    member.keyboard.press("ArrowUp")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(member.locator("#remark_text")).to_have_attribute("aria-activedescendant", "remark_text-names-0")
    expect(member.locator("[data-remarks-said]")).to_contain_text("rodyklių klavišais")
    assert_accessible(member)
    member.keyboard.press("Escape")
    expect(member.locator(".mention-list").first).to_be_hidden()
    member.keyboard.press("Backspace")
    expect(options.first).to_be_visible()
    member.keyboard.press("Enter")
    assert "@Aplinkos apsaugos" in member.input_value("#remark_text")
    member.keyboard.press("Control+End")
    member.keyboard.type("pasakyti.")
    for _step in range(12):
        if member.evaluate("document.activeElement.textContent.trim()") == "Rašyti":
            break
        member.keyboard.press("Tab")
    member.keyboard.press("Enter")
    expect(member.locator(".messages")).to_contain_text("Pastaba parašyta")
    expect(member.locator(".remark").last).to_contain_text("Pakviesti: Aplinkos apsaugos")


def test_a_text_that_was_not_sent_is_offered_again(people):
    member = people("narys.aplinkos-apsauga")
    element = element_of(member, 6)
    member.goto(f"{element}pastabos/")
    member.fill("#remark_text", "Nebaigta mintis")
    expect(member.locator("[data-remark-form] [data-keep-state]")).to_contain_text("Dar neišsiųsta")
    member.goto(element)
    member.get_by_role("button", name="Rodyti mano tekstą").click()
    expect(member.locator("#remark_text")).to_have_value("Nebaigta mintis")
    write(member, "Baigta mintis")
    member.goto(element)
    expect(member.get_by_role("button", name="Rodyti mano tekstą")).to_be_hidden()


def test_an_answer_without_a_network_stays_in_its_field(people, troubles):
    member = people("narys.aplinkos-apsauga")
    element = element_of(member, 7)
    member.goto(f"{element}pastabos/")
    write(member, "Klausimas")
    thread = member.locator(".remark").first
    thread.locator("summary").click()
    thread.locator("textarea").fill("Atsakymas be tinklo")
    member.context.set_offline(True)
    thread.get_by_role("button", name="Atsakyti").click()
    expect(member.locator("[data-remarks-said]")).to_have_text("Išsiųsti nepavyko. Jūsų tekstas liko lauke.")
    expect(thread.locator("textarea")).to_have_value("Atsakymas be tinklo")
    member.context.set_offline(False)
    thread.get_by_role("button", name="Atsakyti").click()
    expect(thread.locator(".remark__replies")).to_contain_text("Atsakymas be tinklo")
    troubles.clear()


def test_an_answer_after_the_login_expired_comes_back_on_its_page(people, troubles):
    member = people("narys.aplinkos-apsauga")
    element = element_of(member, 8)
    member.goto(f"{element}pastabos/")
    write(member, "Klausimas")
    thread = member.locator(".remark").first
    thread.locator("summary").click()
    thread.locator("textarea").fill("Atsakymas po pertraukos")
    cookies = [one for one in member.context.cookies() if "session" not in one["name"]]
    member.context.clear_cookies()
    member.context.add_cookies(cookies)
    thread.get_by_role("button", name="Atsakyti").click()
    member.fill("[name=login]", "narys.aplinkos-apsauga@example.org")
    member.fill("[name=password]", PASSWORD)
    member.click("main button[type=submit]")
    expect(member.locator("#id_text")).to_have_value("Atsakymas po pertraukos")
    troubles.clear()


def test_every_page_of_remarks_on_a_phone_and_without_scripts(people):
    member = people("narys.aplinkos-apsauga")
    member.set_viewport_size({"width": 320, "height": 700})
    element = element_of(member, 3)
    for page in (
        element,
        f"{element}pastabos/",
        "/rengimas/pastabos/?rodyti=visos&busena=visos",
        "/rengimas/siulymai/",
    ):
        member.goto(page)
        member.evaluate("document.querySelectorAll('.remarks details').forEach((one) => { one.open = true })")
        assert no_sideways_scrolling(member), page
        assert_accessible(member)
    plain = people("pirmininkas.aplinkos-apsauga", java_script_enabled=False)
    plain.goto(element_of(plain, 9))
    plain.locator(".remark-add").first.click()
    plain.fill("#remark_text", "Be scenarijų")
    plain.locator("[data-remark-form] button[type=submit]").click()
    expect(plain.locator("mark.remark-mark").first).to_be_visible()
    plain.locator(".remark summary").first.click()
    plain.locator(".remark textarea").first.fill("Ir atsakymas")
    plain.locator(".remark").get_by_role("button", name="Atsakyti").first.click()
    expect(plain.locator(".remark__replies")).to_contain_text("Ir atsakymas")


def test_a_proposed_wording_is_taken_over_with_both_names(people):
    member = people("narys.socialine-aplinka")
    member.goto("/rengimas/?grupe=bendri")
    titles = member.locator(".tree__title[href*='/e/']")
    element = titles.nth(1).get_attribute("href") or ""
    member.goto(element)
    member.get_by_role("link", name="Siūlyti formuluotę").click()
    expect(member.locator(AREA)).to_be_visible()
    assert_accessible(member)
    member.locator(AREA).click()
    member.keyboard.press("Control+End")
    member.keyboard.type(" Ir dar vienas sakinys.")
    member.fill("#id_reason", "Taip aiškiau")
    member.locator(".action-bar button").click()
    expect(member.locator(".messages")).to_contain_text("Pasiūlymas išsiųstas")
    expect(member.locator("ins")).to_contain_text("Ir dar vienas sakinys.")
    assert_accessible(member)

    coordinator = people("koordinatorius")
    coordinator.goto(f"{member.url.split('?')[0]}perimti/")
    expect(coordinator.locator(AREA)).to_contain_text("Ir dar vienas sakinys.")
    assert_accessible(coordinator)
    coordinator.fill("#id_reason", "Ačiū, perimu.")
    coordinator.locator(".action-bar button").press("Enter")
    expect(coordinator.locator(".messages")).to_contain_text("Formuluotė perimta", timeout=60_000)
    assert_accessible(coordinator)
    coordinator.goto(element)
    expect(coordinator.locator(".document .prose")).to_contain_text("Ir dar vienas sakinys.")
    line = coordinator.locator("section[aria-labelledby=versijos] li").first
    expect(line).to_contain_text("Koordinatorius")
    expect(line).to_contain_text("Socialinės aplinkos darbo grupė, narys")
    member.reload()
    expect(member.locator("main")).to_contain_text("Ačiū, perimu.")
