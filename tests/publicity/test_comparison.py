"""The comparison of two published editions as everybody reads it."""

import datetime

import pytest
from lxml import html

from editions import reading
from editions.models import EditionKind
from editions.services.events import publish_edition, record_decision, withdraw_edition
from plans.models import Element
from plans.services.elements import Content, save_element
from tests.editions.papers import words
from tests.editions.support import freeze
from tests.publicity.asking import get, questions, text

MARK = "SLAPTAZYMA"
ADDRESS = "/redakcijos/2/palyginti/1/"


def rewrite(element, people, title, body="<p>Tekstas.</p>", **fields):
    row = Element.objects.get(pk=element.pk)
    save_element(row, Content(title, body, **fields), base_version=row.text_version, by=people.coordinator)
    return {str(row.uid): "Patikslinta"}


@pytest.fixture
def pair(plan, tree, edition, people):
    """Edition 1 as it was; edition 2 with another word in the vision and another text of a goal."""
    newest = rewrite(tree.vision, people, "KLAIPĖDA 2035 – atvira, sumani, įtrauki")
    newest |= rewrite(tree.other_goal, people, "Stiprinti bendruomenes", "<p>Kitas tekstas.</p>")
    return edition, freeze(plan, people.coordinator, title="Antroji", newest=newest, publish=True)


def plain(response):
    return words(text(response))


def test_every_page_of_it_answers_the_questions(pair, people, as_user):
    for address in (ADDRESS, "/redakcijos/1/palyginti/2/", "/redakcijos/2/palyginti/"):
        questions(address, people, as_user)


def test_the_page_tells_the_summary_and_marks_the_words_for_eyes_and_ears(pair):
    page = plain(get(ADDRESS))
    assert "Skiriasi 2 elementai." in page
    assert '<del><span class="visually-hidden"> ištrinta: </span>veržli' in page
    assert '<ins><span class="visually-hidden"> įterpta: </span>atvira' in page
    assert "Plano lėšos nepakito." in page
    assert "Mažinti oro taršą" not in page


@pytest.mark.parametrize(
    ("decision", "said"),
    [({}, "2021 m. birželio 29 d."), ({"number": "T2-1"}, "T2-1, 2021 m. birželio 29 d."),
     ({"number": "T2-1", "link": "https://example.org/T2-1"}, "T2-1, 2021 m. birželio 29 d."),
     ({"link": "https://example.org/be-numerio"}, "2021 m. birželio 29 d.")],
)  # fmt: skip
def test_the_decision_is_told_with_what_is_known_of_it(pair, people, decision, said):
    record_decision(pair[1], by=people.coordinator, date=datetime.date(2021, 6, 29), **decision)
    row = html.fromstring(text(get(ADDRESS))).xpath("//dt[. = 'Sprendimas']/following-sibling::dd[1]")[0]
    assert row.text_content() == said
    assert row.xpath(".//a/@href") == ([decision["link"]] if "link" in decision else [])


def test_the_whole_text_shows_what_stayed_too(pair):
    page = plain(get(ADDRESS + "?rodyti=visas"))
    assert "Mažinti oro taršą" in page
    assert '<ins><span class="visually-hidden"> įterpta: </span>atvira' in page


def test_filters_take_an_area_and_other_words_are_no_page(pair):
    page = plain(get(ADDRESS + "?sritis=socialine-aplinka&pokytis=tekstas"))
    assert '<ins><span class="visually-hidden"> įterpta: </span>Kitas tekstas' in page
    assert "veržli" not in page
    assert get(ADDRESS + "?pokytis=spejimas").status_code == 404
    assert get(ADDRESS + "?sritis=spejimas").status_code == 404


def test_each_choice_is_kept_apart_and_asked_once(pair, django_assert_num_queries):
    answers = {get(ADDRESS + query).content for query in ("", "?rodyti=visas", "?pokytis=tekstas&sritis=bendra")}
    assert len(answers) == 3
    with django_assert_num_queries(1):
        assert "Mažinti oro taršą" in plain(get(ADDRESS + "?rodyti=visas"))
    with django_assert_num_queries(1):
        assert "Mažinti oro taršą" not in plain(get(ADDRESS + "?kitas=dalykas"))


def test_queries_do_not_grow_with_what_differs(make_edition, edition, settings, django_assert_num_queries):
    """From one measure to nine; both trees are read anew."""
    settings.DEBUG = True  # nothing is kept
    make_edition(1)
    make_edition(3)
    for address in ("/redakcijos/2/palyginti/1/", "/redakcijos/3/palyginti/2/"):
        reading._tree.cache_clear()
        with django_assert_num_queries(8):
            get(address)


def test_the_editions_page_offers_what_to_compare_with(pair):
    page = plain(get("/redakcijos/2/"))
    assert 'action="/redakcijos/2/palyginti/"' in page
    assert '<option value="1">Nr. 1, Paskelbta redakcija</option>' in page
    answer = get("/redakcijos/2/palyginti/?su=1")
    assert (answer.status_code, answer.headers["Location"]) == (302, ADDRESS)
    assert get("/redakcijos/2/palyginti/?su=77").status_code == 200


def test_an_elements_page_leads_to_its_own_difference(pair, tree):
    short = Element.objects.get(pk=tree.vision.pk).short_uid
    assert f'href="/planas/e/{short}/redakcijos/"' in plain(get(f"/planas/e/{short}/"))
    assert f'href="{ADDRESS}?elementas={short}#e-{short}"' in plain(get(f"/planas/e/{short}/redakcijos/"))
    assert f'id="e-{short}"' in plain(get(ADDRESS))
    unchanged = Element.objects.get(pk=tree.goal.pk).short_uid
    assert "palyginti" not in plain(get(f"/planas/e/{unchanged}/redakcijos/"))


def test_an_edition_with_itself_is_refused_in_words(pair):
    answer = get("/redakcijos/2/palyginti/2/")
    assert answer.status_code == 422
    assert "o ne su ja pačia" in plain(answer)
    assert "Palyginti su" in plain(answer)


@pytest.mark.parametrize("address", ["/redakcijos/2/palyginti/99/", "/redakcijos/99/palyginti/1/"])
def test_unknown_editions_have_no_page(pair, address):
    assert get(address).status_code == 404


def test_no_mark_of_a_draft_or_a_hidden_edition_stands_in_it(plan, tree, pair, people):
    newest = rewrite(tree.measure, people, f"{MARK} pavadinimas", f"<p>{MARK}</p>")
    hidden = [
        freeze(plan, people.coordinator, title=MARK, kind=kind, newest=newest)
        for kind in (EditionKind.PLAN_DRAFT, EditionKind.WORKING, EditionKind.PLAN)
    ]
    publish_edition(hidden[-1], by=people.coordinator)
    withdraw_edition(hidden[-1], by=people.coordinator, note=MARK)
    for address in (ADDRESS, f"{ADDRESS}?rodyti=visas", "/redakcijos/2/palyginti/"):
        assert MARK not in plain(get(address)), address
    for one in hidden:
        assert get(f"/redakcijos/2/palyginti/{one.number}/").status_code == 404
        assert get(f"/redakcijos/{one.number}/palyginti/1/").status_code == 404
        assert get(f"/redakcijos/2/palyginti/?su={one.number}").status_code == 200


def test_a_withdrawn_edition_takes_its_comparison_away_at_once(pair, people):
    assert get(ADDRESS).status_code == 200
    withdraw_edition(pair[0], by=people.coordinator, note="Klaida")
    assert get(ADDRESS).status_code == 404


def test_the_sample_says_so_whichever_of_the_two_it_is(plan, pair, make_edition):
    make_edition(1, sample=True)
    for address in ("/redakcijos/3/palyginti/1/", "/redakcijos/1/palyginti/3/"):
        assert "Sąlyginiai duomenys – ne tikras planas" in plain(get(address)), address
    assert "Sąlyginiai duomenys" not in plain(get(ADDRESS))
