"""Whatever is edited: the deletions give the old text back, the insertions the new one."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from klaipeda_plan.core.diffing import Side, compare_bodies, compare_texts
from klaipeda_plan.core.diffing.matching import match
from klaipeda_plan.core.diffing.reading import read_body
from klaipeda_plan.core.diffing.sides import blocks_of, text_of

WORDS = ["oras", "vanduo", "1 200,5", "1\u00a0200,5", "2021–2030", "ir", ",", "(a)", "−3", "žemė.", "&amp;", "„A“"]
MARKS = [
    "{}", "{}", "{}", "<strong>{}</strong>", "<em>{}</em>x", '<a href="https://a.lt">{} b</a>',
    '{}<sup data-note="n">*</sup>', "{}<br>",
]  # fmt: skip
words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8)


@st.composite
def inline(draw):
    """A line of text with marks over some of its words, also over a part of one."""
    parts = []
    for word in draw(words):
        mark = draw(st.sampled_from(MARKS))
        parts.append(mark.format(word))
    return draw(st.sampled_from([" ", " ", "  ", ""])).join(parts)


def identified(tag, inner, block):
    return f'<{tag} data-block="{block}">{inner}</{tag}>' if block else f"<{tag}>{inner}</{tag}>"


ids = st.one_of(st.just(""), st.sampled_from(["aaaaaaaa", "bbbbbbbb", "cccccccc", "dddddddd"]))


def wrapped(children):
    several = st.lists(children, min_size=1, max_size=3).map("".join)
    item = st.builds(identified, st.just("li"), st.one_of(inline(), several), ids)
    items = st.lists(item, min_size=1, max_size=4).map("".join)
    cell = st.builds(lambda inner: f"<td>{inner}</td>", inline())
    row = st.builds(identified, st.just("tr"), st.lists(cell, min_size=1, max_size=3).map("".join), ids)
    rows = st.lists(row, min_size=1, max_size=3).map(lambda lines: f"<tbody>{''.join(lines)}</tbody>")
    return st.one_of(
        st.builds(identified, st.sampled_from(["ul", "ol"]), items, ids),
        st.builds(identified, st.just("table"), rows, ids),
        st.builds(identified, st.just("blockquote"), several, ids),
    )


paragraphs = st.builds(identified, st.sampled_from(["p", "p", "h3"]), inline(), ids)
blocks = st.recursive(paragraphs, wrapped, max_leaves=4)
bodies = st.lists(blocks, max_size=6)


@st.composite
def edits(draw):
    """A body and what became of it: blocks dropped, repeated, moved, rewritten, added."""
    old = draw(bodies)
    new = [block for block in old if draw(st.integers(0, 4))]
    for _ in range(draw(st.integers(0, 3))):
        new.insert(draw(st.integers(0, len(new))), draw(blocks))
    if draw(st.booleans()):
        new = draw(st.permutations(new))
    if new and draw(st.booleans()):
        place = draw(st.integers(0, len(new) - 1))
        new[place] = new[place].replace("oras", "kalva").replace("ir", "")
    return "".join(old), "".join(new)


def shape(block):
    """A block as far as its reader sees it; loose text alone in a block is the block's own."""
    children = tuple(shape(child) for child in block.children)
    words = tuple((word.key, word.marks, bool(word.space)) for word in block.words)
    if len(children) == 1 and children[0][0] == ("", ()):
        words, children = children[0][1], ()
    return block.frame.looks, words, children


def shapes(listed):
    return [shape(block) for block in listed]


@settings(max_examples=300, deadline=None)
@given(edits())
def test_each_side_of_a_difference_is_the_body_it_was_made_of(pair):
    difference = compare_bodies(*pair)
    assert shapes(blocks_of(difference, Side.OLD)) == shapes(read_body(pair[0]))
    assert shapes(blocks_of(difference, Side.NEW)) == shapes(read_body(pair[1]))


@settings(deadline=None)
@given(bodies)
def test_a_body_differs_in_nothing_from_itself(listed):
    assert compare_bodies("".join(listed), "".join(listed)).is_empty


@given(words.map(" ".join), words.map(" ".join))
def test_each_side_of_two_titles_is_the_title(old, new):
    runs = compare_texts(old, new)
    assert text_of(runs, Side.OLD) == old
    assert text_of(runs, Side.NEW) == new


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.integers(0, 300), max_size=400), st.lists(st.integers(0, 300), max_size=400)
)  # long enough for landmarks
def test_matched_items_are_equal_and_both_rise(old, new):
    pairs = match(old, new)
    assert all(old[i] == new[j] for i, j in pairs)
    assert all(i < k and j < m for (i, j), (k, m) in pairwise(pairs))
