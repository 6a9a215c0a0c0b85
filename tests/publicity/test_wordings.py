"""Every published wording of an element, and the difference between any two."""

import re
import uuid

import pytest

from editions.services.events import withdraw_edition
from plans.hierarchy import Kind
from tests.editions.support import write
from tests.publicity.asking import get, text

UID = uuid.UUID("c" * 12 + "0" * 20)
TASK, OTHER = uuid.uuid5(UID, "task"), uuid.uuid5(UID, "other")
ADDRESS = f"/planas/e/{'c' * 12}/redakcijos/"


def rows(title="Sodinti medžius", body="<p>Sodinti liepas ir ąžuolus.</p>", cents=10000, parent=TASK, problems=()):
    """A small plan in which one measure is as the arguments say."""
    vision, priority, goal, section = (uuid.uuid5(UID, name) for name in ("vision", "priority", "goal", "section"))
    detail = {
        "responsible": "savivaldybės administracija", "partners": "", "year_from": 2022, "year_to": 2025,
        "other_resources": "",
    }  # fmt: skip
    measure = {
        "body": body, "detail": detail, "funding": [{"year": 2022, "source": "SB", "cents": cents}],
        "links": [{"kind": "addresses", "target": str(one), "reason": ""} for one in problems],
    }  # fmt: skip
    path = {TASK: "00001000010000100001", OTHER: "00001000010000100002"}[parent]
    return [
        (vision, None, "00001", Kind.VISION, "Vizija", {}),
        (priority, vision, "0000100001", Kind.PRIORITY, "Prioritetas", {}),
        (goal, priority, "000010000100001", Kind.GOAL, "Tikslas", {}),
        (TASK, goal, "00001000010000100001", Kind.TASK, "Želdinti", {}),
        *([(UID, parent, f"{path}00001", Kind.MEASURE, title, measure)] if parent == TASK else []),
        (OTHER, goal, "00001000010000100002", Kind.TASK, "Prižiūrėti", {}),
        *([(UID, parent, f"{path}00001", Kind.MEASURE, title, measure)] if parent == OTHER else []),
        (section, None, "00002", Kind.SECTION, "Analizė", {}),
        (uuid.uuid5(UID, "problem"), section, "0000200001", Kind.PROBLEM, "Mažai žalumos", {}),
    ]


@pytest.fixture
def published(plan, people):
    """`published(rows, …)`: a published edition for each."""

    def publish(*editions):
        return [write(plan, people.coordinator, one) for one in editions]

    return publish


class TestWordings:
    def test_every_published_edition_that_holds_it_is_there_the_newest_first(self, published):
        published(rows(), rows("Sodinti daugiau medžių"), rows("Sodinti daugiau medžių"))
        page = text(get(ADDRESS))
        assert re.findall(r'<li class="card[^"]*" id="r-(\d)">', page) == ["3", "2", "1"]
        assert page.count("Sodinti daugiau medžių</a></h3>") == 2
        assert "Žodis žodin ir skaičius skaičiun tas pats kaip redakcijoje Nr. 2." in page
        assert 'href="/redakcijos/1/1.1.1.1/"' in page

    def test_without_a_choice_it_shows_what_changed_last(self, published):
        published(rows(), rows("Sodinti daugiau medžių"), rows("Sodinti daugiau medžių"))
        page = text(get(ADDRESS))
        assert "Nuo redakcijos Nr. 1 iki redakcijos Nr. 3" in page

    def test_one_wording_has_nothing_to_compare(self, published):
        published(rows())
        page = text(get(ADDRESS))
        assert "palyginti dar nėra su kuo" in page
        assert "<select" not in page

    def test_the_element_page_leads_to_them(self, published):
        published(rows(), rows("Sodinti daugiau medžių"))
        page = text(get(f"/planas/e/{'c' * 12}/"))
        assert f'href="{ADDRESS}"' in page
        assert f'href="{ADDRESS}?nuo=1&amp;iki=2"' in page
        assert page.index("Redakcija Nr. 2</a>") < page.index("Redakcija Nr. 1</a>")

    @pytest.mark.parametrize("editions", [1, 3])
    def test_it_takes_as_many_queries_for_many_editions(self, published, editions, django_assert_num_queries):
        published(*[rows(f"Pavadinimas {number}") for number in range(editions)], rows("Paskutinis"))
        with django_assert_num_queries(7):
            assert text(get(ADDRESS)).count('<li class="card') == editions + 1


class TestDifference:
    def test_words_money_and_place_are_told(self, published):
        published(rows(), rows("Sodinti daug medžių", "<p>Sodinti liepas ir klevus.</p>", 25000, OTHER))
        page = " ".join(text(get(f"{ADDRESS}?nuo=1&iki=2")).split())
        assert marked("del", page)[1:] == ["1.1.1.1", "medžius", "ąžuolus"]
        assert marked("ins", page)[1:] == ["1.1.2.1", "daug medžių", "klevus"]
        assert "100 €" in page
        assert "250 €" in page
        assert "+150 €" in page
        assert "Perkelta iš „1.1.1 Želdinti“ į „1.1.2 Prižiūrėti“." in page
        assert ">1.1.1.1</del>" in page
        assert ">1.1.2.1</ins>" in page

    def test_deletions_and_additions_are_heard(self, published):
        published(rows(), rows(body="<p>Sodinti liepas ir klevus.</p>"))
        page = text(get(f"{ADDRESS}?nuo=1&iki=2"))
        for mark, word, heard in (("del", "ąžuolus", "ištrinta"), ("ins", "klevus", "įterpta")):
            assert re.search(rf'<{mark}><span class="visually-hidden">\s*{heard}: </span>{word}', page), mark

    def test_it_goes_both_ways(self, published):
        published(rows(body="<p>Liepos.</p>"), rows(body="<p>Klevai.</p>"))
        there, back = (text(get(f"{ADDRESS}?nuo={old}&iki={new}")) for old, new in ((1, 2), (2, 1)))
        assert (marked("del", there)[1:], marked("ins", there)[1:]) == (["Liepos"], ["Klevai"])
        assert (marked("del", back)[1:], marked("ins", back)[1:]) == (["Klevai"], ["Liepos"])

    def test_a_link_that_was_added_is_named_by_its_target(self, published):
        published(rows(), rows(problems=[uuid.uuid5(UID, "problem")]))
        assert "S1-PR1 Mažai žalumos</span></ins>" in text(get(f"{ADDRESS}?nuo=1&iki=2"))

    def test_equal_wordings_are_told_to_be_equal(self, published):
        published(rows(), rows())
        page = text(get(f"{ADDRESS}?nuo=1&iki=2"))
        assert "Tekstas, lėšos ir rodikliai abiejose redakcijose tie patys." in page

    def test_an_edition_and_itself_are_asked_again(self, published):
        published(rows(), rows("Kitas"))
        response = get(f"{ADDRESS}?nuo=2&iki=2")
        assert response.status_code == 422
        assert "Pasirinkite dvi skirtingas redakcijas" in text(response)

    @pytest.mark.parametrize(
        "query", ["nuo=1&iki=9", "nuo=1", "iki=2", "nuo=01&iki=2", "nuo=x&iki=2", "nuo=%00&iki=2", "nuo=-1&iki=2"]
    )
    def test_numbers_of_no_such_edition_are_not_found(self, published, query):
        published(rows(), rows("Kitas"))
        assert get(f"{ADDRESS}?{query}").status_code == 404
        assert get(f"{ADDRESS}?nuo=1&iki=2").status_code == 200

    def test_english_speaks_english_and_marks_the_text(self, published):
        published(rows(), rows("Sodinti daug medžių"))
        page = text(get(f"/en{ADDRESS}?nuo=1&iki=2"))
        assert "From edition No. 1 to edition No. 2" in page
        assert re.search(r'<ins><span class="visually-hidden">\s*inserted: </span>', page)


def marked(tag, page):
    """The words within each such tag, without what is only heard; those of the legend come first."""
    found = re.findall(rf"<{tag}\b[^>]*>(.*?)</{tag}>", page, re.DOTALL)
    seen = [re.sub(r'<span class="visually-hidden">.*?</span>', "", one, flags=re.DOTALL) for one in found]
    return [re.sub("<[^>]*>", "", one).strip() for one in seen]


class TestHidden:
    def test_wordings_of_what_is_not_public_are_not_among_them(self, published, plan, people):
        published(rows(), rows("Viešas"))
        write(plan, people.coordinator, rows("Slaptas"), publish=False)
        (withdrawn,) = published(rows("Atšauktas"))
        withdraw_edition(withdrawn, by=people.coordinator, note="Klaida")
        page = text(get(ADDRESS))
        assert "Slaptas" not in page
        assert "Atšauktas" not in page
        for number in (3, 4):
            assert get(f"{ADDRESS}?nuo=1&iki={number}").status_code == 404

    def test_a_publication_shows_at_once(self, published):
        published(rows())
        assert "Nauja" not in text(get(ADDRESS))
        published(rows("Nauja"))
        assert "Nauja" in text(get(ADDRESS))
