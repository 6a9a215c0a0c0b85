"""The services that write elements: every write makes one version with its history, refusals write nothing."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from indicators.models import IndicatorValue
from klaipeda_plan.core.errors import NotAllowed, Refused
from plans.hierarchy import PARENTS, Kind
from plans.models import Element, Funding, State, VersionKind
from plans.queries import draft_tree
from plans.services.elements import (
    Content,
    add_element,
    move_element,
    remove_element,
    restore_element,
    save_element,
)
from tests.support.factories import accept_all


def fresh(element):
    return Element.objects.get(pk=element.pk)


def add(parent, title, by, kind=Kind.TASK, **more):
    return add_element(parent.plan, kind, parent, Content(title, ""), by=by, **more)


def test_an_added_element_stands_last_and_belongs_to_the_parents_group(people, tree):
    added = add(tree.goal, "Antras", people.member)
    assert added.workgroup == tree.goal.workgroup
    assert added.position > tree.task.position
    assert (added.current_version.number, added.current_version.kind) == (1, VersionKind.ADDED)
    assert [row.history_user for row in added.history.all()] == [people.member]


def test_only_the_coordinator_names_another_group(people, tree, groups):
    other = groups["socialine-aplinka"]
    assert add(tree.goal, "A", people.member, workgroup=other).workgroup == tree.goal.workgroup
    assert add(tree.goal, "B", people.coordinator, workgroup=other).workgroup == other


def test_who_may_not_add_adds_nothing(people, tree):
    before = Element.objects.count()
    with pytest.raises(NotAllowed) as caught:
        add(tree.goal, "X", people.stranger)
    assert caught.value.who_may
    with pytest.raises(NotAllowed):
        add_element(tree.goal.plan, Kind.SECTION, None, Content("X", ""), by=people.member)
    assert Element.objects.count() == before


@pytest.mark.parametrize("kind", [Kind.MEASURE, Kind.GOAL, Kind.VISION, Kind.STRENGTH])
def test_a_kind_stands_only_under_its_parents(people, tree, kind):
    with pytest.raises(Refused):
        add(tree.goal, "X", people.coordinator, kind)


def test_the_database_refuses_what_the_service_would(tree):
    for kind in Kind:
        if Kind.GOAL not in PARENTS[kind]:
            with pytest.raises(IntegrityError):
                Element.objects.create(plan=tree.goal.plan, kind=kind, parent=tree.goal, title="X")
            break


def test_nothing_is_added_under_what_was_removed(people, tree):
    remove_element(tree.measure, by=people.member)
    remove_element(tree.task, by=people.member)
    with pytest.raises(Refused):
        add(tree.task, "X", people.member, Kind.MEASURE)


def test_a_second_vision_is_refused_also_by_bringing_one_back(people, tree):
    plan = tree.vision.plan
    with pytest.raises(Refused):
        add_element(plan, Kind.VISION, None, Content("Antra", ""), by=people.coordinator)
    remove_element(tree.horizontal, by=people.coordinator)
    add(tree.vision, "Naujas horizontalusis", people.coordinator, Kind.PRIORITY, is_horizontal=True)
    with pytest.raises(Refused):
        restore_element(tree.horizontal, by=people.coordinator)
    assert fresh(tree.horizontal).is_removed


def test_a_save_makes_the_money_exactly_what_was_given(people, tree):
    content = Content("A", "", funding={(2022, "SB"): Decimal("1.25"), (2025, "ES"): Decimal(7)})
    save_element(tree.measure, content, base_version=1, by=people.member)
    rows = Funding.objects.filter(element=tree.measure).values_list("year", "source__code", "cents")
    assert sorted(rows) == [(2022, "SB", 125), (2025, "ES", 700)]
    history = Funding.history.filter(element_id=tree.measure.pk).values_list("history_type", flat=True)
    assert sorted(history) == ["+", "+", "+", "-", "~"]


def test_a_sum_with_a_part_of_a_cent_writes_nothing(people, tree):
    content = Content("Kitas", "", funding={(2022, "SB"): Decimal("1.255")})
    with pytest.raises(ValidationError):
        save_element(tree.measure, content, base_version=1, by=people.member)
    assert fresh(tree.measure).title == tree.measure.title
    assert Funding.objects.filter(element=tree.measure).count() == 2


def test_what_is_not_given_stays(people, tree):
    save_element(tree.measure, Content("Tik pavadinimas", "<p>A</p>"), base_version=1, by=people.member)
    snapshot = fresh(tree.measure).current_version.snapshot
    assert len(snapshot["funding"]) == 2
    assert snapshot["detail"]["year_from"] == 2022


def test_observations_outlive_a_save_of_the_indicators(people, tree):
    indicator = tree.goal.indicators.get()
    IndicatorValue.objects.create(indicator=indicator, kind="observation", period="2023", value=Decimal("29.5"))
    data = fresh(tree.goal).current_version.snapshot["indicators"]
    del data[0]["observations"]
    save_element(tree.goal, Content("A", "", parts={"indicators": data}), base_version=1, by=people.member)
    assert indicator.values.filter(kind="observation").count() == 1


def test_only_the_own_group_saves(people, tree):
    with pytest.raises(NotAllowed):
        save_element(tree.measure, Content("X", ""), base_version=1, by=people.stranger)
    assert save_element(tree.measure, Content("X", ""), base_version=1, by=people.coordinator) is not None


def test_a_removed_element_takes_no_text(people, tree):
    remove_element(tree.measure, by=people.chair)
    with pytest.raises(Refused):
        save_element(tree.measure, Content("X", ""), base_version=2, by=people.member)


def test_a_move_keeps_uid_and_what_stands_under_it(people, tree):
    goal = add(tree.priority, "Kitas tikslas", people.coordinator, Kind.GOAL, workgroup=tree.goal.workgroup)
    moved = move_element(tree.task, parent=goal, before=None, by=people.member, reason="Dera čia")
    assert (moved.uid, moved.current_version.kind) == (tree.task.uid, VersionKind.MOVED)
    assert fresh(tree.measure).parent == moved
    codes = draft_tree(goal.plan)
    assert codes.code_of(tree.measure.pk) == "1.3.1.1"


def test_a_place_before_a_sibling_changes_only_what_is_moved(people, tree):
    second, third = (add(tree.goal, title, people.member) for title in ("Antras", "Trečias"))
    move_element(third, parent=tree.goal, before=second, by=people.member)
    order = [one.title for one in tree.goal.children.order_by("position")]
    assert order == [tree.task.title, "Trečias", "Antras"]
    assert fresh(second).current_version.number == 1


def test_a_section_cannot_go_under_itself(people, tree):
    plan = tree.vision.plan
    outer = add_element(plan, Kind.SECTION, None, Content("Analizė", ""), by=people.coordinator)
    inner = add(outer, "Aplinka", people.coordinator, Kind.SECTION)
    for target in (outer, inner):
        with pytest.raises(Refused):
            move_element(outer, parent=target, before=None, by=people.coordinator)
    assert move_element(inner, parent=None, before=None, by=people.coordinator).parent is None


def test_a_member_moves_within_the_group_only(people, tree):
    for parent in (tree.other_goal, None):
        with pytest.raises(NotAllowed):
            move_element(tree.task, parent=parent, before=None, by=people.member)
    assert move_element(tree.task, parent=tree.other_goal, before=None, by=people.coordinator).parent == tree.other_goal


def test_a_sibling_of_another_place_is_no_place(people, tree):
    with pytest.raises(Refused):
        move_element(tree.task, parent=tree.goal, before=tree.other_goal, by=people.member)


def test_a_removal_and_its_undoing_are_versions_that_wait_for_acceptance(people, tree):
    accept_all(tree.goal.plan, by=people.coordinator)
    removed = remove_element(fresh(tree.measure), by=people.member, reason="Dubliuoja")
    assert removed.current_version.snapshot["removed"]
    assert (removed.state, removed.waits_for_acceptance) == (State.DRAFT, True)
    back = restore_element(removed, by=people.member)
    assert [version.kind for version in back.versions.all()] == ["restored", "removed", "added"]


def test_a_removal_twice_is_one(people, tree):
    remove_element(tree.measure, by=people.member)
    remove_element(tree.measure, by=people.chair)
    assert tree.measure.versions.count() == 2


def test_an_element_does_not_come_back_under_what_is_removed(people, tree):
    remove_element(tree.measure, by=people.member)
    remove_element(tree.task, by=people.member)
    with pytest.raises(Refused):
        restore_element(tree.measure, by=people.member)


def test_another_group_neither_removes_nor_brings_back(people, tree):
    with pytest.raises(NotAllowed):
        remove_element(tree.measure, by=people.stranger)
    remove_element(tree.measure, by=people.member)
    with pytest.raises(NotAllowed):
        restore_element(tree.measure, by=people.stranger)
