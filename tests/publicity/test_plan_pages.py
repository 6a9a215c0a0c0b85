"""The front page, the current plan as a tree, the draft before the council, the register of editions."""

import datetime
import re

import pytest

from editions import reading
from editions.services.events import consider_edition, publish_edition, record_decision, record_in_force
from tests.editions.support import freeze
from tests.publicity.asking import get, text

DAY = datetime.date(2021, 6, 29)
SUGGESTIONS = '<script type="module" src="/static/publicity/js/search-suggest.js">'


def bring_into_force(edition, by):
    record_decision(edition, by=by, date=DAY, number="T2-1")
    record_in_force(edition, by=by, date=DAY)


class TestHome:
    def test_it_says_what_the_city_wants_and_how_much_that_is(self, edition):
        page = text(get("/"))
        assert '<h1 class="hero__title" lang="lt">KLAIPĖDA 2035 – veržli, sumani, įtrauki</h1>' in page
        assert "1\u00a0uždavinys, 1\u00a0priemonė" in page
        assert "2\u00a0tikslai" in page
        assert "200\u00a0000\u00a0€" in page
        assert "Horizontalusis prioritetas" in page

    def test_it_says_where_the_process_stands(self, edition, process):
        page = text(get("/"))
        assert "Koncepcijos projektas" in page
        assert "Slapta gairė" not in page

    def test_the_plan_is_named_in_english(self, edition):
        page = text(get("/en/"))
        assert "Strategic Development Plan of Klaipeda City Municipality" in page
        assert "1\u00a0task, 1\u00a0measure" in page

    @pytest.mark.parametrize("size", [1, 3])
    def test_it_takes_as_many_queries_for_a_larger_plan(self, process, make_edition, size, django_assert_num_queries):
        make_edition(size)
        with django_assert_num_queries(13):
            assert get("/").status_code == 200


class TestPlan:
    def test_the_tree_holds_every_element_once_under_its_parent(self, edition):
        page = text(get("/planas/"))
        codes = re.findall(r'tree__code">([^<]+)<', page)
        assert codes == ["I", "1.1", "1.1.1", "1.1.1.1", "1.2", "H"]
        assert page.count("<details") == page.count("</details>") == 4  # three of the tree, the filters
        assert re.findall(r"<script[^>]*>", page) == [SUGGESTIONS]  # the search box of every page; none for the tree

    def test_its_links_are_for_ever(self, edition, tree):
        short = tree.measure.uid.hex[:12]
        assert f'href="/planas/e/{short}/"' in text(get("/planas/"))

    def test_it_counts_with_the_right_endings(self, make_edition):
        make_edition(11)
        page = text(get("/planas/"))
        assert "11\u00a0uždavinių" in page
        for number, word in (("1", "prioritetas"), ("1", "tikslas"), ("11", "uždavinių"), ("121", "priemonė")):
            assert f"<dt>{word}</dt><dd>{number}</dd>" in page

    def test_a_title_is_text_and_never_markup(self, plan, people, make_edition):
        make_edition(1, title="<b>Redakcija</b>")
        assert "<b>Redakcija</b>" not in text(get("/redakcijos/"))
        assert "&lt;b&gt;Redakcija" in text(get("/redakcijos/"))

    def test_draft_until_the_council_decides(self, edition, people):
        assert "banner--draft" in text(get("/planas/"))
        record_decision(edition, by=people.coordinator, date=DAY)
        page = text(get("/planas/"))
        assert "banner--draft" not in page
        assert "dar neįsigaliojo" in page
        record_in_force(edition, by=people.coordinator, date=DAY)
        assert "dar neįsigaliojo" not in text(get("/planas/"))

    def test_the_one_in_force_stays_while_a_newer_one_is_read(self, plan, edition, people, tree):
        bring_into_force(edition, people.coordinator)
        freeze(plan, people.coordinator, title="Naujesnė", publish=True)
        assert "Redakcija Nr. 1" in text(get("/planas/"))

    @pytest.mark.parametrize("size", [1, 3])
    @pytest.mark.parametrize(("address", "queries"), [("/planas/", 4), ("/redakcijos/1/", 14)])
    def test_it_takes_as_many_queries_for_a_larger_plan(
        self, make_edition, address, queries, size, django_assert_num_queries
    ):
        make_edition(size)
        reading._tree.cache_clear()
        with django_assert_num_queries(queries):
            assert text(get(address)).count("Priemonė</a>") == size * size


class TestDraft:
    def test_without_one_the_page_says_so_and_leads_on(self, edition):
        page = text(get("/projektas/"))
        assert "Šiuo metu Taryba projekto nesvarsto." in page
        assert 'href="/planas/"' in page

    def test_it_shows_what_is_before_the_council_beside_the_plan_in_force(self, plan, edition, people):
        bring_into_force(edition, people.coordinator)
        newer = freeze(plan, people.coordinator, title="Naujesnė")
        consider_edition(newer, by=people.coordinator)
        assert "nesvarsto" in text(get("/projektas/"))
        publish_edition(newer, by=people.coordinator)
        page = text(get("/projektas/"))
        assert "Redakcija Nr. 2" in page
        assert 'href="/redakcijos/2/1.1.1.1/"' in page
        assert "banner--draft" in page
        assert "Redakcija Nr. 1" in text(get("/planas/"))


class TestEditions:
    def test_the_register_tells_them_apart(self, plan, edition, people):
        bring_into_force(edition, people.coordinator)
        bring_into_force(freeze(plan, people.coordinator, title="Antroji", publish=True), people.coordinator)
        freeze(plan, people.coordinator, title="Nepaskelbta")
        page = text(get("/redakcijos/"))
        assert page.index("Antroji") < page.index("Paskelbta redakcija")
        assert "Nepaskelbta" not in page
        assert page.count("card--current") == 1
        assert "sprendimas Nr. T2-1" in page
        assert "pakeista nauja redakcija" in page.lower()

    @pytest.mark.parametrize("editions", [1, 3])
    def test_it_takes_as_many_queries_for_many(self, make_edition, editions, django_assert_num_queries):
        for number in range(editions):
            make_edition(1, title=f"Redakcija {number}")
        with django_assert_num_queries(7):
            assert text(get("/redakcijos/")).count('card__title" lang="lt"') == editions

    def test_one_edition_says_what_it_is_and_what_happened_to_it(self, edition, people):
        bring_into_force(edition, people.coordinator)
        page = text(get("/redakcijos/1/"))
        assert edition.digest in page
        assert "Sprendimas Nr. T2-1" in page
        assert 'href="/redakcijos/1/1.1/"' in page

    def test_nobody_who_works_on_it_is_named(self, edition, people):
        record_decision(edition, by=people.coordinator, date=DAY)
        for address in ("/redakcijos/", "/redakcijos/1/", "/patikra/?q=1"):
            page = text(get(address))
            assert people.coordinator.full_name not in page
            assert people.coordinator.email not in page

    def test_an_edition_that_is_not_current_leads_to_the_one_that_is(self, plan, edition, people):
        assert "dabartinė yra" not in text(get("/redakcijos/1/"))
        bring_into_force(edition, people.coordinator)
        bring_into_force(freeze(plan, people.coordinator, publish=True), people.coordinator)
        page = text(get("/redakcijos/1/"))
        assert "Tai redakcija Nr. 1; dabartinė yra Nr. 2." in page
        assert "notice--warn" in page
