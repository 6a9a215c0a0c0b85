"""Writing news and looking at a broadcast, in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.axe import violations
from tests.support.servers import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
AREA = ".prose-editor .ProseMirror[contenteditable='true']"


@pytest.fixture
def editor(page: Page) -> Page:
    page.goto("/leidyba/")
    page.fill("[name=login]", "redaktorius@example.org")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    expect(page).to_have_url(re.compile("/leidyba/$"))
    return page


def test_news_is_written_previewed_and_published(editor, new_context):
    editor.get_by_role("link", name="Rašyti naujieną").click()
    editor.get_by_label("Pavadinimas", exact=True).fill("Naršyklės žinia")
    area = editor.locator(AREA).first
    area.click()
    editor.keyboard.type("Pirmas sakinys. ")
    editor.keyboard.press("Control+b")
    editor.keyboard.type("Svarbu.")
    editor.get_by_role("button", name="Išsaugoti ir peržiūrėti").click()
    expect(editor.get_by_role("heading", level=1)).to_have_text("Naršyklės žinia")
    expect(editor.get_by_text("Peržiūra: šį puslapį mato tik redaktoriai")).to_be_visible()
    expect(editor.locator(".prose strong")).to_have_text("Svarbu.")
    reader = new_context().new_page()
    assert reader.goto("/naujienos/narsykles-zinia/").status == 404
    editor.get_by_role("link", name="Grįžti į formą").click()
    editor.get_by_role("button", name="Paskelbti", exact=True).click()
    expect(editor.locator(".messages")).to_contain_text("Paskelbta")
    assert reader.goto("/naujienos/narsykles-zinia/").status == 200
    expect(reader.locator(".prose strong")).to_have_text("Svarbu.")


def test_a_player_comes_after_a_press_and_nothing_foreign_before(editor, new_context):
    editor.goto("/leidyba/renginiai/naujas/")
    editor.get_by_label("Pavadinimas", exact=True).fill("Naršyklės transliacija")
    editor.locator("[name=starts_at]").fill("2031-05-10T10:00")
    editor.locator("[name=ends_at]").fill("2031-05-10T12:00")
    editor.get_by_label("Tiesioginė transliacija").fill("https://www.youtube.com/watch?v=abcDEF12345")
    editor.get_by_role("button", name="Išsaugoti", exact=True).first.click()
    editor.get_by_role("button", name="Paskelbti", exact=True).click()
    expect(editor.locator(".messages")).to_contain_text("Paskelbta")
    context = new_context()
    asked: list[str] = []
    context.route(re.compile("youtube"), lambda route: route.fulfill(body="<p>player</p>", content_type="text/html"))
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto("/renginiai/narsykles-transliacija/")
    page.wait_for_load_state("networkidle")
    own = page.url.partition("/renginiai/")[0]
    assert [url for url in asked if not url.startswith(own)] == []
    assert page.locator("iframe").count() == 0
    page.get_by_role("button", name="Rodyti čia").click()
    frame = page.locator("iframe")
    expect(frame).to_have_attribute("src", "https://www.youtube-nocookie.com/embed/abcDEF12345")
    expect(frame).to_have_attribute("title", "Naršyklės transliacija")
    expect(page.frame_locator("iframe").get_by_text("player")).to_be_visible()
    assert violations(page) == []


def test_without_scripts_everything_is_read(new_context):
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/renginiai/")
    assert page.get_by_role("heading", name="Renginiai").is_visible()
    page.goto("/naujienos/")
    page.get_by_role("link", name="Taryba patvirtino plano koncepciją").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Taryba patvirtino plano koncepciją"
