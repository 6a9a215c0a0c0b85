"""The variant for archives, PDF/A-2a: what ISO 19005-2 asks of a file and can be read in it.

No validator of PDF/A is at hand; pdfua looks at a part of what PDF/UA asks."""

import io
from decimal import Decimal

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import translation
from lxml import etree
from pdfua import validate
from pikepdf import Name

from council.names import file_name
from editions.documents.render import render_plan
from editions.models import IssuedFile
from editions.services.files import make_document
from klaipeda_plan.jobs.models import Job
from klaipeda_plan.printing.render import render_pdf
from klaipeda_plan.printing.sections.pool import Pool
from klaipeda_plan.printing.sections.setting import Shelf
from plans.hierarchy import Kind
from tests.editions.papers import KEY, document_of, indicator, node, page_words
from tests.editions.support import freeze

NS = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/", "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/", "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "extension": "http://www.aiim.org/pdfa/ns/extension/", "schema": "http://www.aiim.org/pdfa/ns/schema#",
}  # fmt: skip


def silent(percent, message=""):
    pass


def small_plan():
    goal = node(
        Kind.GOAL, "1.1", "Mažinti taršą", "<p>Tekstas <strong>svarbus</strong>.</p>",
        indicators=(indicator("Tarša", Decimal(3), {"2025": Decimal(2), "2030": Decimal(1)}),),
    )  # fmt: skip
    return node(Kind.VISION, "V", "KLAIPĖDA 2035", children=[node(Kind.PRIORITY, "I", "Tvarus", children=[goal])])


def made(*, archive):
    with translation.override("lt"):
        return render_plan(document_of(small_plan()), key=KEY, expected_pages=8, report=silent, archive=archive).content


@pytest.fixture(scope="module")
def archived():
    return made(archive=True)


@pytest.fixture(scope="module")
def pdf(archived):
    with pikepdf.open(io.BytesIO(archived)) as opened:
        yield opened


@pytest.fixture(scope="module")
def told(pdf):
    return etree.fromstring(pdf.Root.Metadata.read_bytes())


def one(told, path):
    """The only property of this name, as an element or as an attribute."""
    prefix, name = path.split(":")
    found = [element.xpath("string(.)").strip() for element in told.iter(f"{{{NS[prefix]}}}{name}")]
    found += told.xpath(f"//@{path}", namespaces=NS)
    assert len(found) == 1
    return found[0]


def test_it_claims_both_standards_and_describes_the_one_that_the_other_does_not_know(told):
    assert (one(told, "pdfaid:part"), one(told, "pdfaid:conformance")) == ("2", "A")
    assert one(told, "pdfuaid:part") == "1"
    assert one(told, "schema:namespaceURI") == NS["pdfuaid"]
    assert len(list(told.iter(f"{{{NS['extension']}}}schemas"))) == 1


def test_the_two_places_that_tell_of_the_document_agree(pdf, told):
    info = {name: str(value) for name, value in pdf.docinfo.items()}
    assert info["/Title"] == one(told, "dc:title")
    assert info["/Author"] == one(told, "dc:creator")
    assert info["/Subject"] == one(told, "dc:description")
    assert info["/Keywords"] == one(told, "pdf:Keywords")
    assert info["/Producer"] == one(told, "pdf:Producer")
    assert info["/CreationDate"] == "D:20261122113000+02'00"
    assert one(told, "xmp:CreateDate") == "2026-11-22T11:30:00+02:00"
    assert set(info) == {"/Title", "/Author", "/Subject", "/Keywords", "/Producer", "/CreationDate"}


def test_its_colours_have_a_meaning(pdf):
    [intent] = pdf.Root.OutputIntents
    assert intent.S == Name.GTS_PDFA1
    assert int(intent.DestOutputProfile.N) == 3
    assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"


def test_every_typeface_is_inside_and_maps_to_letters(pdf):
    fonts = {font.objgen: font for page in pdf.pages for font in page.obj.Resources.Font.values()}
    assert len(fonts) >= 3
    for font in fonts.values():
        assert "/ToUnicode" in font
        assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
        assert font.DescendantFonts[0].CIDToGIDMap == Name.Identity


def test_widths_in_the_pdf_are_those_of_the_typeface(pdf):
    from fontTools.ttLib import TTFont

    for font in {font.objgen: font for font in pdf.pages[2].obj.Resources.Font.values()}.values():
        inside = TTFont(io.BytesIO(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()))
        order, rows = inside.getGlyphOrder(), list(font.DescendantFonts[0].W)
        for start, row in zip(rows[::2], rows[1::2], strict=True):
            for place, width in enumerate(row):
                ours = inside["hmtx"][order[int(start) + place]][0] * 1000 / inside["head"].unitsPerEm
                assert abs(ours - float(width)) <= 1


def test_a_checker_of_pdf_ua_finds_nothing(archived, tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(archived)
    assert validate(path).findings == ()


def test_nothing_in_it_runs_hides_fetches_or_smooths(pdf):
    assert not pdf.is_encrypted
    assert {"/Names", "/StructTreeRoot", "/MarkInfo", "/Lang"} <= set(pdf.Root.keys())
    assert {"/AcroForm", "/OpenAction", "/AA", "/OCProperties"} & set(pdf.Root.keys()) == set()
    assert "/EmbeddedFiles" not in pdf.Root.Names
    for found in pdf.objects:
        if isinstance(found, pikepdf.Dictionary) and found.get("/Type") == Name.Annot:
            assert int(found.F) == 4
            assert found.get("/A", {}).get("/S", Name.URI) == Name.URI
        if isinstance(found, pikepdf.Stream):
            assert not found.get("/Interpolate", False)
            assert "/LZWDecode" not in str(found.get("/Filter", ""))


def test_it_reads_like_the_other_and_comes_from_the_same_sections(archived, settings, tmp_path, monkeypatch):
    settings.PRINT_CACHE = tmp_path
    assert page_words(made(archive=False)) == page_words(archived)
    counts, run = [], Pool.run
    monkeypatch.setattr(Pool, "run", lambda self, tasks: (counts.append(len(tasks)), run(self, tasks)))
    assert made(archive=True) == archived
    assert counts == [0, 0]
    assert len(list(Shelf().sections.iterdir())) > 5


def test_a_document_in_one_piece_can_be_archived_too():
    content = render_pdf(
        '<html lang="lt"><title>Protokolas</title><h1>Protokolas</h1><p>Nutarta.</p>', key=KEY, language="lt",
        report=silent, archive=True,
    ).content  # fmt: skip
    with pikepdf.open(io.BytesIO(content)) as opened, opened.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert "/OutputIntents" in opened.Root


@pytest.fixture
def edition(db, plan, tree, people, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return freeze(plan, people.coordinator)


def test_both_variants_are_issued_side_by_side(edition):
    files = [make_document(edition, "plan", form, language="lt", by=None, report=silent) for form in ("pdf", "pdfa")]
    assert len({file.sha256 for file in files}) == 2
    assert [file.format_name for file in files] == ["PDF", "PDF/A"]
    assert {file.file for file in files} == {f"issued/{file.sha256}.pdf" for file in files}
    assert file_name(files[1]).endswith(".pdf")


def test_the_command_makes_it_and_refuses_an_archived_docx(edition, tmp_path):
    out = tmp_path / "planas.pdf"
    call_command("build_document", edition.number, "--format", "pdf", "--archive", "--output", out)
    assert IssuedFile.objects.get().format == "pdfa"
    with pikepdf.open(out) as opened:
        assert "/OutputIntents" in opened.Root
    with pytest.raises(CommandError, match="Only a PDF"):
        call_command("build_document", edition.number, "--format", "docx", "--archive", "--output", out)


def test_the_secretary_asks_for_it_with_a_button(edition, people, as_user):
    page = as_user(people.secretary).get(reverse("council:edition", args=[edition.number]))
    address = reverse("council:build_archive", args=[edition.number])
    assert f'formaction="{address}"' in page.content.decode()
    assert "Archyvui (PDF/A)" in page.content.decode()
    as_user(people.secretary).post(address)
    assert Job.objects.get().args["format"] == "pdfa"
