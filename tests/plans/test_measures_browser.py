"""The form of a measure in a real browser: partners are suggested one after another."""

import pytest
from playwright.sync_api import expect

from tests.plans.writing import log_in, open_form

pytestmark = pytest.mark.browser
OFFERED = "input => Array.from(input.list.options, one => one.value)"


def test_each_of_several_partners_is_suggested_after_the_one_before(page):
    log_in(page, "narys")
    link = page.locator("#medis li[data-kind=measure] a[href$='/redaguoti/']").last
    open_form(page, link.get_attribute("href"))
    field = page.locator("[name=detail-partners]")
    field.fill("")
    assert "policijos įstaiga" in field.evaluate(OFFERED)
    field.fill("policijos įstaiga; mok")
    assert "policijos įstaiga; mokykla" in field.evaluate(OFFERED)
    assert "mokykla" not in field.evaluate(OFFERED)
    expect(page.locator("[name=detail-responsible]")).to_have_attribute("list", "organisation-names")
