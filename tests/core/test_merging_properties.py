"""Whatever two people do to one text: no word of either disappears without somebody having chosen so."""

import re
import time
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from klaipeda_plan.core.bodies import clean_body
from klaipeda_plan.core.diffing.text import TOKEN
from klaipeda_plan.core.merging import Choice, Take, merge_bodies, merge_texts
from tests.core.test_diffing_properties import bodies, edits

LEAVES = ("p", "h3", "li", "td")


def words_in(body):
    """Words with the text of footnotes, as a reader finds them."""
    text = re.sub(r'<sup[^>]*data-note="([^"]*)"[^>]*>[^<]*</sup>', r" \1 ", body)
    text = re.sub(r"</?(strong|em|a|sub|sup)\b[^>]*>", "", text)
    text = html.fromstring(f"<div>{re.sub(r'<[^>]*>', ' ', text)}</div>").text_content()
    return {found["word"] for found in TOKEN.finditer(text) if any(letter.isalnum() for letter in found["word"])}


def words_carried(base, side):
    """The words that stand in a block in which the base does not have them."""
    before, now = words_by_block(base), words_by_block(side)
    return set().union(*(words - before.get(block, set()) for block, words in now.items()))


def words_by_block(body):
    blocks = [one for one in parsed(body).iter() if one.get("data-block")]
    return {one.get("data-block"): words_in(html.tostring(one, encoding="unicode", with_tail=False)) for one in blocks}


def parsed(body):
    return html.fragment_fromstring(body, create_parent="div")


def written(root):
    return clean_body("".join(html.tostring(child, encoding="unicode") for child in root))


@st.composite
def bases(draw):
    """A body in which every word stands once: paragraphs, lists, tables, a heading."""
    numbers = count()

    def line():
        return " ".join(f"b{next(numbers)}" for _ in range(draw(st.integers(1, 9))))

    parts = []
    for _ in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(["p", "p", "p", "h3", "ul", "table"]))
        if kind == "ul":
            parts.append("<ul>" + "".join(f"<li>{line()}</li>" for _ in range(draw(st.integers(1, 4)))) + "</ul>")
        elif kind == "table":
            rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 3))
            cells = ["".join(f"<td>{line()}</td>" for _ in range(columns)) for _ in range(rows)]
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>")
        else:
            parts.append(f"<{kind}>{line()}</{kind}>")
    return clean_body("".join(parts))


def edited(draw, base, name):
    """What somebody whose new words begin with `name` made of the base."""
    root, fresh = parsed(base), (f"{name}{number}" for number in count())
    for _ in range(draw(st.integers(0, 4))):
        leaves = [leaf for leaf in root.iter(*LEAVES) if not len(leaf) and leaf.text]
        if leaves:
            leaf = leaves[draw(st.integers(0, len(leaves) - 1))]
            act(draw, draw(st.sampled_from(ACTS)), leaf, leaves, fresh)
    return written(root)


def act(draw, kind, leaf, leaves, fresh):
    words = leaf.text.split()
    start = draw(st.integers(0, len(words)))
    end = draw(st.integers(start, min(len(words), start + 3)))
    if kind in WORD_ACTS:
        leaf.text = " ".join(WORD_ACTS[kind](words, start, end, fresh))
    elif kind in MARK_ACTS and start < end:
        MARK_ACTS[kind](leaf, words, start, end, fresh)
    elif kind == "new block":
        new = html.Element(leaf.tag)
        new.text = f"{next(fresh)} {next(fresh)}"
        leaf.addnext(new)
    elif kind in BLOCK_ACTS and leaf.tag != "td":
        BLOCK_ACTS[kind](leaf, words, start, leaves)


def insert_words(words, start, end, fresh):
    return [*words[:start], *(next(fresh) for _ in range(1 + end - start)), *words[start:]]


def delete_words(words, start, end, fresh):
    return [*words[:start], *words[end:]] if end - start < len(words) else words


def replace_words(words, start, end, fresh):
    return [*words[:start], next(fresh), *words[end:]]


def emphasise(leaf, words, start, end, fresh):
    mark_words(leaf, html.Element("strong"), words, start, end)


def link(leaf, words, start, end, fresh):
    mark_words(leaf, html.Element("a", href="https://pavyzdys.lt/"), words, start, end)


def mark_words(leaf, mark, words, start, end):
    mark.text, mark.tail = " ".join(words[start:end]), " " + " ".join(words[end:])
    leaf.text = " ".join(words[:start]) + " "
    leaf.insert(0, mark)


def footnote(leaf, words, start, end, fresh):
    sign = html.Element("sup", {"data-note": next(fresh), "class": "footnote"})
    sign.text, sign.tail = "*", " " + " ".join(words[start:])
    leaf.text = " ".join(words[:start])
    leaf.insert(0, sign)


def delete_block(leaf, words, start, leaves):
    leaf.getparent().remove(leaf)


def move_block(leaf, words, start, leaves):
    others = [one for one in leaves if one.tag == leaf.tag and one is not leaf]
    if others:
        others[start % len(others)].addnext(leaf)


def split_block(leaf, words, start, leaves):
    if 0 < start < len(words):
        second = html.Element(leaf.tag)  # the editor gives it no id
        second.text, leaf.text = " ".join(words[start:]), " ".join(words[:start])
        leaf.addnext(second)


def join_blocks(leaf, words, start, leaves):
    following = leaf.getnext()
    if following is not None and following.tag == leaf.tag and not len(following) and following.text:
        leaf.text += f" {following.text}"
        leaf.getparent().remove(following)


WORD_ACTS = {"insert words": insert_words, "delete words": delete_words, "replace words": replace_words}
MARK_ACTS = {"emphasise": emphasise, "link": link, "footnote": footnote}
BLOCK_ACTS = {
    "delete block": delete_block, "move block": move_block, "split block": split_block, "join blocks": join_blocks,
}  # fmt: skip
ACTS = ("new block", *WORD_ACTS, *MARK_ACTS, *BLOCK_ACTS)


@st.composite
def pairs_of_edits(draw):
    base = draw(bases())
    return base, edited(draw, base, "m"), edited(draw, base, "t")


def everything(merged):
    """Words of the result: settled ones, and those of all sides of the conflicts."""
    return set().union(*(words_in(merged.resolve({}, otherwise=take)) for take in (Take.MINE, Take.THEIRS)))


@settings(max_examples=250, deadline=None)
@given(pairs_of_edits())
def test_every_inserted_word_of_both_is_kept_or_in_a_conflict(texts):
    base, mine, theirs = texts
    merged = merge_bodies(base, mine, theirs)
    inserted = (words_in(mine) | words_in(theirs)) - words_in(base)
    assert inserted <= everything(merged)
    for conflict in merged.conflicts:
        assert words_in(conflict.body("both")) >= (
            words_in(conflict.body("mine")) | words_in(conflict.body("theirs"))
        ) - words_in(conflict.body("base"))
    if merged.settled is not None:
        assert inserted <= words_in(merged.settled)


@settings(max_examples=250, deadline=None)
@given(pairs_of_edits())
def test_a_word_of_the_base_is_gone_only_where_one_of_them_deleted_it(texts):
    base, mine, theirs = texts
    kept_by_both = words_in(mine) & words_in(theirs)
    merged = merge_bodies(base, mine, theirs)
    for take in (Take.MINE, Take.THEIRS, Take.BOTH):
        assert kept_by_both <= words_in(merged.resolve({}, otherwise=take))


@settings(max_examples=250, deadline=None)
@given(pairs_of_edits())
def test_choosing_one_side_everywhere_keeps_all_its_words(texts):
    """Save those that the other deleted and it had not touched: nobody had to choose about them."""
    base, mine, theirs = texts
    merged = merge_bodies(base, mine, theirs)
    for take, side, other in ((Take.MINE, mine, theirs), (Take.THEIRS, theirs, mine)):
        deleted_by_other = words_in(base) - words_in(other)
        assert words_in(side) - deleted_by_other <= words_in(merged.resolve({}, otherwise=take))
        inside = [conflict.body(take.value) for conflict in merged.conflicts]
        assert set().union(*map(words_in, inside)) <= words_in(merged.resolve({}, otherwise=take))


@settings(max_examples=250, deadline=None)
@given(pairs_of_edits())
def test_a_settled_merge_deletes_only_what_one_of_them_deleted_and_the_other_left_alone(texts):
    base, mine, theirs = texts
    settled = merge_bodies(base, mine, theirs).settled
    if settled is None:
        return
    assert words_in(settled) <= words_in(mine) | words_in(theirs)
    gone = words_in(base) - words_in(settled)
    deleted = words_in(base) - (words_in(mine) & words_in(theirs))
    assert gone <= deleted
    # What one carried into a block of its own stands there, although the other deleted it in its old place.
    assert deleted - gone <= words_carried(base, mine) | words_carried(base, theirs)


@settings(max_examples=200, deadline=None)
@given(pairs_of_edits())
def test_who_is_called_mine_changes_no_content(texts):
    base, mine, theirs = texts
    one, other = merge_bodies(base, mine, theirs), merge_bodies(base, theirs, mine)
    assert len(one.conflicts) == len(other.conflicts)
    assert words_in(one.resolve({}, otherwise=Take.MINE)) == words_in(other.resolve({}, otherwise=Take.THEIRS))
    assert words_in(one.resolve({}, otherwise=Take.BOTH)) == words_in(other.resolve({}, otherwise=Take.BOTH))


@settings(max_examples=200, deadline=None)
@given(pairs_of_edits())
def test_a_side_that_did_nothing_and_two_that_did_the_same_give_that_text(texts):
    base, mine, _theirs = texts
    assert merge_bodies(base, mine, base).settled == mine
    assert merge_bodies(base, base, mine).settled == mine
    assert merge_bodies(base, mine, mine).settled == mine


@settings(max_examples=200, deadline=None)
@given(pairs_of_edits())
def test_a_result_is_a_clean_body(texts):
    merged = merge_bodies(*texts)
    for take in (Take.MINE, Take.THEIRS, Take.BOTH):
        resolved = merged.resolve({}, otherwise=take)
        assert clean_body(resolved) == resolved


@settings(max_examples=200, deadline=None)
@given(pairs_of_edits(), st.lists(st.sampled_from(["<p>x1 x2</p>", "<ul><li>x3</li></ul><p>x4</p>", "x5"]), min_size=1))
def test_what_is_written_instead_stands_there_with_every_word(texts, written_instead):
    merged = merge_bodies(*texts)
    chosen = {
        number: Choice(Take.EDITED, written_instead[number % len(written_instead)])
        for number in range(len(merged.conflicts))
    }
    resolved = words_in(merged.resolve(chosen))
    for choice in chosen.values():
        assert words_in(choice.text) <= resolved


@settings(max_examples=150, deadline=None)
@given(edits(), bodies)
def test_bodies_of_any_shape_lose_no_inserted_word(pair, other):
    """Repeated words, blocks in blocks, ids that stand twice or not at all."""
    base, mine, theirs = (clean_body(body) for body in (*pair, "".join(other)))
    merged = merge_bodies(base, mine, theirs)
    assert (words_in(mine) | words_in(theirs)) - words_in(base) <= everything(merged)


words = st.lists(st.sampled_from(["oras", "vanduo", "1 200,5", "2021–2030", "ir", ",", "žemė.", "„A“"]), max_size=8)


@settings(max_examples=200, deadline=None)
@given(words.map(" ".join), words.map(" ".join), words.map(" ".join))
def test_titles_keep_every_inserted_word(base, mine, theirs):
    merged = merge_texts(base, mine, theirs)
    assert (words_in(mine) | words_in(theirs)) - words_in(base) <= words_in(merged.side("both"))
    if merged.settled is not None:
        once = {word for word in words_in(base) if base.split().count(word) == 1}
        assert once & words_in(mine) & words_in(theirs) <= words_in(merged.settled)


@given(words.map(" ".join), words.map(" ".join))
def test_a_title_that_one_left_alone_is_the_others(base, new):
    assert merge_texts(base, new, base).settled == new
    assert merge_texts(base, base, new).settled == new
    assert merge_texts(base, new, new).settled == new


def seconds_for(paragraphs):
    text = "".join(f"<p>{' '.join(f'žodis{n}x{k}' for k in range(60))}</p>" for n in range(paragraphs))
    base = clean_body(text)
    mine = clean_body(base.replace("x3 ", "x3m ").replace("žodis7x", "mano"))
    theirs = clean_body(base.replace("x50 ", "x50t "))
    started = time.perf_counter()
    merged = merge_bodies(base, mine, theirs)
    assert "x3m" in merged.resolve({}, otherwise=Take.MINE)
    return time.perf_counter() - started, len(base)


@pytest.mark.parametrize("hostile", ["one paragraph", "no ids", "many short"])
def test_a_body_of_200_kilobytes_is_merged_in_seconds(hostile):
    lines = {
        "one paragraph": "<p>" + " ".join(f"w{n % 900}" for n in range(30_000)) + "</p>",
        "no ids": "".join(f"<p>eilutė {n % 50} apie orą</p>" for n in range(6000)),
        "many short": "<ul>" + "".join(f"<li>{n}</li>" for n in range(9000)) + "</ul>",
    }
    base = clean_body(lines[hostile])
    mine = clean_body(re.sub(r' data-block="\w+"', "", base.replace("1", "1 mano ")))
    theirs = clean_body(re.sub(r' data-block="\w+"', "", base.replace("2", "2 jų ")))
    started = time.process_time()  # its own work, however busy the machine is
    everything(merge_bodies(base, mine, theirs))
    assert time.process_time() - started < 20


def test_time_grows_with_the_text_and_not_faster():
    seconds_for(20)
    (small, letters), (large, more) = (min(seconds_for(n) for _ in range(2)) for n in (60, 480))
    assert large / small < 3 * more / letters
