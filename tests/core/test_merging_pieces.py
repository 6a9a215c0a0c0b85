"""Several places of one paragraph: each is decided by itself, everything else joins by itself."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from klaipeda_plan.core.bodies import clean_body
from klaipeda_plan.core.merging import Choice, Take, merge_bodies
from klaipeda_plan.core.merging.pieces import MOST

BASE = (
    '<p data-block="aaaaaaaa">Oro tarša mieste mažėja nuo 2015 metų. Gyventojai skundžiasi kvapais uoste. '
    "Savivaldybė įrengs dvi stoteles ir skelbs duomenis.</p>"
)


def merged(mine, theirs, base=BASE):
    sides = []
    for changes in (mine, theirs):
        side = base
        for old, new in changes.items():
            assert old in side
            side = side.replace(old, new)
        sides.append(clean_body(side))
    return merge_bodies(base, *sides)


def two_places():
    return merged(
        {"mažėja": "sparčiai mažėja", "2015": "2016", "dvi stoteles": "tris stoteles"},
        {"2015": "2018", "uoste": "prie uosto", "dvi stoteles": "penkias stoteles"},
    )


def test_words_that_do_not_touch_join_and_only_what_overlaps_is_asked():
    (conflict,) = merged({"mažėja": "didėja", "2015": "2016"}, {"2015": "2018", "uoste": "prie uosto"}).conflicts
    for side in ("mine", "theirs"):
        assert "didėja" in conflict.body(side)
        assert "prie uosto" in conflict.body(side)
    assert ("2016" in conflict.body("mine"), "2018" in conflict.body("theirs")) == (True, True)


def test_each_place_of_a_paragraph_is_decided_by_itself():
    both = two_places()
    first, second = both.conflicts
    assert ("2016" in first.body("mine"), "stoteles" in first.body("mine")) == (True, False)
    assert ("tris" in second.body("mine"), "2018" in second.body("theirs")) == (True, False)
    text = both.resolve({0: Choice(Take.MINE), 1: Choice(Take.THEIRS)})
    assert text == (
        BASE.replace("mažėja", "sparčiai mažėja").replace("2015", "2016").replace("uoste", "prie uosto")
    ).replace("dvi stoteles", "penkias stoteles")


def test_the_joined_paragraph_keeps_its_id_and_is_one():
    text = two_places().resolve({}, otherwise=Take.BOTH)
    assert re.findall(r"<p[^>]*>", text) == ['<p data-block="aaaaaaaa">']
    for word in ("2016", "2018", "tris", "penkias", "sparčiai", "prie uosto"):
        assert word in text


def test_a_place_written_anew_stands_between_the_others():
    both = two_places()
    text = both.resolve({0: Choice(Take.EDITED, "<p>Oro tarša mažėja.</p>"), 1: Choice(Take.MINE)})
    assert text.startswith('<p data-block="aaaaaaaa">Oro tarša mažėja. Gyventojai') or "Oro tarša mažėja. " in text
    assert text.count("<p") == 1
    assert "tris stoteles" in text


def test_a_place_written_as_two_paragraphs_or_a_list_divides_the_paragraph():
    both = two_places()
    text = both.resolve({0: Choice(Take.EDITED, "<p>Vienas.</p><p>Du.</p>"), 1: Choice(Take.MINE)})
    assert text.count("<p") == 2
    assert re.search(r"Du\. .*tris stoteles", text)
    listed = both.resolve({0: Choice(Take.EDITED, "<ul><li>Vienas</li></ul>"), 1: Choice(Take.MINE)})
    assert re.search(r"<ul.*Vienas.*</ul><p.*tris stoteles", listed)


def test_an_emptied_place_leaves_the_rest():
    text = two_places().resolve({0: Choice(Take.EDITED, ""), 1: Choice(Take.THEIRS)})
    assert "penkias stoteles" in text
    assert "2016" not in text


def test_emphasis_over_the_cut_stays_one_text():
    base = '<p data-block="aaaaaaaa"><strong>Oras 2015 ir vanduo. Žemė 2020 ir jūra.</strong></p>'
    both = merged({"2015": "2016", "2020": "2021"}, {"2015": "2017", "2020": "2022"}, base)
    assert len(both.conflicts) == 2
    text = both.resolve({0: Choice(Take.MINE), 1: Choice(Take.THEIRS)})
    assert text == '<p data-block="aaaaaaaa"><strong>Oras 2016 ir vanduo. Žemė 2022 ir jūra.</strong></p>'


def test_items_of_a_list_and_cells_are_decided_as_they_were():
    base = '<ul data-block="bbbbbbbb"><li data-block="cccccccc">oras 2015 ir vanduo. Žemė 2020 ir jūra</li></ul>'
    both = merged({"2015": "2016", "2020": "2021"}, {"2015": "2017", "2020": "2022"}, base)
    assert len(both.conflicts) == 2
    assert both.conflicts[0].body("mine").startswith("<ul>")
    text = both.resolve({0: Choice(Take.THEIRS), 1: Choice(Take.MINE)})
    assert "oras 2017 ir vanduo. Žemė 2021 ir jūra" in text
    assert text.count("<li") == 1


def test_a_paragraph_rewritten_by_both_at_very_many_places_is_decided_as_a_whole():
    base = clean_body("<p>" + " ".join(f"a{n} skiria" for n in range(MOST + 1)) + "</p>")
    sides = [re.sub(r"\ba(\d+) skiria", rf"{name}\1 skiria", base) for name in ("m", "t")]
    assert len(merge_bodies(base, *sides).conflicts) == 1


@st.composite
def edits_of_one_paragraph(draw):
    """A paragraph, two rewritings of single words of it, and a choice for each place."""
    words = [f"b{n}" for n in range(draw(st.integers(4, 30)))]
    sides = []
    for name in ("m", "t"):
        places = draw(st.sets(st.integers(0, len(words) - 1), min_size=1, max_size=6))
        sides.append([f"{name}{n}" if n in places else word for n, word in enumerate(words)])
    return words, *sides, draw(st.lists(st.sampled_from([Take.MINE, Take.THEIRS, Take.BOTH]), min_size=30, max_size=30))


def texts_of(body):
    return set(re.sub(r"<[^>]*>", " ", body).split())


@settings(max_examples=300, deadline=None)
@given(edits_of_one_paragraph())
def test_whatever_is_chosen_place_by_place_no_word_disappears_without_a_choice(given_words):
    base, mine, theirs, takes = given_words
    both = merge_bodies(*(clean_body(f"<p>{' '.join(words)}</p>") for words in (base, mine, theirs)))
    choices = {number: Choice(takes[number]) for number in range(len(both.conflicts))}
    result = texts_of(both.resolve(choices))
    given_up = set()
    for number, conflict in enumerate(both.conflicts):
        sides = {side: texts_of(conflict.body(side)) for side in ("mine", "theirs")}
        given_up |= {Take.MINE: sides["theirs"], Take.THEIRS: sides["mine"]}.get(takes[number], set())
        assert texts_of(conflict.body(takes[number].value)) <= result
    inserted = (set(mine) | set(theirs)) - set(base)
    assert inserted - result <= given_up
    assert set(mine) & set(theirs) <= result
