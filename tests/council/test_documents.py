"""The small documents of a sitting, read back from the PDF and the DOCX."""

import datetime
import io
import zipfile

import pikepdf
import pytest
from django.utils import translation
from docx import Document

from council.documents.model import Decided
from council.documents.word import small_docx
from tests.council.papers import ABOUT, agenda, decided, decision, note, pdf_of, proposals
from tests.editions.papers import read, words

EVERY = (decision, decided, note, proposals, agenda)


def text_of(document):
    return words(" ".join(page.extract_text() for page in read(pdf_of(document).content).pages))


def docx_of(document, key="0" * 64):
    with translation.override("lt"):
        return small_docx(document, key=key, language="lt").content


def words_of_docx(document):
    opened = Document(io.BytesIO(docx_of(document)))
    cells = [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
    head = [one.text for one in opened.sections[0].header.paragraphs]
    return words(" ".join([*head, *(one.text for one in opened.paragraphs), *cells]))


@pytest.mark.parametrize("make", EVERY)
def test_a_pdf_is_tagged_and_says_its_title_and_language(make):
    document = make()
    with pikepdf.open(io.BytesIO(pdf_of(document).content)) as pdf:
        assert str(pdf.Root.Lang) == "lt"
        with translation.override("lt"):
            assert str(pdf.docinfo.Title) == document.title
        assert "/StructTreeRoot" in pdf.Root
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


@pytest.mark.parametrize("make", EVERY)
def test_equal_documents_give_equal_bytes(make):
    assert pdf_of(make()).content == pdf_of(make()).content
    assert docx_of(make()) == docx_of(make())


def test_a_draft_has_room_for_date_and_number():
    text = text_of(decision())
    assert "Projektas" in text
    assert "KLAIPĖDOS MIESTO SAVIVALDYBĖS TARYBA" in text
    assert "SPRENDIMAS" in text
    assert ABOUT.upper() in text
    assert "2026 m. d. Nr. T2-" in text
    assert "Patvirtinti planą (pridedama)." in text
    assert "Skelbti šį sprendimą Teisės aktų registre." in text
    assert text.index("Klaipėda ") < text.index("nusprendžia") < text.index("Savivaldybės meras")
    assert text.index("Savivaldybės meras") < text.index("PATVIRTINTA")


def test_what_was_decided_carries_its_date_and_number_and_is_no_draft():
    text = text_of(decided())
    assert "2026 m. gruodžio 17 d. Nr. T2-24" in text
    assert "Klaipėdos miesto savivaldybės tarybos 2026 m. gruodžio 17 d. sprendimu Nr. T2-24" in text
    assert "redakcija)" not in text
    assert "Projektas" not in text


def test_an_amendment_names_the_first_decision_and_the_one_that_words_it_anew():
    first = Decided("T2-158", datetime.date(2021, 7, 29))
    head = "Klaipėdos miesto savivaldybės tarybos 2021 m. liepos 29 d. sprendimu Nr. T2-158"
    text = text_of(decided(amends=first))
    assert head in text
    assert "(2026 m. gruodžio 17 d. sprendimo Nr. T2-24 redakcija)" in text
    assert text.index("PATVIRTINTA") < text.index(head) < text.index("redakcija)")
    draft = text_of(decision(amends=first))
    assert head in draft
    assert "(2026 m. d. sprendimo Nr. T2- redakcija)" in draft


def test_a_decision_without_an_annex_has_no_second_page():
    assert pdf_of(decision(annex=None)).pages == 1
    assert pdf_of(decision()).pages == 2


def test_a_note_stands_under_the_name_of_the_decision():
    text = text_of(note())
    assert text.index(ABOUT.upper()) < text.index("AIŠKINAMASIS RAŠTAS") < text.index("1. Sprendimo projekto tikslas")
    assert "Planavimo skyriaus vedėjas" in text


def test_the_table_of_proposals_has_the_six_columns_and_says_when_it_is_empty():
    empty, full = text_of(proposals()), text_of(proposals(3))
    columns = (
        "Eil. Nr.", "Pasiūlymo teikėjas, data", "Siūloma keisti", "Pasiūlymo turinys", "Komiteto nuomonė",
        "Argumentai, pagrindžiantys nuomonę",
    )  # fmt: skip
    assert all(column in empty for column in columns)
    assert "Pasiūlymų negauta." in empty
    assert "Pasiūlymų negauta." not in full
    assert full.count("Papildyti tekstą.") == 3


def test_the_head_of_a_long_table_repeats_on_each_page():
    pages = [words(page.extract_text()) for page in read(pdf_of(proposals(40)).content).pages]
    assert len(pages) > 1
    assert all("Komiteto nuomonė" in page for page in pages)


def test_the_agenda_numbers_its_items_and_names_their_papers():
    text = text_of(agenda())
    assert "Darbotvarkė. Tarybos posėdis" in text
    assert "2026 m. gruodžio 17 d., 09:00" in text
    assert "Danės g. 17" in text
    assert text.index("1.") < text.index("2.")
    assert text.count(ABOUT) == 2
    assert text.count("Redakcija Nr. 2") == 2
    assert "klausimų dar nėra" in text_of(agenda(0))


@pytest.mark.parametrize("make", EVERY)
def test_sample_data_say_so(make):
    assert "Sąlyginiai duomenys" in text_of(make(is_sample=True))
    assert "Sąlyginiai duomenys" not in text_of(make())


def test_hostile_text_is_text():
    text = text_of(
        decision(about='Dėl <script>alert("x")</script> & „A“', body='<p onclick="x">A<script>b</script></p>')
    )
    assert "<SCRIPT>" in text.upper()
    body = '<p>A<img src="file:///etc/passwd" alt="slaptas"> <a href="javascript:x">B</a></p>'
    assert "root:" not in text_of(note(body=body))


def test_the_docx_holds_the_same_words():
    text = words_of_docx(decision())
    for said in ("Projektas", ABOUT.upper(), "Patvirtinti planą (pridedama).", "Savivaldybės meras", "PATVIRTINTA"):
        assert said in text
    assert "Komiteto nuomonė" in words_of_docx(proposals(1))
    assert "1. Sprendimo projekto tikslas" in words_of_docx(note())
    assert "2026 m. gruodžio 17 d., 09:00" in words_of_docx(agenda())


def test_the_docx_names_an_office_as_its_author():
    with zipfile.ZipFile(io.BytesIO(docx_of(note()))) as file:
        core = file.read("docProps/core.xml").decode()
    assert "Klaipėdos miesto savivaldybės taryba" in core
    assert f"Aiškinamasis raštas. {ABOUT}" in core
