"""Where the words of a remark stand in a newer text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klaipeda_plan.core.bodies import clean_body
from plans.anchors import BODY, Anchor, Page, Standing, find, normal, settle

A, B, C = "aaaaaaa1", "bbbbbbb2", "ccccccc3"


def p(block, words):
    return f'<p data-block="{block}">{words}</p>'


def kept(body, quote, block=A, prefix="", suffix=""):
    return settle(Anchor(block, quote, prefix, suffix), body)


def told(anchor, body):
    """How the anchor stands in the body, and the words that stand in its place."""
    page = Page.read(body)
    found = find(anchor, page)
    return found.standing, page.words(found.block)[found.start : found.end]


OLD = p(A, "Įrengti tris stoteles uoste ir dvi prie mokyklų.")


@pytest.mark.parametrize(
    "new",
    [
        OLD,
        p(A, "Iki 2025 m. įrengti tris stoteles uoste ir dvi prie mokyklų."),
        p(A, "Nereikia: tris stoteles!"),
        p(B, "Nauja pastraipa.") + OLD,
        p(A, "Įrengti <strong>tris</strong> <em>stoteles</em> uoste."),
        p(A, "Įrengti tris\u00a0stoteles uoste."),
        p(A, "Įrengti tris   stoteles\nuoste."),
        p(A, 'Įrengti tris<sup class="footnote" data-note="Be Smeltės">*</sup> stoteles uoste.'),
        p(A, "Įrengti tris sto\u00adteles uoste."),
        p(A, "Įrengti tris<br>stoteles uoste."),
    ],
    ids=["same", "before", "around", "moved down", "marks", "no-break", "spaces", "footnote", "soft hyphen", "line"],
)
def test_words_that_are_there_stand(new):
    standing, words = told(kept(OLD, "tris stoteles"), new)
    assert (standing, words) == (Standing.STANDS, "tris stoteles")


@pytest.mark.parametrize(
    ("new", "now"),
    [
        (p(A, "Įrengti keturias stotis uoste ir dvi prie mokyklų."), "keturias stotis"),
        (p(A, "Įrengti tris naujas stoteles uoste ir dvi prie mokyklų."), "tris naujas stoteles"),
        (p(A, "Iki 2025 m. Įrengti kelias stotis uoste ir dvi gatvėje."), "kelias stotis"),
    ],
)
def test_other_words_between_the_same_neighbours_are_a_change(new, now):
    anchor = kept(OLD, "tris stoteles")
    found = find(anchor, Page.read(new))
    assert (found.standing, found.now, found.whole_block) == (Standing.CHANGED, now, False)


def test_where_the_neighbours_changed_too_all_of_the_block_is_shown():
    found = find(kept(OLD, "tris stoteles"), Page.read(p(A, "Įrengti penkiolika stotelių mieste.")))
    assert (found.standing, found.now, found.whole_block) == (
        Standing.CHANGED, "Įrengti penkiolika stotelių mieste.", True,
    )  # fmt: skip


def test_a_block_written_anew_is_a_change_of_all_of_it():
    found = find(kept(OLD, "tris stoteles"), Page.read(p(A, "Visai kitas sakinys.")))
    assert (found.standing, found.now, found.whole_block) == (Standing.CHANGED, "Visai kitas sakinys.", True)


@pytest.mark.parametrize("new", ["", p(B, "Visai kitas sakinys."), p(A, " "), "<p>Be numerio</p>"])
def test_a_block_that_is_not_there_is_gone(new):
    assert told(kept(OLD, "tris stoteles"), new) == (Standing.GONE, "")


def test_words_that_went_to_another_block_are_found_by_their_neighbours():
    new = p(A, "Įvadas.") + p(B, "Vėliau: įrengti tris stoteles uoste ir dvi prie mokyklų.")
    assert told(kept(OLD, "tris stoteles"), new) == (Standing.MOVED, "tris stoteles")


def test_the_second_half_of_a_split_paragraph_takes_its_words_along():
    new = p(A, "Įrengti tris stoteles uoste") + p(B, "ir dvi prie mokyklų.")
    found = find(kept(OLD, "dvi prie mokyklų."), Page.read(new))
    assert (found.standing, found.block) == (Standing.MOVED, B)


def test_long_words_are_known_by_themselves_and_short_ones_are_not():
    old = p(A, "Pradžia. Skatinti bendruomenių iniciatyvas ir verslą.")
    new = p(B, "Skatinti bendruomenių iniciatyvas, bet kitaip. Ir dar.")
    assert told(kept(old, "Skatinti bendruomenių iniciatyvas"), new)[0] == Standing.MOVED
    assert told(kept(old, "ir"), new)[0] == Standing.GONE


def test_of_repeated_words_the_one_with_its_neighbours_is_meant():
    old = p(A, "Pirma stotelė uoste, antra stotelė mieste, trečia stotelė kaime.")
    anchor = kept(old, "stotelė", prefix="uoste, antra ", suffix=" mieste")
    assert (anchor.prefix[-6:], anchor.suffix[:7]) == ("antra ", " mieste")
    page = Page.read(p(A, "Nulinė stotelė, " + "pirma stotelė uoste, antra stotelė mieste ir stotelė."))
    found = find(anchor, page)
    assert page.words(A)[: found.start].endswith("antra ")


def test_of_words_that_fit_equally_the_first_is_meant():
    anchor = kept(p(A, "ir ir ir"), "ir")
    assert find(anchor, Page.read(p(A, "ir ir ir"))).start == 0


def test_a_word_is_not_found_inside_another_word():
    anchor = kept(p(A, "Puošti miesto aikštes"), "miesto")
    assert told(anchor, p(A, "Puošti priemiestoviečių aikštes"))[0] == Standing.CHANGED


def test_a_part_of_a_word_is_found_inside_it():
    anchor = kept(p(A, "Puošti priemiesčio aikštes"), "miesčio")
    assert told(anchor, p(A, "Labai puošti priemiesčio aikštes")) == (Standing.STANDS, "miesčio")


@pytest.mark.parametrize("accented", ["e\u0307\u0301", "\u0117\u0301", "e\u0301\u0307"])
def test_letters_with_marks_are_the_same_however_they_are_spelled(accented):
    anchor = kept(p(A, f"Klaip{accented}da auga"), f"Klaip{accented}da")
    assert told(anchor, p(A, f"Sena Klaip{accented}da auga"))[0] == Standing.STANDS
    assert kept(p(A, "Klaipe\u0307da"), "Klaip\u0117da").quote == "Klaip\u0117da"
    assert told(kept(p(A, "Klaip\u0117da"), "Klaip\u0117da"), p(A, "Klaipe\u0307da"))[0] == Standing.STANDS


def test_a_letter_is_not_found_without_its_mark():
    anchor = kept(p(A, "raidė m yra"), "m")
    assert told(anchor, p(A, "raidė m\u0303 yra"))[0] == Standing.CHANGED


LIST = (
    f'<ul data-block="{C}"><li data-block="{A}">Mažinti taršą<ul data-block="ddddddd4">'
    f'<li data-block="{B}">uoste ir mieste</li></ul></li></ul>'
)


def test_an_item_of_a_list_is_a_block_of_its_own():
    assert told(kept(LIST, "uoste", block=B), LIST) == (Standing.STANDS, "uoste")
    assert told(kept(LIST, "taršą uoste"), LIST) == (Standing.STANDS, "taršą uoste")
    out = p("eeeeeee5", "Mažinti taršą") + p("fffffff6", "uoste ir mieste")
    assert told(kept(LIST, "uoste ir mieste", block=B), out)[0] == Standing.MOVED
    assert told(kept(LIST, "uoste", block=B), out)[0] == Standing.MOVED
    assert told(kept(LIST, "uoste", block=B), p("eeeeeee5", "Jau uoste."))[0] == Standing.GONE, "another one"
    assert told(kept(LIST, "Mažinti taršą uoste ir mieste", block=C), LIST)[0] == Standing.STANDS


def test_cells_of_a_table_are_parted_words():
    table = (
        f'<table data-block="{C}"><tbody><tr data-block="{A}"><td>2022</td><td>120</td></tr>'
        f'<tr data-block="{B}"><td>2023</td><td>80</td></tr></tbody></table>'
    )
    assert told(kept(table, "2022 120"), table) == (Standing.STANDS, "2022 120")
    assert told(kept(table, "120 2023", block=C), table) == (Standing.STANDS, "120 2023")
    swapped = table.replace("120", "150")
    found = find(kept(table, "120"), Page.read(swapped))
    assert (found.standing, found.now) == (Standing.CHANGED, "150")


def test_the_sign_of_a_footnote_is_no_word_and_its_note_is_none():
    body = p(A, 'Tarša<sup class="footnote" data-note="ne triukšmas">*</sup> mažėja')
    assert Page.read(body).words(A) == "Tarša mažėja"
    assert told(kept(body, "ne triukšmas"), body)[0] != Standing.STANDS


def test_the_whole_block_is_quoted_where_no_words_are_named():
    assert kept(OLD, "").quote == "Įrengti tris stoteles uoste ir dvi prie mokyklų."
    assert kept(OLD, "", block=B).quote == ""
    assert len(kept(p(A, "žodis " * 900), "").quote) <= 2_000


def test_what_is_not_found_keeps_what_it_came_with():
    anchor = kept(OLD, "  keturias\u00a0 stotis ", prefix="įrengti ", suffix=" uoste")
    assert anchor == Anchor(A, "keturias stotis", "įrengti ", " uoste")
    assert told(anchor, OLD)[0] == Standing.CHANGED


def test_an_anchor_without_words_stands_nowhere():
    assert told(Anchor(A, ""), OLD) == (Standing.GONE, "")


words = st.text(st.sampled_from("aąbcčeėžio"), min_size=1, max_size=6)
sentences = st.lists(words, min_size=3, max_size=12)
spaces = st.sampled_from([" ", "\u00a0", "  ", " <br>", "</em> <em>"])


@settings(max_examples=150, deadline=None)
@given(sentences, st.data())
def test_a_quotation_is_found_as_long_as_its_words_stand(sentence, data):
    """Whatever is written before and after it, however the words are parted and wherever the block stands."""
    first = data.draw(st.integers(0, len(sentence) - 1))
    last = data.draw(st.integers(first + 1, len(sentence)))
    quote = sentence[first:last]
    anchor = kept(clean_body(p(A, " ".join(sentence))), " ".join(quote))
    before, after = data.draw(sentences), data.draw(sentences)
    parted = "".join(word + data.draw(spaces) for word in quote)
    new = p(A, f"{' '.join(before)} <em>{parted}</em> {' '.join(after)}")
    others = p(B, data.draw(words)), p(C, " ".join(data.draw(sentences)))
    body = clean_body("".join(data.draw(st.permutations([new, *others]))))
    standing, found = told(anchor, body)
    assert (standing, found) == (Standing.STANDS, " ".join(quote))


@settings(max_examples=150, deadline=None)
@given(sentences, sentences, st.data())
def test_what_is_found_is_always_what_it_says(old, new, data):
    first = data.draw(st.integers(0, len(old) - 1))
    anchor = kept(p(A, " ".join(old)), " ".join(old[first : first + 3]))
    page = Page.read(p(data.draw(st.sampled_from([A, B])), " ".join(new)))
    found = find(anchor, page)
    shown = page.words(found.block)[found.start : found.end]
    if found.standing in (Standing.STANDS, Standing.MOVED):
        assert shown == anchor.quote
    elif found.standing == Standing.CHANGED:
        assert shown.strip() == found.now != anchor.quote
    else:
        assert found.block == ""


def test_words_in_normal_form():
    assert normal(" a\u00a0\n b\u200b\u00ad ") == "a b"
    assert re.fullmatch(r"\S+", normal("e\u0307"))


TWO = p(A, "Įrengti tris stoteles uoste.") + p(B, "Skelbti duomenis kas valandą.") + p(C, "Pabaiga.")
OVER = "stoteles uoste. Skelbti duomenis"


@pytest.mark.parametrize(
    ("new", "standing"),
    [
        (TWO, Standing.STANDS),
        (p(C, "Nauja pradžia.") + TWO, Standing.STANDS),
        (TWO.replace("Skelbti", "<strong>Skelbti</strong>"), Standing.STANDS),
        (TWO.replace("Pabaiga.", "Kita pabaiga."), Standing.STANDS),
    ],
)
def test_words_over_two_blocks_stand_in_the_body(new, standing):
    assert told(kept(TWO, OVER, block=BODY), new) == (standing, OVER)


def test_words_over_two_blocks_that_were_joined_still_stand():
    joined = p(A, "Įrengti tris stoteles uoste. Skelbti duomenis kas valandą.") + p(C, "Pabaiga.")
    assert told(kept(TWO, OVER, block=BODY), joined) == (Standing.STANDS, OVER)


def test_words_over_two_blocks_that_changed_say_so_between_their_neighbours():
    new = TWO.replace("stoteles uoste.", "matuoklius mieste.")
    standing, words = told(kept(TWO, OVER, block=BODY), new)
    assert standing is Standing.CHANGED
    assert "matuoklius mieste. Skelbti duomenis" in words
    rewritten = p(A, "Visai kas kita.") + p(B, "Ir čia.")
    assert told(kept(TWO, OVER, block=BODY), rewritten)[0] is Standing.CHANGED
    assert told(kept(TWO, OVER, block=BODY), "")[0] is Standing.GONE


def test_the_neighbours_of_words_over_two_blocks_are_the_bodys():
    anchor = kept(TWO, OVER, block=BODY)
    assert (anchor.prefix, anchor.suffix) == ("Įrengti tris ", " kas valandą. Pabaiga.")
