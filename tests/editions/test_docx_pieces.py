"""The pieces that tracked changes are made of: two sides in one row, words with their spaces, ends of cells,
neighbours that LibreOffice would take for one."""

import datetime

import pytest

from editions.documents.docx.cells import settle_cell
from editions.documents.docx.grids import Grid, write_grid
from editions.documents.docx.grids import Line as GridLine
from editions.documents.docx.inline import Bit, bits_of, look_of, merged
from editions.documents.docx.package import Facts
from editions.documents.docx.sides import Fate, Sides, both, pairs
from editions.documents.docx.story import Story, bookmark_name
from editions.documents.docx.tables import Cell, Row, shared_widths, table_of
from editions.documents.docx.writing import Writer
from editions.documents.docx.xml import serialized, w
from klaipeda_plan.core.diffing.text import Mark, Piece
from tests.editions.word import W, find, lines, settled, text_of

KEPT, INSERTED, DELETED = Fate.KEPT, Fate.INSERTED, Fate.DELETED
FACTS = Facts(title="T", author="Savivaldybė", language="lt", date=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))


@pytest.fixture
def story():
    return Story(FACTS)


def itself(one):
    return one


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("abc", "abc", ["aa", "bb", "cc"]),
        ("", "ab", ["-a", "-b"]),
        ("ab", "", ["a-", "b-"]),
        ("abc", "axc", ["aa", "b-", "-x", "cc"]),
        ("abcd", "bcda", ["a-", "bb", "cc", "dd", "-a"]),
        ("aab", "ab", ["aa", "a-", "bb"]),
        ("ab", "aab", ["aa", "-a", "bb"]),
    ],
)
def test_two_rows_become_one_in_the_order_of_both(old, new, expected):
    found = [f"{one.old or '-'}{one.new or '-'}" for one in pairs(Sides(list(old), list(new)), itself)]
    assert found == expected


def test_sides_know_their_fate_and_give_their_parts():
    assert [Sides(*pair).fate for pair in (("a", "b"), (None, "b"), ("a", None))] == [KEPT, INSERTED, DELETED]
    assert Sides("ab", "").of(len) == Sides(2, None)
    assert both([1]).of(len).is_still
    assert both(None).is_nothing
    assert (Sides("a", "b").any, Sides("a", None).any) == ("b", "a")


def said(bits):
    signs = {KEPT: "{}", INSERTED: "[+{}]", DELETED: "[-{}]"}
    return "".join(signs[bit.fate].format(bit.piece.text) for bit in merged(bits))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("atvira, sumani", "veržli, sumani", "[-atvira][+veržli], sumani"),
        ("120 000 €", "150 000 €", "[-120 000][+150 000] €"),
        ("a b", "a b c", "a b[+ c]"),
        ("a b c", "a c", "a [-b ]c"),
        ("a b", "a. b", "a[+.] b"),
        ("a", "a", "a"),
        ("a\u00a0b", "a b", "a b"),
        ("x y", "z", "[-x y][+z]"),
    ],
)
def test_words_change_and_the_space_after_them_stays(old, new, expected):
    bits = bits_of(Sides(old, new))
    assert said(bits) == expected
    for fate, text in ((DELETED, new), (INSERTED, old)):
        kept = "".join(bit.piece.text for bit in bits if bit.fate is not fate)
        assert kept.replace("\u00a0", " ") == text.replace("\u00a0", " ")


def test_a_text_that_stands_on_one_side_has_its_fate():
    assert said(bits_of(Sides(None, "nauja"))) == "[+nauja]"
    assert said(bits_of(Sides("sena", None))) == "[-sena]"
    assert bits_of(both(None)) == []
    assert said(bits_of("visada")) == "visada"


def test_marks_stand_in_the_order_of_the_schema():
    marks = (Mark("sup"), Mark("em"), Mark("strong"), Mark("a", (("href", "x"),)), Mark("unknown"))
    assert [child.tag.removeprefix(W) for child in look_of(marks)] == ["rStyle", "b", "i", "vertAlign"]
    assert look_of((Mark("unknown"),)) is None


def test_neighbours_alike_become_one_run_but_atoms_stay_apart():
    bits = [
        Bit(Piece("a", ())),
        Bit(Piece("b", ())),
        Bit(Piece("\n", (), Mark("br"))),
        Bit(Piece("\n", (), Mark("br"))),
    ]
    assert [bit.piece.text for bit in merged(bits)] == ["ab", "\n", "\n"]


def cell_of(story, *paragraphs):
    """A cell of (fate, style) paragraphs whose words are their numbers."""
    made = []
    for number, (fate, style) in enumerate(paragraphs):
        made.append(story.paragraph(bits_of(f"w{number}", fate=fate), style, fate=fate))
    return made


CELLS = [
    [(KEPT, "A"), (INSERTED, "B")],
    [(KEPT, "A"), (DELETED, "B")],
    [(KEPT, "A"), (DELETED, "B"), (INSERTED, "C")],
    [(KEPT, "A"), (INSERTED, "B"), (DELETED, "C"), (DELETED, "D"), (INSERTED, "E")],
    [(DELETED, "A"), (KEPT, "B"), (INSERTED, "C")],
    [(DELETED, "A"), (INSERTED, "B")],
    [(INSERTED, "A"), (INSERTED, "B"), (DELETED, "C"), (DELETED, "D")],
    [(DELETED, "A"), (INSERTED, "B"), (INSERTED, "C"), (INSERTED, "D")],
    [(INSERTED, "A"), (INSERTED, "B")],
    [(DELETED, "A")],
    [(KEPT, "A")],
]


@pytest.mark.parametrize("given", CELLS)
def test_the_end_of_a_cell_is_no_change_and_either_answer_gives_its_paragraphs(story, given):
    for answer, gone in (("accept", DELETED), ("reject", INSERTED)):
        cell = w("tc", *settle_cell(story, cell_of(story, *given)))
        assert find(cell, "w:p[last()]/w:pPr/w:rPr") == []
        expected = [(style, f"w{number}") for number, (fate, style) in enumerate(given) if fate is not gone]
        assert lines(settled(w("body", w("tbl", w("tr", cell))), answer)) == expected


def dates(*paragraphs):
    """The minutes of the changes of a text of (bits, fate) paragraphs."""
    writer = Writer(FACTS)
    for text, fate in paragraphs:
        writer.paragraph(text, fate=fate)
    writer.finish()
    body = writer.story.package.body
    return [sorted({date[14:16] for date in find(one, ".//@w:date")}) for one in body.iter(f"{W}p")]


def test_a_change_behind_a_kept_end_is_dated_later_than_the_one_before_it():
    new, old = Sides("a b", "a c"), Sides("c a", "b a")
    assert dates((new, KEPT), ([Bit(Piece("x", ()), INSERTED)], INSERTED)) == [["00"], ["02"]]
    assert dates((new, KEPT), (old, KEPT)) == [["00"], ["00"]]  # inserted here, deleted there
    assert dates((Sides("a", "a b"), KEPT), ("ramu", KEPT), (Sides("a", "b a"), KEPT)) == [["00"], [], ["00"]]
    put = [Bit(Piece("x", ()), INSERTED)]
    assert dates((put, KEPT), (put, KEPT), (put, KEPT)) == [["00"], ["02"], ["00"]]
    assert dates((put, INSERTED), (put, INSERTED)) == [["00"], ["00"]]


def grid(*rows, heads=("Metai", "Suma")):
    lines_ = tuple(GridLine(row[0], row, row[0] == "Iš viso") for row in rows)
    return Grid("Lėšos", heads, lines_, frozenset({1}), (1.0,) * len(heads))


def test_a_grid_changes_cells_while_its_columns_stay(story):
    old, new = grid(("2022", "1"), ("Iš viso", "1")), grid(("2022", "2"), ("2023", "3"), ("Iš viso", "5"))
    body = w("body", *write_grid(story, Sides(old, new)))
    assert len(find(body, "//w:tr")) == 4
    assert [text_of(one) for one in find(body, "//w:tr[w:trPr/w:ins]//w:p")] == ["2023", "3"]
    assert find(body, "//w:p[.//w:t='5']/w:pPr/w:pStyle/@w:val") == ["TableStrongNumber"]


def test_a_grid_with_other_columns_is_put_in_anew(story):
    sides = Sides(grid(("2022", "1")), grid(("2022", "1", "2"), heads=("Metai", "SB", "ES")))
    body = w("body", *write_grid(story, sides))
    assert [len(find(one, ".//w:tr[w:trPr/w:del]")) for one in find(body, "w:tbl")] == [2, 0]
    assert ("TableNumber", "2") in lines(settled(body, "accept")) or ("TableText", "2") in lines(body)
    assert write_grid(story, both(None)) == []


def test_widths_fill_the_room_to_the_last_twip():
    assert sum(shared_widths([1, 1, 1], 100)) == 100
    assert shared_widths([3, 1], 100) == [75, 25]
    assert shared_widths([], 100) == []


def test_a_table_without_rows_is_none(story):
    assert table_of(story, [], []) == []
    (table, gap) = table_of(story, [Row([Cell([])])], [100])
    assert len(find(table, "w:tr/w:tc/w:p")) == 1
    assert find(gap, "w:pPr/w:pStyle/@w:val") == ["TableGap"]


@pytest.mark.parametrize(("anchor", "name"), [("e-0a1b", "e_0a1b"), ("lėšos", "lėšos"), ("x" * 60, "x" * 40)])
def test_names_of_bookmarks_have_no_hyphens(anchor, name):
    assert bookmark_name(anchor) == name


def test_signs_that_xml_does_not_know_are_left_out(story):
    paragraph = story.paragraph("a\x00b\x0bc\ud800d\te\nf")
    assert text_of(paragraph) == "abcd\te\nf"
    assert b"abcd" in serialized(paragraph)
