"""The PDF of a comparison, read back: cover, summary, changes in order, landscape tables, tags."""

import io
import time

import pikepdf
import pytest
from django.utils import translation

from editions.comparison.comparing import compare_trees
from editions.documents.comparison import comparison_document
from editions.documents.render import comparison_html, render_comparison
from plans.hierarchy import Kind
from tests.editions.comparing import element, tree
from tests.editions.papers import KEY, edition_of, page_words, read, words
from tests.editions.test_comparison import DETAIL, indicator, money
from tests.editions.test_documents_pdf import below, structure

NOTE = "Šaltinis: savivaldybė"


def rows(*, changed):
    body = (
        f'<p>Naujas tekstas<sup data-note="{NOTE}">*</sup>.</p><h3>Padėtis</h3>' if changed else "<p>Senas tekstas.</p>"
    )
    table = f"<table><tbody><tr><td>Metai</td><td>{'200' if changed else '100'}</td></tr></tbody></table>"
    detail = DETAIL | {"year_to": 2030} if changed else DETAIL
    sums = money((2022, "SB", 20_000_000 if changed else 12_000_000), (2023, "SB", 500))
    found = [
        ("s", None, element(Kind.SECTION, "Aplinkos analizė", body=body + table)),
        ("v", None, element(Kind.VISION, "KLAIPĖDA 2035 – veržli" if changed else "KLAIPĖDA 2035 – atvira")),
        ("p", "v", element(Kind.PRIORITY, "Tvarus vystymas")),
        ("g", "p", element(Kind.GOAL, "Mažinti taršą", indicators=[indicator("i", "9" if changed else "5")])),
        *([("n", "g", element(Kind.TASK, "Naujas uždavinys"))] if changed else []),
        ("t", "g", element(Kind.TASK, "Stebėti orą")),
        ("m", "t", element(Kind.MEASURE, "Stotelės „A“ <b>", detail=detail, funding=sums)),
    ]
    return found if changed else [*found, ("x", "t", element(Kind.MEASURE, "Išbraukiama priemonė"))]


def document(old, new, **fields):
    basis, edition = edition_of(number=6, title="Buvusi redakcija", digest="a" * 64), edition_of(**fields)
    with translation.override("lt"):
        return comparison_document(compare_trees(basis, edition, tree(old), tree(new)), [], language="lt")


def pdf_of(given):
    with translation.override("lt"):
        return render_comparison(given, key=KEY, expected_pages=5, report=lambda percent, message="": None)


@pytest.fixture(scope="module")
def finished():
    return pdf_of(document(rows(changed=False), rows(changed=True), sample=True))


@pytest.fixture(scope="module")
def pages(finished):
    return page_words(finished.content)


def test_the_cover_names_both_editions_and_the_sample(pages):
    for phrase in (
        "Lyginamasis variantas", "Redakcija Nr. 7, palyginta su redakcija Nr. 6", "Nr. 6, Buvusi redakcija",
        "Nr. 7, Plano projektas", "Sąlyginiai duomenys – ne tikras planas",
    ):  # fmt: skip
        assert phrase in pages[0]


def test_the_summary_counts_and_explains_the_marks(pages):
    text = " ".join(pages)
    for phrase in (
        "Skiriasi 6 elementai.", "Pagal lygį", "Plano lėšos: buvo ir dabar", "120 000 € 200 000 € +80 000 €",
        "Kaip žymimi pakeitimai", "įrašyti žodžiai – paryškinta ir pabraukta", "išbraukti žodžiai – perbraukta",
    ):  # fmt: skip
        assert phrase in text


def test_changes_follow_the_order_of_the_document(pages):
    text = " ".join(pages)
    phrases = ["Aplinkos analizė", "KLAIPĖDA 2035", "Tvarus vystymas", "Mažinti taršą", "Naujas uždavinys"]
    begin = text.index("Kaip žymimi pakeitimai")
    places = [text.index(phrase, begin) for phrase in phrases]
    assert places == sorted(places)


def test_deleted_and_inserted_words_are_said_as_well_as_drawn(pages):
    text = " ".join(pages)
    assert "ištrinta: atvira" in text
    assert "įterpta: veržli" in text
    assert "Stotelės „A“ <b>" in text
    assert NOTE in text


def test_numbers_of_measures_stand_on_landscape_pages_with_before_and_now(finished, pages):
    wide = [place for place, page in enumerate(read(finished.content).pages) if page.mediabox.width > 800]
    assert len(wide) == 1
    for phrase in ("Iki metų 2025 2030", "2022 · Savivaldybės biudžetas 120 000 € 200 000 € +80 000 €"):
        assert phrase in pages[wide[0]]


def test_the_outline_has_the_parts(finished):
    titles = [words(one.title) for one in read(finished.content).outline if not isinstance(one, list)]
    assert titles == [
        "Turinys", "Santrauka", "S1. Aplinkos analizė", "Vizija", "I prioritetas. Tvarus vystymas",
        "Elementai, kurių pasikeitė tik kodas", "Apie šį dokumentą",
    ]  # fmt: skip


def test_the_pdf_is_tagged_with_language_title_and_scopes(finished):
    with pikepdf.open(io.BytesIO(finished.content)) as pdf:
        assert str(pdf.Root.Lang) == "lt"
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
        assert words(str(pdf.docinfo.Title)).startswith("Lyginamasis variantas · Klaipėdos miesto savivaldybės")
        headers = [element for element in structure(pdf) if str(element.S) == "/TH"]
        assert {str(header.A.Scope) for header in headers} <= {"/Column", "/Row"}
        for table in (one for one in structure(pdf) if str(one.S) == "/Table"):
            cells = [one for one in below(table) if str(one.S) in ("/TH", "/TD")]
            assert sum(str(one.S) == "/TH" for one in cells) * 2 <= len(cells) + 1


def test_editions_that_hold_the_same_say_so():
    given = document(rows(changed=True), rows(changed=True))
    assert given.changes == ()
    assert "Abiejų redakcijų tekstas tas pats" in " ".join(page_words(pdf_of(given).content))


def test_an_empty_plan_is_compared_as_everything_removed():
    html = comparison_html(document(rows(changed=True), []))
    assert "Abiejų redakcijų" not in html
    assert "Naujas uždavinys" in html


def test_hostile_markup_reaches_no_renderer():
    hostile = '<p>A</p><script>x</script><img src="http://10.0.0.1/a" alt="a"><a href="javascript:x">b</a>'
    old, new = ([("v", None, element(Kind.VISION, "V", body=body))] for body in ("<p>B</p>", hostile))
    html = comparison_html(document(old, new))
    for forbidden in ("<script", "10.0.0.1", "javascript:"):
        assert forbidden not in html


def test_a_table_of_five_thousand_rows_becomes_a_document_in_time():
    lines = "".join(f"<tr><td>{row}</td><td>Reikšmė {row}</td></tr>" for row in range(5000))
    old = [("v", None, element(Kind.VISION, "V", body=f"<table><tbody>{lines}</tbody></table>"))]
    new = [
        ("v", None, element(Kind.VISION, "V", body=f"<table><tbody>{lines.replace('ė 7<', 'ė 8<')}</tbody></table>"))
    ]
    begun = time.process_time()
    assert "<ins>" in comparison_html(document(old, new))
    assert time.process_time() - begun < 15
