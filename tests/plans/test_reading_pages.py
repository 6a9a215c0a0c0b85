"""Which lines stand on a page of the document, and where the next change is."""

from hypothesis import given
from hypothesis import strategies as st

from plans.hierarchy import Kind
from plans.models import Element
from plans.reviewing import Line, cut_pages, pick, steps_between

DEPTHS = {Kind.VISION: 0, Kind.PRIORITY: 1, Kind.GOAL: 2, Kind.TASK: 3, Kind.MEASURE: 4}


def line(kind, pk):
    return Line(Element(pk=pk, kind=kind, title=f"Nr. {pk}"), str(pk), DEPTHS[kind], f"Nr. {pk}")


def document(*kinds):
    return [line(kind, number) for number, kind in enumerate(kinds, start=1)]


V, P, G, T, M = DEPTHS
PLAN = document(V, P, G, T, M, M, T, M, G, T, M, P, G, T, M)


def pks(lines):
    return [one.element.pk for one in lines]


def test_wanted_lines_come_with_what_they_stand_under():
    picked = pick(PLAN, lambda element: element.pk in (6, 11))
    assert [(one.element.pk, one.is_context) for one in picked] == [
        (1, True), (2, True), (3, True), (4, True), (6, False), (9, True), (10, True), (11, False),
    ]  # fmt: skip


def test_everything_wanted_is_everything():
    assert pick(PLAN, lambda element: True) == PLAN
    assert pick(PLAN, lambda element: False) == []


def test_a_short_document_is_one_page():
    assert {one.page for one in cut_pages(PLAN)} == {1}


def test_a_long_document_is_cut_before_priorities_and_goals_and_says_where_it_goes_on():
    paged = cut_pages(PLAN, at_once=8)
    assert [one.element.pk for one in paged if one.page == 2 and one.is_context] == [1, 2]
    assert next(one for one in paged if one.page == 2 and not one.is_context).element.kind == G
    assert pks(one for one in paged if not one.is_context) == pks(PLAN)


@given(st.lists(st.sampled_from([P, G, T, M]), max_size=60), st.integers(2, 20))
def test_no_line_is_lost_or_doubled_by_the_pages(kinds, at_once):
    lines = document(V, *kinds)
    paged = cut_pages(lines, at_once)
    assert pks(one for one in paged if not one.is_context) == pks(lines)
    assert [one.page for one in paged] == sorted(one.page for one in paged)
    for number in {one.page for one in paged}:
        listed = pks(one for one in paged if one.page == number)
        assert len(set(listed)) == len(listed)


@given(st.lists(st.sampled_from([P, G, T, M]), max_size=40), st.sets(st.integers(1, 41)))
def test_picking_keeps_the_wanted_lines_once_and_in_order(kinds, wanted):
    lines = document(V, *kinds)
    picked = pick(lines, lambda element: element.pk in wanted)
    assert pks(one for one in picked if not one.is_context) == [pk for pk in pks(lines) if pk in wanted]
    assert len(set(pks(picked))) == len(picked)


def test_steps_lead_from_change_to_change_over_the_pages():
    paged = cut_pages(PLAN, at_once=8)
    steps = steps_between(paged, lambda element: element.pk in (2, 5, 15))
    assert list(steps) == [2, 5, 15]
    assert steps[2][0] is None
    assert steps[2][1].anchor == "e-5"
    assert steps[5][1] == steps_between(paged, lambda element: element.pk in (5, 15))[5][1]
    assert steps[5][1].page == max(one.page for one in paged)
    assert steps[15][1] is None
