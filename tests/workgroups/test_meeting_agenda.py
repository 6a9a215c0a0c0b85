"""The agenda and its order, elements on it, decisions and what becomes of them."""

import datetime

import pytest

from klaipeda_plan.core.errors import NotAllowed, Refused
from klaipeda_plan.notices.models import Notice
from plans.models import AgendaElement, Element, Remark
from plans.queries_meetings import agenda_of, current_tree, decisions_of, elements_for, items_about
from plans.services.agendas import attach_element, detach_element, hand_over_decision
from plans.services.elements import remove_element
from tests.workgroups.meetings import make_held, make_meeting
from workgroups.services.agenda import add_item, change_item, move_item, remove_item
from workgroups.services.decisions import DecisionFacts, change_decision, decide, remove_decision
from workgroups.services.meetings import cancel_meeting
from workgroups.services.minutes import finish_minutes, save_minutes

NOT_LEADERS = ("member", "stranger", "consultant", "secretary", "councillor", "editor", "administrator")


@pytest.fixture
def meeting(groups, people):
    return make_held(groups["aplinkos-apsauga"], people.chair)


@pytest.fixture
def item(meeting, people):
    return add_item(meeting, "Oro tarša", "Perskaitykite analizę", by=people.chair)


def titles(meeting):
    return list(meeting.agenda.values_list("title", flat=True))


def test_items_stand_in_the_order_in_which_they_came_and_move_by_one(meeting, item, people):
    second = add_item(meeting, "Lėšos", by=people.chair)
    add_item(meeting, "Kita", by=people.coordinator)
    assert titles(meeting) == ["Oro tarša", "Lėšos", "Kita"]
    assert move_item(second, -1, by=people.chair)
    assert titles(meeting) == ["Lėšos", "Oro tarša", "Kita"]
    assert move_item(item, 1, by=people.chair)
    assert titles(meeting) == ["Lėšos", "Kita", "Oro tarša"]


def test_at_the_edge_nothing_moves(meeting, item, people):
    add_item(meeting, "Lėšos", by=people.chair)
    assert move_item(item, -1, by=people.chair) is False
    assert titles(meeting) == ["Oro tarša", "Lėšos"]


@pytest.mark.parametrize("role", NOT_LEADERS)
def test_only_who_leads_writes_the_agenda_and_the_decisions(role, meeting, item, people, tree):
    by = getattr(people, role)
    decision = decide(meeting, DecisionFacts("Nutarta"), by=people.chair)
    for write in (
        lambda: add_item(meeting, "Kas nors", by=by), lambda: change_item(item, "Kitaip", by=by),
        lambda: move_item(item, 1, by=by), lambda: remove_item(item, by=by),
        lambda: attach_element(item, tree.goal, by=by), lambda: decide(meeting, DecisionFacts("Ne"), by=by),
        lambda: change_decision(decision, DecisionFacts("Ne"), by=by), lambda: remove_decision(decision, by=by),
        lambda: hand_over_decision(decision, tree.goal, by=by),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            write()
    assert titles(meeting) == ["Oro tarša"]
    assert (AgendaElement.objects.count(), Remark.objects.count(), meeting.decisions.count()) == (0, 0, 1)


def test_a_removed_item_leaves_its_decision(meeting, item, people):
    decision = decide(meeting, DecisionFacts("Nutarta", item), by=people.chair)
    remove_item(item, by=people.chair)
    decision.refresh_from_db()
    assert (decision.item, decision.text) == (None, "Nutarta")


def test_own_and_shared_elements_come_on_the_agenda_others_do_not(item, people, tree):
    attach_element(item, tree.goal, by=people.chair)
    attach_element(item, tree.vision, by=people.chair)
    attach_element(item, tree.goal, by=people.chair)
    with pytest.raises(Refused, match="grupės srities"):
        attach_element(item, tree.other_goal, by=people.chair)
    assert [one.element for one in item.elements.all()] == [tree.goal, tree.vision]
    detach_element(item, tree.vision, by=people.chair)
    assert [one.element for one in item.elements.all()] == [tree.goal]
    assert [row.history_change_reason for row in item.history.all()][:2] == [
        f"detached {tree.vision.title}"[:100], f"attached {tree.vision.title}"[:100],
    ]  # fmt: skip


def test_a_removed_element_does_not_come_on_the_agenda(item, people, tree):
    removed = remove_element(tree.measure, by=people.member) or Element.objects.get(pk=tree.measure.pk)
    with pytest.raises(Refused):
        attach_element(item, Element.objects.get(pk=removed.pk), by=people.chair)


def test_the_search_knows_codes_and_words_of_the_own_and_the_shared(meeting, tree):
    def found(text, **kwargs):
        return [branch.element for branch in elements_for(meeting, current_tree(), text, **kwargs).branches]

    assert found("1.1.1") == [tree.task, tree.measure]
    assert found("TARŠĄ oro") == [tree.goal]
    assert tree.other_goal not in found("")
    assert found("")[0].workgroup == meeting.workgroup
    assert tree.vision in found("")
    assert found("oro", without=[tree.goal.pk, tree.task.pk]) == [tree.measure]
    assert found("nėra tokio") == []


def test_an_element_tells_its_meetings_to_who_may_read_them(item, people, tree):
    attach_element(item, tree.goal, by=people.chair)
    for role in ("member", "consultant", "secretary"):
        assert list(items_about(tree.goal, getattr(people, role))) == [item]
    assert list(items_about(tree.goal, people.stranger)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_an_agenda_and_decisions_take_the_same_queries(
    meeting, people, tree, count, django_assert_num_queries
):  # fmt: skip
    for number in range(count):
        item = add_item(meeting, f"Klausimas {number}", by=people.chair)
        attach_element(item, tree.goal, by=people.chair)
        decision = decide(meeting, DecisionFacts(f"Nutarta {number}", item, people.member), by=people.chair)
        hand_over_decision(decision, tree.goal, by=people.chair)
    with django_assert_num_queries(2):
        assert [one.element.title for item in agenda_of(meeting) for one in item.elements.all()] == [
            tree.goal.title
        ] * count
    with django_assert_num_queries(2):
        shown = [(one.item.title, one.responsible.full_name, len(one.remarks.all())) for one in decisions_of(meeting)]
    assert shown == [(f"Klausimas {number}", "narys", 1) for number in range(count)]


def test_a_decision_becomes_a_task_for_whom_and_until_when_it_says(meeting, people, tree):
    due = datetime.date(2027, 1, 15)
    decision = decide(meeting, DecisionFacts("Patikslinti rodiklį", None, people.member, due), by=people.chair)
    Notice.objects.all().delete()
    task = hand_over_decision(decision, tree.goal, by=people.chair)
    assert (task.kind, task.text, task.assigned_to, task.due) == ("task", "Patikslinti rodiklį", people.member, due)
    assert (task.decision, task.element, task.by) == (decision, tree.goal, people.chair)
    assert list(decision.remarks.all()) == [task]
    assert list(Notice.objects.values_list("user__full_name", "kind")) == [("narys", "remark_task")]


def test_a_decision_becomes_a_remark_on_another_groups_element_once(meeting, people, tree):
    decision = decide(meeting, DecisionFacts("Suderinti", None, people.member), by=people.chair)
    remark = hand_over_decision(decision, tree.other_goal, kind="remark", by=people.chair)
    assert (remark.kind, remark.assigned_to, remark.due) == ("remark", None, None)
    with pytest.raises(Refused, match="jau įrašytas"):
        hand_over_decision(decision, tree.other_goal, by=people.chair)
    hand_over_decision(decision, tree.goal, by=people.chair)
    assert decision.remarks.count() == 2


def test_decisions_are_handed_over_also_after_the_minutes_are_closed(meeting, people, tree):
    decision = decide(meeting, DecisionFacts("Nutarta"), by=people.chair)
    save_minutes(meeting, "<p>Kalbėta.</p>", base_version=0, by=people.member)
    finish_minutes(meeting, version=1, by=people.chair)
    for write in (
        lambda: add_item(meeting, "Dar", by=people.chair),
        lambda: decide(meeting, DecisionFacts("Dar"), by=people.chair),
        lambda: change_decision(decision, DecisionFacts("Kitaip"), by=people.chair),
    ):
        with pytest.raises(Refused, match="Protokolas užbaigtas"):
            write()
    assert hand_over_decision(decision, tree.goal, by=people.chair).decision == decision


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 5001])
def test_a_decision_says_something_and_not_too_much(meeting, people, text):
    with pytest.raises(Refused):
        decide(meeting, DecisionFacts(text), by=people.chair)


def test_a_decision_is_for_the_group_and_its_own_agenda(meeting, people, groups):
    with pytest.raises(Refused, match="nėra grupės narys"):
        decide(meeting, DecisionFacts("Nutarta", None, people.stranger), by=people.chair)
    other = make_meeting(groups["socialine-aplinka"], people.coordinator)
    foreign = add_item(other, "Kitas", by=people.coordinator)
    with pytest.raises(Refused, match="kito posėdžio"):
        decide(meeting, DecisionFacts("Nutarta", foreign), by=people.chair)


def test_who_does_it_stays_named_after_leaving_the_group(meeting, people):
    decision = decide(meeting, DecisionFacts("Nutarta", None, people.member), by=people.chair)
    people.member.memberships.all().delete()
    change_decision(decision, DecisionFacts("Nutarta tiksliau", None, people.member), by=people.chair)
    decision.refresh_from_db()
    assert (decision.text, decision.responsible) == ("Nutarta tiksliau", people.member)


def test_nothing_is_written_of_a_cancelled_meeting(groups, people):
    gone = make_meeting(groups["aplinkos-apsauga"], people.chair)
    cancel_meeting(gone, by=people.chair, reason="Ne")
    for write in (
        lambda: add_item(gone, "Klausimas", by=people.chair),
        lambda: decide(gone, DecisionFacts("Nutarta"), by=people.chair),
        lambda: save_minutes(gone, "<p>x</p>", base_version=0, by=people.chair),
    ):
        with pytest.raises(Refused, match="atšauktas"):
            write()
