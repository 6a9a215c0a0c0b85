"""A difference cut to size keeps what changed, in order, and says when something was left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klaipeda_plan.core.diffing import compare_bodies, compare_texts, render_body, render_runs
from klaipeda_plan.core.diffing.shortening import Room, shorten_body, shorten_runs


def shortened(old, new, words=100):
    room = Room(words)
    return render_body(shorten_body(compare_bodies(old, new), room), spoken=False), room.is_full


def test_blocks_that_stayed_are_left_out():
    html, is_full = shortened("<p>Vienas.</p><p>Du žodžiai.</p>", "<p>Vienas.</p><p>Du sakiniai.</p>")
    assert (html, is_full) == ("<p>Du <del>žodžiai</del> <ins>sakiniai</ins>.</p>", False)


def test_a_change_keeps_some_words_on_either_side():
    around = " ".join(f"w{number}" for number in range(50))
    html, _is_full = shortened(f"<p>{around} sena {around}</p>", f"<p>{around} nauja {around}</p>")
    assert html.startswith("<p>… w42 ")
    assert "w49 <del>sena</del> <ins>nauja</ins> w0" in html
    assert html.endswith("w7 …</p>")


def test_an_insertion_longer_than_the_room_is_cut():
    html, is_full = shortened("", f"<p>{'žodis ' * 300}</p>", words=10)
    assert is_full
    assert html.count("žodis") == 10
    assert "…" in html


def test_what_comes_after_a_full_room_is_left_out():
    new = "".join(f"<p>Pastraipa {number}.</p>" for number in range(20))
    html, is_full = shortened("", new, words=9)
    assert is_full
    assert html.count("<p") == 3


def test_the_cells_of_a_changed_row_stay_together():
    rows = "<tr><td>Uostas</td><td>{}</td></tr><tr><td>Oras</td><td>5</td></tr>"
    html, _is_full = shortened(f"<table><tbody>{rows.format(1)}</tbody></table>",
                               f"<table><tbody>{rows.format(2)}</tbody></table>")  # fmt: skip
    assert "<td>Uostas</td>" in html
    assert "<del>1</del>" in html
    assert "Oras" not in html


def test_moved_blocks_say_so_still():
    first, second = "<p>Pirmoji ilga pastraipa apie uostą ir miestą.</p>", "<p>Antroji pastraipa apie orą.</p>"
    html, _is_full = shortened(first + second, second + first)
    assert "diff-moved-from" in html
    assert "diff-moved-to" in html


@pytest.mark.parametrize("words", [1, 5, 50])
def test_a_line_of_text_is_cut_as_well(words):
    room = Room(words)
    runs = shorten_runs(compare_texts("a b c d e f", "a b x y e f"), room)
    assert room.is_full == (words < 8)
    assert render_runs(runs, spoken=False).count("…") == (1 if words < 8 else 0)


WORDS = st.lists(st.sampled_from(["uostas", "oras", "miestas", "vanduo", "2030"]), max_size=30)


@given(st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=6), st.integers(1, 60))
def test_nothing_is_invented_and_enough_room_loses_no_change(old, new, words):
    bodies = ["".join(f"<p>{' '.join(one)}</p>" for one in side if one) for side in (old, new)]
    whole = compare_bodies(*bodies)
    room = Room(words)
    html = render_body(shorten_body(whole, room), spoken=False)
    everything = render_body(whole, spoken=False)
    for mark in ("<ins>", "<del>"):
        assert html.count(mark) <= everything.count(mark)
        if not room.is_full:
            assert html.count(mark) == everything.count(mark)
