"""From a frozen edition to the plain data of its document."""

from decimal import Decimal

import pytest
from django.utils import translation

from editions.documents.numbers import dated_text, period_text, value_text, years_text
from editions.documents.render import plan_html
from editions.models import EditionKind, EventKind
from editions.reading import FrozenNumber
from klaipeda_plan.printing.bodies import document_body
from klaipeda_plan.printing.errors import DocumentRefused
from klaipeda_plan.printing.typography import keep_together, tie
from plans.hierarchy import Kind
from tests.editions.papers import detail, document_of, event, indicator, money, node

NBSP = "\u00a0"


@pytest.fixture(autouse=True)
def lithuanian():
    with translation.override("lt"):
        yield


def goal(*measures, **fields):
    task = node(Kind.TASK, "1.1.1", "Uždavinys", children=measures)
    return node(Kind.GOAL, "1.1", "Tikslas", children=[task], **fields)


def vision(*children):
    return node(Kind.VISION, "V", "Vizija miestui", children=children)


def measure(code="1.1.1.1", **fields):
    return node(Kind.MEASURE, code, "Priemonė", **fields)


def test_an_empty_edition_is_refused():
    with pytest.raises(DocumentRefused, match="Redakcija tuščia"):
        document_of()


@pytest.mark.parametrize(
    ("kinds", "is_project"),
    [
        ([], True),
        ([EventKind.PUBLISHED], True),
        ([EventKind.UNDER_CONSIDERATION, EventKind.PUBLISHED], True),
        ([EventKind.UNDER_CONSIDERATION, EventKind.DECIDED, EventKind.PUBLISHED], False),
        ([EventKind.DECIDED, EventKind.IN_FORCE, EventKind.SUPERSEDED], False),
    ],
)
def test_it_is_a_project_until_the_council_decides(kinds, is_project):
    assert document_of(vision(), events=[event(kind) for kind in kinds]).is_project is is_project


def test_the_cover_of_a_decided_edition_tells_the_decision():
    decided = event(EventKind.DECIDED, decision_number="T2-24", register_code="2026-12345")
    html = plan_html(document_of(vision(), events=[decided]))
    assert '<p class="cover__state">Patvirtinta</p>' in html
    assert "2026 m. gruodžio 17 d. sprendimas Nr. T2-24" in html
    assert "Projektas" not in html
    assert "2026-12345" in html


def test_a_sample_and_a_working_edition_say_so_on_the_cover_and_in_every_margin():
    sample = plan_html(document_of(vision(), sample=True))
    assert 'data-mark="Sąlyginiai duomenys – ne tikras planas"' in sample
    assert sample.count("Sąlyginiai duomenys – ne tikras planas") == 3
    working = plan_html(document_of(vision(), kind=EditionKind.WORKING))
    assert 'data-mark="Darbinė redakcija"' in working
    assert "Sąlyginiai" not in working


def test_money_is_summed_by_source_year_and_place():
    rows = money((2022, "SB", 100), (2022, "ES", 200), (2023, "SB", 50))
    other = measure("1.1.1.2", funding=money((2023, "ES", 7)))
    priority = node(Kind.PRIORITY, "I", "Prioritetas", children=[goal(measure(funding=rows), other)])
    annex = document_of(vision(priority)).annex
    assert annex.sources == (("SB", "Savivaldybės biudžetas"), ("ES", "Europos Sąjungos lėšos"))
    assert [(row.label, row.cells, row.total) for row in annex.years] == [
        ("2022", (100, 200), 300), ("2023", (50, 7), 57), ("Iš viso", (150, 207), 357),
    ]  # fmt: skip
    assert [(row.label, row.total, row.is_sum) for row in annex.places] == [
        ("I prioritetas. Prioritetas", 357, True), ("1.1 tikslas. Tikslas", 357, False), ("Iš viso", 357, True),
    ]  # fmt: skip


def test_a_source_that_the_edition_does_not_name_goes_by_its_code():
    rows = money((2022, "X", 5))
    document = document_of(vision(node(Kind.PRIORITY, "I", "P", children=[goal(measure(funding=rows))])))
    assert document.sources == (("X", "X"),)


def test_a_plan_without_money_has_no_annex():
    document = document_of(vision())
    assert document.annex is None
    assert [line.text for line in document.toc] == ["Vizija", "Apie šį dokumentą"]


def test_contents_hold_sections_priorities_goals_and_tasks_in_order():
    inner = node(Kind.SECTION, "S1.1", "Poskyris")
    section = node(Kind.SECTION, "S1", "Skyrius", children=[inner, node(Kind.STRENGTH, "S1-ST1", "Jūra")])
    priority = node(Kind.PRIORITY, "I", "Prioritetas", children=[goal(measure())])
    last = node(Kind.SECTION, "S2", "Stebėsena")
    lines = document_of(section, vision(node(Kind.ASPECT, "A1", "Veržli"), priority), last).toc
    assert [(line.level, line.text) for line in lines] == [
        (1, "S1. Skyrius"), (2, "S1.1. Poskyris"), (1, "Vizija"), (1, "I prioritetas. Prioritetas"),
        (2, "1.1 tikslas. Tikslas"), (3, "1.1.1 uždavinys. Uždavinys"), (1, "S2. Stebėsena"),
        (1, "Apie šį dokumentą"),
    ]  # fmt: skip


def test_a_link_to_an_element_that_is_not_in_the_edition_is_left_out():
    link = {"kind": "addresses", "target": "00000000-0000-0000-0000-000000000000", "reason": ""}
    document = document_of(vision(node(Kind.PRIORITY, "I", "P", children=[goal(links=(link,))])))
    assert document.parts[1].entry.entries[0].relations == ()


def test_names_with_quotes_and_brackets_stay_words():
    title = """„Jūra“ <script>alert("x")</script> & 'krantas'"""
    html = plan_html(document_of(vision(), title=title, note=title))
    assert "<script" not in html
    assert "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#x27;krantas&#x27;" in html


def test_many_targets_share_one_column():
    targets = {str(year): Decimal(year - 2000) for year in range(2024, 2031)}
    document = document_of(vision(node(Kind.PRIORITY, "I", "P", children=[
        goal(indicators=(indicator("Vietos", Decimal(1), targets),)),
    ])))  # fmt: skip
    table = document.parts[1].entry.entries[0].indicators
    assert table.is_wide
    assert table.rows[0].targets[0].startswith("2024: 24; 2025: 25;")


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [("1234.5", 1, f"1{NBSP}234,5"), ("-323", 0, "\u2212323"), ("76.38", 0, "76,38"), ("80", 2, "80,00")],
)
def test_numbers_are_lithuanian_and_never_lose_decimals(value, decimals, text):
    assert value_text(Decimal(value), decimals) == text


def test_periods_and_years_are_said_in_words():
    assert [period_text(one) for one in ("2030", "2026K2", "2026M07")] == ["2030", "2026 m. II ketv.", "2026-07"]
    assert dated_text(FrozenNumber("2020", Decimal("31.5")), 1) == f"31,5{NBSP}(2020)"
    assert dated_text(None, 1) == "–"
    years = [(2022, 2025), (2022, 2022), (2022, None), (None, 2030), (None, None)]
    assert [years_text(detail(years=pair)) for pair in years] == ["2022–2025", "2022", "2022", "2030", "–"]


def test_what_belongs_together_is_tied():
    assert tie("iki 2030 m., 1 677 žmonės, 15,5 proc. – Nr. T2-24") == (
        f"iki 2030{NBSP}m., 1{NBSP}677 žmonės, 15,5{NBSP}proc.{NBSP}– Nr.{NBSP}T2-24"
    )
    assert tie("2 metai ir 30 mokyklų") == "2 metai ir 30 mokyklų"
    assert keep_together("planas <b> 2021–2030 m.") == ('planas &lt;b&gt; <span class="together">2021–2030 m.</span>')


def test_headings_of_a_body_stand_under_the_heading_of_its_element():
    body = '<h3 data-block="aaaaaaaa">A</h3><p>x</p><h4>B</h4>'
    assert document_body(body, 2) == '<h3 class="inner-heading">A</h3><p>x</p><h4 class="inner-heading">B</h4>'
    assert document_body(body, 6).count("<h6") == 2
    assert document_body(body, None).startswith('<p class="inner-heading">A</p>')


def test_footnotes_and_pictures_of_a_body_become_words():
    note = '<p>Taip<sup class="footnote" data-note="Šaltinis: &lt;A&gt;">*</sup> yra.</p>'
    html = document_body(f'{note}<figure><img alt="Uostas"></figure>', 2)
    assert '<p>Taip<span class="footnote">Šaltinis: &lt;A&gt;</span> yra.</p>' in html
    assert "[Paveikslas: Uostas]" in html
    assert "<img" not in html


def test_headings_of_a_table_in_a_body_have_their_scope():
    head, row = "<tr><th>A</th><th>B</th></tr>", "<tr><th>C</th><td>1 000 Eur</td></tr>"
    html = document_body(f"<table><thead>{head}</thead><tbody>{row}</tbody></table>", 2)
    assert html.count('<th scope="col">') == 2
    assert html.count('<th scope="row">') == 1
    assert f"<td>1{NBSP}000{NBSP}Eur</td>" in html


def test_loose_words_of_a_body_stay_words():
    assert document_body("a &lt;b&gt; c<p>x</p>&amp;", 2) == "a &lt;b&gt; c<p>x</p>&amp;"


def test_an_empty_body_is_nothing():
    assert document_body("", 2) == ""
    assert document_body("  ", None) == ""
