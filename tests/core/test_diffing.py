"""Differences of bodies and titles: what a reader sees."""

import pytest
from django.utils import translation

from klaipeda_plan.core.diffing import Size, compare_bodies, compare_texts, render_body, render_runs, size_of
from klaipeda_plan.core.diffing.model import Changed, Equal, MovedAway, MovedHere

LONG = "Miesto oro kokybės stebėsenos tinklas plečiamas"
OTHER = "Želdynai atkuriami prie gatvių, aikštėse ir kiemuose kasmet"


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def shown(old, new):
    return render_body(compare_bodies(old, new), spoken=False)


def p(text, block=""):
    return f'<p data-block="{block}">{text}</p>' if block else f"<p>{text}</p>"


def test_words_are_compared_inside_a_changed_paragraph():
    assert shown(p("Mažinti oro taršą uoste."), p("Mažinti oro ir triukšmo taršą.")) == (
        "<p>Mažinti oro <ins>ir triukšmo</ins> taršą <del>uoste</del>.</p>"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1\u00a0200,5", "1\u00a0300,5"),
        ("1 200,5", "1 200,6"),
        ("15,5", "15,6"),
        ("2020-12-17".replace("-", "."), "2020.12.18"),
        ("\u22125", "\u22126"),
        ("-5", "5"),
        ("1.1.10", "1.1.11"),
    ],
)
def test_a_number_changes_as_a_whole(old, new):
    assert shown(p(f"yra {old} Eur"), p(f"yra {new} Eur")) == f"<p>yra <del>{old}</del> <ins>{new}</ins> Eur</p>"


def test_a_year_before_hundreds_is_no_thousand():
    assert shown(p("per 2025 100 vietų"), p("per 2026 100 vietų")) == (
        "<p>per <del>2025</del> <ins>2026</ins> 100 vietų</p>"
    )


def test_another_kind_of_space_is_no_difference():
    assert compare_bodies(p("1 200 Eur"), p("1\u00a0200\u00a0Eur")).is_empty


def test_another_block_id_is_no_difference():
    assert compare_bodies(p("Tekstas", "aaaaaaaa"), p("Tekstas", "bbbbbbbb")).is_empty


def test_blocks_with_the_same_id_belong_together_however_much_was_rewritten():
    difference = compare_bodies(p("Visai kas kita", "aaaaaaaa"), p("Nė vieno žodžio", "aaaaaaaa"))
    assert [type(block) for block in difference.blocks] == [Changed]


def test_a_word_half_of_which_is_bold_is_still_one_word():
    assert 'class="diff-format"' in shown(p("Oros"), p("<strong>Oro</strong>s"))
    assert "<del>" not in shown(p("Oros"), p("<strong>Oro</strong>s"))


def test_the_other_address_of_a_link_is_told():
    old, new = '<a href="https://a.lt">tvarka</a>', '<a href="https://b.lt">tvarka</a>'
    assert "[address of the link: https://a.lt → https://b.lt]" in shown(p(old), p(new))


def test_the_text_of_a_new_footnote_is_told():
    note = '<sup class="footnote" data-note="Pagal <metodiką>">*</sup>'
    assert "[footnote: Pagal &lt;metodiką&gt;]" in shown(p("Oras"), p("Oras" + note))


def test_a_moved_paragraph_is_told_at_both_places_and_its_neighbour_stays():
    difference = compare_bodies(p(LONG) + p(OTHER), p(OTHER) + p(LONG))
    assert [type(block) for block in difference.blocks] == [MovedAway, Equal, MovedHere]
    page = render_body(difference, spoken=False)
    assert page.startswith('<p class="diff-moved-from"><small class="diff-note">Moved from here (1):</small>')
    assert '<p class="diff-moved-to"><small class="diff-note">Moved here (1):</small>' in page


def test_a_paragraph_moved_by_id_shows_what_was_changed_on_the_way():
    old = p(LONG, "aaaaaaaa") + p(LONG[::-1], "bbbbbbbb") + p("Trečias", "cccccccc")
    new = p("Trečias", "cccccccc") + p(LONG[::-1], "bbbbbbbb") + p("Trumpas " + LONG, "aaaaaaaa")
    assert '<p class="diff-moved-to"><small class="diff-note">Moved here (1):</small> <ins>Trumpas</ins>' in shown(
        old, new
    ).replace("</small><ins>", "</small> <ins>").replace("(2)", "(1)")


def test_an_item_moves_from_one_list_to_another():
    item = '<li data-block="aaaaaaaa">Stotelė</li>'
    old = f"<ul><li>Vienas</li>{item}</ul><ol><li>Du</li></ol>"
    new = f"<ul><li>Vienas</li></ul><ol><li>Du</li>{item}</ol>"
    assert size_of(compare_bodies(old, new).blocks) == Size(moved=1)


def test_list_items_are_compared_one_by_one():
    old, new = "<ul><li>oras</li><li>vanduo</li></ul>", "<ul><li>oras</li><li>žemė</li><li>vanduo</li></ul>"
    assert shown(old, new) == ('<ul><li>oras</li><li class="diff-ins"><ins>žemė</ins></li><li>vanduo</li></ul>')


def test_a_leaf_item_that_gets_a_list_inside_keeps_its_words():
    page = shown("<ul><li>oras</li></ul>", "<ul><li>oras<ul><li>dalelės</li></ul></li></ul>")
    assert page == '<ul><li>oras<ul class="diff-ins"><li><ins>dalelės</ins></li></ul></li></ul>'


def table(*rows):
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tbody>{lines}</tbody></table>"


def test_cells_are_compared_by_their_places():
    page = shown(table(("SB", "10", "20")), table(("SB", "20", "10")))
    assert page == table(("SB", "<del>10</del> <ins>20</ins>", "<del>20</del> <ins>10</ins>"))


def test_a_new_row_is_one_insertion_and_stays_in_the_table():
    page = shown(table(("SB", "10"), ("ES", "20")), table(("SB", "10"), ("VB", "5"), ("ES", "20")))
    row = '<tr class="diff-ins"><td><ins>VB</ins></td><td><ins>5</ins></td></tr>'
    assert page == table(("SB", "10"), ("ES", "20")).replace("<tr><td>ES", row + "<tr><td>ES")


def test_a_new_column_marks_its_cells():
    page = shown(table(("SB", "10"), ("ES", "20")), table(("SB", "10", "naujas"), ("ES", "20", "naujas")))
    assert page.count('<td class="diff-ins"><ins>naujas</ins></td>') == 2


def test_another_kind_of_block_is_told():
    assert "the kind of the paragraph, list or cell was changed" in shown(p(LONG), f"<h3>{LONG}</h3>")


def test_screen_readers_hear_deleted_and_inserted():
    with translation.override("lt"):
        page = render_body(compare_bodies(p("oro tarša"), p("oro kokybė")))
    assert '<del><span class="visually-hidden"> ištrinta: </span>tarša' in page
    assert '<ins><span class="visually-hidden"> įterpta: </span>kokybė' in page


def test_text_is_escaped_and_unknown_marks_are_passed_over():
    hostile = p('a &lt;script&gt;alert(1)&lt;/script&gt; <span onclick="x()">b</span>')
    page = shown(p("a"), hostile)
    assert "&lt;script&gt;" in page.replace("</ins>", "").replace("<ins>", "").replace(" ", "")
    assert "<script" not in page
    assert "onclick" not in page


def test_an_empty_body_beside_a_full_one():
    assert shown("", p("Oras")) == '<p class="diff-ins"><ins>Oras</ins></p>'
    assert shown(p("Oras"), "") == '<p class="diff-del"><del>Oras</del></p>'
    assert shown("", "") == ""


def test_a_title_is_compared_by_words():
    runs = compare_texts("Klaipėda – atvira, sumani", "Klaipėda – veržli, sumani")
    assert render_runs(runs, spoken=False) == "Klaipėda – <del>atvira</del> <ins>veržli</ins>, sumani"


def test_the_size_counts_words_not_signs():
    runs = compare_texts("oras, vanduo", "oras ir žemė")
    assert size_of(runs) == Size(inserted=2, deleted=1)


def test_a_table_of_5000_changed_rows_is_compared_row_by_row():
    old = table(*((f"Eilutė {number}", str(number)) for number in range(5000)))
    new = table(*((f"Eilutė {number}", str(number + 1)) for number in range(5000)))
    assert size_of(compare_bodies(old, new).blocks) == Size(inserted=5000, deleted=5000)


@pytest.mark.parametrize("tag", ["blockquote", "em"])
def test_blocks_and_marks_in_great_depth_are_read(tag):
    deep = f"<{tag}>" * 200 + "oras" + f"</{tag}>" * 200
    assert "žemė" in shown(deep, deep.replace("oras", "žemė"))
