"""What the search box suggests while somebody types."""

import time

import pytest
from django.test import Client

from publicity.search import indexing
from tests.publicity.content import make_event, make_news
from tests.publicity.searching import suggested

ADDRESS = "/paieska/siulymai.json"


@pytest.fixture
def indexed(edition, people):
    make_news(people.editor, "Mokyklų tinklas", title_en="The network of schools")
    make_event(people.editor, "Mokytojų diena")
    indexing.rebuild()
    return edition


@pytest.mark.parametrize("typed", ["mo", "mok", "mokykl", "mokyklo", "Mokyklų", "mokyklu ti", "tinklas mok"])
def test_unfinished_words_suggest_titles(indexed, typed):
    assert "Mokyklų tinklas" in suggested(typed)


def test_words_before_the_last_are_whole(indexed):
    assert suggested("mok tink") == []
    assert suggested("mokyklose tink") == ["Mokyklų tinklas"]


@pytest.mark.parametrize("typed", ["", " ", "q", "qq", "%", "*"])
def test_nothing_fits(indexed, typed):
    assert suggested(typed) == []


def test_texts_are_not_suggested_only_titles(indexed, people):
    make_news(people.editor, "Kita", body="<p>Kopgalis</p>")
    assert suggested("kopg") == []


def test_suggestion_says_what_it_is_and_where(indexed):
    first = Client().get(ADDRESS, {"q": "1.1.1.1"}).json()["items"][0]
    assert (first["code"], first["sort"]) == ("1.1.1.1", "Priemonė")
    assert first["address"].startswith("/planas/e/")
    assert Client().get(first["address"]).status_code == 200


def test_code_suggests_what_stands_under_it(indexed):
    codes = [item["code"] for item in Client().get(ADDRESS, {"q": "1.1"}).json()["items"]]
    assert codes[0] == "1.1"
    assert "1.1.1" in codes


def test_english_suggestions(indexed):
    items = Client().get(f"/en{ADDRESS}", {"q": "scho"}).json()["items"]
    assert [(item["title"], item["lang"]) for item in items] == [("The network of schools", "")]
    assert items[0]["address"].startswith("/en/naujienos/")
    lithuanian = Client().get(f"/en{ADDRESS}", {"q": "mokyt"}).json()["items"]
    assert [(item["title"], item["lang"]) for item in lithuanian] == [("Mokytojų diena", "lt")]


def test_few_suggestions(indexed, people):
    for number in range(12):
        make_news(people.editor, f"Mokesčiai {number}")
    assert len(suggested("mokes")) == 8


def test_answer_may_be_kept_for_a_minute_by_anybody(indexed, as_user, people):
    response = Client().get(ADDRESS, {"q": "mok"})
    assert response.headers["Content-Type"] == "application/json"
    assert response.headers["Cache-Control"] == "public, max-age=60"
    assert not response.cookies
    assert "Vary" not in response.headers
    again = Client().get(ADDRESS, {"q": "mok"}, headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert as_user(people.coordinator).get(ADDRESS, {"q": "mok"}).content == response.content


def test_queries_do_not_grow(indexed, people, django_assert_num_queries):
    make_news(people.editor, "Švyturys 1")
    with django_assert_num_queries(6):
        assert len(suggested("švyt")) == 1
    make_news(people.editor, "Švyturys 2")
    make_news(people.editor, "Švyturys 3")
    with django_assert_num_queries(6):
        assert len(suggested("švyt")) == 3


def test_a_thousand_titles_are_suggested_from_quickly(make_edition, db):
    """Twenty milliseconds on a quiet machine; the processor's time, with room for one that does other things."""
    edition = make_edition(32)
    indexing.keep_edition(edition.pk)
    assert len(suggested("priemon")) == 8
    best = min(_seconds("priemon") for _ in range(5))
    assert best < 0.1


def _seconds(typed):
    begun = time.process_time()
    suggested(typed)
    return time.process_time() - begun
