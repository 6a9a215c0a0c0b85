"""axe-core against a page, under the portal's own content security policy."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def assert_accessible(page: Page) -> None:
    """No violation of axe's rules on the page as it stands; what is wrong is listed by rule and place."""
    told = violations(page)
    assert told == [], f"{page.url}\n" + "\n".join(told)


def violations(page: Page) -> list[str]:
    """What axe finds, a text for each rule.

    The script is evaluated through the browser's own protocol, which the page's policy does not hold back.
    """
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {one['help']}\n    "
        + "\n    ".join(f"{node['target']} {node['html'][:160]}" for node in one["nodes"])
        for one in found
    ]
