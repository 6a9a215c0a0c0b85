"""Every page of the drafting room in a real browser: no barrier that axe knows, one heading, a phone, the keyboard."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.rooms.pages import ACCOUNTS, PAGES, Seen
from tests.support.axe import violations
from tests.support.browser import WATCH_POLICY, note_console
from tests.support.servers import PASSWORD, Stack

pytestmark = [pytest.mark.browser, pytest.mark.once("what bars people on a page does not depend on the database")]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
# What stands out of the page to the right, the innermost first, to be named when it scrolls sideways.
TOO_WIDE = """() => {
  const width = 320
  if (document.documentElement.scrollWidth <= width) return ""
  const clipped = (one) => {
    for (let up = one.parentElement; up && up !== document.body; up = up.parentElement) {
      if (getComputedStyle(up).overflowX !== "visible") return true
    }
    return false
  }
  const wide = [...document.body.querySelectorAll("*")]
    .filter((one) => one.getBoundingClientRect().right > width + 0.5 && !clipped(one))
  return `${document.documentElement.scrollWidth} px wide: ` +
    wide.slice(-4).map((one) => one.outerHTML.slice(0, 120)).join(" | ")
}"""
# A control that stands on the page and that the keyboard never comes to. In a group of radios, in a toolbar and
# in a list of tabs the arrows lead on.
OUT_OF_REACH = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter((one) => !one.disabled && one.tabIndex < 0 && one.checkVisibility({ visibilityProperty: true }))
  .filter((one) => !one.closest("[role=toolbar], [role=tablist], [role=menu], [role=tree]"))
  .filter((one) => !one.closest("[aria-hidden=true], [inert]"))
  .map((one) => one.outerHTML.slice(0, 120))"""
# The focus shows as an outline or a shadow of the control, of its label or of what stands for it.
UNSEEN_FOCUS = """() => {
  const one = document.activeElement
  if (!one || one === document.body) return ""
  const shows = (it) => {
    const style = getComputedStyle(it)
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none"
  }
  const box = one.getBoundingClientRect()
  const place = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)
  const around = [one, one.labels?.[0], one.parentElement, one.nextElementSibling].filter(Boolean)
  if (!around.some(shows)) return "no focus to be seen: " + one.outerHTML.slice(0, 120)
  if (box.bottom < 0 || box.top > innerHeight) return "focus out of sight: " + one.outerHTML.slice(0, 120)
  const covered = place && !one.contains(place) && !place.contains(one) && place.closest(".action-bar, .site-header")
  return covered && !covered.contains(one) ? "focus covered: " + one.outerHTML.slice(0, 120) : ""
}"""
STEPS = 10
# The editor of bodies gets its name a moment after it has come.
NAMED = """() => [...document.querySelectorAll(".ProseMirror")].every((one) => one.hasAttribute("aria-multiline"))"""


@pytest.fixture(scope="module")
def refusals() -> list[str]:
    """What the content security policy refused so far."""
    return []


@pytest.fixture(scope="module")
def as_role(browser: Browser, stack: Stack, refusals: list[str]):
    """The page of a role's browser, logged in once and opened once for all that it looks at."""
    opened: dict[str, Page] = {}

    def page_of(role: str) -> Page:
        if role not in opened:
            context = browser.new_context(
                base_url=stack.url, locale="lt-LT", timezone_id="Europe/Vilnius", viewport=WIDE, reduced_motion="reduce"
            )
            context.set_default_timeout(15_000)
            context.add_init_script(WATCH_POLICY)
            context.on("console", lambda message: note_console(message, refusals))
            context.on("weberror", lambda error: refusals.append(f"uncaught error: {error.error}"))
            opened[role] = context.new_page()
            if role in ACCOUNTS:
                log_in(opened[role], ACCOUNTS[role])
        return opened[role]

    yield page_of
    for page in opened.values():
        page.context.close()


def log_in(page: Page, name: str) -> None:
    page.goto("/pranesimai/nustatymai/")
    page.fill("[name=login]", f"{name}@example.org")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/pranesimai/nustatymai/")


def open_page(page: Page, seen: Seen, things: dict) -> None:
    """The page in its state; a page that answers otherwise than it should is none."""
    address = seen.address(things)
    if seen.sent is not None:
        page.route(f"**{address}", lambda route: send(route, seen.form(things)), times=1)
    answer = page.goto(address)
    assert answer.status == seen.status, f"{answer.status} {page.url}"
    assert page.url.endswith(address), f"it led away to {page.url}"
    if seen.click:
        page.locator(seen.click).first.click()
        page.wait_for_load_state("networkidle")
    page.wait_for_function(NAMED)


def send(route: Route, form: dict[str, str]) -> None:
    """Makes the browser's way to an address a form that is sent there."""
    cookies = {one["name"]: one["value"] for one in route.request.frame.page.context.cookies()}
    headers = {"content-type": "application/x-www-form-urlencoded", "x-csrftoken": cookies.get("csrftoken", "")}
    route.continue_(method="POST", headers=route.request.headers | headers, post_data=urlencode(form))


def steps_by_keyboard(page: Page) -> list[str]:
    """What is wrong with the focus of the controls that Tab comes to, from the beginning of the page's own part."""
    page.evaluate("() => { const main = document.querySelector('main'); main.tabIndex = -1; main.focus() }")
    wrong = []
    for _step in range(STEPS):
        page.keyboard.press("Tab")
        wrong.append(page.evaluate(UNSEEN_FOCUS))
    return [one for one in wrong if one]


@pytest.mark.parametrize("seen", PAGES, ids=str)
def test_page_has_no_barriers(seen, as_role, things, refusals):
    page = as_role(seen.role)
    page.set_viewport_size(WIDE)
    refusals.clear()
    open_page(page, seen, things)
    wrong = violations(page)
    headings = page.locator("h1:visible").all_inner_texts()
    page.set_viewport_size(NARROW)
    wrong += [f"at 320 px {one}" for one in violations(page, without=("color-contrast",))]  # the same colours
    wrong += [too_wide] if (too_wide := page.evaluate(TOO_WIDE)) else []
    wrong += [f"out of reach by keyboard: {one}" for one in page.evaluate(OUT_OF_REACH)]
    wrong += [*steps_by_keyboard(page), *refusals]
    assert wrong == [], f"{page.url}\n" + "\n".join(wrong)
    assert len(headings) == 1, headings
