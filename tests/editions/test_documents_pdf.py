"""The PDF of a plan, read back: words, sums, contents, outline, tags, typefaces, page numbers."""

import io
from decimal import Decimal

import pikepdf
import pytest
from pikepdf import Name

from plans.hierarchy import Kind
from tests.editions.papers import DIGEST, detail, indicator, money, node, page_words, pdf_of, read, words

MEASURES = 14
NOTE = "Oficialiosios statistikos portalas, 2020 m."
SAMPLE_MARK = "Sąlyginiai duomenys – ne tikras planas"


def measure(number):
    return node(
        Kind.MEASURE, f"1.1.1.{number}", f"Stotelių įrengimas ({number})", "<p>Įrengiamos oro kokybės stotelės.</p>",
        detail=detail(partners="aukštoji mokykla"), funding=money((2022, "SB", 12_000_000), (2023, "ES", 8_000_050)),
        indicators=(indicator("Įrengtos stotelės", Decimal(0), {"2025": Decimal(12)}),),
    )  # fmt: skip


def plan():
    body = f'<p>Aplinka gerėja<sup data-note="{NOTE}">*</sup> kasmet.</p><h3>Padėtis</h3><ul><li>Oras</li></ul>'
    problem = node(Kind.PROBLEM, "S1-PR1", "Triukšmas prie uosto", "<p>Jo per daug.</p>")
    section = node(
        Kind.SECTION, "S1", "Aplinkos analizė", body,
        children=[
            node(Kind.AREA_VISION, "S1-VI1", "Švarus pajūrio miestas"),
            *(node(kind, f"S1-{kind}", f"Įrašas: {kind}") for kind in
              (Kind.STRENGTH, Kind.WEAKNESS, Kind.OPPORTUNITY, Kind.THREAT)),
            problem,
        ],
    )  # fmt: skip
    task = node(
        Kind.TASK, "1.1.1", "Plėsti oro stebėseną", "<p>Uždavinio tekstas.</p>",
        children=[measure(number) for number in range(1, MEASURES + 1)],
        indicators=(indicator("Stebimų vietų dalis", Decimal("38.6"), {"2030": Decimal("49.5")}, decimals=1),),
    )  # fmt: skip
    goal = node(
        Kind.GOAL, "1.1", "Mažinti oro taršą", "<p>Tikslo tekstas.</p>", children=[task],
        links=({"kind": "addresses", "target": problem.uid, "reason": ""},),
        indicators=(indicator("Kietųjų dalelių koncentracija", Decimal("31.5"), {"2030": Decimal(25)}, decimals=1),),
    )  # fmt: skip
    priority = node(Kind.PRIORITY, "I", "Tvarus vystymas", "<p>Prioriteto tekstas.</p>", children=[goal])
    horizontal = node(Kind.PRIORITY, "H", "Tarptautiškas jūrinis miestas", is_horizontal=True)
    aspect = node(Kind.ASPECT, "A1", "Veržli", "<p>Drąsus miestas.</p>")
    vision = node(
        Kind.VISION, "V", "KLAIPĖDA 2035 – veržli, sumani, įtrauki", children=[aspect, priority, horizontal]
    )  # fmt: skip
    return section, vision


@pytest.fixture(scope="module")
def reports():
    return []


@pytest.fixture(scope="module")
def finished(reports):
    return pdf_of(*plan(), reports=reports, sample=True, note="Pastaba tarybai.")


@pytest.fixture(scope="module")
def pages(finished):
    return page_words(finished.content)


@pytest.fixture(scope="module")
def pdf(finished):
    with pikepdf.open(io.BytesIO(finished.content)) as opened:
        yield opened


def structure(pdf):
    return below(pdf.Root.StructTreeRoot)


def below(element):
    waiting = list(element.K)
    while waiting:
        element = waiting.pop()
        yield element
        kids = element.get("/K")
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        waiting += [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def test_cover_names_council_plan_edition_date_and_state(pages):
    for words_of_cover in (
        "Klaipėdos miesto savivaldybės taryba", "strateginis plėtros planas 2021–2030 m.", "Plano projektas",
        "Projektas", "Nr. 7", "2026 m. lapkričio 22 d.", DIGEST[:12], SAMPLE_MARK, "Pastaba tarybai.",
    ):  # fmt: skip
        assert words_of_cover in pages[0]


def test_every_level_and_its_numbers_stand_in_the_text(pages):
    text = " ".join(pages)
    for phrase in (
        "Švarus pajūrio miestas", "Stiprybės", "Silpnybės", "Galimybės", "Grėsmės", "S1-PR1 Triukšmas prie uosto",
        "KLAIPĖDA 2035 – veržli, sumani, įtrauki", "Veržli", "I prioritetas. Tvarus vystymas",
        "Horizontalusis prioritetas. Tarptautiškas jūrinis miestas", "1.1 tikslas. Mažinti oro taršą",
        "Sprendžiama problema: S1-PR1 Triukšmas prie uosto", "1.1.1 uždavinys. Plėsti oro stebėseną",
        "31,5 (2020) 25,0", "38,6 (2020) 49,5", "Stotelių įrengimas (14)", "aukštoji mokykla", "2022–2025",
        "200 000,50 €", "SB 120 000 €", "ES 80 000,50 €", "12 (2025)", "Tikslo lėšos: 2 800 007 €",
        "Savivaldybės biudžetas (SB)", "Iš viso",
    ):  # fmt: skip
        assert phrase in text


def test_measures_stand_on_landscape_pages_that_repeat_their_head(finished, pages):
    wide = [place for place, page in enumerate(read(finished.content).pages) if page.mediabox.width > 800]
    assert len(wide) == 2
    for place in wide:
        assert "Kodas Priemonė Atsakingas vykdytojas" in pages[place]
    assert read(finished.content).pages[wide[-1] + 1].mediabox.width < 600


def test_each_page_but_the_cover_tells_its_number_edition_and_mark(pages):
    for number, text in enumerate(pages[1:], start=2):
        assert f"{number} / {len(pages)}" in text
        assert f"Redakcija Nr. 7 · 2026-11-22 · {DIGEST[:12]}" in text
        assert SAMPLE_MARK in text
    assert "1 / " not in pages[0]


def test_contents_lead_to_the_pages_that_they_name(finished, pages):
    reader = read(finished.content)
    places = {name: reader.get_destination_page_number(one) for name, one in reader.named_destinations.items()}
    links = [annotation.get_object() for annotation in reader.pages[1]["/Annots"]]
    contents = pages[1]
    assert len(links) >= 8
    for link in links:
        title, place = words(link["/Contents"]), places[link["/Dest"]]
        assert title in pages[place]
        assert contents.split(f"{title} ", 1)[1].lstrip(". ").startswith(f"{place + 1} ")


def test_outline_follows_the_hierarchy(finished):
    def titles(outline):
        return [titles(one) if isinstance(one, list) else words(one.title) for one in outline]

    assert titles(read(finished.content).outline) == [
        "Turinys", "S1. Aplinkos analizė", "Vizija", ["Veržli"], "I prioritetas. Tvarus vystymas",
        ["1.1 tikslas. Mažinti oro taršą", ["1.1.1 uždavinys. Plėsti oro stebėseną", "1.1 tikslo priemonės"]],
        "Horizontalusis prioritetas. Tarptautiškas jūrinis miestas", "Priedas. Plano lėšos",
        ["Pagal metus ir finansavimo šaltinius", "Pagal prioritetus, tikslus ir finansavimo šaltinius"],
        "Apie šį dokumentą", ["Ar šis failas tikras?"],
    ]  # fmt: skip


def test_the_pdf_is_tagged_with_language_title_and_labels(pdf, finished, pages):
    assert str(pdf.Root.Lang) == "lt"
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert words(str(pdf.docinfo.Title)).endswith("plėtros planas 2021–2030 m. · Redakcija Nr. 7")
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
    kinds = {str(element.S) for element in structure(pdf)}
    assert {"/Document", "/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/L", "/LI", "/Link", "/Caption"} <= kinds
    assert read(finished.content).page_labels == [str(number + 1) for number in range(len(pages))]
    assert finished.pages == len(pages)


def test_every_header_cell_has_its_scope_and_every_link_prints(pdf):
    headers = [element for element in structure(pdf) if element.S == Name.TH]
    assert len(headers) > 20
    assert {str(header.A.Scope) for header in headers} == {"/Column", "/Row"}
    annotations = [one for page in pdf.pages for one in page.obj.get("/Annots", [])]
    assert {int(one["/F"]) for one in annotations} == {4}
    assert all(not str(one["/Contents"]).startswith("e-") for one in annotations)


def test_no_piece_of_a_table_has_more_headings_than_data(pdf):
    tables = [element for element in structure(pdf) if str(element.S) == "/Table"]
    assert len(tables) >= 7
    for table in tables:
        cells = [element for element in below(table) if element.S in (Name.TH, Name.TD)]
        headings = {bytes(cell.ID) for cell in cells if cell.S == Name.TH}
        assert len(headings) * 2 <= len(cells)
        named = {bytes(one) for cell in cells if cell.S == Name.TD for one in cell.A.get("/Headers", [])}
        assert named <= headings


def test_running_heads_are_artifacts_outside_the_structure(pdf):
    for page in list(pdf.pages)[1:]:
        streams = list(page.obj.Contents)
        assert b"".join(one.read_bytes() for one in streams).count(b"/Artifact <</Type /Pagination>> BDC") == 2


def test_only_the_portals_typeface_is_used_and_it_is_embedded(pdf):
    fonts = [font for page in pdf.pages for font in page.obj.Resources.Font.values()]
    descriptors = [font.DescendantFonts[0].FontDescriptor for font in fonts]
    assert {str(one.FontName).split("+")[1].split("-")[0] for one in descriptors} == {"SourceSans3"}
    assert all("/FontFile2" in one or "/FontFile3" in one for one in descriptors)


def test_footnote_stands_at_the_foot_of_its_page(pages):
    page = next(text for text in pages if "Aplinka gerėja" in text and "kasmet." in text)
    assert page.index("kasmet.") < page.index(NOTE)
    assert page.index("Jo per daug.") < page.index(NOTE)


def test_progress_grows_and_speaks_lithuanian(finished, reports):
    percents = [percent for percent, _message in reports]
    assert percents == sorted(percents)
    assert percents[-1] >= 90
    assert "Skyriai jungiami į vieną dokumentą" in [message for _percent, message in reports]


def test_equal_documents_have_equal_bytes(finished):
    assert pdf_of(*plan(), sample=True, note="Pastaba tarybai.").content == finished.content
