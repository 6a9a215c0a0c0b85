"""Comparing in the workspace: editions that are not public, for those who read them."""

import pytest

from editions.models import EditionKind
from tests.editions.papers import words
from tests.editions.support import freeze
from tests.publicity.test_comparison import rewrite

ADDRESS = "/rengimas/redakcijos/2/palyginti/1/"


@pytest.fixture
def pair(plan, tree, people):
    first = freeze(plan, people.coordinator, title="Pirma tarybai")
    newest = rewrite(tree.vision, people, "KLAIPĖDA 2035 – atvira, sumani, įtrauki")
    return first, freeze(plan, people.coordinator, title="Antra tarybai", newest=newest)


def page(response):
    return words(response.content.decode())


@pytest.mark.parametrize("role", ["member", "councillor", "secretary", "coordinator", "consultant"])
def test_who_reads_both_editions_reads_their_comparison(pair, people, as_user, role):
    answer = as_user(getattr(people, role)).get(ADDRESS)
    assert answer.status_code == 200
    assert "Skiriasi 1 elementas." in page(answer)
    assert "įterpta: </span>atvira" in page(answer)


@pytest.mark.parametrize("role", ["editor", "administrator"])
def test_for_others_it_does_not_exist(pair, people, as_user, role):
    assert as_user(getattr(people, role)).get(ADDRESS).status_code == 404


def test_a_councillor_compares_no_working_edition(plan, pair, people, as_user):
    working = freeze(plan, people.coordinator, title="Darbinė", kind=EditionKind.WORKING)
    client = as_user(people.councillor)
    for address in (
        f"/rengimas/redakcijos/2/palyginti/{working.number}/",
        f"/rengimas/redakcijos/{working.number}/palyginti/1/",
    ):
        assert client.get(address).status_code == 404
        assert as_user(people.member).get(address).status_code == 200
    assert "Darbinė" not in page(client.get("/rengimas/redakcijos/2/palyginti/"))


def test_the_editions_page_offers_the_choice(pair, people, as_user):
    client = as_user(people.councillor)
    assert 'action="/rengimas/redakcijos/2/palyginti/"' in page(client.get("/rengimas/redakcijos/2/"))
    answer = client.get("/rengimas/redakcijos/2/palyginti/?su=1")
    assert (answer.status_code, answer.headers["Location"]) == (302, ADDRESS)


def test_itself_and_unknown_words_are_refused(pair, people, as_user):
    client = as_user(people.member)
    assert client.get("/rengimas/redakcijos/2/palyginti/2/").status_code == 422
    assert client.get(ADDRESS + "?pokytis=x").status_code == 404
    assert client.get("/rengimas/redakcijos/2/palyginti/99/").status_code == 404


def test_a_plan_with_one_edition_has_nothing_to_compare_with(plan, tree, people, as_user):
    freeze(plan, people.coordinator)
    answer = as_user(people.member).get("/rengimas/redakcijos/1/palyginti/")
    assert "Kitos šio plano redakcijos" in page(answer)
