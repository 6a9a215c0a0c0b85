"""The way of an element, and what acceptance is about."""

import json

import pytest
from django.utils import timezone

from editions.models import EditionKind
from editions.services.freeze import freeze_edition
from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.notices.models import Notice
from klaipeda_plan.notices.registry import kind_of
from plans.models import Element, State
from plans.services.elements import Content, StaleText, move_element, remove_element, save_element
from plans.services.review import accept_element, mark_ready, return_element, submit_elements
from tests.support.factories import accept_all


def save(element, by, title, base=None):
    element.refresh_from_db()
    base = element.text_version if base is None else base
    return save_element(element, Content(title, element.body), base_version=base, by=by)


def test_an_element_goes_from_draft_over_ready_and_submitted_to_accepted(tree, people):
    mark_ready(tree.measure, by=people.member)
    submit_elements([tree.measure], by=people.chair)
    tree.measure.refresh_from_db()
    accept_element(tree.measure, version_id=tree.measure.current_version_id, by=people.consultant)
    tree.measure.refresh_from_db()
    assert tree.measure.state == State.ACCEPTED
    assert tree.measure.accepted_version == tree.measure.current_version
    assert [step.to_state for step in tree.measure.steps.all()] == ["accepted", "submitted", "ready"]


def test_a_member_cannot_submit_and_another_group_cannot_mark_ready(tree, people):
    with pytest.raises(NotAllowed):
        submit_elements([tree.measure], by=people.member)
    with pytest.raises(NotAllowed):
        mark_ready(tree.measure, by=people.stranger)
    with pytest.raises(NotAllowed):
        accept_element(tree.measure, version_id=tree.measure.current_version_id, by=people.chair)


def test_what_is_changed_after_acceptance_is_not_accepted(tree, people):
    submit_elements([tree.measure], by=people.chair)
    tree.measure.refresh_from_db()
    accepted = accept_element(tree.measure, version_id=tree.measure.current_version_id, by=people.consultant)
    save(tree.measure, people.member, "Kitas pavadinimas")
    tree.measure.refresh_from_db()
    assert tree.measure.state == State.DRAFT
    assert tree.measure.waits_for_acceptance
    assert tree.measure.accepted_version_id == accepted.accepted_version_id


def test_a_reviewer_accepts_only_the_version_that_was_read(tree, people):
    submit_elements([tree.measure], by=people.chair)
    tree.measure.refresh_from_db()
    read = tree.measure.current_version_id
    save(tree.measure, people.member, "Naujesnis")
    submit_elements([tree.measure], by=people.chair)
    with pytest.raises(Refused, match="Perskaitykite|changed"):
        accept_element(tree.measure, version_id=read, by=people.consultant)


def test_a_return_needs_a_reason(tree, people):
    submit_elements([tree.measure], by=people.chair)
    tree.measure.refresh_from_db()
    with pytest.raises(Refused):
        return_element(tree.measure, version_id=tree.measure.current_version_id, by=people.consultant, reason=" ")
    returned = return_element(
        tree.measure, version_id=tree.measure.current_version_id, by=people.consultant, reason="Trūksta metų."
    )
    assert returned.state == State.RETURNED


def test_a_save_over_a_newer_version_writes_nothing(tree, people):
    base = tree.measure.text_version
    save(tree.measure, people.member, "Pirmas", base)
    with pytest.raises(StaleText) as caught:
        save(tree.measure, people.chair, "Antras", base)
    tree.measure.refresh_from_db()
    assert tree.measure.title == "Pirmas"
    assert caught.value.newest.snapshot["title"] == "Pirmas"


def test_a_save_that_changes_nothing_makes_no_version_and_no_history(tree, people):
    before = tree.measure.history.count()
    assert save(tree.measure, people.member, tree.measure.title) is None
    tree.measure.refresh_from_db()
    assert tree.measure.text_version == 1
    assert tree.measure.history.count() == before


def test_a_move_leaves_an_open_form_alone(tree, people):
    from plans.hierarchy import Kind
    from plans.services.elements import add_element

    other = add_element(tree.task.plan, Kind.TASK, tree.goal, Content("Kitas uždavinys", ""), by=people.member)
    base = tree.measure.text_version
    move_element(tree.measure, parent=other, before=None, by=people.member)
    assert save(tree.measure, people.chair, "Po perkėlimo", base) is not None
    moved = Element.objects.get(pk=tree.measure.pk)
    assert moved.parent == other
    assert moved.title == "Po perkėlimo"


def test_what_is_submitted_together_is_told_to_the_reviewers_once_with_the_message(tree, people):
    submit_elements([tree.task, tree.measure], by=people.chair, message=" Prašome skubiai ")
    told = Notice.objects.filter(kind="element_submitted")
    assert {notice.user for notice in told} == {people.consultant, people.coordinator}
    assert told.count() == 2
    presented = kind_of("element_submitted").present([told.get(user=people.consultant)], people.consultant)
    assert [one.reason for one in presented.values()] == ["Prašome skubiai"]


def test_the_mail_of_a_return_carries_the_reason_to_the_group(tree, people):
    submit_elements([tree.measure], by=people.chair)
    tree.measure.refresh_from_db()
    version = tree.measure.current_version_id
    return_element(tree.measure, version_id=version, by=people.consultant, reason="Trūksta metų.")
    told = Notice.objects.filter(kind="element_returned")
    assert {notice.user for notice in told} == {people.member, people.chair}
    presented = kind_of("element_returned").present(list(told), people.member)
    assert {one.reason for one in presented.values()} == {"Trūksta metų."}


def test_a_list_with_an_element_of_another_group_is_refused_whole_and_nobody_is_told(tree, people):
    with pytest.raises(NotAllowed):
        submit_elements([tree.measure, tree.other_goal], by=people.chair)
    tree.measure.refresh_from_db()
    assert tree.measure.state == State.DRAFT
    assert not Notice.objects.exists()


def test_elements_are_submitted_in_the_order_given(tree, people):
    assert submit_elements([tree.measure, tree.goal, tree.task], by=people.chair) == [
        tree.measure,
        tree.goal,
        tree.task,
    ]


def test_a_council_edition_takes_the_accepted_text_unless_the_coordinator_chooses_the_newest(plan, tree, people):
    accept_all(plan, by=people.coordinator)
    accepted = tree.measure.title
    save(tree.measure, people.member, "Naujausias tekstas")
    uid = str(tree.measure.uid)

    def title_in_an_edition(**chosen):
        edition = freeze_edition(
            plan, kind=EditionKind.PLAN_DRAFT, title="Tarybai", document_date=timezone.localdate(),
            by=people.coordinator, **chosen,
        )  # fmt: skip
        return json.loads(edition.elements.select_related("fragment").get(uid=uid).fragment.content)["title"]

    assert title_in_an_edition() == accepted
    assert title_in_an_edition(newest={uid: "Taryba prašė naujausio"}) == "Naujausias tekstas"


def test_an_element_with_something_under_it_is_not_removed(tree, people):
    with pytest.raises(Refused):
        remove_element(tree.task, by=people.member)
    remove_element(tree.measure, by=people.member)
    remove_element(tree.task, by=people.member)
    tree.task.refresh_from_db()
    assert tree.task.is_removed
