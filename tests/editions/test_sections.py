"""A plan laid out in sections: the same document as in one piece, and only what changed is laid out again."""

import io
import multiprocessing
import os
import time
from decimal import Decimal

import pikepdf
import pytest
from django.utils import translation
from pdfua import validate
from pikepdf import Name

from editions.documents.render import plan_html, render_plan
from editions.documents.sections import plan_book
from klaipeda_plan.printing.render import render_pdf
from klaipeda_plan.printing.sections import keeping
from klaipeda_plan.printing.sections.keeping import Shelf
from klaipeda_plan.printing.sections.pool import Pool
from plans.hierarchy import Kind
from tests.editions.papers import (
    KEY,
    detail,
    document_of,
    indicator,
    money,
    node,
    page_words,
    read,
    words,
)

NOTE = '<sup data-note="Pastaba apie {}.">*</sup>'


def measure(code, title):
    return node(
        Kind.MEASURE, code, title, f"<p>Priemonė {code}.</p>", detail=detail(), funding=money((2022, "SB", 1_000_000)),
        indicators=(indicator("Vietos", Decimal(0), {"2025": Decimal(12)}),),
    )  # fmt: skip


def goal(number, *, changed="", measures=2, links=()):
    task = node(
        Kind.TASK, f"1.{number}.1", f"Uždavinys {number}", f"<p>Tekstas{NOTE.format(number)}.</p>",
        children=[measure(f"1.{number}.1.{one}", f"Priemonė {number}-{one} {changed}") for one in range(measures)],
    )  # fmt: skip
    return node(
        Kind.GOAL, f"1.{number}", f"Tikslas {number}", "<p>Miestas gražėja.</p>" * 4, children=[task], links=links
    )  # fmt: skip


def plan(changed=""):
    """A section, a vision, a priority whose third goal has no measures and shares its pages with the fourth."""
    section = node(Kind.SECTION, "S1", "Analizė", f"<p>Miestas prie jūros{NOTE.format('jūrą')}.</p>" * 2)
    link = ({"kind": "addresses", "target": section.uid, "reason": ""},)
    goals = [goal(1), goal(2, changed=changed, links=link), goal(3, measures=0), goal(4)]
    priority = node(Kind.PRIORITY, "I", "Tvarus vystymas", "<p>Prioriteto tekstas.</p>", children=goals)
    return section, node(Kind.VISION, "V", "KLAIPĖDA 2035", children=[priority])


def silent(percent, message=""):
    pass


def made(document, *, report=silent, **more):
    with translation.override("lt"):
        return render_plan(document, key=KEY, expected_pages=8, report=report, **more)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("print")


@pytest.fixture(autouse=True)
def shelf(settings, folder):
    settings.PRINT_CACHE = folder
    return Shelf()


@pytest.fixture
def fresh(settings, tmp_path):
    settings.PRINT_CACHE = tmp_path / "print"
    return Shelf()


@pytest.fixture(scope="module")
def single():
    document = document_of(*plan())
    with translation.override("lt"):
        return render_pdf(
            plan_html(document), key=KEY, language="lt", report=silent, titles=document.titles
        ).content  # fmt: skip


@pytest.fixture
def bound():
    return made(document_of(*plan())).content


@pytest.fixture
def laid(monkeypatch):
    """How many sections each document has laid out."""
    counts = []
    run = Pool.run

    def counted(self, tasks):
        tasks = list(tasks)
        counts.append(len(tasks))
        run(self, tasks)

    monkeypatch.setattr(Pool, "run", counted)
    return counts


def test_every_page_reads_as_in_one_piece(single, bound):
    assert page_words(bound) == page_words(single)


def test_pages_have_the_same_sizes_and_labels(single, bound):
    assert [page.mediabox for page in read(bound).pages] == [page.mediabox for page in read(single).pages]
    assert read(bound).page_labels == read(single).page_labels


def test_the_outline_leads_where_it_leads_in_one_piece(single, bound):
    def places(reader, outline):
        found = []
        for one in outline:
            leads = not isinstance(one, list) and (words(one.title), reader.get_destination_page_number(one))
            found.append(leads or places(reader, one))
        return found

    one, other = read(single), read(bound)
    assert places(other, other.outline) == places(one, one.outline)


def test_links_lead_to_the_same_places_over_the_borders_of_sections(single, bound):
    def targets(content):
        reader = read(content)
        places = {name: reader.get_destination_page_number(one) for name, one in reader.named_destinations.items()}
        links = [one.get_object() for page in reader.pages for one in page.get("/Annots", [])]
        return [(words(link["/Contents"]), places[link["/Dest"]]) for link in links if "/Dest" in link]

    assert targets(bound) == targets(single)
    assert ("S1. Analizė", 2) in targets(bound)


def test_footnotes_are_numbered_through(bound):
    text = " ".join(page_words(bound))
    assert [text.count(f" {number}. Pastaba apie") for number in range(1, 7)] == [1] * 6


def elements(content):
    """Kinds of the structure in the order in which it is read, each with the page it stands on."""
    found = []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}

        def walk(element):
            found.append((str(element.S), pages[element.Pg.objgen] if "/Pg" in element else None))
            kids = element.get("/K")
            for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
                if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                    walk(kid)

        walk(pdf.Root.StructTreeRoot.K[0])
    return found


def test_there_is_one_structure_that_reads_as_in_one_piece(single, bound):
    """But for the frames of sections, which end where a section ends."""

    def without_frames(content):
        return [one for one in elements(content) if one[0] != "/Sect"]

    assert without_frames(bound) == without_frames(single)


def test_all_content_belongs_to_the_structure_of_its_own_page(bound):
    with pikepdf.open(io.BytesIO(bound)) as pdf:
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        assert sorted(parents) == list(map(int, numbers[::2]))
        for page in pdf.pages:
            for element in parents[int(page.obj.StructParents)]:
                assert element.Pg.objgen == page.obj.objgen
            for annotation in page.obj.get("/Annots", []):
                owner = parents[int(annotation.StructParent)]
                assert annotation.objgen in [one.Obj.objgen for one in objects_of(owner)]


def objects_of(element):
    return [kid for kid in element.K if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == Name.OBJR]


def test_ids_of_cells_are_unlike_each_other_and_listed_in_order(bound):
    with pikepdf.open(io.BytesIO(bound)) as pdf:
        ids = [bytes(one.ID) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/ID" in one]
        leaves = list(pdf.Root.StructTreeRoot.IDTree.Kids)
        listed = [bytes(name) for leaf in leaves for name in list(leaf.Names)[::2]]
        found = [bytes(element.ID) for leaf in leaves for element in list(leaf.Names)[1::2]]
    assert len(ids) > 20
    assert len(set(ids)) == len(ids)
    assert sorted(ids) == listed == found


def test_a_checker_of_pdf_ua_finds_nothing(bound, tmp_path):
    """pdfua looks at a part of the rules alone, and says so."""
    path = tmp_path / "plan.pdf"
    path.write_bytes(bound)
    assert validate(path).findings == ()


def test_each_typeface_is_embedded_once(bound):
    with pikepdf.open(io.BytesIO(bound)) as pdf:
        files = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/FontFile2" in one]
        named = [str(one.FontName) for one in files]
        used = {font.objgen for page in pdf.pages for font in page.obj.Resources.Font.values()}
    assert len(set(named)) == len(named) == len(used)


def test_equal_documents_have_equal_bytes_laid_out_now_or_before(fresh, bound):
    assert made(document_of(*plan())).content == bound


def test_a_worker_that_may_have_no_children_of_its_own_kind_makes_it_too(fresh, bound, tmp_path):
    """As those of Celery: daemonic processes of multiprocessing."""
    out = tmp_path / "made.pdf"
    worker = multiprocessing.get_context("fork").Process(
        target=lambda: out.write_bytes(made(document_of(*plan())).content), daemon=True
    )  # fmt: skip
    worker.start()
    worker.join(timeout=120)
    assert out.read_bytes() == bound


def test_nothing_is_laid_out_twice(fresh, laid):
    made(document_of(*plan()))
    made(document_of(*plan()))
    assert laid[2:] == [0, 0]


def test_after_one_change_only_its_section_and_what_names_the_edition_is_laid_out(fresh, laid):
    made(document_of(*plan()))
    first = laid.copy()
    content = made(document_of(*plan("kitaip"), digest="0" * 64)).content
    cover, measures_of_the_goal, last_page = 1, 1, 1
    margins = 1
    assert first[0] > 10
    assert laid[2:] == [cover + measures_of_the_goal + last_page, margins]
    assert "kitaip" in " ".join(page_words(content))
    assert "0" * 12 in page_words(content)[5]


def test_a_change_that_moves_pages_moves_the_numbers_in_the_contents(fresh):
    made(document_of(*plan()))
    longer = plan()
    longer[0].body = "<p>Miestas auga prie jūros ir marių.</p>" * 120
    content = made(document_of(*longer)).content
    text, reader = page_words(content), read(content)
    places = {name: reader.get_destination_page_number(one) for name, one in reader.named_destinations.items()}
    for link in (one.get_object() for one in reader.pages[1]["/Annots"]):
        title, place = words(link["/Contents"]), places[link["/Dest"]]
        assert title in text[place]
        assert text[1].split(f"{title} ", 1)[1].lstrip(". ").startswith(f"{place + 1} ")


def test_a_priority_is_cut_where_its_pages_end(shelf):
    with translation.override("lt"):
        bodies = [section.body for section in plan_book(document_of(*plan())).sections]
    assert sum('class="wide"' in body for body in bodies) == 3
    [shared] = [body for body in bodies if "Tikslas 3" in body and "<section" in body]
    assert "Tikslas 4" in shared


def test_a_damaged_section_is_laid_out_again(fresh, laid, bound):
    made(document_of(*plan()))
    path = max(fresh.sections.iterdir(), key=lambda one: one.stat().st_size)
    path.write_bytes(path.read_bytes()[:-100])
    assert made(document_of(*plan())).content == bound
    assert sum(laid[2:]) == 1


def test_a_lost_typeface_is_taken_again(fresh, bound):
    made(document_of(*plan()))
    for face in fresh.faces.iterdir():
        face.unlink()
    assert made(document_of(*plan())).content == bound


def test_kept_sections_are_for_their_owner_alone_and_nothing_else_stays(fresh):
    made(document_of(*plan()))
    assert {one.stat().st_mode & 0o077 for one in (fresh.sections, fresh.faces, fresh.work)} == {0}
    assert list(fresh.work.iterdir()) == []
    assert len(list(fresh.sections.iterdir())) > 10


def test_kept_sections_stay_within_their_room_the_newest_first(fresh, settings):
    settings.PRINT_CACHE_MB = 1
    for number in range(5):
        path = fresh.sections / f"{number}"
        path.write_bytes(b"x" * 300_000)
        os.utime(path, (time.time() - number * 60,) * 2)
    fresh.tidy()
    assert sorted(one.name for one in fresh.sections.iterdir()) == ["0", "1", "2"]


def test_what_nobody_took_for_long_goes_and_so_do_leftovers(fresh):
    old, left = fresh.sections / "old", fresh.work / "left"
    old.write_bytes(b"x")
    left.mkdir()
    for path, days in ((old, keeping.UNUSED_DAYS + 1), (left, 2)):
        os.utime(path, (time.time() - days * keeping.DAY,) * 2)
    fresh.tidy()
    with fresh.workplace():
        assert not old.exists()
        assert not left.exists()
