"""The whole way of one measure: from a member's keyboard to the council's PDF and the public page.

Real browser, real processes: on PostgreSQL with Redis and a Celery worker, on SQLite with embedded jobs.
"""

import re
import urllib.error
import urllib.request
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from klaipeda_plan.seed.data_files import load
from klaipeda_plan.seed.sample import split_money
from tests.support.crawler import Answer, crawl
from tests.support.servers import PASSWORD

MEASURE = load("sample_priority_3")["goals"][0]["tasks"][1]["measures"][0]
TITLE, YEARS = MEASURE["title"], MEASURE["years"]
WORDS = "Kelionės žodžiai apie švarų jūros vėją."
TYPED_SUM, SHOWN_SUM = "1234567,89", "1 234 567,89"
# The document shows the measure's money as a whole: what the sample holds in the other years, and the typed sum.
OTHER_YEARS = sum(
    amount
    for (year, _), amount in split_money(MEASURE["total"], MEASURE["sources"], *YEARS).items()
    if year != YEARS[0]
)
WHOLE_SUM = f"{OTHER_YEARS + Decimal(TYPED_SUM.replace(',', '.')):,}".translate(str.maketrans(",.", " ,"))
BUILD_SECONDS = 180

pytestmark = [pytest.mark.browser, pytest.mark.both_kinds, pytest.mark.timeout(900)]


def log_in(page: Page, name: str) -> None:
    page.goto("/paskyra/login/")
    page.locator("[name=login]").fill(f"{name}@example.org")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    expect(page).not_to_have_url(re.compile("/paskyra/login/"))


def ask(url: str):
    """Ask for addresses of the portal without a cookie; an error page is an answer too."""

    def get(address: str) -> Answer:
        try:
            with urllib.request.urlopen(url + address, timeout=30) as response:
                return Answer(response.status, str(response.headers), response.read().decode(errors="replace"))
        except urllib.error.HTTPError as error:
            return Answer(error.code, str(error.headers), error.read().decode(errors="replace"))

    return get


def spaces(text: str) -> str:
    """No-break spaces and line ends as plain spaces."""
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\u202f", " "))


def test_a_measure_goes_from_the_member_to_the_council_and_the_public(new_context, stack, tmp_path):
    uid = member_edits_and_marks_ready(new_context().new_page())
    nothing_is_public(stack, uid)
    chair_submits(new_context().new_page(), uid)
    consultant_sees_both_differences_and_accepts(new_context().new_page())
    number = coordinator_freezes(new_context().new_page())
    nothing_is_public(stack, uid)
    pdf = secretary_exports(new_context().new_page(), number, tmp_path)
    text = spaces("\n".join(page.extract_text() for page in PdfReader(pdf).pages))
    assert WORDS in text
    assert WHOLE_SUM in text
    nothing_is_public(stack, uid)
    coordinator_publishes(new_context().new_page(), number)
    visitor_reads(new_context().new_page(), uid)


def member_edits_and_marks_ready(page: Page) -> str:
    log_in(page, "narys.aplinkos-apsauga")
    page.goto("/rengimas/")
    page.get_by_role("link", name=TITLE).first.click()
    uid = re.search(r"/e/([0-9a-f-]{36})/", page.url).group(1)
    page.goto(f"/rengimas/e/{uid}/redaguoti/")
    editor = page.locator(".ProseMirror").first
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(f" {WORDS}")
    page.locator(f"[name^='money-{YEARS[0]}-']").first.fill(TYPED_SUM)
    page.locator("[name=reason]").fill("Patikslinta po grupės posėdžio")
    page.locator("button[name=do][value=save]:visible").last.click()
    expect(page.locator("main")).to_contain_text(WORDS)
    page.locator("form[action$='/paruosta/'] button").click()
    return uid


def nothing_is_public(stack, uid: str) -> None:
    """Neither the words nor the sum stand on any page that an anonymous visitor can reach."""
    short = uid.replace("-", "")[:12]
    starts = [f"/planas/e/{short}/", f"/en/planas/e/{short}/", f"/rengimas/e/{uid}/", "/taryba/", "/", "/planas/"]
    pages = crawl(ask(stack.url), starts, limit=60)
    assert TITLE in pages[f"/planas/e/{short}/"].text
    for address, page in pages.items():
        assert page.status < 500, address
        assert WORDS not in spaces(page.text), address
        assert SHOWN_SUM not in spaces(page.text), address
        assert WHOLE_SUM not in spaces(page.text), address


def chair_submits(page: Page, uid: str) -> None:
    log_in(page, "pirmininkas.aplinkos-apsauga")
    page.goto(f"/rengimas/e/{uid}/pateikti/")
    page.locator("main textarea").first.fill("Teikiame peržiūrai.")
    page.get_by_role("button", name="Pateikti", exact=True).click()
    page.goto(f"/rengimas/e/{uid}/")
    expect(page.locator("main")).to_contain_text("Teikiame peržiūrai.")


def consultant_sees_both_differences_and_accepts(page: Page) -> None:
    log_in(page, "konsultantas")
    page.goto("/admin/plans/element/")
    page.get_by_role("link", name=TITLE).first.click()
    difference = page.locator("section[aria-labelledby=review-difference]")
    expect(difference.locator("ins").filter(has_text="žodžiai").first).to_be_visible()
    assert SHOWN_SUM in spaces(difference.inner_text())
    page.locator("form[action$='/accept/'] button, form[action*='accept'] button").first.click()
    expect(page.locator("body")).not_to_contain_text("Nothing was decided")


def coordinator_freezes(page: Page) -> int:
    log_in(page, "koordinatorius")
    page.goto("/rengimas/redakcijos/sudaryti/")
    page.locator("[name=title]").fill("Kelionės redakcija")
    page.locator("[name=kind]").select_option("plan_draft")
    page.locator("main form button[type=submit]").last.click()
    expect(page).to_have_url(re.compile(r"/rengimas/redakcijos/\d+/$"))
    return int(page.url.rstrip("/").rsplit("/", 1)[1])


def secretary_exports(page: Page, number: int, folder):
    log_in(page, "sekretore")
    page.goto(f"/taryba/redakcijos/{number}/")
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("progress")).to_be_visible()
    link = page.locator("a[href^='/taryba/failai/']").first
    link.wait_for(timeout=BUILD_SECONDS * 1000)
    with page.expect_download() as download:
        link.click()
    download.value.save_as(folder / "planas.pdf")
    return folder / "planas.pdf"


def coordinator_publishes(page: Page, number: int) -> None:
    log_in(page, "koordinatorius")
    page.goto(f"/rengimas/redakcijos/{number}/")
    page.locator(f"form[action$='/{number}/paskelbti/'] button").click()
    expect(page.locator(f"a[href='/redakcijos/{number}/']").first).to_be_visible()


def visitor_reads(page: Page, uid: str) -> None:
    page.goto(f"/planas/e/{uid.replace('-', '')[:12]}/")
    expect(page.locator("main")).to_contain_text(WORDS)
    shown = spaces(page.locator("main").inner_text())
    assert SHOWN_SUM in shown
    assert WHOLE_SUM in shown
