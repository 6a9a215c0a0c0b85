"""Addresses for ever: an element keeps its own, a code means what its edition says, an old code says where it went."""

import uuid

import pytest

from editions.services.events import record_decision, record_in_force, withdraw_edition
from plans.hierarchy import Kind
from plans.models import Element
from plans.services.elements import Content, move_element, remove_element, save_element
from tests.editions.support import DATE, freeze, write
from tests.publicity.asking import get, text
from tests.support.factories import accept_all, make_plan


def short(element):
    return element.uid.hex[:12]


def fresh(element):
    return Element.objects.get(pk=element.pk)


def frozen(plan, people):
    accept_all(plan, by=people.coordinator)
    return freeze(plan, people.coordinator, publish=True)


@pytest.fixture
def renumbered(plan, edition, tree, people):
    """Edition 2, in which the two goals of the priority have changed places."""
    move_element(fresh(tree.other_goal), parent=tree.priority, before=fresh(tree.goal), by=people.coordinator)
    return frozen(plan, people)


@pytest.fixture
def without_measure(plan, edition, tree, people):
    """Edition 2 holds the task no more, and so nothing bears its code."""
    remove_element(fresh(tree.measure), by=people.member)
    return frozen(plan, people)


class TestOldCodes:
    def test_a_code_that_means_another_element_now_says_so(self, renumbered, tree):
        page = text(get("/planas/1.1/"))
        assert "Stiprinti bendruomenes</h1>" in page
        assert "Kodą 1.1 anksčiau turėjo kitas elementas" in page
        assert f'<a href="/planas/e/{short(tree.goal)}/" lang="lt">Mažinti oro taršą</a>, dabar' in page
        assert '<span class="code">1.2</span>' in page
        assert 'href="/redakcijos/1/1.1/"' in page

    def test_a_code_that_the_plan_has_not_leads_to_what_it_meant(self, renumbered, tree):
        response = get("/planas/1.1.1.1/")
        assert response.status_code == 404
        page = text(response)
        assert "Kodo 1.1.1.1 plane dabar nėra" in page
        assert f'href="/planas/e/{short(tree.measure)}/"' in page
        assert '<span class="code">1.2.1.1</span>' in page
        assert "Cache-Control" not in response.headers

    def test_of_an_element_that_was_dropped_it_says_that_the_plan_has_it_no_more(self, without_measure, tree):
        page = text(get("/planas/1.1.1.1/"))
        assert "dabartiniame plane jo nėra" in page
        assert f'href="/planas/e/{short(tree.measure)}/"' in page

    def test_in_english_too(self, renumbered, tree):
        page = text(get("/en/planas/1.1.1.1/"))
        assert "Code 1.1.1.1 is not in the plan now" in page
        assert f'href="/en/planas/e/{short(tree.measure)}/" lang="lt">Oro kokybės stotelių įrengimas</a>' in page

    def test_a_code_that_kept_its_element_says_nothing(self, renumbered):
        assert "anksčiau turėjo" not in text(get("/planas/1/"))
        assert "anksčiau turėjo" not in text(get("/redakcijos/2/1.1/"))

    def test_a_code_of_no_edition_is_nothing(self, renumbered):
        assert "Kodo 9.9" not in text(get("/planas/9.9/"))
        assert get("/planas/9.9/").status_code == 404

    def test_a_code_that_stood_only_in_what_nobody_may_read_is_nothing(self, plan, edition, tree, people):
        save_element(
            fresh(tree.measure), Content("Slapta", ""), base_version=fresh(tree.measure).text_version, by=people.member
        )
        hidden = write(plan, people.coordinator, [(uuid.uuid4(), None, "00001", Kind.SECTION, "Slapta", {})])
        withdraw_edition(hidden, by=people.coordinator, note="Klaida")
        page = get("/planas/S1/")
        assert page.status_code == 404
        assert "Slapta" not in text(page)

    @pytest.mark.parametrize("bearers", [1, 3])
    def test_it_takes_as_many_queries_for_many_bearers(self, plan, people, bearers, django_assert_num_queries):
        for _ in range(bearers):
            write(plan, people.coordinator, [(uuid.uuid4(), None, "00001", Kind.SECTION, "Įvadas", {})])
        write(plan, people.coordinator, [(uuid.uuid4(), None, "00001", Kind.VISION, "Vizija", {})])
        with django_assert_num_queries(7):
            assert text(get("/planas/S1/")).count('lang="lt">Įvadas</a>') == bearers


class TestOldEditions:
    def test_it_says_under_which_code_the_plan_has_it_now(self, renumbered, tree):
        page = text(get("/redakcijos/1/1.1/"))
        assert "Skaitote redakciją Nr. 1" in page
        assert "kodu 1.2" in page
        assert "Mažinti oro taršą</h1>" in page

    def test_it_says_that_the_plan_holds_it_no_more(self, without_measure, tree):
        page = text(get("/redakcijos/1/1.1.1.1/"))
        assert "Dabartiniame plane jo nėra." in page
        assert f'href="/planas/e/{short(tree.measure)}/"' in page

    def test_states_are_told_in_words_on_pages_of_elements(self, plan, edition, people):
        assert '<span class="tag tag--success tag--full"> paskelbta' in one_line("/redakcijos/1/1.1/")
        record_decision(edition, by=people.coordinator, date=DATE)
        record_in_force(edition, by=people.coordinator, date=DATE)
        assert '<span class="tag tag--success tag--done"> galioja' in one_line("/redakcijos/1/1.1/")
        newer = freeze(plan, people.coordinator, publish=True)
        record_decision(newer, by=people.coordinator, date=DATE)
        record_in_force(newer, by=people.coordinator, date=DATE)
        for address in ("/redakcijos/1/1.1/", "/redakcijos/1/", "/redakcijos/"):
            assert '<span class="tag tag--past"> pakeista nauja redakcija' in one_line(address), address
        assert "tag--past" not in one_line("/redakcijos/2/1.1/").partition("Formuluotės")[0]


class TestForEver:
    def test_what_stood_only_in_an_edition_superseded_since_keeps_answering(self, plan, edition, tree, people):
        record_decision(edition, by=people.coordinator, date=DATE)
        record_in_force(edition, by=people.coordinator, date=DATE)
        remove_element(fresh(tree.measure), by=people.member)
        newer = frozen(plan, people)
        record_decision(newer, by=people.coordinator, date=DATE)
        record_in_force(newer, by=people.coordinator, date=DATE)
        response = get(f"/planas/e/{short(tree.measure)}/")
        assert response.status_code == 200
        page = text(response)
        assert "Plane to nebėra" in page
        assert "iš redakcijos Nr. 1" in page
        assert "pakeista nauja redakcija" in page
        assert "Oro kokybės stotelių įrengimas</h1>" in page

    def test_what_stands_in_another_plan_says_so(self, plan, edition, people):
        former = make_plan("ankstesnis")
        uid = uuid.uuid4()
        write(former, people.coordinator, [(uid, None, "00001", Kind.VISION, "Senoji vizija", {})])
        freeze(plan, people.coordinator, publish=True)
        page = text(get(f"/planas/e/{uid.hex[:12]}/"))
        assert "Tai kito plano dalis" in page
        assert "Plane to nebėra" not in page
        assert "Senoji vizija</h1>" in page

    def test_what_was_never_published_is_not_there(self, plan, edition, tree, people):
        draft = freeze(plan, people.coordinator)
        assert get(f"/redakcijos/{draft.number}/1.1/").status_code == 404
        assert get("/planas/e/000000000000/").status_code == 404
        assert get("/planas/e/000000000000/redakcijos/").status_code == 404


def one_line(address):
    return " ".join(text(get(address)).split())
