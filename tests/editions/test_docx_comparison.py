"""The comparison as DOCX: real tracked changes of words, lists, tables, rows, moves and numbers."""

import datetime

import pytest

from plans.hierarchy import Kind
from tests.editions.comparing import compared, element
from tests.editions.docx_plan import comparison_of, rows
from tests.editions.papers import words
from tests.editions.test_comparison import DETAIL, money
from tests.editions.word import W, body_of, comments, find, footnotes, lines, part, settled, tracked, words_of

AUTHOR = "Klaipėdos strateginio plėtros plano portalas"
FORMER = "KLAIPĖDA 2035 – atvira, sumani, įtrauki"


def section(*bodies, title="Skyrius"):
    """One section with each of the bodies, as the two editions of a comparison."""
    return compared(*([("s", None, element(Kind.SECTION, title, body=body))] for body in bodies))


def between(*bodies):
    return body_of(comparison_of(section(*bodies)))


def changes(*bodies):
    return [(fate, words(said)) for fate, said in tracked(between(*bodies))]


def test_one_word_of_the_vision_is_the_only_change():
    content = comparison_of(compared(rows(vision=FORMER), rows()))
    body = body_of(content)
    assert tracked(body) == [("del", "atvira"), ("ins", "veržli")]
    assert find(body, "//w:rPr/w:ins | //w:rPr/w:del | //w:trPr/w:ins | //w:trPr/w:del | //w:pPrChange") == []
    assert "Skiriasi 1 elementas." in " ".join(words_of(body))
    assert FORMER in words_of(settled(body_of(content), "reject"))


def test_changes_are_signed_by_the_portal_at_the_editions_time():
    body = body_of(comparison_of(compared(rows(vision=FORMER), rows())))
    marks = find(body, "//w:ins | //w:del")
    assert {one.get(f"{W}author") for one in marks} == {AUTHOR}
    frozen = datetime.datetime(2026, 11, 22, 9, 30, tzinfo=datetime.UTC)
    assert {one.get(f"{W}date") for one in marks} == {frozen.strftime("%Y-%m-%dT%H:%M:%SZ")}
    ids = [one.get(f"{W}id") for one in marks]
    assert len(ids) == len(set(ids))


def test_a_paragraph_that_came_or_went_is_changed_with_its_end():
    body = between("<p>Pirma.</p><p>Antra.</p>", "<p>Pirma.</p><p>Trečia visai kita.</p><p>Antra.</p>")
    (paragraph,) = find(body, "//w:p[w:pPr/w:rPr/w:ins]")
    assert find(paragraph, "w:ins//w:t/text()") == ["Trečia visai kita."]
    assert changes("<p>Pirma.</p><p>Antra.</p>", "<p>Antra.</p>") == [("del", "Pirma.")]


def test_a_new_item_of_a_list_is_a_numbered_paragraph_that_was_put_in():
    body = between("<ol><li>Vienas</li><li>Du</li></ol>", "<ol><li>Vienas</li><li>Nulis</li><li>Du</li></ol>")
    items = find(body, "//w:p[w:pPr/w:numPr][w:pPr/w:pStyle/@w:val='ListNumber']")
    assert len({one for item in items for one in find(item, "w:pPr/w:numPr/w:numId/@w:val")}) == 1
    assert [bool(find(item, "w:pPr/w:rPr/w:ins")) for item in items] == [False, True, False]


TABLE = "<table><tbody>{}</tbody></table>"
ROWS = ["<tr><td>2021</td><td>12</td></tr>", "<tr><td>2022</td><td>14</td></tr>", "<tr><td>2023</td><td>15</td></tr>"]


def test_a_row_that_came_is_a_row_that_was_put_in():
    body = between(TABLE.format(ROWS[0] + ROWS[2]), TABLE.format("".join(ROWS)))
    (row,) = find(body, "//w:tr[w:trPr/w:ins]")
    assert find(row, ".//w:ins//w:t/text()") == ["2022", "14"]
    assert find(body, "//w:tr[w:trPr/w:del]") == []
    (gone,) = find(between(TABLE.format("".join(ROWS)), TABLE.format(ROWS[0] + ROWS[2])), "//w:tr[w:trPr/w:del]")
    assert find(gone, ".//w:del//w:delText/text()") == ["2022", "14"]


def test_a_number_in_a_cell_is_changed_as_a_whole():
    new = TABLE.format("".join(ROWS)).replace("14", "1 014,5")
    assert changes(TABLE.format("".join(ROWS)), new) == [("del", "14"), ("ins", "1 014,5")]


def test_a_table_with_another_column_is_taken_out_and_put_in_anew():
    new = TABLE.format("<tr><td>2021</td><td>12</td><td>vnt.</td></tr>")
    body = between(TABLE.format(ROWS[0]), new)
    assert len(find(body, "//w:tr[w:trPr/w:del]")) == len(find(body, "//w:tr[w:trPr/w:ins]")) == 1
    assert [said for _style, said in lines(settled(body, "accept"))][-20:].count("vnt.") <= 1
    columns = len(find(settled(between(TABLE.format(ROWS[0]), new), "accept"), "//w:tbl[.//w:t='vnt.']//w:tc"))
    assert columns == 3


def test_words_under_other_marks_keep_what_they_looked_like():
    body = between("<p>Jūra ir oras.</p>", "<p>Jūra ir <strong>oras</strong>.</p>")
    (run,) = find(body, "//w:r[w:rPr/w:rPrChange]")
    assert find(run, "w:t/text()") == ["oras"]
    assert find(run, "w:rPr/w:b") != []
    assert find(run, "w:rPr/w:rPrChange/w:rPr/*") == []
    assert tracked(body) == []


def test_a_paragraph_that_became_a_heading_keeps_what_it_looked_like():
    body = between('<p data-block="aaaaaaaa">Padėtis mieste</p>', '<h3 data-block="aaaaaaaa">Padėtis mieste</h3>')
    (paragraph,) = find(body, "//w:p[w:pPr/w:pPrChange]")
    assert find(paragraph, "w:pPr/w:pStyle/@w:val") == ["InnerHeading2"]
    assert find(paragraph, "w:pPr/w:pPrChange/w:pPr/w:pStyle/@w:val") == ["BodyText"]


def test_another_address_of_a_link_is_a_change_of_its_words():
    old, new = (f'<p>Žr. <a href="https://example.org/{one}">čia</a>.</p>' for one in ("a", "b"))
    assert changes(old, new) == [("del", "čia"), ("ins", "čia")]


def test_a_footnote_that_changed_is_another_footnote():
    old, new = (f'<p>Oras<sup data-note="{note}">*</sup> geras.</p>' for note in ("Senas šaltinis", "Naujas šaltinis"))
    content = comparison_of(section(old, new))
    body = body_of(content)
    assert len(find(body, "//w:del//w:footnoteReference")) == len(find(body, "//w:ins//w:footnoteReference")) == 1
    assert footnotes(content) == ["Senas šaltinis", "Naujas šaltinis"]
    notes = part(content, "word/footnotes.xml")
    assert (len(find(notes, "//w:del//w:delText")), len(find(notes, "//w:ins//w:t"))) == (1, 1)


def moved(uids, parents=()):
    """The vision with two tasks and two measures in the order of `uids`, some under other parents."""
    found = {uid: (uid, parent, given) for uid, parent, given in rows(measures=2)}
    found["t2"] = ("t2", "g", element(Kind.TASK, "Kitas uždavinys"))
    for uid, parent in parents:
        found[uid] = (uid, parent, found[uid][2])
    kept = [row for uid, row in found.items() if uid not in uids]
    return kept + [found[uid] for uid in uids]


def renumbered(*tasks):
    found = moved(["t", "t2", "m1", "m2"])
    order = {uid: place for place, uid in enumerate(tasks)}
    return sorted(found, key=lambda row: order.get(row[0], 9 if row[2]["kind"] == Kind.MEASURE else -1))


def test_what_was_moved_is_out_and_in_with_a_comment_at_both_places():
    content = comparison_of(compared(moved(["t", "t2", "m1", "m2"]), moved(["t", "t2", "m1", "m2"], [("m1", "t2")])))
    said = "Perkelta iš „1.1.1 Stebėti orą“ į „1.1.2 Kitas uždavinys“."
    assert [words(one) for one in comments(content)] == [said, said]
    body = body_of(content)
    assert find(body, "//w:tr[w:trPr/w:del]//w:delText[contains(., 'Stotelės (1)')]") != []
    assert find(body, "//w:tr[w:trPr/w:ins]//w:t[contains(., 'Stotelės (1)')]") != []
    anchors = find(body, "//w:commentReference/@w:id")
    assert anchors == find(part(content, "word/comments.xml"), "w:comment/@w:id")
    assert {one.get(f"{W}author") for one in part(content, "word/comments.xml")} == {AUTHOR}


def test_a_new_code_alone_is_a_change_of_the_code_alone():
    content = comparison_of(compared(renumbered("t", "t2"), renumbered("t2", "t")))
    changed = tracked(body_of(content))
    assert any("1.1.1" in said for fate, said in changed if fate == "del")
    for answer, order in (
        ("accept", ["Kitas uždavinys", "Stebėti orą"]),
        ("reject", ["Stebėti orą", "Kitas uždavinys"]),
    ):
        tasks = [
            s for style, s in lines(settled(body_of(content), answer)) if style == "Heading3" and "uždavinys." in s
        ]
        assert [task.partition(". ")[2] for task in tasks] == order


def test_sums_years_and_bodies_change_in_their_cells():
    def measure(**fields):
        return [*rows(measures=0), ("m", "t", element(Kind.MEASURE, "Takai", **fields))]

    old = measure(detail=DETAIL, funding=money((2022, "SB", 12_000_000)))
    new = measure(
        detail=DETAIL | {"year_to": 2030, "office": "Aplinkos skyrius"}, funding=money((2022, "SB", 15_000_000))
    )
    changed = [(fate, words(said)) for fate, said in tracked(body_of(comparison_of(compared(old, new))))]
    for one in (("del", "2025"), ("ins", "2030"), ("ins", "Aplinkos skyrius"), ("del", "120 000"), ("ins", "150 000")):
        assert one in changed


@pytest.mark.parametrize(("old", "new"), [([], rows()), (rows(), []), ([], [])])
def test_an_empty_edition_is_compared_as_everything_put_in_or_taken_out(old, new):
    content = comparison_of(compared(old, new))
    for rows_, answer in ((new, "accept"), (old, "reject")):
        found = lines(settled(body_of(content), answer))
        assert (("Heading2", "S1.1. Oras") in found) == bool(rows_)
        assert ("Heading1", "Apie šį dokumentą") in found


def test_editions_that_hold_the_same_have_no_changes():
    body = body_of(comparison_of(compared(rows(), rows())))
    assert "Abiejų redakcijų tekstas tas pats: niekas nesiskiria." in words_of(body)
    assert tracked(body) == []
    assert "Stotelės (3)" in words_of(body)
