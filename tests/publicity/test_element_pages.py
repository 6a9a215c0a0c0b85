"""The page of one element: in the plan, by its permanent address, in a numbered edition."""

import re
import uuid

import pytest

from editions import reading
from editions.services.events import consider_edition, record_decision, record_in_force, withdraw_edition
from plans.hierarchy import Kind
from plans.models import Element
from plans.services.elements import Content, add_element, move_element, remove_element, save_element
from tests.editions.support import DATE, freeze, write
from tests.publicity.asking import get, text
from tests.publicity.conftest import uid_of
from tests.support.factories import accept_all


def short(element):
    return element.uid.hex[:12]


def rename(element, title, by):
    element = Element.objects.get(pk=element.pk)
    save_element(element, Content(title, element.body), base_version=element.text_version, by=by)


class TestContent:
    def test_a_measure_shows_who_when_and_how_much(self, edition):
        page = text(get("/planas/1.1.1.1/"))
        assert "<h1" in page
        for word in (
            "Oro kokybės stotelių įrengimas", "savivaldybės administracija", "2022–2025", "Savivaldybės biudžetas",
            "Europos Sąjungos lėšos", "120\u00a0000\u00a0€", "80\u00a0000,50\u00a0€", "200\u00a0000,50\u00a0€",
            "Aplinkos apsaugos darbo grupė", edition.digest,
        ):  # fmt: skip
            assert word in page, word

    def test_its_place_in_the_whole_is_named_from_the_vision_down(self, edition):
        page = text(get("/planas/1.1.1.1/"))
        path = page[page.index('class="breadcrumbs"') : page.index("</nav>", page.index('class="breadcrumbs"'))]
        words = ["Planas", "KLAIPĖDA 2035", "Tvarus ir darnus", "Mažinti oro taršą", "Plėsti oro stebėseną"]
        assert [path.index(word) for word in words] == sorted(path.index(word) for word in words)

    def test_a_goal_shows_its_indicator_as_table_and_drawing(self, edition):
        page = text(get("/planas/1.1/"))
        assert "Poveikio rodiklis" in page
        assert 'role="img"><title>Kietųjų dalelių koncentracija, µg/m³</title>' in page
        assert "<desc>Pradinė reikšmė 2020 – 31,5; siekiniai 2030 – 25,0.</desc>" in page
        assert re.search(r'<td>pradinė reikšmė</td>\s*<td class="num">31,5</td>', page)
        assert "style=" not in page
        assert 'href="/planas/e/' in page
        assert "Plėsti oro stebėseną" in page

    def test_coordinates_keep_their_point_in_lithuanian(self, edition):
        page = text(get("/planas/1.1/"))
        path = re.search(r'class="d-wanted" d="([^"]+)"', page)[1]
        assert re.fullmatch(r"M\d+\.\d,\d+\.\d L\d+\.\d,\d+\.\d", path)

    def test_english_names_the_words_of_the_page_and_marks_the_text_as_lithuanian(self, edition):
        page = text(get("/en/planas/1.1.1.1/"))
        assert "Responsible body" in page
        assert '<h1 lang="lt">Oro kokybės stotelių įrengimas</h1>' in page
        assert "The text of the plan is in Lithuanian" in page
        assert "120,000\u00a0€" in page or "120\u00a0000\u00a0€" in page

    def test_a_footnote_stands_under_the_text(self, plan, people):
        body = '<p>Oras<sup data-note="Pagal 2020 m. matavimus." class="footnote">*</sup></p>'
        write(plan, people.coordinator, [(uuid.uuid4(), None, "00001", Kind.VISION, "Vizija", {"body": body})])
        page = text(get("/planas/V/"))
        assert '<li id="isnasa-1">Pagal 2020 m. matavimus.' in page
        assert 'href="#isnasa-1"' in page
        assert "data-note" not in page

    def test_links_to_problems_are_shown(self, plan, people):
        section, problem, vision, priority, goal = (uuid.uuid4() for _ in range(5))
        link = {"links": [{"kind": "addresses", "target": str(problem), "reason": ""}]}
        write(plan, people.coordinator, [
            (section, None, "00001", Kind.SECTION, "Analizė", {}),
            (problem, section, "0000100001", Kind.PROBLEM, "Užterštas oras", {}),
            (vision, None, "00002", Kind.VISION, "Vizija", {}),
            (priority, vision, "0000200001", Kind.PRIORITY, "Prioritetas", {}),
            (goal, priority, "000020000100001", Kind.GOAL, "Švarus oras", link),
        ])  # fmt: skip
        page = text(get("/planas/1.1/"))
        assert f'<a href="/planas/e/{problem.hex[:12]}/">S1-PR1 Užterštas oras</a>' in page
        assert get("/planas/S1-PR1/").status_code == 200

    @pytest.mark.parametrize("size", [1, 3])
    @pytest.mark.parametrize(
        ("address", "queries"),
        [("/planas/1.1/", 13), (f"/planas/e/{uid_of('goal').hex[:12]}/", 10), ("/redakcijos/1/1.1/", 14)],
    )
    def test_it_takes_as_many_queries_in_a_larger_plan(
        self, make_edition, address, queries, size, django_assert_num_queries
    ):
        make_edition(size)
        reading._tree.cache_clear()
        with django_assert_num_queries(queries):
            assert text(get(address)).count("Uždavinys") == size


class TestForEver:
    def test_the_address_follows_the_element_through_renumbering(self, plan, edition, tree, people):
        address = f"/planas/e/{short(tree.measure)}/"
        assert "1.1.1.1" in text(get(address))
        goal, before = Element.objects.get(pk=tree.other_goal.pk), Element.objects.get(pk=tree.goal.pk)
        move_element(goal, parent=tree.priority, before=before, by=people.coordinator)
        rename(tree.measure, "Naujas pavadinimas", people.member)
        accept_all(plan, by=people.coordinator)
        freeze(plan, people.coordinator, publish=True)
        page = text(get(address))
        assert "Naujas pavadinimas" in page
        assert "1.2.1.1" in page
        assert "1.2.1.1" in text(get("/planas/1.2.1.1/"))
        assert get("/planas/1.1.1.1/").status_code == 404

    def test_a_code_means_what_its_edition_says(self, plan, edition, tree, people):
        rename(tree.measure, "Naujas pavadinimas", people.member)
        accept_all(plan, by=people.coordinator)
        freeze(plan, people.coordinator, publish=True)
        assert "Oro kokybės stotelių įrengimas" in text(get("/redakcijos/1/1.1.1.1/"))
        assert "Naujas pavadinimas" in text(get("/redakcijos/2/1.1.1.1/"))
        assert "Naujas pavadinimas" in text(get("/planas/1.1.1.1/"))

    def test_an_older_edition_says_so_and_leads_to_the_plan(self, plan, edition, tree, people):
        freeze(plan, people.coordinator, publish=True)
        page = text(get("/redakcijos/1/1.1.1.1/"))
        assert "Skaitote redakciją Nr. 1" in page
        assert f'href="/planas/e/{short(tree.measure)}/"' in page
        assert "Skaitote redakciją" not in text(get("/redakcijos/2/1.1.1.1/"))

    def test_what_a_later_edition_dropped_keeps_its_last_wording(self, plan, edition, tree, people):
        rename(tree.measure, "Paskutinis žodis", people.member)
        accept_all(plan, by=people.coordinator)
        freeze(plan, people.coordinator, publish=True)
        remove_element(Element.objects.get(pk=tree.measure.pk), by=people.member)
        accept_all(plan, by=people.coordinator)
        freeze(plan, people.coordinator, publish=True)
        page = text(get(f"/planas/e/{short(tree.measure)}/"))
        assert "Plane to nebėra" in page
        assert "Paskutinis žodis" in page
        assert "redakcijos Nr. 2" in page
        assert get("/planas/1.1.1.1/").status_code == 404

    def test_what_only_a_newer_draft_holds_is_told_apart(self, plan, edition, tree, people):
        record_decision(edition, by=people.coordinator, date=DATE)
        record_in_force(edition, by=people.coordinator, date=DATE)
        added = add_measure(plan, tree, people)
        newer = freeze(plan, people.coordinator, publish=True)
        consider_edition(newer, by=people.coordinator)
        page = text(get(f"/planas/e/{short(added)}/"))
        assert "Dabartiniame plane to dar nėra" in page
        assert "Nauja priemonė" in page

    def test_what_was_published_only_in_a_withdrawn_edition_is_gone(self, plan, edition, tree, people):
        added = add_measure(plan, tree, people)
        newer = freeze(plan, people.coordinator, publish=True)
        assert get(f"/planas/e/{short(added)}/").status_code == 200
        withdraw_edition(newer, by=people.coordinator, note="Klaida")
        assert get(f"/planas/e/{short(added)}/").status_code == 404

    def test_a_beginning_that_fits_two_elements_is_nobodys(self, plan, people):
        first, second = uuid.UUID("a" * 12 + "1" * 20), uuid.UUID("a" * 12 + "2" * 20)
        write(plan, people.coordinator, [
            (first, None, "00001", Kind.SECTION, "Įvadas", {}), (second, None, "00002", Kind.SECTION, "Pabaiga", {}),
        ])  # fmt: skip
        assert get("/planas/e/aaaaaaaaaaaa/").status_code == 404
        assert get("/planas/S1/").status_code == 200

    def test_the_permanent_address_is_the_canonical_one(self, edition, tree):
        for address in ("/planas/1.1.1.1/", f"/planas/e/{short(tree.measure)}/"):
            assert f'rel="canonical" href="http://127.0.0.1:8000/planas/e/{short(tree.measure)}/"' in text(get(address))
        own = 'rel="canonical" href="http://127.0.0.1:8000/redakcijos/1/1.1.1.1/"'
        assert own in text(get("/redakcijos/1/1.1.1.1/"))


def add_measure(plan, tree, people):
    task = Element.objects.get(pk=tree.task.pk)
    detail = {"responsible": "savivaldybės administracija", "year_from": 2024, "year_to": 2025}
    added = add_element(plan, Kind.MEASURE, task, Content("Nauja priemonė", "", detail=detail), by=people.member)
    accept_all(plan, by=people.coordinator)
    return added
