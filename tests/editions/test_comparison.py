"""What a comparison of two editions says: by uid, the fewest moves, every kind of change, counts and money."""

import time

import pytest

from editions.comparison.comparing import NotComparable, compare_editions
from editions.comparison.model import Rewrite, Sort
from editions.comparison.presenting import Shown, View, Wanted, show
from editions.comparison.summary import summarize
from klaipeda_plan.core.bodies import clean_body
from klaipeda_plan.core.diffing import render_body
from plans.hierarchy import Kind
from plans.models import Plan
from tests.editions.comparing import compared, element, sorts
from tests.editions.papers import words
from tests.editions.support import write

SOURCES = [("SB", "Savivaldybės biudžetas"), ("ES", "Europos Sąjungos lėšos")]
DETAIL = {"responsible": "savivaldybė", "partners": "", "year_from": 2022, "year_to": 2025, "other_resources": ""}


def money(*sums):
    return [{"year": year, "source": source, "cents": cents} for year, source, cents in sums]


def indicator(uid, target, title="Stotelės"):
    return {
        "uid": uid, "title": title, "unit": "vnt.", "decimals": 0, "direction": "increase", "source": "",
        "baseline": {"period": "2020", "value": "1"}, "targets": [{"period": "2030", "value": target}],
        "observations": [],
    }  # fmt: skip


def outline(*tasks, vision="KLAIPĖDA 2035 – atvira, sumani, įtrauki"):
    return [
        ("v", None, element(Kind.VISION, vision)),
        ("p", "v", element(Kind.PRIORITY, "Prioritetas")),
        ("g", "p", element(Kind.GOAL, "Tikslas", workgroup="aplinkos-apsauga")),
        *((uid, "g", element(Kind.TASK, f"Uždavinys {uid}")) for uid in tasks),
    ]


def with_measure(**more):
    return [*outline("t"), ("m", "t", element(Kind.MEASURE, "Priemonė", **more))]


def entry_of(old, new):
    (entry,) = compared(with_measure(**old), with_measure(**new)).entries
    return entry


def test_one_word_of_the_vision_differs():
    comparison = compared(outline("a"), outline("a", vision="KLAIPĖDA 2035 – veržli, sumani, įtrauki"))
    (entry,) = comparison.entries
    assert entry.sorts == (Sort.REWORDED,)
    changed = [run for run in entry.difference.title.runs if run.change.value != "same"]
    assert [(run.change.value, (run.old or run.new)[0].text) for run in changed] == [
        ("deleted", "atvira"), ("inserted", "veržli"),
    ]  # fmt: skip


def test_equal_editions_have_nothing_to_tell():
    comparison = compared(outline("a", "b"), outline("a", "b"))
    assert comparison.is_empty
    assert comparison.operations == ()
    assert summarize(comparison, SOURCES).unchanged == 5


def test_neighbours_of_an_added_element_are_renumbered_and_not_moved():
    comparison = compared(outline("a", "b", "c"), outline("new", "a", "b", "c"))
    assert sorts(comparison) == {
        "Uždavinys new": ["added"], "Uždavinys a": ["renumbered"], "Uždavinys b": ["renumbered"],
        "Uždavinys c": ["renumbered"],
    }  # fmt: skip
    assert [entry.uid for entry in comparison.changes] == ["new"]
    assert [entry.codes for entry in comparison.renumbered] == [
        ("1.1.1", "1.1.2"),
        ("1.1.2", "1.1.3"),
        ("1.1.3", "1.1.4"),
    ]


def test_one_element_put_last_is_the_only_one_that_moved():
    comparison = compared(outline("a", "b", "c", "d"), outline("b", "c", "d", "a"))
    moved = [entry for entry in comparison.entries if Sort.MOVED in entry.sorts]
    assert [entry.uid for entry in moved] == ["a"]
    move = moved[0].move
    assert (move.is_reordered, move.old_rank, move.new_rank, move.new_parent) == (True, 1, 4, "1.1 Tikslas")


def test_a_move_says_from_where_to_where_and_takes_its_branch_along():
    second = ("g2", "p", element(Kind.GOAL, "Kitas tikslas"))
    measure = ("m", "a", element(Kind.MEASURE, "Priemonė"))
    old = [*outline("a"), measure, second]
    new = [*outline(), second, ("a", "g2", element(Kind.TASK, "Uždavinys a")), measure]
    comparison = compared(old, new)
    assert sorts(comparison) == {"Uždavinys a": ["moved"], "Priemonė": ["renumbered"]}
    move = comparison.changes[0].move
    assert (move.old_parent, move.new_parent, move.is_reordered) == ("1.1 Tikslas", "1.2 Kitas tikslas", False)


def test_what_stood_under_a_removed_element_may_live_on_elsewhere():
    measure = ("m", "a", element(Kind.MEASURE, "Priemonė"))
    comparison = compared([*outline("a", "b"), measure], [*outline("b"), ("m", "b", measure[2])])
    assert sorts(comparison) == {
        "Uždavinys a": ["removed"], "Uždavinys b": ["renumbered"], "Priemonė": ["moved"],
    }  # fmt: skip


def test_removed_elements_stand_where_they_stood():
    comparison = compared(outline("a", "b", "c"), outline("a", "c"))
    assert [line.node.title for line in comparison.lines][3:] == ["Uždavinys a", "Uždavinys b", "Uždavinys c"]
    assert comparison.changes[0].new is None
    assert comparison.changes[0].codes == ("1.1.2", "")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"body": "<p>Oras</p>"}, {"body": "<p>Vanduo</p>"}, Sort.REWORDED),
        ({"funding": money((2022, "SB", 100))}, {"funding": money((2022, "SB", 200))}, Sort.MONEY),
        ({"detail": DETAIL}, {"detail": DETAIL | {"year_to": 2030}}, Sort.YEARS),
        ({"detail": DETAIL}, {"detail": DETAIL | {"responsible": "AB"}}, Sort.BODIES),
        ({"detail": DETAIL}, {"detail": DETAIL | {"office": "skyrius"}}, Sort.BODIES),
        ({"detail": DETAIL}, {"detail": DETAIL | {"stage": "I"}}, Sort.STAGE),
        ({"detail": DETAIL}, {"detail": DETAIL | {"expected_result": "Švaru"}}, Sort.RESULT),
        ({"detail": DETAIL}, {"detail": DETAIL | {"land": "2.5"}}, Sort.RESOURCES),
        ({"indicators": [indicator("i", "5")]}, {"indicators": [indicator("i", "9")]}, Sort.TARGETS),
        ({"indicators": [indicator("i", "5")]}, {"indicators": [indicator("i", "5", "Kitas")]}, Sort.INDICATORS),
        ({}, {"links": [{"kind": "contributes", "target": "p", "reason": ""}]}, Sort.LINKS),
        ({}, {"workgroup": "socialine-aplinka"}, Sort.OWNER),
    ],
)
def test_each_field_is_a_sort_of_change(old, new, expected):
    entry = entry_of(old, new)
    assert entry.sorts == (expected,)
    assert entry.reason is None


def test_the_area_is_the_groups_that_owns_the_element_or_what_is_above_it():
    entry = entry_of({}, {"body": "<p>Nauja.</p>"})
    assert entry.area == "aplinkos-apsauga"
    (vision,) = compared(outline(), outline(vision="Kita")).entries
    assert vision.area == ""


def test_the_summary_counts_by_level_sort_and_area_and_sums_the_money():
    old = with_measure(funding=money((2022, "SB", 100), (2023, "ES", 50)))
    new = [
        *with_measure(funding=money((2022, "SB", 300), (2023, "ES", 50))),
        ("n", "t", element(Kind.MEASURE, "Nauja")),
    ]
    summary = summarize(compared(old, new), SOURCES)
    levels = [(level.kind, level.added, level.removed, level.moved, level.changed) for level in summary.levels]
    assert levels == [(Kind.MEASURE, 1, 0, 0, 1)]
    assert summary.sorts == {Sort.ADDED: 1, Sort.MONEY: 1}
    assert summary.areas == {"aplinkos-apsauga": 2}
    assert [(line.label, line.old, line.new, line.delta) for line in summary.money.years] == [
        ("2022", 100, 300, 200), ("2023", 50, 50, 0),
    ]  # fmt: skip
    assert [line.label for line in summary.money.sources] == ["Savivaldybės biudžetas", "Europos Sąjungos lėšos"]
    assert (summary.money.total.old, summary.money.total.new) == (150, 350)


def test_money_that_did_not_change_is_not_told():
    rows = with_measure(funding=money((2022, "SB", 100)))
    other = with_measure(funding=money((2022, "SB", 100)), body="<p>Naujas.</p>")
    assert summarize(compared(rows, other), SOURCES).money is None


def test_filters_take_one_sort_of_one_area_and_refuse_other_words():
    comparison = compared(outline("a"), outline("a", "b", vision="Kita"))
    shown = show({"pokytis": "irasyta"}, comparison)
    assert [line.node.title for line in shown.lines] == ["Uždavinys b"]
    shared = show({"sritis": "bendra", "rodyti": "pakeitimai"}, comparison)
    assert [entry.uid for entry in shared.entries] == ["v"]
    assert len(Shown(comparison, Wanted(view=View.WHOLE)).lines) == 5
    for query in ({"pokytis": "zodis"}, {"sritis": "nera"}, {"rodyti": "viska"}):
        assert show(query, comparison) is None


def test_only_ids_of_blocks_differ_so_a_reader_sees_nothing():
    comparison = compared(
        with_measure(body='<p data-block="aaaaaaaa">Oras</p>'), with_measure(body='<p data-block="bbbbbbbb">Oras</p>')
    )
    assert comparison.is_empty
    assert [type(one) for one in comparison.operations] == [Rewrite]


def test_names_with_quotes_and_brackets_and_hostile_markup_stay_words():
    hostile = clean_body('<p onclick="x()">A<script>alert(1)</script></p><img src="file:///etc/passwd" alt="x">')
    entry = entry_of({"body": "<p>„A“ &lt;b&gt;</p>"}, {"body": hostile + "<p>&lt;script&gt;</p>"})
    markup = render_body(entry.difference.body)
    assert "<script" not in markup
    assert "onclick" not in markup
    assert "file:" not in markup


def test_a_table_of_five_thousand_rows_is_compared_in_time():
    def table(changed):
        rows = "".join(
            f"<tr><td>{row}</td><td>{'naujas' if row in changed else 'senas'} {row}</td></tr>" for row in range(5000)
        )
        return f"<table><tbody>{rows}</tbody></table>"

    begun = time.process_time()
    entry = entry_of({"body": table(())}, {"body": table({7, 2500, 4999})})
    assert words(render_body(entry.difference.body)).count("<ins>") == 3
    assert time.process_time() - begun < 10


def test_an_edition_is_not_compared_with_itself(plan, people):
    edition = write(plan, people.coordinator, [])
    with pytest.raises(NotComparable, match="ne su ja pačia"):
        compare_editions(edition, edition)


def test_editions_of_two_plans_are_not_compared(plan, people):
    other = Plan.objects.create(slug="kitas", title="Kitas", period_start=2013, period_end=2020)
    pair = [write(one, people.coordinator, []) for one in (plan, other)]
    with pytest.raises(NotComparable, match="dviejų skirtingų planų"):
        compare_editions(*pair)


def test_an_empty_edition_is_compared_as_everything_added_or_removed(plan, people, django_assert_num_queries):
    vision = ("00000000-0000-4000-8000-000000000001", None, "00001", Kind.VISION, "Vizija", {})
    empty, full = write(plan, people.coordinator, []), write(plan, people.coordinator, [vision])
    assert sorts(compare_editions(empty, full)) == {"Vizija": ["added"]}
    assert sorts(compare_editions(full, empty)) == {"Vizija": ["removed"]}
    with django_assert_num_queries(1):  # of its reasons
        compare_editions(empty, full)
