"""Sums of money by every facet: one query each, the same as adding by hand."""

import random
from collections import defaultdict
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from klaipeda_plan.core.errors import NotAllowed, Refused
from plans.hierarchy import Kind
from plans.models import BodyRole, Element, Funding, FundingSource, MeasureBody, Organisation, Stage
from plans.services.elements import Content, add_element, remove_element, save_element
from plans.services.measures import refuse_impossible
from plans.services.money import write_cells
from plans.sums import Facet, money_by, money_by_all

FACETS = list(Facet)


@pytest.fixture
def stages(plan):
    for code, first, last in (("I", 2021, 2023), ("II", 2024, 2026)):
        Stage.objects.create(plan=plan, code=code, name=f"Etapas {code}", year_from=first, year_to=last)


def grow(tree, by, seed):
    """A random draft under the tree's goals: tasks, measures, money in any year, some of it removed."""
    dice = random.Random(seed)
    plan, removed = tree.task.plan, []
    for number in range(3):
        goal = dice.choice([tree.goal, tree.other_goal])
        task = add_element(plan, Kind.TASK, goal, Content(f"Uždavinys {number}", ""), by=by)
        for place in range(dice.randint(0, 3)):
            cells = {(dice.randint(2021, 2030), dice.choice(["SB", "ES"])): Decimal(dice.randint(1, 10**9)) / 100}
            detail = {"responsible": dice.choice(["", "UAB Oras", "Biudžetinė įstaiga"]), "partners": "UAB Kita"}
            content = Content(f"Priemonė {number}.{place}", "", detail=detail, funding=cells)
            removed.append(add_element(plan, Kind.MEASURE, task, content, by=by))
    for measure in removed[::3]:
        remove_element(measure, by=by)


def naive(plan, facet):
    """The same by walking up from each sum."""
    sums = defaultdict(int)
    for row in Funding.objects.filter(element__plan=plan).select_related("element", "source"):
        above, step = {}, row.element
        while step is not None:
            above[step.kind] = step
            step = step.parent
        if any(one.is_removed for one in above.values()):
            continue
        stage = next((one.code for one in Stage.objects.all() if one.year_from <= row.year <= one.year_to), None)
        body = MeasureBody.objects.filter(element=row.element, role=BodyRole.RESPONSIBLE).first()
        group = row.element.workgroup
        sums[{
            Facet.MEASURE: row.element_id, Facet.TASK: above[Kind.TASK].pk, Facet.GOAL: above[Kind.GOAL].pk,
            Facet.PRIORITY: above[Kind.PRIORITY].pk, Facet.GROUP: group.slug if group else None,
            Facet.SOURCE: row.source.code, Facet.YEAR: row.year, Facet.STAGE: stage,
            Facet.BODY: body.organisation_id if body else None,
        }[facet]] += row.cents  # fmt: skip
    return dict(sums)


@pytest.mark.parametrize("facet", FACETS)
def test_sums_of_one_measure_stand_on_every_facet_in_one_query(tree, stages, facet, django_assert_num_queries):
    with django_assert_num_queries(1):
        sums = money_by(tree.task.plan, facet)
    assert sum(sums.values()) == 20_000_050
    expected = {
        Facet.MEASURE: {tree.measure.pk}, Facet.TASK: {tree.task.pk}, Facet.GOAL: {tree.goal.pk},
        Facet.PRIORITY: {tree.priority.pk}, Facet.GROUP: {"aplinkos-apsauga"}, Facet.SOURCE: {"SB", "ES"},
        Facet.YEAR: {2022, 2023}, Facet.STAGE: {"I"},
        Facet.BODY: set(Organisation.objects.values_list("pk", flat=True)),
    }  # fmt: skip
    assert set(sums) == expected[facet]


@pytest.mark.parametrize("seed", range(5))
def test_sums_are_what_adding_by_hand_gives(tree, stages, people, seed):
    grow(tree, people.coordinator, seed)
    for facet in FACETS:
        assert money_by(tree.task.plan, facet) == naive(tree.task.plan, facet), facet


def test_two_facets_at_once(tree, stages, django_assert_num_queries):
    with django_assert_num_queries(1):
        sums = money_by_all(tree.task.plan, Facet.STAGE, Facet.YEAR, Facet.SOURCE)
    assert sums == {("I", 2022, "SB"): 12_000_000, ("I", 2023, "ES"): 8_000_050}


def test_a_year_in_no_stage_a_measure_without_a_body_have_no_key(tree, people):
    content = Content("Be nieko", "", funding={(2029, "SB"): Decimal(1)})
    add_element(tree.task.plan, Kind.MEASURE, tree.task, content, by=people.coordinator)
    assert money_by(tree.task.plan, Facet.STAGE) == {None: 20_000_150}
    assert money_by(tree.task.plan, Facet.BODY)[None] == 100


def test_what_is_removed_does_not_count_nor_what_is_under_it(tree, people):
    remove_element(tree.measure, by=people.coordinator)
    assert money_by(tree.task.plan, Facet.YEAR) == {}
    Element.objects.filter(pk=tree.measure.pk).update(is_removed=False)
    Element.objects.filter(pk=tree.task.pk).update(is_removed=True)
    assert money_by(tree.task.plan, Facet.YEAR) == {}


class TestWriting:
    @pytest.mark.parametrize("cell", [{(2022, "NERA"): 1}, {(2022, "SB"): -1}, {(1899, "SB"): 1}, {(2026, "SB"): 1},
                                      {(2022, "SB"): 10**15}])  # fmt: skip
    def test_an_impossible_sum_is_refused(self, tree, people, cell):
        with pytest.raises(Refused):
            write_cells(tree.measure, cell, base_number=1, by=people.member)
        assert Funding.objects.count() == 2

    def test_a_save_of_the_whole_element_refuses_the_same(self, tree, people):
        content = Content(tree.measure.title, "", funding={(2022, "NERA"): Decimal(1)})
        with pytest.raises(Refused, match="NERA"):
            save_element(tree.measure, content, base_version=1, by=people.member)

    def test_a_sum_of_a_year_nobody_plans_in_is_refused_by_name(self):
        with pytest.raises(Refused, match="1899"):
            refuse_impossible({(1899, "SB"): 1})

    def test_a_stranger_is_refused_even_with_nothing_to_write(self, tree, people):
        with pytest.raises(NotAllowed):
            write_cells(tree.measure, {}, base_number=1, by=people.stranger)

    def test_only_measures_have_money(self, tree, people):
        with pytest.raises(Refused):
            write_cells(tree.goal, {(2022, "SB"): 1}, base_number=1, by=people.member)

    @pytest.mark.parametrize(
        ("fields", "constraint"),
        [({"cents": -1}, "funding_not_negative"), ({"year": 1899}, "funding_plausible_year"),
         ({"year": 2021}, "funding_within_the_years_of_its_measure"),
         ({"year": 2026}, "funding_within_the_years_of_its_measure"),
         ({"year": 2022}, "funding_once_per_year_and_source")],
    )  # fmt: skip
    def test_the_database_refuses_by_name(self, tree, fields, constraint):
        row = {"element": tree.measure, "source": FundingSource.objects.get(code="SB"), "year": 2023, "cents": 5,
               "first_year": 2022, "last_year": 2025} | fields  # fmt: skip
        with pytest.raises(IntegrityError) as caught, transaction.atomic():
            Funding.objects.create(**row)
        assert constraint in str(caught.value) or "UNIQUE" in str(caught.value)
