"""Plan checks: each finds what it is named after, in its place, with a cure; and nothing where all is well."""

import pytest

from plans.checks import Severity, run_checks
from plans.hierarchy import Kind
from plans.models import Element, LinkKind
from plans.services.elements import Content, add_element, remove_element, save_element
from plans.services.links import link_elements
from plans.services.remarks import add_remark
from plans.services.review import return_element, submit_elements
from tests.support.factories import accept_all, one_indicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def add(plan, people):
    def make(kind, parent, title="Naujas elementas", body="<p>Tekstas.</p>", **fields):
        extra = {name: fields.pop(name) for name in ("workgroup", "is_horizontal") if name in fields}
        return add_element(plan, kind, parent, Content(title, body, **fields), by=people.coordinator, **extra)

    return make


@pytest.fixture
def change(people):
    def save(element, **fields):
        element = Element.objects.get(pk=element.pk)
        content = {"title": element.title, "body": element.body, **fields}
        save_element(element, Content(**content), base_version=element.text_version, by=people.coordinator)

    return save


def found(plan, code):
    """(place, message) of what the check finds."""
    return [(one.place, one.message) for one in run_checks(plan) if one.code == code]


def places(plan, code):
    return [place for place, _message in found(plan, code)]


def test_a_plan_without_a_vision_says_so_of_the_plan_as_a_whole(plan):
    findings = [one for one in run_checks(plan) if one.severity == Severity.ERROR]
    assert [(one.code, one.element, one.place, one.address) for one in findings] == [
        ("no_vision", None, "", "/rengimas/prideti/")
    ]


def test_the_small_tree_has_no_errors(plan, tree):
    assert [one for one in run_checks(plan) if one.severity == Severity.ERROR] == []
    assert found(plan, "no_vision") == []


@pytest.mark.parametrize(
    ("detail", "code"),
    [
        ({"responsible": ""}, "measure_without_body"),
        ({"responsible": "  "}, "measure_without_body"),
        ({"year_from": None}, "measure_without_years"),
        ({"year_to": None}, "measure_without_years"),
        ({"year_from": 2020}, "years_outside_plan"),
        ({"year_to": 2031}, "years_outside_plan"),
    ],
)
def test_the_detail_of_a_measure_is_an_error_that_names_its_place(plan, tree, change, detail, code):
    assert places(plan, code) == []
    change(tree.measure, detail=detail)
    finding = next(one for one in run_checks(plan) if one.code == code)
    assert (finding.severity, finding.place, finding.element) == (Severity.ERROR, "1.1.1.1", tree.measure)
    assert finding.cure
    assert finding.address == f"/rengimas/e/{tree.measure.uid}/redaguoti/"


def test_money_outside_the_years_names_the_years(plan, tree, change):
    """No save writes such a sum; one that came before the rule is found."""
    assert found(plan, "money_outside_years") == []
    version = tree.measure.current_version
    version.snapshot["funding"] = [{"year": year, "source": "SB", "cents": 500} for year in (2021, 2022, 2030)]
    version.save()
    assert found(plan, "money_outside_years") == [
        ("1.1.1.1", "Lėšos įrašytos 2021, 2030 metams, o priemonė vykdoma 2022–2025.")
    ]


def test_a_measure_without_money_is_a_warning_and_one_with_a_gap_a_hint(plan, tree, change):
    assert found(plan, "year_without_money") == [("1.1.1.1", "Neįrašyta lėšų šiems metams: 2024, 2025.")]
    assert places(plan, "measure_without_money") == []
    change(tree.measure, funding={})
    assert places(plan, "measure_without_money") == ["1.1.1.1"]
    assert places(plan, "year_without_money") == []


def test_what_has_nothing_under_it(plan, tree, add):
    assert places(plan, "goal_without_tasks") == ["1.2"]
    assert places(plan, "task_without_measures") == []
    assert places(plan, "priority_without_goals") == []
    add(Kind.TASK, tree.other_goal, parts=one_indicator("Rodiklis"))
    add(Kind.PRIORITY, tree.vision)
    assert places(plan, "goal_without_tasks") == []
    assert places(plan, "task_without_measures") == ["1.2.1"]
    assert places(plan, "priority_without_goals") == ["II"]


def test_the_horizontal_priority_wants_contributions_not_goals(plan, tree, people):
    assert places(plan, "horizontal_without_contributions") == ["H"]
    link_elements(tree.goal, tree.horizontal, LinkKind.CONTRIBUTES, by=people.member)
    assert places(plan, "horizontal_without_contributions") == []


def test_problems_without_goals_and_goals_without_problems(plan, tree, add, people, groups):
    section = add(Kind.SECTION, None, "Analizė", workgroup=groups["aplinkos-apsauga"])
    problem = add(Kind.PROBLEM, section, "Dulkės")
    assert places(plan, "problem_without_goal") == ["S1-PR1"]
    assert places(plan, "goal_without_problem") == ["1.1", "1.2"]
    link_elements(tree.goal, problem, LinkKind.ADDRESSES, by=people.member)
    assert places(plan, "problem_without_goal") == []
    assert places(plan, "goal_without_problem") == ["1.2"]
    remove_element(problem, by=people.member)
    assert places(plan, "goal_without_problem") == ["1.1", "1.2"]
    assert places(plan, "link_to_missing") == ["1.1"]


def test_a_goal_that_was_removed_addresses_nothing(plan, tree, add, people, groups):
    section = add(Kind.SECTION, None, "Analizė", workgroup=groups["aplinkos-apsauga"])
    problem = add(Kind.PROBLEM, section, "Dulkės")
    link_elements(tree.other_goal, problem, LinkKind.ADDRESSES, by=people.coordinator)
    assert places(plan, "problem_without_goal") == []
    remove_element(Element.objects.get(pk=tree.other_goal.pk), by=people.coordinator)
    assert places(plan, "problem_without_goal") == ["S1-PR1"]


def test_titles_that_differ_only_in_letters_and_spaces_are_duplicates_beside_each_other(plan, tree, add):
    assert places(plan, "duplicate_title") == []
    add(Kind.MEASURE, tree.task, "ORO kokybės  stotelių įrengimas")
    assert places(plan, "duplicate_title") == ["1.1.1.1", "1.1.1.2"]
    other = add(Kind.TASK, tree.other_goal, "Plėsti oro stebėseną")
    add(Kind.MEASURE, other, "Oro kokybės stotelių įrengimas")
    assert places(plan, "duplicate_title") == ["1.1.1.1", "1.1.1.2"], "the same title elsewhere is no mistake"


def test_an_analysis_says_what_it_lacks(plan, tree, add, groups):
    section = add(Kind.SECTION, None, "Analizė", workgroup=groups["aplinkos-apsauga"])
    assert found(plan, "analysis_incomplete") == [], "a section of text is no analysis"
    for kind in (Kind.STRENGTH, Kind.WEAKNESS, Kind.OPPORTUNITY, Kind.PROBLEM):
        add(kind, section)
    assert found(plan, "analysis_incomplete") == [("S1", "Srities analizėje trūksta: grėsmė, srities vizija.")]


def test_what_stands_under_something_removed_is_an_orphan(plan, tree, people):
    """Services refuse it; two people at once, or an import, may still bring it about."""
    assert found(plan, "orphan") == []
    Element.objects.filter(pk=tree.goal.pk).update(is_removed=True)
    titles = [one.element.title for one in run_checks(plan) if one.code == "orphan"]
    assert titles == ["Plėsti oro stebėseną", "Oro kokybės stotelių įrengimas"]
    assert found(plan, "orphan")[0][1] == "Yra po pašalintu elementu „Mažinti oro taršą“."


class TestTheWayToAcceptance:
    def test_what_is_not_accepted_is_a_hint(self, plan, tree, people, change):
        assert places(plan, "not_accepted") == ["V", "I", "1.1", "1.1.1", "1.1.1.1", "1.2", "H"]
        accept_all(plan, by=people.coordinator)
        assert places(plan, "not_accepted") == []
        change(tree.measure, title="Kitaip")
        assert "ankstesnė" in found(plan, "not_accepted")[0][1]

    def test_a_removal_that_waits_is_named(self, plan, tree, people):
        accept_all(plan, by=people.coordinator)
        remove_element(Element.objects.get(pk=tree.measure.pk), by=people.member)
        findings = [one for one in run_checks(plan) if one.code == "not_accepted"]
        assert [(one.element, "Pašalinimas" in one.message) for one in findings] == [(tree.measure, True)]

    def test_a_returned_element_brings_the_reason(self, plan, tree, people, change):
        submit_elements([tree.measure], by=people.chair)
        version = Element.objects.get(pk=tree.measure.pk).current_version_id
        return_element(tree.measure, version_id=version, by=people.consultant, reason="Patikslinkite sumą.")
        assert found(plan, "returned") == [("1.1.1.1", "Vertintojai grąžino: „Patikslinkite sumą.“")]
        assert "1.1.1.1" not in places(plan, "not_accepted")
        change(tree.measure, title="Patikslinta")
        assert found(plan, "returned") == []

    def test_open_remarks_are_counted(self, plan, tree, people):
        for text in ("Pirma", "Antra"):
            add_remark(Element.objects.get(pk=tree.goal.pk), text, by=people.consultant)
        assert found(plan, "open_remarks") == [("1.1", "Neišspręstos 2 pastabos.")]


def test_findings_come_the_gravest_first_then_in_the_order_of_the_document(plan, tree, change):
    change(tree.measure, detail={"responsible": ""}, body="")
    findings = run_checks(plan)
    assert [one.severity.rank for one in findings] == sorted(one.severity.rank for one in findings)
    warnings = [one.place for one in findings if one.severity == Severity.WARNING]
    assert warnings == sorted(warnings, key=["V", "1.1", "1.1.1.1", "1.2"].index)


def test_a_scope_asks_about_some_elements_and_not_about_the_plan(plan, tree, groups):
    other = groups["socialine-aplinka"].pk
    findings = run_checks(plan, scope=lambda element: element.workgroup_id == other)
    assert {one.element for one in findings} == {tree.other_goal}
    whole = {one.code for one in run_checks(plan) if one.element == tree.other_goal}
    assert {one.code for one in findings} == whole


@pytest.mark.parametrize("more", [0, 2])
def test_the_number_of_queries_does_not_grow(plan, tree, add, more, django_assert_num_queries):
    for number in range(more):
        task = add(Kind.TASK, tree.goal, f"Uždavinys {number}", parts=one_indicator("Rodiklis"))
        add(Kind.MEASURE, task, f"Priemonė {number}", "<p>Iš viso 5 Eur. <a href='/planas/9.9/'>Čia</a></p>")
    with django_assert_num_queries(6):
        run_checks(plan)
    with django_assert_num_queries(6):
        run_checks(plan, scope=lambda element: element.pk == tree.goal.pk)
