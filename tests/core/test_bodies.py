"""The closed subset of HTML: what stays, what goes, and that one meaning has one spelling."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klaipeda_plan.core.bodies import clean_body, notes_of, plain_text

BLOCK = re.compile(r' data-block="[a-z0-9]{8}"')


def bare(source):
    """The cleaned body without its ids."""
    return BLOCK.sub("", clean_body(source))


@pytest.mark.parametrize(
    "source",
    [
        "<p>Pastraipa su <strong>svarbiu</strong>, <em>kitu</em>, H<sub>2</sub>O ir m<sup>2</sup></p>",
        "<h3>Antraštė</h3><h4>Mažesnė</h4>",
        "<ul><li>viena<ul><li>giliau</li></ul></li><li>antra</li></ul>",
        '<ol start="3"><li>trečia</li></ol>',
        "<blockquote><p>Citata</p></blockquote>",
        '<p>Žodis<sup class="footnote" data-note="Pastaba">*</sup></p>',
        '<table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
        '<tbody><tr><th scope="row">1</th><td colspan="2">2</td></tr></tbody></table>',
    ],
)
def test_what_is_allowed_stays_as_it_is(source):
    assert bare(source) == source


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("<script>alert(1)</script><p>A</p>", "<p>A</p>"),
        ('<p onclick="x()" style="color:red" class="MsoNormal">A</p>', "<p>A</p>"),
        ("<svg><script>1</script></svg><p>A</p>", "<p>A</p>"),
        ('<iframe src="https://example.org"></iframe><p>A</p>', "<p>A</p>"),
        ("<p><!-- slapta -->A</p>", "<p>A</p>"),
        ("<p>A</p><p>  </p><ul></ul>", "<p>A</p>"),
        ('<img src="https://example.org/x.png" alt="x"><p>A</p>', "<p>A</p>"),
    ],
)
def test_everything_else_goes(source, left):
    assert bare(source) == left


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_a_link_leads_only_to_places(address):
    assert "href" not in clean_body(f'<p><a href="{address}">A</a></p>')
    assert 'href="https://example.org"' in clean_body('<p><a href="https://example.org">A</a></p>')


@pytest.mark.parametrize(
    ("source", "meant"),
    [
        ("laisvas <b>tekstas</b>", "<p>laisvas <strong>tekstas</strong></p>"),
        ("<h1>A</h1><h5>B</h5>", "<h3>A</h3><h4>B</h4>"),
        ("<ul><li><p>A</p><ul><li><p>B</p></li></ul></li></ul>", "<ul><li>A<ul><li>B</li></ul></li></ul>"),
        ("<p>  A \n  B  </p>\n\n<p>C</p>", "<p>A B</p><p>C</p>"),
        ("<p>1\xa0000</p>", "<p>1\xa0000</p>"),
        ("<li>be sąrašo</li>", "<p>be sąrašo</p>"),
        ("<strong><p>A</p></strong>", "<p>A</p>"),
        (
            '<table><tbody><tr><th colspan="1" rowspan="1"><p>A</p></th></tr>'
            "<tr><td><p>1</p></td></tr></tbody></table>",
            '<table><thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>',
        ),
        (
            "<table><caption>Vardas</caption><tbody><tr><td>1</td></tr></tbody></table>",
            "<p><strong>Vardas</strong></p><table><tbody><tr><td>1</td></tr></tbody></table>",
        ),
    ],
)
def test_one_meaning_has_one_spelling(source, meant):
    assert bare(source) == meant


def test_every_block_gets_an_id_and_keeps_it():
    first = clean_body("<p>A</p><ul><li>B</li><li>C</li></ul><table><tr><td>D</td></tr></table>")
    ids = BLOCK.findall(first)
    assert len(ids) == len(set(ids)) == 6
    assert clean_body(first) == first


def test_a_copied_id_stays_with_its_first_holder():
    body = clean_body('<p data-block="aaaaaaaa">A</p><p data-block="aaaaaaaa">B</p><p data-block="netinka!">C</p>')
    ids = BLOCK.findall(body)
    assert ids[0] == ' data-block="aaaaaaaa"'
    assert len(set(ids)) == 3


WORDS = st.sampled_from(["a", " ", "  b ", "\n", "&nbsp;", "&lt;", "ė"])
TAGS = st.sampled_from(
    "p h1 h3 ul ol li table caption tr td th strong a sup blockquote figure figcaption br b div span".split()
)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(TAGS.map("<{}>".format), TAGS.map("</{}>".format), WORDS), max_size=14).map("".join))
def test_cleaning_twice_changes_nothing(source):
    once = clean_body(source)
    assert clean_body(once) == once


def test_plain_text_parts_blocks_by_lines():
    assert plain_text("<p>A  b</p><ul><li>c</li></ul><table><tr><td>d</td></tr></table>") == "A b\nc\nd"
    assert plain_text("  ") == ""


def test_notes_are_read_in_order():
    body = clean_body("""<p>A<sup data-note='Viena "x"'>*</sup> B<sup data-note="Kita &amp; y">*</sup></p>""")
    assert notes_of(body) == ['Viena "x"', "Kita & y"]
    assert notes_of("<p>A</p>") == []
