"""The search page: what is found, in which order, and how it is narrowed."""

import pytest
from django.utils import timezone

from editions.models import EditionTranslation
from editions.services.events import publish_edition
from klaipeda_plan.core.canonical import digest_of
from plans.hierarchy import Kind
from publicity.search import indexing
from publicity.services.pages import save_page
from tests.editions.support import freeze, write
from tests.publicity.conftest import uid_of
from tests.publicity.content import DAY, make_document, make_event, make_news
from tests.publicity.searching import addresses, facets, found, index_all, search


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def indexed(edition, people):
    """The small plan, a piece of news, an event and a document, about different things."""
    make_news(people.editor, "Nauji dviračių takai", summary="Nuo senamiesčio iki jūros", body="<p>Tiesiami takai.</p>")
    make_event(people.editor, "Gatvių tvarkymo aptarimas", place="Rotušė", body="<p>Kalbėsime apie gatves.</p>")
    make_document(people.editor, "Oro kokybės tyrimas", summary="Matavimai mieste")
    indexing.rebuild()
    return edition


@pytest.mark.parametrize(
    "asked",
    [
        "Oro kokybės stotelių įrengimas",
        "oro kokybė",
        "oras kokybe",
        "ORO KOKYBĘ",
        "kokybės stotelė",
        "stoteliu irengimas",
    ],
)
def test_forms_and_missing_accents_are_understood(indexed, asked):
    assert any("Oro kokybės stotelių įrengimas" in title for title in found(asked)), asked


def test_word_without_accents_stands_for_all_forms_of_the_word(indexed, people):
    make_news(people.editor, "Kvieskite gatvę į svečius")
    assert "Kvieskite gatvę į svečius" in found("gatves")
    assert "Kvieskite gatvę į svečius" in found("gatviu")
    assert "Gatvių tvarkymo aptarimas" in found("gatve")


def test_everything_public_is_searched(indexed):
    assert found("dviračiai") == ["Nauji dviračių takai"]
    assert found("gatvės") == ["Gatvių tvarkymo aptarimas"]
    assert "Oro kokybės tyrimas" in found("oras tyrimai")
    assert found("prieinamumo pareiškimas")[0] == "Prieinamumo pareiškimas"
    assert found("senamiestis jūra") == ["Nauji dviračių takai"], "the summary"
    assert found("rotušė") == ["Gatvių tvarkymo aptarimas"], "the place"


def test_every_word_must_be_there(indexed):
    assert found("dviračiai gatvė") == []
    assert found("dviračiai takai") == ["Nauji dviračių takai"]


def test_phrase_holds_together(indexed, people):
    make_news(people.editor, "Kokybė be oro", body="<p>Kokybės ir oro čia daug, bet ne greta.</p>")
    assert "Kokybė be oro" in found("oro kokybė")
    assert "Kokybė be oro" not in found('"oro kokybė"')
    assert any("Oro kokybės stotelių" in title for title in found("„oro kokybė“"))


def test_code_finds_its_element_first(indexed, people):
    make_news(people.editor, "Priemonė 1.1.1.1", body="<p>1.1.1.1 1.1.1.1</p>")
    assert found("1.1.1.1")[0].startswith("1.1.1.1 Oro kokybės stotelių")
    assert len(found("1.1.1.1")) == 2
    assert found("1.1")[0].startswith("1.1 ")


def test_kind_of_element_is_a_word_of_it(indexed):
    assert found("vizija")[0].startswith("V")
    assert any(title.startswith("1.1.1.1") for title in found("priemonė stotelės"))


def test_title_comes_before_text(indexed, people):
    make_news(people.editor, "Kita žinia", body="<p>Rašoma apie uostą.</p>")
    make_news(people.editor, "Uostas auga", body="<p>Tekstas.</p>")
    make_news(people.editor, "Uostas", body="<p>Tekstas.</p>")
    make_news(people.editor, "Trečia žinia", summary="Uosto diena", body="<p>Tekstas.</p>")
    assert found("uostas") == ["Uostas", "Uostas auga", "Trečia žinia", "Kita žinia"]


def test_between_equals_the_newer_comes_first(indexed, people):
    now = timezone.now()
    for day in (3, 1, 2):
        make_news(people.editor, f"Švyturys {day}", at=now - day * DAY)
    assert found("švyturys") == ["Švyturys 1", "Švyturys 2", "Švyturys 3"]


def test_extract_is_marked_and_escaped(indexed, people):
    make_news(people.editor, "Saugi žinia", body="<p>Kelias &lt;script&gt;alert(1)&lt;/script&gt; veda į keltą.</p>")
    page = search("keltas")
    assert "<mark>keltą</mark>" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def test_title_that_looks_like_markup_stays_text(indexed, people):
    make_news(people.editor, "Molas <img src=x onerror=alert(1)>")
    page = search("molas")
    assert "<mark>Molas</mark> &lt;img" in page
    assert "<img src=x" not in page
    assert "&lt;img src=x" in search("<img src=x")


def test_facets_count_what_would_be_left(indexed, people, groups):
    make_news(people.editor, "Oro tarša mažėja")
    everything = facets("oro")
    assert everything["Naujienos"] == 1
    assert everything["Dokumentai"] == 1
    assert everything["Planas"] == len(found("oro", rusis="planas"))
    assert facets("oro", rusis="naujienos")["Dokumentai"] == 1, "the other kinds keep their counts"
    assert found("oro", rusis="naujienos") == ["Oro tarša mažėja"]
    group = groups["aplinkos-apsauga"]
    assert everything[group.name] == len(found("oro", grupe=group.slug))
    assert all(title[0].isdigit() for title in found("oro", grupe=group.slug))


def test_chosen_way_is_taken_back_by_its_link(indexed):
    page = search("oro", rusis="planas")
    assert 'aria-current="true"' in page
    assert 'href="/paieska/?q=oro"' in page
    assert 'name="rusis" value="planas"' in page, "another question stays narrowed"


def test_earlier_edition_is_a_way_to_narrow(plan, indexed, people):
    uid = uid_of("kitas")
    rows = [(uid, None, "00001", Kind.VISION, "Žalias miestas prie oro uosto", {})]
    write(plan, people.coordinator, rows, title="Kita redakcija")
    index_all()
    assert found("oro uostas") == ["V Žalias miestas prie oro uosto"] or found("oro uostas")[0].endswith("oro uosto")
    assert not any("stotelių" in title for title in found("oro")), "an earlier edition is not mixed in"
    counts = facets("oro")
    assert counts["Redakcija Nr. 2 (dabartinė)"] == 1
    assert counts["Redakcija Nr. 1"] == len(found("oro", redakcija=1))
    assert any("stotelių" in title for title in found("oro", redakcija=1))
    assert all(address.startswith("/redakcijos/1/") for address in addresses("oro", redakcija=1))
    assert all(address.startswith("/planas/e/") for address in addresses("oro", rusis="planas"))
    nothing_now = search("stotelių")
    assert "Nieko neradome" in nothing_now
    assert "Redakcija Nr. 1 (" in nothing_now, "but the way to the earlier one is shown"


def test_long_list_has_pages(indexed, people):
    for number in range(23):
        make_news(people.editor, f"Marių pakrantė {number}")
    pages = [found("marios", page=number) for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [10, 10, 3]
    assert len({title for page in pages for title in page}) == 23
    assert "1 puslapis iš 3" in search("marios") or "Puslapis 1 iš 3" in search("marios")


def test_typing_mistake_is_helped(indexed):
    page = search("dvirčiai")
    assert "Ar ieškojote" in page
    assert "„dviračių“" in page
    assert found("dviračių") == ["Nauji dviračių takai"]


def test_words_that_never_meet_are_offered_one_by_one(indexed):
    page = search("dviračiai gatvė")
    assert "Nieko neradome" in page
    assert "?q=dvira%C4%8Diai" in page
    assert "?q=gatv%C4%97" in page


def test_narrowed_search_that_finds_nothing_leads_out(indexed):
    page = search("dviratis takas", rusis="dokumentai")
    assert "Nieko neradome" in page
    assert 'href="/paieska/?q=dviratis+takas">Ieškoti visur' in page
    assert "Ar ieškojote" not in page, "the words are right, they only stand elsewhere"
    assert "Pabandykite po vieną" not in page


def test_narrowed_search_that_would_find_nothing_anywhere_is_helped_as_any(indexed):
    page = search("dvirčiai", rusis="dokumentai").partition("site-footer")[0].partition('id="nerasta"')[2]
    assert "Ieškoti visur" not in page.partition("</section>")[0]
    assert "„dviračių“" in page


def test_another_form_of_a_known_word_is_no_mistake(indexed, people):
    make_news(people.editor, "Mokyklų tinklas")
    page = search("mokyklomis dviratininkams")
    assert "Nieko neradome" in page
    assert "„mokyklų" not in page


def test_english_visitor_without_results_learns_that_the_plan_is_lithuanian(indexed):
    assert "a Lithuanian word may find more" in search("nothing here", "/en")
    assert "lietuviškas žodis" not in search("nieko čia")


def test_english_text_is_found_and_shown_on_english_pages(indexed, people):
    make_news(people.editor, "Fontanas", title_en="The fountain", body_en="<p>Streets with fountains.</p>")
    assert found("fountain", "/en") == ["The fountain"]
    assert found("street fountains", "/en") == ["The fountain"]
    page = search("fountain", "/en")
    assert 'href="/en/naujienos/fontanas/"' in page
    assert found("fountain") == ["Fontanas"], "the Lithuanian page shows its own title"
    assert 'lang="en"' in search("streets").partition('class="found"')[2]
    bicycles = search("dviračių", "/en")
    assert 'lang="lt"' in bicycles.partition('class="found"')[2], "what has no English says so"
    assert "1 result" in bicycles


def test_translation_that_an_edition_took_along_is_found(indexed, tree):
    EditionTranslation.objects.create(
        edition=indexed, uid=tree.measure.uid, language="en", title="Air quality stations", summary="New sensors",
        digest="0" * 64, at=timezone.now(),
    )  # fmt: skip
    assert found("sensors", "/en") == []
    indexing.keep_edition(indexed.pk)
    assert found("sensors", "/en") == ["1.1.1.1 Air quality stations"]
    assert "New <mark>sensors</mark>" in search("sensors", "/en")
    assert found("sensors")[0].startswith("1.1.1.1 Oro kokybės"), "the Lithuanian page keeps its title"


def test_page_about_the_portal_is_found_as_it_was_rewritten(indexed, people):
    values = {"title": "Kontaktai", "title_en": "", "body": "<p>Skambinkite pulsaru.</p>", "body_en": ""}
    assert found("pulsaras") == []
    save_page("kontaktai", values, base_version=0, by=people.coordinator)
    assert found("pulsaras") == ["Kontaktai"]
    assert addresses("pulsaras") == ["/kontaktai/"]


def test_sample_says_so(plan, people, make_edition):
    make_edition(1, sample=True)
    index_all()
    assert "Sąlyginiai duomenys" in search("uždavinys")
    make_news(people.editor, "Tikra žinia")
    assert "Sąlyginiai duomenys" not in search("tikra žinia")


def test_empty_question_explains_itself(indexed):
    page = search("")
    assert "1.2.3" in page
    assert 'class="found"' not in page
    assert 'name="robots"' not in page
    assert 'name="robots" content="noindex"' in search("oro")


def count_queries(django_assert_num_queries, number, asked):
    with django_assert_num_queries(number):
        search(asked)


def test_queries_do_not_grow_with_results(indexed, people, django_assert_num_queries):
    make_news(people.editor, "Kopų smėlis 1")
    count_queries(django_assert_num_queries, 8, "smelis")
    for number in (2, 3):
        make_news(people.editor, f"Kopų smėlis {number}")
    make_document(people.editor, "Smėlio tyrimas", content=b"%PDF-1.7 smelis")
    count_queries(django_assert_num_queries, 8, "smelis")
    assert len(found("smelis")) == 4


def test_page_is_made_anew_and_fills_no_cache(indexed, people, django_assert_num_queries):
    count_queries(django_assert_num_queries, 8, "takai")
    count_queries(django_assert_num_queries, 8, "takai")
    make_news(people.editor, "Takai vakar")
    assert "Takai vakar" in found("takai")


def test_second_edition_is_found_after_it_was_published(plan, indexed, people):
    second = freeze(plan, people.coordinator, title="Antroji")
    index_all()
    assert "Redakcija Nr. 2" not in search("oro")
    publish_edition(second, by=people.coordinator)
    index_all()
    assert "Redakcija Nr. 2 (dabartinė)" in search("oro")


def test_digests_of_ids_are_stable():
    """What `uid_of` gives is the same in every process of the suite."""
    assert uid_of("kitas").hex == digest_of("kitas")[:32]
