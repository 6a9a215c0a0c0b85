"""The surface with which documents are written, and what bad input becomes: the right text or nothing, never more."""

import datetime
import io
import re
import time

import pytest
from PIL import Image

from editions.documents.docx.writing import Facts, Fate, Page, Sides, Writer
from klaipeda_plan.core.bodies import clean_body
from klaipeda_plan.printing.pictures import Pictures
from tests.editions.word import W, body_of, find, footnotes, lines, part, read, settled, words_of

DATE = datetime.datetime(2026, 12, 1, 8, tzinfo=datetime.UTC)


def writer(**more):
    facts = Facts(title="Sprendimo projektas", author="Klaipėdos miesto savivaldybė", language="lt", date=DATE,
                  mark="Projektas")  # fmt: skip
    return Writer(facts, **more)


def body(html, **more):
    made = writer(**more)
    made.body(html)
    return made.finish()


def png(size=(300, 200)):
    out = io.BytesIO()
    Image.new("RGB", size, "#0e4552").save(out, "PNG")
    return out.getvalue()


def shown(content):
    """Pictures of a room with one picture."""

    def read_picture(match):
        if match[1] != "a":
            raise FileNotFoundError(match[0])
        return content, "image/png"

    return Pictures(re.compile(r"/paveikslai/([a-z])\.png"), read_picture)


def test_a_small_document_is_written_in_a_few_calls():
    made = writer()
    made.heading("Sprendimo projektas", 1)
    made.paragraph("Klaipėdos miesto savivaldybės taryba n u s p r e n d ž i a:")
    made.numbered(["Pritarti planui.", "Paskelbti sprendimą."])
    made.numbered(["Kitas sąrašas"], start=4)
    made.bullets(["Pirma"])
    made.lines("Eilutė\n\nKita eilutė", "Legend")
    made.table([["1", "Planas", "12"]], head=["Nr.", "Dokumentas", "Apimtis"], widths=[1, 6, 2], caption="Dokumentai",
               numbers={2})  # fmt: skip
    made.facts([("Data", "2026 m.")])
    content = made.finish()
    assert lines(body_of(content)) == [
        ("Heading1", "Sprendimo projektas"),
        ("BodyText", "Klaipėdos miesto savivaldybės taryba n u s p r e n d ž i a:"),
        ("ListNumber", "Pritarti planui."), ("ListNumber", "Paskelbti sprendimą."), ("ListNumber", "Kitas sąrašas"),
        ("ListBullet", "Pirma"), ("Legend", "Eilutė"), ("Legend", "Kita eilutė"), ("Caption", "Dokumentai"),
        ("TableHead", "Nr."), ("TableHead", "Dokumentas"), ("TableHeadNumber", "Apimtis"), ("TableText", "1"),
        ("TableText", "Planas"), ("TableNumber", "12"), ("FactText", "Data"), ("FactText", "2026 m."),
    ]  # fmt: skip
    assert find(part(content, "word/numbering.xml"), "w:num/w:lvlOverride/w:startOverride/@w:val") == ["1", "4"]


def test_pages_turn_only_where_they_are_others():
    made = writer()
    made.paragraph("Stati")
    made.turn(Page.PORTRAIT)
    made.turn(Page.LANDSCAPE)
    made.paragraph("Gulsčia")
    made.turn(Page.PORTRAIT)
    made.paragraph("Vėl stati")
    sections = read(made.finish()).sections
    assert [one.page_width > one.page_height for one in sections] == [False, True, False]


def test_two_sides_of_a_text_are_compared_by_words():
    made = writer()
    made.paragraph(Sides("atvira ir sumani", "veržli ir sumani"))
    made.paragraph(Sides("Seno nebėra.", None), fate=Fate.DELETED)
    made.body(Sides("<p>Sena</p>", "<p>Sena ir nauja</p>"))
    found = body_of(made.finish())
    assert words_of(settled(found, "accept")) == ["veržli ir sumani", "Sena ir nauja"]


def test_signs_that_xml_does_not_know_and_angle_brackets_are_no_danger():
    made = writer()
    made.heading("Pavadinimas „<b>&amp;“ \x0b\x00]]>", 1)
    made.body(clean_body("<p>A &lt;w:p&gt; \x0c &amp;amp; „Q“ </p>"))
    assert words_of(body_of(made.finish())) == ["Pavadinimas „<b>&amp;“ ]]>", "A <w:p> &amp; „Q“"]


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "vbscript:x", "#nėra"]
)
def test_a_link_to_what_is_no_page_becomes_plain_words(href):
    content = body(f'<p><a href="{href}">žodžiai</a></p>')
    assert words_of(body_of(content)) == ["žodžiai"]
    assert find(body_of(content), "//w:hyperlink") == []
    targets = [rel.target_ref for rel in read(content).part.rels.values() if rel.is_external]
    assert targets == []


def test_addresses_are_written_down_and_never_asked(monkeypatch):
    def refuse(*args, **more):
        raise AssertionError("asked the network")

    monkeypatch.setattr("socket.socket.connect", refuse)
    content = body('<p><a href="http://10.0.0.1/a">a</a> <a href="/dokumentai/">b</a></p>')
    targets = [rel.target_ref for rel in read(content).part.rels.values() if rel.is_external]
    assert targets == ["http://10.0.0.1/a", "http://127.0.0.1:8000/dokumentai/"]


def test_hostile_markup_is_passed_over():
    hostile = '<p>A</p><script>x()</script><iframe src="http://10.0.0.1/"></iframe><p onclick="y()">B</p>'
    assert words_of(body_of(body(clean_body(hostile)))) == ["A", "B"]


FIGURE = '<figure><img src="/paveikslai/{}.png" alt="Uostas iš viršaus"><figcaption>Uostas</figcaption></figure>'


def test_a_picture_has_its_words_and_fits_on_the_page():
    content = body(FIGURE.format("a"), pictures=shown(png((4000, 9000))))
    (picture,) = find(body_of(content), "//wp:inline")
    assert find(picture, "wp:docPr/@descr") == ["Uostas iš viršaus"]
    (width,), (height,) = (map(int, find(picture, f"wp:extent/@{side}")) for side in ("cx", "cy"))
    assert width < 16.6 * 360_000
    assert height < 18.5 * 360_000
    assert lines(body_of(content)) == [("Figure", "▣"), ("FigureCaption", "Uostas")]


@pytest.mark.parametrize(
    ("name", "content"), [("a", png()[:400]), ("a", b"<svg/>"), ("a", b""), ("b", png()), ("x/../a", png())]
)
def test_of_a_picture_that_is_broken_gone_or_foreign_the_words_stand(name, content):
    made = body(FIGURE.format(name), pictures=shown(content))
    assert words_of(body_of(made)) == ["[Paveikslas: Uostas iš viršaus]", "Uostas"]
    assert find(body_of(made), "//wp:inline") == []
    assert words_of(body_of(body(FIGURE.format("a")))) == ["[Paveikslas: Uostas iš viršaus]", "Uostas"]


def test_a_footnote_in_a_cell_and_a_table_in_a_cell_stay_in_it():
    table = "<table><tbody><tr><td>{}</td><td>{}</td></tr></tbody></table>"
    content = body(table.format('a<sup data-note="Pastaba &lt;1&gt;">*</sup>', table.format("b", "c")))
    assert footnotes(content) == ["Pastaba <1>"]
    inner = find(body_of(content), "//w:tbl//w:tbl")
    assert len(inner) == 1
    cells = find(body_of(content), "//w:tc")
    assert all(cell[-1].tag == f"{W}p" for cell in cells)


@pytest.mark.parametrize("spans", ['rowspan="3"', 'colspan="9"', 'rowspan="0" colspan="0"', 'rowspan="9999"'])
def test_cells_wider_or_higher_than_their_table_are_cut(spans):
    html = f"<table><tbody><tr><td {spans}>a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>"
    (table,) = find(body_of(body(html)), "//w:tbl")
    columns = len(find(table, "w:tblGrid/w:gridCol"))
    for row in find(table, "w:tr"):
        spanned = [int(one) for one in find(row, "w:tc/w:tcPr/w:gridSpan/@w:val")]
        assert len(find(row, "w:tc")) - len(spanned) + sum(spanned) == columns


def test_a_table_of_five_thousand_rows_is_written_in_time():
    rows = "".join(f"<tr><td>{row}</td><td>Reikšmė {row}</td></tr>" for row in range(5000))
    table = f"<table><tbody>{rows}</tbody></table>"
    made = writer()
    begun = time.process_time()
    made.body(Sides(table, table.replace("ė 7<", "ė 8<")))
    content = made.finish()
    assert time.process_time() - begun < 15
    assert len(find(body_of(content), "//w:tr")) == 5000
    assert len(find(body_of(content), "//w:p//w:ins")) == 1


def test_equal_calls_give_equal_bytes():
    assert body("<p>A</p>") == body("<p>A</p>")
    assert body("<p>A</p>") != body("<p>B</p>")
