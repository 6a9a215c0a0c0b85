"""A figure in the editor: brought, described, captioned, saved, opened again."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.plans.test_editor_browser import AREA, body_of, log_in, open_editor, save
from tests.support.axe import assert_accessible
from tests.support.drawing import picture_bytes

pytestmark = pytest.mark.browser


@pytest.fixture
def member(page, troubles):
    page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
    log_in(page, "narys")
    return page


def open_dialog(page: Page):
    page.locator(AREA).click()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Paveikslas").click()
    dialog = page.get_by_role("dialog", name="Paveikslas")
    expect(dialog).to_be_visible()
    return dialog


def choose(dialog, name="schema.png", content=None):
    file = {"name": name, "mimeType": "image/png", "buffer": content or picture_bytes("orange")}
    dialog.locator("input[type=file]").set_input_files(file)


def test_a_figure_is_brought_described_captioned_and_stays(member):
    open_editor(member, 11)
    dialog = open_dialog(member)
    assert_accessible(member)
    choose(dialog)
    dialog.get_by_label("Kas parodyta paveiksle").fill("Oro stotelių schema")
    dialog.get_by_role("button", name="Įterpti").click()
    expect(dialog).to_be_hidden()
    expect(member.locator(f"{AREA} figure img")).to_have_attribute("alt", "Oro stotelių schema")
    member.locator(f"{AREA} figure figcaption").click()
    member.keyboard.type("1 pav. Stotelės")
    save(member)
    stored = body_of(member)
    assert re.search(r'<img src="/rengimas/failai/[0-9a-f-]{36}/" alt="Oro stotelių schema"', stored)
    assert "1 pav. Stotelės</figcaption>" in stored
    shown = member.locator(f"{AREA} figure img")
    assert shown.evaluate("image => image.complete && image.naturalWidth") == 120
    save(member)  # nothing changed: the figure is read back as it was written
    assert body_of(member) == stored


def test_a_file_that_is_no_picture_is_told_in_the_dialog_and_the_words_stay(member, troubles):
    open_editor(member, 12)
    dialog = open_dialog(member)
    choose(dialog, "foto.png", b"%PDF-1.7")
    words = dialog.get_by_label("Kas parodyta paveiksle")
    words.fill("Nuotrauka")
    dialog.get_by_role("button", name="Įterpti").click()
    expect(dialog.get_by_role("alert")).to_contain_text("foto.png")
    expect(words).to_have_value("Nuotrauka")
    troubles.clear()  # the browser reports the refused request


def test_a_picture_needs_words(member):
    open_editor(member, 13)
    dialog = open_dialog(member)
    choose(dialog)
    dialog.get_by_role("button", name="Įterpti").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Parašykite, kas parodyta")
    expect(dialog.get_by_label("Kas parodyta paveiksle")).to_be_focused()


def test_a_figure_is_brought_by_keyboard_alone(member):
    open_editor(member, 14)
    member.locator(AREA).focus()
    button = member.get_by_role("button", name="Paveikslas")
    button.focus()
    member.keyboard.press("Enter")
    dialog = member.get_by_role("dialog", name="Paveikslas")
    expect(dialog.locator("input[type=file]")).to_be_focused()
    member.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_the_dialog_fits_a_phone(member):
    member.set_viewport_size({"width": 320, "height": 640})
    open_editor(member, 15)
    dialog = open_dialog(member)
    box = dialog.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 320
