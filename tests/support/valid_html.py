"""html-validate against the markup that the portal sends, inside the tests' own Chromium: nobody needs Node."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPT = Path(__file__).parent / "vendor" / "html-validate.js"
CONFIG: dict[str, Any] = {
    "extends": ["html-validate:recommended"],
    "rules": {
        # What template tags leave between elements changes no page, and compression takes it away.
        "no-trailing-whitespace": "off",
        # Codes of elements have points, as HTML allows: `k-1.2.1` is a place in the text.
        "valid-id": ["error", {"relaxed": True}],
        # A page bears the title of its element, which the council has voted on.
        "long-title": "off",
        # Django writes `for` beside the box inside of a label; it is no mistake, only more than is needed.
        "no-redundant-for": "off",
        # Boxes to tick share a name: that is how a choice of several is sent.
        "form-dup-name": ["error", {"shared": ["radio", "checkbox", "button", "reset", "submit"]}],
        # A box that scrolls a table is a region that takes the focus, and no section of the text.
        "prefer-native-element": ["error", {"exclude": ["region"]}],
        # A list may have a name; the rule would keep names to what is interactive.
        "aria-label-misuse": ["error", {"allowAnyNamable": True}],
    },
}


def prepare(page: Page) -> None:
    """`page` stays blank: a page of the portal would not let the validator compile its schemas."""
    page.goto("about:blank")
    page.evaluate(SCRIPT.read_text(encoding="utf-8"))


def mistakes(page: Page, markup: str) -> list[str]:
    """What is wrong with a document, a text for each place; `page` is a prepared one."""
    found = page.evaluate("([markup, config]) => validateHtml(markup, config)", [markup, CONFIG])
    return [f"{one['rule']}: {one['text']} (line {one['line']}, {one['place']})" for one in found]
