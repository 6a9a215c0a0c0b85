"""A long comparison comes in pages and parts, each with an address of its own, while its counts stay whole."""

import pytest

from editions.comparison.parts import PER_PAGE, parts_of
from editions.comparison.presenting import FEW_CODES, Shown, View, Wanted, show
from plans.hierarchy import Kind
from tests.editions.comparing import compared, element


def outline(measures, *, goals=2, word="", first=""):
    """A vision and two priorities, each with goals and measures under one task; all numbers are of each priority."""
    rows = [("v", None, element(Kind.VISION, f"Vizija {word}".strip()))]
    for p in range(2):
        rows.append((f"p{p}", "v", element(Kind.PRIORITY, f"Prioritetas {p}")))
        for g in range(goals):
            rows.append((f"g{p}{g}", f"p{p}", element(Kind.GOAL, f"Tikslas {p}{g}", workgroup="aplinkos-apsauga")))
        rows.append((f"t{p}", f"g{p}0", element(Kind.TASK, f"Uždavinys {p}")))
        if first and p == 0:
            rows.append((first, "t0", element(Kind.MEASURE, "Nauja pirma")))
        for m in range(measures):
            rows.append((f"m{p}-{m}", f"t{p}", element(Kind.MEASURE, f"Priemonė {p}-{m} {word}".strip())))
    return rows


@pytest.fixture(scope="module")
def long():
    """All 121 titles of measures and of the vision differ: 1 + 60 + 60."""
    return compared(outline(60), outline(60, word="naujai"))


def titles(shown):
    return [line.node.title for line in shown.page.lines]


def test_a_page_holds_fifty_and_all_pages_hold_everything_once(long):
    shown = [show({"puslapis": str(number)} if number > 1 else {}, long) for number in (1, 2, 3)]
    assert [len(titles(one)) for one in shown] == [PER_PAGE, PER_PAGE, 21]
    assert [title for one in shown for title in titles(one)] == [entry.node.title for entry in long.changes]
    assert [(one.page.first, one.page.last, one.page.of) for one in shown] == [
        (1, 50, 121),
        (51, 100, 121),
        (101, 121, 121),
    ]


def test_counts_stay_whole_on_every_page_and_under_every_choice(long):
    for query in ({}, {"puslapis": "3"}, {"sritis": "bendra"}, {"pokytis": "tekstas", "rodyti": "visas"}):
        summary = show(query, long).summary
        assert (sum(summary.sorts.values()), summary.unchanged) == (121, 8), query


def test_parts_have_addresses_of_their_own_with_their_counts(long):
    shown = show({}, long)
    assert [(part.label, part.count) for part in shown.parts] == [
        ("Vizija", 1), ("I Prioritetas 0", 60), ("II Prioritetas 1", 60),
    ]  # fmt: skip
    second = show({"dalis": shown.parts[2].word}, long)
    assert second.page.of == 60
    assert {entry[:10] for entry in titles(second)} == {"Priemonė 1"}
    assert show({"dalis": shown.parts[0].word}, long).page.is_only


def test_lines_stand_under_the_part_to_which_they_belong(long):
    groups = show({"puslapis": "2"}, long).groups
    assert [(part.name, len(lines)) for part, lines in groups] == [("I Prioritetas 0", 11), ("II Prioritetas 1", 39)]


def test_an_element_is_found_on_the_page_that_holds_it(long):
    for entry in (long.changes[0], long.changes[-1]):
        shown = show({"elementas": entry.node.short_uid}, long)
        assert entry.node.title in titles(shown)
    unchanged = next(line for line in long.lines if line.entry is None)
    assert show({"elementas": unchanged.node.short_uid}, long).page.number == 1
    assert unchanged.node.title in titles(show({"elementas": unchanged.node.short_uid, "rodyti": "visas"}, long))


def test_the_whole_text_comes_in_pages_too(long):
    shown = show({"rodyti": "visas"}, long)
    assert (shown.page.of, shown.page.total) == (129, 3)


def test_pages_keep_what_was_chosen_and_nothing_else_of_the_address(long):
    shown = show({"rodyti": "visas", "sritis": "bendra", "utm": "x", "puslapis": "1"}, long)
    assert shown.pages[0] == (1, "?sritis=bendra&rodyti=visas&puslapis=1")
    assert all("utm" not in query for _number, query in shown.pages)


@pytest.mark.parametrize("query", [
    {"puslapis": "0"}, {"puslapis": "4"}, {"puslapis": "01"}, {"puslapis": "-1"}, {"puslapis": "x"}, {"puslapis": "٣"},
    {"puslapis": "9" * 40}, {"dalis": "nera"}, {"elementas": "nera"}, {"rodyti": "viskas"},
])  # fmt: skip
def test_what_is_no_page_is_none(long, query):
    assert show(query, long) is None


def test_many_new_codes_have_pages_of_their_own_and_few_stand_below():
    many = compared(outline(FEW_CODES + 30), outline(FEW_CODES + 30, first="nauja"))
    shown = show({}, many)
    assert (len(many.renumbered), shown.has_few_codes, shown.page.of) == (FEW_CODES + 30, False, 1)
    assert shown.codes_query == "?rodyti=kodai"
    codes = show({"rodyti": "kodai"}, many)
    assert (codes.page.of, codes.page.total) == (60, 2)
    assert codes.page.lines[0].entry.codes == ("1.1.1.1", "1.1.1.2")
    few = compared(outline(3), outline(3, first="nauja"))
    assert show({}, few).has_few_codes


def test_two_empty_editions_and_an_empty_basis_have_a_page():
    nothing = compared([], [])
    assert (nothing.is_empty, show({}, nothing).page.of, show({}, nothing).groups) == (True, 0, [])
    assert show({"rodyti": "visas"}, nothing).page.is_only
    new = compared([], outline(1))
    assert show({}, new).page.of == 11
    assert Shown(new, Wanted(view=View.WHOLE)).page.of == 11


def test_parts_of_the_document_hold_every_line_once(long):
    held = [line for part in parts_of(long) for line in part.lines]
    assert held == list(long.lines)
