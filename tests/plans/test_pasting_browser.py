"""Pasting from Word through the real clipboard, and pasting far too much."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.plans.writing import AREA, KEPT, STATE, log_in, open_form, own_address, write

pytestmark = pytest.mark.browser
WORD = (Path(__file__).parent / "pasted_from_word.html").read_text(encoding="utf-8")
# What a clipboard that other programs fill holds: the browser's own API would tidy it on its way in.
PASTE = """(html) => {
  const area = document.querySelector(".ProseMirror");
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "tekstas");
  area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def member(page):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    log_in(page, "narys")
    return page


@pytest.fixture
def address(member, request):
    return own_address(member, request)


def empty_area(page):
    page.locator(AREA).click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")


def put_on_clipboard(page, html):
    page.evaluate(
        """async (html) => {
          const blob = (text, type) => new Blob([text], { type });
          await navigator.clipboard.write([
            new ClipboardItem({ "text/html": blob(html, "text/html"), "text/plain": blob("tekstas", "text/plain") }),
          ]);
        }""",
        html,
    )


def saved_body(page, address):
    page.locator(".action-bar button[value='save-stay']").click()
    expect(page.locator(".messages")).to_contain_text("Išsaugota")
    open_form(page, address)
    return re.sub(r' data-block="\w+"', "", page.input_value("[name=body]"))


CLEAN = (
    "<p>Tarp sąrašų.</p><ol><li>Sunumeruotas</li><li>Ir kitas</li></ol>"
    "<table><tbody><tr><td>Metai</td><td>Suma</td></tr><tr><td>2024</td><td>5</td></tr></tbody></table>"
)


@pytest.mark.parametrize("way", ["clipboard", "event"])
def test_a_text_from_word_becomes_clean(member, address, way, troubles):
    open_form(member, address)
    empty_area(member)
    if way == "clipboard":
        put_on_clipboard(member, WORD)
        troubles.clear()  # the browser tidies the clipboard inside the page; no page of ours pastes so
        member.keyboard.press("Control+v")
    else:
        member.evaluate(PASTE, WORD)
    expect(member.locator(AREA)).to_contain_text("Gera")
    body = saved_body(member, address)
    traces = re.findall(r"mso|Mso|style=|class=|<o:|<st1:|<span|color|javascript|onerror|_msocom|\[JP1\]|xml", body)
    assert traces == []
    assert "<h3>Antraštė iš Word</h3>" in body
    assert "<p><strong>Paryškinta</strong> ir Klaipėda.</p>" in body
    assert re.search('<a href="https://klaipeda.lt/?" rel="noopener noreferrer nofollow">Gera</a>', body)
    assert "Pikta" in body
    assert "<ul><li>Pirmas punktas<ul><li>Gilesnis</li></ul></li><li>Antras punktas</li></ul>" in body
    assert CLEAN in body


def test_twenty_megabytes_are_refused_and_what_was_typed_stands(member, address):
    open_form(member, address)
    write(member, " Mano sakinys.")
    member.evaluate(f"({PASTE})('<p>' + '<b>Per daug.</b> '.repeat(1250000) + '</p>')")
    expect(member.get_by_role("alert").filter(has_text="Įklijuokite dalimis")).to_be_visible()
    expect(member.locator(AREA)).to_contain_text("Mano sakinys.")
    expect(member.locator(AREA)).not_to_contain_text("Per daug.")
    expect(member.locator(STATE)).to_have_text(KEPT, timeout=8000)


def test_twenty_megabytes_sent_past_the_scripts_get_a_helpful_page(member, address):
    answer = member.request.post(address, form={"title": "Per daug", "body": "a" * 20_000_000})
    assert answer.status == 413
    assert "viskas, ką parašėte, tebėra" in answer.text()


def test_a_text_too_long_for_the_server_stays_in_the_browser(member, address):
    open_form(member, address)
    member.evaluate(f"({PASTE})('<p>' + 'Ilgas tekstas, kurio niekas neskaitys. '.repeat(70000) + '</p>')")
    expect(member.locator(".notice[data-trouble]:visible")).to_contain_text("per ilgas", timeout=30_000)
    expect(member.locator(STATE)).to_have_text("Tekstas saugomas šioje naršyklėje")
    member.locator(".action-bar button[value='save']").click()
    expect(member.locator(".field--error")).to_contain_text("Niekas neprarasta", timeout=30_000)
    expect(member.locator(AREA)).to_contain_text("Ilgas tekstas")
