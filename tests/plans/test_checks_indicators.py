"""Checks that the room of indicators adds to the plan's."""

import pytest

from plans.checks import Severity, run_checks
from plans.models import Element
from plans.services.elements import Content, save_element

pytestmark = pytest.mark.django_db
BASELINE = {"period": "2020", "value": "1"}
TARGET = {"period": "2030", "value": "2"}
CODES = {
    "goal_without_impact", "task_without_result", "vision_without_indicator", "indicator_without_baseline",
    "indicator_without_target", "target_outside_horizon", "target_before_baseline",
}  # fmt: skip


def indicator(**fields):
    return {
        "title": "Rodiklis", "unit": "vnt.", "decimals": 0, "direction": "increase", "source": "",
        "baseline": BASELINE, "targets": [TARGET], **fields,
    }  # fmt: skip


@pytest.fixture
def write(people):
    def save(element, *indicators):
        element = Element.objects.get(pk=element.pk)
        content = Content(element.title, element.body, parts={"indicators": list(indicators)})
        save_element(element, content, base_version=element.text_version, by=people.coordinator)

    return save


def found(plan, element):
    """{code: severity} of what is said of the element's indicators."""
    return {one.code: one.severity for one in run_checks(plan) if one.element == element and one.code in CODES}


def test_a_goal_wants_an_impact_indicator_and_a_task_a_result_indicator(plan, tree, write):
    assert found(plan, tree.goal) == found(plan, tree.task) == {}
    write(tree.goal)
    write(tree.task)
    assert found(plan, tree.goal) == {"goal_without_impact": Severity.ERROR}
    assert found(plan, tree.task) == {"task_without_result": Severity.ERROR}


def test_a_vision_without_indicators_is_a_warning_and_a_measure_may_do_without(plan, tree):
    assert found(plan, tree.vision) == {"vision_without_indicator": Severity.WARNING}
    assert found(plan, tree.measure) == {}


@pytest.mark.parametrize(
    ("fields", "code", "severity"),
    [
        ({"baseline": None}, "indicator_without_baseline", Severity.WARNING),
        ({"targets": []}, "indicator_without_target", Severity.WARNING),
        ({"targets": [{"period": "2031", "value": "2"}]}, "target_outside_horizon", Severity.ERROR),
        ({"targets": [{"period": "2020K4", "value": "2"}]}, "target_outside_horizon", Severity.ERROR),
        ({"baseline": {"period": "2026", "value": "1"}, "targets": [{"period": "2025", "value": "2"}]},
         "target_before_baseline", Severity.WARNING),
    ],
)  # fmt: skip
def test_an_indicator_of_a_goal(plan, tree, write, fields, code, severity):
    write(tree.goal, indicator(), indicator(title="Antras", **fields))
    assert found(plan, tree.goal) == {code: severity}


def test_the_vision_looks_further_than_the_plan(plan, tree, write):
    write(tree.vision, indicator(targets=[{"period": "2035", "value": "2"}]))
    assert found(plan, tree.vision) == {}
    write(tree.vision, indicator(targets=[{"period": "2036", "value": "2"}]))
    assert found(plan, tree.vision) == {"target_outside_horizon": Severity.ERROR}


def test_two_wrong_targets_of_one_indicator_are_told_each(plan, tree, write):
    write(tree.goal, indicator(targets=[{"period": "2031", "value": "2"}, {"period": "2032", "value": "2"}]))
    messages = [one.message for one in run_checks(plan) if one.code == "target_outside_horizon"]
    assert messages == [
        f"Rodiklio „Rodiklis“ siektina reikšmė nustatyta {year} metams, o laikotarpis yra 2021–2030."
        for year in (2031, 2032)
    ]
