"""Every public page: valid HTML in both languages, no barrier that axe knows, a phone, dark; and one of every template
without scripts, at twice the size, on paper."""

import gzip

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.access.addresses import all_names
from tests.rooms.public_pages import NO_PAGES, PAGES, REPRESENTATIVES
from tests.rooms.test_every_page import NARROW, TOO_WIDE, WIDE
from tests.support.axe import violations
from tests.support.browser import WATCH_POLICY, note_console
from tests.support.servers import Stack
from tests.support.valid_html import mistakes, prepare

NAMESPACES = ("publicity", "public_sittings")
ADDRESSES = [address for addresses in PAGES.values() for address in addresses]
browser_test = [pytest.mark.browser, pytest.mark.once("what bars people on a page does not depend on the database")]
TWICE = {"width": 640, "height": 450}  # what is left of 1280 pixels when everything is twice as large


def test_every_public_address_is_looked_at_or_answers_no_page():
    names = {name for name in all_names() if name.partition(":")[0] in NAMESPACES} | {"components", "component"}
    seen = set(PAGES) - {"page not found"}
    assert names - seen - NO_PAGES == set(), "write them into tests/rooms/public_pages.py"
    assert (seen | NO_PAGES) - names == set(), "there are no such addresses"
    assert seen & NO_PAGES == set()


@pytest.fixture(scope="module")
def refusals() -> list[str]:
    return []


@pytest.fixture(scope="module")
def reader(browser: Browser, stack: Stack, refusals: list[str]):
    """The browser of somebody who reads, for all pages."""
    context = browser.new_context(base_url=stack.url, locale="lt-LT", viewport=WIDE, reduced_motion="reduce")
    context.set_default_timeout(15_000)
    context.add_init_script(WATCH_POLICY)
    context.on("console", lambda message: note_console(message, refusals))
    context.on("weberror", lambda error: refusals.append(f"uncaught error: {error.error}"))
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def validator(browser: Browser):
    page = browser.new_page()
    prepare(page)
    yield page
    page.close()


def open_page(page: Page, address: str, things: dict) -> str:
    """Opens it; the markup that was sent."""
    answer = page.goto(address.format_map(things))
    expected = (404,) if "nera-tokio" in address else (400,) if "patvirtinti" in address else (200,)
    assert answer.status in (*expected, 410), f"{answer.status} {page.url}"
    return answer.text()


# Words with letters that English has not, outside of what says that it is Lithuanian. The city's name stays itself.
LITHUANIAN = r"""() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const place = node.parentElement
    if (place.closest("[lang=lt], script, style, template") || !place.checkVisibility()) continue
    const words = node.data.match(/[\p{L}]*[ąčęėįšųūžĄČĘĖĮŠŲŪŽ][\p{L}]*/gu) ?? []
    if (words.every((word) => /^klaipėd/i.test(word))) continue
    found.push(`${node.data.trim().slice(0, 80)} in <${place.localName}>`)
  }
  return found
}"""


class TestEveryPage:
    pytestmark = browser_test

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_page_has_no_barriers(self, address, reader, things, refusals):
        reader.set_viewport_size(WIDE)
        reader.emulate_media(color_scheme="light", media="screen")
        refusals.clear()
        open_page(reader, address, things)
        wrong = violations(reader)
        headings = reader.locator("h1:visible").all_inner_texts()
        reader.emulate_media(color_scheme="dark")
        wrong += [f"in the dark {one}" for one in violations(reader)]
        reader.set_viewport_size(NARROW)
        wrong += [too_wide] if (too_wide := reader.evaluate(TOO_WIDE)) else []
        assert [*wrong, *refusals] == [], f"{reader.url}\n" + "\n".join(wrong)
        assert len(headings) == 1, headings

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_markup_is_valid_in_both_languages(self, address, reader, things, validator):
        found = mistakes(validator, open_page(reader, address, things))
        found += [f"in English {one}" for one in mistakes(validator, open_page(reader, f"/en{address}", things))]
        assert found == []


class TestWeight:
    """The first view of a page with everything that it brings, its text compressed as nginx does."""

    pytestmark = browser_test

    @pytest.fixture(scope="class")
    def newcomer(self, browser: Browser, stack: Stack):
        """A browser that has seen nothing yet and keeps nothing: a routed context has no cache."""
        context = browser.new_context(base_url=stack.url, locale="lt-LT", viewport=NARROW)
        context.route("**/*", lambda route: route.continue_())
        yield context
        context.close()

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_first_view_is_light(self, address, newcomer, things):
        answers: list[Response] = []
        page = newcomer.new_page()
        page.on("response", lambda answer: answers.append(answer))
        page.goto(address.format_map(things), wait_until="networkidle")
        sizes = {answer.url: wire_size(answer) for answer in answers}
        page.close()
        assert any("/static/" in url for url in sizes)
        assert sum(sizes.values()) < 100_000, "\n".join(f"{size:>7} {url}" for url, size in sizes.items())


def wire_size(answer: Response) -> int:
    """Bytes of a body on its way; text is compressed."""
    body = answer.body()
    kind = answer.headers.get("content-type", "")
    is_text = kind.startswith("text/") or any(word in kind for word in ("svg", "json", "javascript", "xml"))
    return len(gzip.compress(body, 6)) if is_text else len(body)


class TestEveryTemplate:
    pytestmark = browser_test

    @pytest.fixture(scope="class")
    def without_scripts(self, browser: Browser, stack: Stack):
        context = browser.new_context(base_url=stack.url, locale="lt-LT", viewport=TWICE, java_script_enabled=False)
        yield context.new_page()
        context.close()

    @pytest.mark.parametrize("address", REPRESENTATIVES)
    def test_it_reads_without_scripts(self, address, without_scripts, things):
        open_page(without_scripts, address, things)
        main = without_scripts.locator("main")
        assert main.locator("h1:visible").count() == 1
        assert len(main.inner_text()) > 40
        assert without_scripts.locator("main [aria-busy=true]").count() == 0

    @pytest.mark.parametrize("address", REPRESENTATIVES)
    def test_it_stands_at_twice_the_size_in_english_and_on_paper(self, address, reader, things):
        reader.set_viewport_size(TWICE)
        reader.emulate_media(color_scheme="light", media="screen")
        open_page(reader, f"/en{address}", things)
        wrong = [f"in English {one}" for one in violations(reader)]
        wrong += [f"in Lithuanian: {one}" for one in reader.evaluate(LITHUANIAN)]
        assert reader.evaluate("document.documentElement.scrollWidth") <= TWICE["width"]
        reader.emulate_media(media="print")
        assert reader.locator("main h1").first.is_visible()
        assert not reader.locator(".site-header nav").first.is_visible()
        assert wrong == [], "\n".join(wrong)
