"""A body on its way to a reader: a heading cell without words is none, on every page and on paper."""

import pytest

from klaipeda_plan.core.bodies import clean_body
from klaipeda_plan.core.diffing import compare_bodies, render_body
from klaipeda_plan.core.showing import without_empty_headings
from klaipeda_plan.core.templatetags.portal import clean_html
from klaipeda_plan.printing.bodies import document_body
from publicity.bodies import public_body

TABLE = (
    '<table><thead><tr><th>Vieta</th><th colspan="2"></th></tr></thead>'
    "<tbody><tr><th>Parkai</th><td></td><td>{}</td></tr></tbody></table>"
)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<th scope="col"></th>', "<td></td>"),
        ('<th rowspan="2" scope="row"> </th>', '<td rowspan="2"> </td>'),
        ('<th scope="col" class="diff-del"><del></del></th>', '<td class="diff-del"><del></del></td>'),
        ("<th><p><br></p></th>", "<td><p><br></p></td>"),
    ],
)
def test_a_heading_cell_without_words_is_a_plain_cell(cell, shown):
    assert without_empty_headings(f"<tr>{cell}<th>A</th></tr>") == f"<tr>{shown}<th>A</th></tr>"


@pytest.mark.parametrize(
    "cell",
    [
        '<th scope="col">Metai</th>',
        '<th scope="col"><del>Metai</del></th>',
        '<th><sup class="footnote" data-note="Pastaba">*</sup></th>',
        '<th><img src="/rengimas/failai/x/" alt="Metai"></th>',
        "<thead></thead>",
    ],
)
def test_a_heading_cell_with_anything_in_it_stays(cell):
    assert without_empty_headings(cell) == cell


@pytest.mark.parametrize(
    "show",
    [
        clean_html,
        lambda body: public_body(body).markup,
        lambda body: public_body(body + '<p>A<sup class="footnote" data-note="B">*</sup></p>').markup,
        lambda body: document_body(body, 2),
        lambda body: render_body(compare_bodies(clean_body(TABLE.format(7)), body)),
        lambda body: render_body(compare_bodies("", body)),
        lambda body: render_body(compare_bodies(body, "")),
    ],
    ids=["members", "public", "public with notes", "paper", "changed", "inserted", "deleted"],
)
def test_every_way_of_showing_a_table_has_headings_with_words_only(show):
    body = clean_body(TABLE.format(8))
    assert '<th colspan="2" scope="col"></th>' in body
    shown = show(body)
    assert '<td colspan="2"></td>' in shown
    assert shown.count("<th ") == 2
