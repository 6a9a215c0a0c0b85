"""The body of an element's page: remarked words marked with a link to their remark, blocks with a link of their own."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klaipeda_plan.core.bodies import clean_body, plain_text
from plans.anchors import BODY, Anchor, Page, find, settle
from plans.marking import Mark, marked_body

A, B, C = "aaaaaaa1", "bbbbbbb2", "ccccccc3"


def marked(body, *quotes, block=A, linked=False):
    marks = []
    for number, quote in enumerate(quotes, start=1):
        anchor = settle(Anchor(block, quote), body)
        marks.append(Mark(str(number), number, f"Pastaba {number}", find(anchor, Page.read(body))))
    link = (lambda one, words: (f"?blokas={one}", f"Apie: {words}")) if linked else None
    return marked_body(Page.read(body), marks, link)


def pieces(html):
    """(remarks, words) of each piece that is marked."""
    return re.findall(r'<mark class="remark-mark" data-remarks="([^"]*)">([^<]*)</mark>', html)


def without_marks(html):
    html = re.sub(r'<p class="remark-line[^>]*>.*?</p>', "", html)
    html = re.sub(r'<a class="remark-(link|add)[^>]*>[^<]*</a>', "", html)
    return re.sub(r"</?mark[^>]*>", "", html)


def test_words_are_marked_and_link_to_their_remark():
    html = marked(f'<p data-block="{A}">Įrengti tris stoteles.</p>', "tris")
    assert html == (
        f'<p data-block="{A}">Įrengti <mark class="remark-mark" data-remarks="1">tris</mark>'
        '<a class="remark-link no-print" href="#pastaba-1" aria-label="Pastaba 1" title="Pastaba 1" '
        'id="vieta-1">1</a> stoteles.</p>'
    )


def test_words_across_marks_are_marked_piece_by_piece_with_one_link():
    body = f'<p data-block="{A}">Labai <em>svarbios <strong>trys</strong></em> stotelės</p>'
    html = marked(body, "svarbios trys stotelės")
    assert pieces(html) == [("1", "svarbios "), ("1", "trys"), ("1", " stotelės")]
    assert html.count("remark-link") == 1
    assert html.index("remark-link") > html.index(" stotelės")
    assert without_marks(html) == body


def test_remarks_on_the_same_words_share_the_marks():
    html = marked(f'<p data-block="{A}">vienas du trys keturi</p>', "vienas du", "du trys", "du")
    assert pieces(html) == [("1", "vienas "), ("1 2 3", "du"), ("2", " trys")]
    assert re.findall(r'href="#pastaba-(\d)"', html) == ["1", "3", "2"]


def test_a_link_to_a_remark_never_stands_in_another_link():
    html = marked(f'<p data-block="{A}">žr. <a href="https://x.lt">svetainę čia</a> ir</p>', "svetainę")
    assert '</a><a class="remark-link' in html
    assert 'čia</a><a class="remark-link' in html


def test_words_over_items_of_a_list_and_cells_of_a_table_are_marked():
    items = f'<ul data-block="{A}"><li data-block="{B}">pirmas</li><li data-block="{C}">antras</li></ul>'
    assert pieces(marked(items, "pirmas antras")) == [("1", "pirmas"), ("1", "antras")]
    table = f'<table data-block="{A}"><tbody><tr data-block="{B}"><td>2022</td><td>120</td></tr></tbody></table>'
    assert pieces(marked(table, "2022 120")) == [("1", "2022"), ("1", "120")]


def test_what_is_gone_or_changed_as_a_whole_is_not_marked():
    body = f'<p data-block="{A}">visai kitas</p>'
    gone = Mark("1", 1, "", find(Anchor(B, "nėra"), Page.read(body)))
    anew = Mark("2", 2, "", find(Anchor(A, "kadaise buvęs"), Page.read(body)))
    assert marked_body(Page.read(body), [gone, anew], None) == body


def test_every_line_has_a_link_by_which_one_remarks_on_it():
    body = (
        f'<p data-block="{A}">Pirma & antra</p><ul data-block="dddddddd"><li data-block="{B}">vienas'
        f'<ul data-block="eeeeeeee"><li data-block="{C}">du</li></ul></li></ul>'
        '<table data-block="ffffffff"><tbody><tr data-block="gggggggg"><td>3</td></tr></tbody></table>'
    )
    html = marked(body, linked=True)
    assert re.findall(r"blokas=(\w+)", html) == [A, B, C, "ffffffff"]
    assert 'aria-label="Apie: Pirma &amp; antra"' in html
    assert 'vienas<a class="remark-add' in html
    assert '</table><p class="remark-line no-print"><a class="remark-add' in html
    assert without_marks(html) == body.replace("&", "&amp;")


@pytest.mark.parametrize("body", ["", '<p data-block="aaaaaaa1">a</p>'])
def test_without_remarks_and_links_nothing_is_added(body):
    assert marked(body) == body


bodies = st.lists(
    st.tuples(st.sampled_from(["p", "em", "li", "td"]), st.lists(st.sampled_from("ab ąč."), min_size=1, max_size=20)),
    min_size=1, max_size=5,
)  # fmt: skip
SHAPES = {
    "p": "<p>{}</p>", "em": "<p>x<em>{}</em>y</p>", "li": "<ul><li>{}</li><li>z</li></ul>",
    "td": "<table><tbody><tr><td>{}</td><td>1</td></tr></tbody></table>",
}  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(bodies, st.data())
def test_marks_never_change_a_word(parts, data):
    body = clean_body("".join(SHAPES[shape].format("".join(words)) for shape, words in parts))
    page = Page.read(body)
    quotes = []
    for _number in range(data.draw(st.integers(0, 3))):
        block = [*page.elements, ""][data.draw(st.integers(0, len(page.elements)))]
        words = page.words(block)
        start = data.draw(st.integers(0, max(0, len(words) - 1)))
        quotes.append(Anchor(block, words[start : data.draw(st.integers(start, len(words)))].strip()))
    marks = [
        Mark(str(number), number, "Pastaba", find(settle(anchor, body), Page.read(body)))
        for number, anchor in enumerate(quotes, start=1)
        if anchor.quote
    ]
    html = marked_body(Page.read(body), marks, lambda block, words: (f"?{block}", words))
    assert plain_text(without_marks(html)) == plain_text(body)
    assert html.count('class="remark-link') == len(marks)
    for mark in marks:
        shown = "".join(words for keys, words in pieces(html) if mark.key in keys.split())
        assert shown.replace(" ", "") == page.words(mark.found.block)[mark.found.start : mark.found.end].replace(
            " ", ""
        )


def test_words_over_two_blocks_are_marked_in_both_with_one_link():
    body = f'<p data-block="{A}">Pirmas sakinys.</p><p data-block="{B}">Antras sakinys.</p>'
    html = marked(body, "sakinys. Antras", block=BODY)
    assert pieces(html) == [("1", "sakinys."), ("1", "Antras")]
    assert html.count("remark-link") == 1
    assert without_marks(html) == body
