"""Joining two texts that grew out of one: what fits together, what must be decided, and what a decision gives."""

import pytest

from klaipeda_plan.core.bodies import clean_body
from klaipeda_plan.core.merging import Choice, Take, Undecided, merge_bodies, merge_texts

PARAGRAPH = '<p data-block="aaaaaaaa">Oro tarša mieste mažėja nuo 2015 metų.</p>'
LIST = (
    '<ul data-block="bbbbbbbb"><li data-block="cccccccc">stebėsena ir duomenys</li>'
    '<li data-block="dddddddd">žalieji plotai</li></ul>'
)
TABLE = (
    '<table data-block="eeeeeeee"><tbody><tr data-block="ffffffff"><td>2024 m.</td><td>31,5</td></tr>'
    '<tr data-block="gggggggg"><td>2030 m.</td><td>25</td></tr></tbody></table>'
)
LAST = '<p data-block="hhhhhhhh">Klaipėda sieks švaraus oro visiems gyventojams.</p>'
BASE = PARAGRAPH + LIST + TABLE + LAST


def merged(change_mine, change_theirs, base=BASE):
    """The merge of two sides, each the base with its replacements."""
    sides = [base, base]
    for place, changes in enumerate((change_mine, change_theirs)):
        for old, new in changes.items():
            assert old in sides[place]
            sides[place] = sides[place].replace(old, new)
    return merge_bodies(base, *(clean_body(side) for side in sides))


def test_changes_of_two_paragraphs_stand_together():
    both = merged({"Oro tarša": "Dulkių tarša"}, {"visiems": "visiems be išimties"})
    assert both.settled == BASE.replace("Oro tarša", "Dulkių tarša").replace("visiems", "visiems be išimties")


def test_changes_of_one_paragraph_that_do_not_touch_stand_together():
    both = merged({"Oro tarša": "Dulkių tarša"}, {"2015 metų": "2018 metų"})
    assert both.settled == BASE.replace("Oro tarša", "Dulkių tarša").replace("2015", "2018")


def test_an_item_a_row_and_a_cell_are_changed_by_themselves():
    both = merged({"stebėsena": "nuolatinė stebėsena", "31,5": "30,5"}, {"plotai": "plotai ir parkai", "25": "20"})
    for words in ("nuolatinė stebėsena ir duomenys", "žalieji plotai ir parkai", "30,5", "<td>20</td>"):
        assert words in both.settled


def test_cells_of_one_row_are_changed_by_themselves():
    both = merged({"2024 m.": "2023 m."}, {"31,5": "30,5"})
    assert "<td>2023 m.</td><td>30,5</td>" in both.settled


def test_one_number_changed_by_both_is_decided_as_a_whole_row():
    (conflict,) = merged({"31,5": "1 200,5"}, {"31,5": "1 300"}).conflicts
    assert conflict.body("mine").count("<td>") == 2
    assert "1 200,5" in conflict.body("mine")
    assert "1 300" in conflict.body("theirs")


def test_an_inserted_block_of_each_at_one_place_is_kept_the_stored_one_first():
    both = merged({LAST: "<p>Mano pastraipa.</p>" + LAST}, {LAST: "<p>Jų pastraipa.</p>" + LAST})
    assert both.settled.index("Jų pastraipa.") < both.settled.index("Mano pastraipa.") < both.settled.index("hhhhhhhh")


def test_the_same_change_by_both_is_made_once():
    new = {LAST: "<p>Ta pati pastraipa.</p>" + LAST, "Oro": "Dulkių"}
    both = merged(new, new | {"plotai": "plotai ir parkai"})
    assert both.settled.count("Ta pati pastraipa.") == both.settled.count("Dulkių") == 1


def test_a_deletion_against_a_change_is_decided():
    (conflict,) = merged({LAST: ""}, {"visiems": "mums"}).conflicts
    assert (conflict.body("mine"), "mums" in conflict.body("theirs")) == ("", True)
    assert "visiems" in conflict.body("base")


def test_a_deletion_of_what_the_other_left_alone_needs_no_decision():
    both = merged({LAST: ""}, {"Oro tarša": "Dulkių tarša"})
    assert both.settled == (PARAGRAPH + LIST + TABLE).replace("Oro tarša", "Dulkių tarša")


def test_a_moved_block_takes_the_change_of_the_other_along():
    mine = LAST + PARAGRAPH + LIST + TABLE
    both = merge_bodies(BASE, mine, BASE.replace("visiems", "visiems be išimties"))
    assert both.settled == mine.replace("visiems", "visiems be išimties")


def test_two_blocks_moved_behind_each_other_stand_once():
    first, second, third = (f'<p data-block="{n * 8}">Pastraipa numeris {n}, ilga.</p>' for n in "abc")
    settled = merge_bodies(first + second + third, second + first + third, third + first + second).settled
    assert [settled.count(f"numeris {n}") for n in "abc"] == [1, 1, 1]


def test_a_block_that_lost_its_id_is_known_by_its_words():
    mine = BASE.replace(' data-block="hhhhhhhh"', "").replace("Klaipėda sieks", "Klaipėda iki 2030 m. sieks")
    settled = merge_bodies(BASE, clean_body(mine), BASE.replace("visiems", "visiems mūsų")).settled
    assert '<p data-block="hhhhhhhh">Klaipėda iki 2030 m. sieks švaraus oro visiems mūsų gyventojams.</p>' in settled


def test_a_split_paragraph_keeps_both_halves_and_the_change_of_the_other():
    mine = BASE.replace("mažėja nuo", "mažėja.</p><p>Tai vyksta nuo")
    both = merge_bodies(BASE, clean_body(mine), BASE.replace("Oro tarša", "Dulkių tarša"))
    assert "Dulkių tarša mieste mažėja." in both.settled
    assert "Tai vyksta nuo 2015 metų." in both.settled


def test_words_joined_to_a_paragraph_that_the_other_deleted_are_not_lost():
    """Nobody deleted the last paragraph's words: one joined them to a paragraph, the other deleted that one."""
    joined = PARAGRAPH.replace("metų.</p>", "metų. Klaipėda sieks švaraus oro visiems gyventojams.</p>") + LIST + TABLE
    both = merge_bodies(BASE, LIST + TABLE + LAST, joined)
    for take in (Take.MINE, Take.THEIRS):
        assert "švaraus oro visiems gyventojams" in both.resolve({}, otherwise=take)


def test_emphasis_of_one_and_words_of_the_other_stand_together():
    both = merged({"Oro tarša": "<strong>Oro</strong> tarša"}, {"2015 metų": "2018 metų"})
    assert "<strong>Oro</strong> tarša mieste mažėja nuo 2018 metų." in both.settled


def test_a_link_and_a_footnote_are_joined_with_other_words():
    both = merged(
        {"mieste": '<a href="https://oras.lt/">mieste</a>'},
        {"metų.": 'metų.<sup class="footnote" data-note="AAA duomenys">*</sup>'},
    )
    assert 'href="https://oras.lt/"' in both.settled
    assert 'data-note="AAA duomenys"' in both.settled
    assert both.conflicts == ()


def test_the_footnote_that_both_rewrote_is_decided():
    base = BASE.replace("metų.", 'metų.<sup class="footnote" data-note="Senas">*</sup>')
    (conflict,) = merged({'"Senas"': '"Mano"'}, {'"Senas"': '"Jų"'}, base=base).conflicts
    assert ('"Mano"' in conflict.body("mine"), '"Jų"' in conflict.body("theirs")) == (True, True)


def test_a_column_against_a_row_is_decided_as_a_whole_table():
    wider = {"<td>31,5</td>": "<td>31,5</td><td>µg</td>", "<td>25</td>": "<td>25</td><td>µg</td>"}
    (conflict,) = merged(wider, {"</tbody>": "<tr><td>2035 m.</td><td>20</td></tr></tbody>"}).conflicts
    assert conflict.body("mine").count("<tr") == 2
    assert conflict.body("theirs").count("<tr") == 3


def test_a_column_of_one_and_a_cell_of_the_other_stand_together():
    wider = {"<td>31,5</td>": "<td>31,5</td><td>µg</td>", "<td>25</td>": "<td>25</td><td>µg</td>"}
    assert "<td>30</td><td>µg</td>" in merged(wider, {"31,5": "30"}).settled


def test_choices_are_made_piece_by_piece():
    both = merged({"Oro": "Mano", "visiems": "mums"}, {"Oro": "Jų", "visiems": "jiems"})
    assert len(both.conflicts) == 2
    body = both.resolve({0: Choice(Take.MINE), 1: Choice(Take.THEIRS)})
    assert ("Mano tarša" in body, "oro jiems gyventojams" in body) == (True, True)


def test_both_keeps_the_words_of_both_in_one_paragraph():
    (conflict,) = merged({"Oro": "Mano"}, {"Oro": "Jų"}).conflicts
    assert conflict.body("both") == PARAGRAPH.replace("Oro", "Jų Mano")


def test_what_a_conflict_does_not_touch_is_joined_on_all_its_sides():
    (conflict,) = merged({"Oro": "Mano"}, {"Oro": "Jų", "2015": "2018"}).conflicts
    assert all("2018" in conflict.body(side) for side in ("base", "mine", "theirs", "both"))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<ul><li>vienas</li><li>du</li></ul>", ["<li", "vienas", "<li", "du"]),
        ("<p>pastraipa</p>", ["<li", "pastraipa"]),
        ("<h3>antraštė</h3>", ["<li", "<h3", "antraštė"]),
    ],
)
def test_an_item_written_anew_stands_in_its_list(written, expected):
    both = merged({"žalieji plotai": "mano"}, {"žalieji plotai": "jų"})
    rest = both.resolve({0: Choice(Take.EDITED, written)}).split("duomenys</li>")[1]
    for part in expected:
        before, found, rest = rest.partition(part)
        assert (found, "</ul>" in before) == (part, False)


def test_a_missing_choice_is_an_error():
    with pytest.raises(Undecided):
        merged({"Oro": "Mano"}, {"Oro": "Jų"}).resolve({})


def test_without_a_base_whatever_differs_is_one_conflict():
    (conflict,) = merge_bodies(None, "<p>Mano</p>", "<p>Jų</p>").conflicts
    assert (conflict.body("base"), conflict.body("mine")) == ("", "<p>Mano</p>")
    assert merge_bodies(None, "<p>Tas pats</p>", "<p>Tas pats</p>").settled == "<p>Tas pats</p>"


@pytest.mark.parametrize("body", ["", "<p></p>"])
def test_an_emptied_body_against_a_change_is_decided(body):
    assert merge_bodies(BASE, clean_body(body), BASE.replace("Oro", "Dulkių")).conflicts


def test_titles_are_joined_by_words_and_numbers_are_whole():
    assert merge_texts("Mažinti oro taršą", "Mažinti oro taršą mieste", "Sumažinti oro taršą").settled == (
        "Sumažinti oro taršą mieste"
    )
    assert merge_texts("1 200 eur", "1 300 eur", "1 250 eur").settled is None
    assert merge_texts("1 200 eur", "1 300 eur", "1 250 eur").side("both") == "1 250 1 300 eur"


def test_line_breaks_of_a_plain_text_stay():
    both = merge_texts("Patalpos\nŽmonės\nŽemė", "Patalpos mieste\nŽmonės\nŽemė", "Patalpos\nŽmonės\nŽemė ir miškas")
    assert both.settled == "Patalpos mieste\nŽmonės\nŽemė ir miškas"
