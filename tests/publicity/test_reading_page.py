"""The whole text of a plan: everything in its order, contents, footnotes counted through, long plans in parts."""

import re
from itertools import pairwise

import pytest

from editions import reading
from editions.services.events import withdraw_edition
from plans.hierarchy import Kind
from publicity import whole_text
from publicity.whole_text import text_of
from tests.editions.support import write
from tests.publicity.asking import get, text
from tests.publicity.conftest import uid_of


def ids(page):
    return re.findall(r'\sid="([^"]+)"', page)


class TestPage:
    def test_every_element_stands_once_in_the_order_of_the_document(self, edition):
        page = text(get("/planas/skaityti/"))
        assert re.findall(r'<section class="piece[^>]+id="k-([^"]+)"', page) == [
            "V", "I", "1.1", "1.1.1", "1.1.1.1", "1.2", "H",
        ]  # fmt: skip
        assert page.count("<p>Tekstas.</p>") == 7
        assert "data-block" not in page  # ids of the drafting room
        assert "savivaldybės administracija" in page
        assert "2022–2025" in page
        assert "31,5\u00a0(2020) → 25,0\u00a0(2030)" in page

    def test_no_name_of_a_place_stands_twice(self, edition):
        found = ids(text(get("/planas/skaityti/")))
        assert len(found) == len(set(found))

    def test_each_part_has_a_place_by_its_code_and_leads_to_its_page_for_ever(self, edition, tree):
        page = text(get("/planas/skaityti/"))
        assert 'id="k-1.1.1.1"' in page
        assert f'href="/planas/e/{tree.measure.uid.hex[:12]}/"' in page

    def test_the_contents_lead_to_parts_and_goals(self, edition):
        page = text(get("/planas/skaityti/"))
        contents = page[page.index("data-contents") :]
        assert re.findall(r'href="#k-([^"]+)"', contents) == ["V", "I", "1.1", "1.2", "H"]

    def test_headings_go_down_one_step_at_a_time(self, edition):
        levels = [int(level) for level in re.findall(r"<h(\d)[ >]", text(get("/planas/skaityti/")))]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))

    def test_footnotes_are_counted_through_the_page(self, plan, people, tree):
        noted = '<p>Tekstas<sup data-note="Pirma."></sup></p><table><tbody><tr><td>a</td></tr></tbody></table>'
        rows = [
            (uid_of("s", number), None, f"{number:05d}", Kind.SECTION, f"Dalis {number}", {"body": noted})
            for number in (1, 2)
        ]
        write(plan, people.coordinator, rows)
        page = text(get("/planas/skaityti/"))
        for number in (1, 2):
            assert page.count(f'href="#isnasa-{number}"') == page.count(f'id="isnasa-{number}"') == 1
            assert f'aria-label="{number} lentelė"' in page
        assert 'start="2"' in page

    def test_an_edition_keeps_its_own_text(self, edition, plan, people, tree):
        page = text(get("/redakcijos/1/skaityti/"))
        assert 'href="/redakcijos/1/1.1.1.1/"' in page
        withdraw_edition(edition, by=people.coordinator)
        assert get("/redakcijos/1/skaityti/").status_code == 404
        assert get("/planas/skaityti/").status_code == 404

    @pytest.mark.parametrize(
        "address", ["/planas/skaityti/9.9/", "/redakcijos/1/skaityti/9.9/", "/redakcijos/9/skaityti/"]
    )
    def test_what_is_not_there_is_a_page_of_the_site(self, edition, address):
        assert get(address).status_code == 404

    @pytest.mark.parametrize("size", [1, 3])
    def test_it_takes_as_many_queries_for_a_larger_plan(self, make_edition, size, django_assert_num_queries):
        make_edition(size)
        reading._tree.cache_clear()
        with django_assert_num_queries(4):
            assert text(get("/planas/skaityti/")).count("piece--measure") == size * size


class TestParts:
    def test_one_part_is_read_with_its_neighbours_beside_it(self, edition):
        page = text(get("/planas/skaityti/1.1/"))
        assert re.findall(r'<section class="piece[^>]+id="k-([^"]+)"', page) == ["1.1", "1.1.1", "1.1.1.1"]
        assert 'href="/planas/skaityti/1.2/" rel="next"' in page
        assert 'rel="prev"' not in page

    def test_the_heading_of_a_part_stands_once_and_leads_to_its_page(self, edition, tree):
        page = text(get("/planas/skaityti/1.1/"))
        main = page[page.index("<h1") : page.index("</article>")]
        assert [int(level) for level in re.findall(r"<h(\d)[ >]", main)] == [1, 2, 3]
        assert f'href="/planas/e/{tree.goal.uid.hex[:12]}/"' in main[: main.index("</h1>")]

    def test_a_long_plan_is_cut_where_its_parts_begin(self, make_edition, monkeypatch):
        made = make_edition(3)
        monkeypatch.setattr(whole_text, "MOST_ELEMENTS", 5)
        tree = reading.load_tree(made)
        pieces = text_of(tree).pieces
        assert [(piece.node.kind, piece.is_cut) for piece in pieces] == [(Kind.VISION, False), (Kind.PRIORITY, True)]
        assert "/planas/skaityti/I/" in text(get("/planas/skaityti/"))
        below = text_of(tree, tree.by_code["1.1.1"]).pieces  # a task with three measures fits
        assert [piece.is_cut for piece in below] == [False] * 4

    def test_nothing_is_lost_between_the_parts(self, make_edition, monkeypatch):
        made = make_edition(3)
        monkeypatch.setattr(whole_text, "MOST_ELEMENTS", 5)
        tree = reading.load_tree(made)
        seen, waiting = set(), [None]
        while waiting:
            for piece in text_of(tree, waiting.pop()).pieces:
                seen.add(piece.node.uid)
                if piece.is_cut:
                    waiting.append(piece.node)
        assert seen == set(tree.by_uid)
