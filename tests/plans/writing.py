"""What browser tests of writing share: people of a group that other tests leave alone, an element for each test."""

import re

from playwright.sync_api import Page, expect

from tests.support.servers import PASSWORD, Stack

AREA = ".prose-editor .ProseMirror[contenteditable='true']"
GROUP = "socialine-aplinka"
STATE = "[data-save-words]"
KEPT = re.compile("^Išsaugota juodraštyje")


def log_in(page: Page, name: str, group: str = GROUP) -> None:
    page.goto("/rengimas/")
    fill_login(page, name, group)
    expect(page).to_have_url(re.compile("/rengimas/$"))


def fill_login(page: Page, name: str, group: str = GROUP) -> None:
    page.fill("[name=login]", f"{name}.{group}@example.org")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")


def own_address(page: Page, request) -> str:
    """The form of an element that no other test of the module writes in."""
    tests = [test.name for test in request.session.items if test.module is request.module]
    number = tests.index(request.node.name)
    offset = {"test_writing_browser": 1, "test_pasting_browser": 20}.get(request.module.__name__.split(".")[-1], 30)
    link = page.locator(".tree a[href$='/redaguoti/']").nth(-(offset + number))
    return link.get_attribute("href")


def open_form(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(AREA)).to_be_visible()


def write(page: Page, words: str) -> None:
    """Types at the end of the text."""
    page.locator(AREA).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def shell(stack: Stack, code: str) -> str:
    """What the portal's own shell prints."""
    return stack.manage("shell", "-v", "0", "-c", code).strip()


def element(address: str) -> str:
    """Shell code that names the element of an address as `one`."""
    uid = address.split("/e/")[1].split("/")[0]
    return f"from plans.models import *; one = Element.objects.get(uid='{uid}');"


def versions(stack: Stack, address: str) -> int:
    return int(shell(stack, element(address) + "print(one.versions.count())"))
