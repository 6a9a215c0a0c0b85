"""The DOCX of a plan, read back: styles, headings, contents, footnotes, lists, tables, sections, links, pictures."""

import datetime
import io

import pytest
from PIL import Image

from editions.documents.docx.xml import NAMED
from editions.models import EventKind
from tests.editions.docx_plan import NOTE, PROBLEM, plan_of, rows
from tests.editions.papers import DIGEST, KEY, event, words
from tests.editions.word import W, body_of, find, footnotes, lines, part, plain, read, text_of

TITLE = "Klaipėdos miesto savivaldybės strateginis plėtros planas 2021–2030 m."


@pytest.fixture(scope="module")
def content():
    return plan_of(rows(), sample=True, note="Pastaba tarybai.")


@pytest.fixture
def body(content):
    return body_of(content)


def styled(body, prefix):
    return [(style, said) for style, said in lines(body) if style.startswith(prefix)]


def paragraph_of(body, said):
    return next(one for one in body.iter(f"{W}p") if plain(text_of(one)).startswith(said))


def test_the_title_page_names_council_plan_edition_state_and_where_to_check(body):
    cover = [said for _style, said in lines(body)][: [s for s, _ in lines(body)].index("TOCHeading")]
    assert cover == [
        "Klaipėdos miesto savivaldybės taryba", "Projektas", TITLE, "Plano projektas",
        "Sąlyginiai duomenys – ne tikras planas", "Redakcija", "Nr. 7, plano projektas", "Dokumento data",
        "2026 m. lapkričio 22 d.", "Kontrolinis kodas", DIGEST[:12], "Pastaba tarybai.",
        f"Ar šis dokumentas tikras ir ar tebėra naujausias? Pasižiūrėkite: {verify_address()}", "▣", "Klaipėda, 2026",
    ]  # fmt: skip


def verify_address():
    return f"http://127.0.0.1:8000/patikra/?q={DIGEST[:12]}"


def test_the_code_on_the_title_page_says_its_address(content, body):
    (picture, *_charts) = find(body, "//wp:docPr")
    assert picture.get("descr") == f"Adreso {verify_address()} QR kodas"
    (image, *_others) = (one for one in read(content).part.package.image_parts if one.partname.endswith(".png"))
    assert min(Image.open(io.BytesIO(image.blob)).size) > 200


def test_a_decided_plan_is_no_draft():
    decided = event(EventKind.DECIDED, decision_number="T2-5", register_code="2026-1")
    content = plan_of(rows(), events=[decided, event(EventKind.IN_FORCE)])
    said = [words_ for _style, words_ in lines(body_of(content))]
    assert said[1] == "Patvirtinta"
    assert any("2026 m. gruodžio 17 d. sprendimas Nr. T2-5" in one and "2026-1" in one for one in said[:6])
    assert heads(content) == {"", TITLE}


def test_headings_follow_the_hierarchy_in_real_styles(body):
    assert styled(body, "Heading") == [
        ("Heading1", "S1. Aplinkos analizė"), ("Heading2", "S1.1. Oras"), ("Heading1", "Vizija"),
        ("Heading2", "Veržli"), ("Heading1", "I prioritetas. Tvarus vystymas"),
        ("Heading2", "1.1 tikslas. Mažinti taršą"),
        ("Heading3", "1.1.1 uždavinys. Stebėti orą"), ("Heading3", "1.1 tikslo priemonės"),
        ("Heading1", "Priedas. Plano lėšos"), ("Heading2", "Pagal metus ir finansavimo šaltinius"),
        ("Heading2", "Pagal prioritetus, tikslus ir finansavimo šaltinius"), ("Heading1", "Apie šį dokumentą"),
        ("Heading2", "Ar šis failas tikras?"),
    ]  # fmt: skip
    assert styled(body, "Inner") == [("InnerHeading2", "Padėtis")]


def test_every_style_that_is_used_is_there_and_says_its_level(content, body):
    document = read(content)
    known = {style.style_id for style in document.styles}
    used = {*find(body, "//w:pStyle/@w:val"), *find(body, "//w:rStyle/@w:val"), *find(body, "//w:tblStyle/@w:val")}
    assert used <= known
    assert {"Quote", "Caption", "FigureCaption", "ListBullet", "ListNumber", "PlanTable"} <= used
    levels = {name: find(document.styles[name].element, "w:pPr/w:outlineLvl/@w:val") for name in
              ("Heading 1", "Heading 3", "Inner Heading 2", "Body Text")}  # fmt: skip
    assert levels == {"Heading 1": ["0"], "Heading 3": ["2"], "Inner Heading 2": ["1"], "Body Text": []}


def test_contents_are_a_field_that_is_filled_already_and_will_be_computed(content, body):
    (block,) = find(body, "//w:sdt[w:sdtPr/w:docPartObj/w:docPartGallery/@w:val='Table of Contents']")
    assert [code.strip() for code in find(block, ".//w:instrText/text()")] == [r'TOC \o "1-3" \h \z']
    assert find(block, ".//w:fldChar/@w:fldCharType") == ["begin", "separate", "end"]
    assert [plain(text_of(one)) for one in block.iter(f"{W}p")] == [
        "Turinys", "S1. Aplinkos analizė", "S1.1. Oras", "Vizija", "I prioritetas. Tvarus vystymas",
        "1.1 tikslas. Mažinti taršą", "1.1.1 uždavinys. Stebėti orą", "Priedas. Plano lėšos", "Apie šį dokumentą",
    ]  # fmt: skip
    assert find(part(content, "word/settings.xml"), "w:updateFields/@w:val") == ["true"]


def test_every_inner_link_leads_to_a_place_of_the_document(body):
    places = find(body, "//w:bookmarkStart/@w:name")
    links = find(body, "//w:hyperlink/@w:anchor")
    assert len(places) == len(set(places))
    assert set(links) <= set(places)
    assert all(name.replace("_", "a").isalnum() and len(name) <= 40 for name in places)
    assert links.count(f"e_{PROBLEM[:12]}") == 2  # the goal's relation, and the link in the text


def test_links_outside_are_relationships(content, body):
    link = find(body, "//w:hyperlink[.//w:t='duomenis']")[0]
    assert read(content).part.rels[link.get(NAMED("r:id"))].target_ref == "https://example.org/oras?a=1&b=2"


def test_footnotes_stand_in_a_part_of_their_own(content, body):
    assert footnotes(content) == [NOTE]
    (reference,) = find(body, "//w:footnoteReference")
    notes = part(content, "word/footnotes.xml")
    assert find(notes, "w:footnote/@w:id") == ["-1", "0", reference.get(f"{W}id")]
    assert find(notes, "w:footnote/@w:type") == ["separator", "continuationSeparator"]
    assert plain(text_of(paragraph_of(body, "Aplinka"))) == "Aplinka gerėja* kasmet, žr. duomenis ir problemą."


def test_lists_are_numbered_by_the_program(content, body):
    items = {said: find(paragraph_of(body, said), "w:pPr/w:numPr/*/@w:val") for said in ("Oras", "rytais", "vakarais")}
    (level, bullets), (inner, numbers), same = items["Oras"], items["rytais"], items["vakarais"]
    assert (level, inner, [inner, numbers]) == ("0", "1", same)
    numbering = part(content, "word/numbering.xml")
    start = find(numbering, f"w:num[@w:numId='{numbers}']/w:lvlOverride[@w:ilvl='1']/w:startOverride/@w:val")
    assert start == ["3"]
    assert find(numbering, f"w:num[@w:numId='{bullets}']/w:abstractNumId/@w:val") == ["0"]
    assert find(numbering, "w:abstractNum[@w:abstractNumId='0']/w:lvl[1]/w:numFmt/@w:val") == ["bullet"]


def test_heads_of_tables_repeat_and_no_row_splits(body):
    tables = find(body, "//w:tbl[w:tblPr/w:tblStyle/@w:val='PlanTable']")
    assert len(tables) == 6  # of the text, two of indicators, measures, two of money
    for table in tables:
        heads = find(table, "w:tr[w:trPr/w:tblHeader]")
        assert heads == [table.find(f"{W}tr")]
        assert len(find(table, "w:tr/w:trPr/w:cantSplit")) == len(find(table, "w:tr"))
        assert all(sum(map(int, find(row, "w:tc/w:tcPr/w:tcW/@w:w"))) == int(find(table, "w:tblPr/w:tblW/@w:w")[0])
                   for row in find(table, "w:tr"))  # fmt: skip
        assert table.getnext().tag == f"{W}p"


def test_a_cell_over_two_rows_stays_one_cell(body):
    table = find(body, "//w:tbl[.//w:t='Dienos']")[0]
    assert find(table, ".//w:vMerge/@w:val") == ["restart", "continue"]


def test_measures_stand_on_landscape_pages(body):
    sections = find(body, "//w:sectPr")
    shapes = [(size.get(f"{W}orient"), int(size.get(f"{W}w")) > int(size.get(f"{W}h")))
              for size in find(body, "//w:sectPr/w:pgSz")]  # fmt: skip
    assert shapes == [(None, False), (None, False), ("landscape", True), (None, False)]
    (table,) = find(body, "//w:tbl[.//w:t='Lėšos iš viso']")
    following = [one for one in sections if body.index(top(one, body)) > body.index(table)]
    assert find(following[0], "w:pgSz/@w:orient") == ["landscape"]


def top(element, body):
    while element.getparent() is not body:
        element = element.getparent()
    return element


def heads(content):
    """The words in the heads of pages, by line."""
    document = read(content)
    parts = [one for one in document.part.package.iter_parts() if "/word/header" in str(one.partname)]
    return {plain(text_of(one)) for head in parts for one in head.element.iter(f"{W}p")}


def test_every_page_carries_the_mark_and_its_number(content, body):
    document = read(content)
    for section in document.sections:
        assert plain(section.header.paragraphs[0].text) == "Sąlyginiai duomenys – ne tikras planas"
    for section in list(document.sections)[1:]:
        codes = find(section.footer._element, ".//w:instrText/text()")
        assert [code.strip() for code in codes] == ["PAGE", "NUMPAGES", "STYLEREF 1"]
        assert f"Redakcija Nr. 7 · 2026-11-22 · {DIGEST[:12]}" in plain(section.footer.paragraphs[0].text)
    assert find(body, "//w:sectPr[not(w:headerReference)]") == []
    assert heads(plan_of(rows())) == {"Projektas", TITLE}


def test_charts_are_pictures_with_their_numbers_in_words(body):
    (chart, *_others) = find(body, "//w:drawing[preceding::w:t='1.1 tikslas.']//wp:docPr")
    assert words(chart.get("descr")) == "Stotelės, vnt. Pradinė reikšmė 2020 – 1; siekiniai 2030 – 9."
    assert all(one.get("descr") for one in find(body, "//wp:docPr"))
    ids = [one.get("id") for one in find(body, "//wp:docPr")]
    assert len(ids) == len(set(ids)) == 3


def test_the_file_says_its_language_and_no_persons_name(content):
    told = read(content).core_properties
    assert plain(told.title) == f"{TITLE} · Redakcija Nr. 7"
    assert told.author == told.last_modified_by == "Klaipėdos miesto savivaldybė"
    assert (told.language, told.identifier, told.keywords, told.comments) == ("lt-LT", KEY, DIGEST, "")
    assert told.created == told.modified == datetime.datetime(2026, 11, 22, 9, 30, tzinfo=datetime.UTC)
    assert find(part(content, "word/styles.xml"), "w:docDefaults//w:lang/@w:val") == ["lt-LT"]
    english = plan_of(rows(), language="en")
    assert find(part(english, "word/styles.xml"), "w:docDefaults//w:lang/@w:val") == ["en-GB"]
    assert ("Heading1", "Vision") in lines(body_of(english))


def test_nothing_in_a_plan_is_a_change(content, body):
    assert find(body, "//w:ins | //w:del | //w:pPrChange | //w:rPrChange") == []
    assert part(content, "word/comments.xml") is None


def test_equal_editions_give_equal_bytes(content):
    assert plan_of(rows(), sample=True, note="Pastaba tarybai.") == content
    assert plan_of(rows(), sample=True, note="Kita pastaba.") != content
