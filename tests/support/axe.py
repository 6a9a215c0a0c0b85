"""axe-core against a page, under the portal's own content security policy."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
# Of all that axe tells only what is wrong leaves the page: the whole is large.
RUN = "(options) => axe.run(options).then((told) => told.violations)"


def assert_accessible(page: Page) -> None:
    """No violation of axe's rules on the page as it stands; what is wrong is listed by rule and place."""
    told = violations(page)
    assert told == [], f"{page.url}\n" + "\n".join(told)


def violations(page: Page, without: tuple[str, ...] = ()) -> list[str]:
    """What axe finds, a text for each rule but those `without`.

    The script is evaluated through the browser's own protocol, which the page's policy does not hold back; once a
    page is enough.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    found = page.evaluate(RUN, {"resultTypes": ["violations"], "rules": {rule: {"enabled": False} for rule in without}})
    return [
        f"{one['id']} ({one['impact']}): {one['help']}\n    "
        + "\n    ".join(f"{node['target']} {node['html'][:160]}" for node in one["nodes"])
        for one in found
    ]
