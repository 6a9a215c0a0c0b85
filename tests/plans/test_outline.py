"""What the outline does: places and room for them, whole branches, undoing, renaming. No page is asked here."""

import pytest
from django.db import transaction

from editions.composing import compose
from klaipeda_plan.core.errors import NotAllowed, Refused
from plans.hierarchy import Kind
from plans.models import Element, State, VersionKind
from plans.models.element import POSITION_STEP
from plans.outline import Asked, fold_letters, outline_of
from plans.queries import draft_tree
from plans.services.branches import remove_branch, rename_element, restore_branch, undo_move
from plans.services.elements import Content, StaleText, add_element, move_element, remove_element, save_element
from plans.services.review import mark_ready, return_element, submit_elements
from plans.telling import told_of
from tests.support.factories import accept_all
from workgroups.permissions import group_ids_of


def add_task(tree, title, by, **place):
    return add_element(tree.goal.plan, Kind.TASK, tree.goal, Content(title, ""), by=by, **place)


def fresh(element):
    return Element.objects.get(pk=element.pk)


def order_under(parent):
    branch = draft_tree(parent.plan).by_pk[parent.pk]
    return [one.element.title for one in branch.children if not one.element.is_removed]


def squeeze(*elements):
    """Neighbours without a number between them."""
    for number, element in enumerate(elements):
        Element.objects.filter(pk=element.pk).update(position=POSITION_STEP + number)


@pytest.fixture
def tasks(tree, people):
    return [tree.task, *(add_task(tree, title, people.member) for title in ("Antras", "Trečias"))]


class TestPlaces:
    def test_a_new_element_right_after_another(self, tree, people, tasks):
        add_task(tree, "Naujas", people.member, after=tasks[0])
        assert order_under(tree.goal) == [tasks[0].title, "Naujas", "Antras", "Trečias"]

    def test_sixty_elements_typed_one_after_another_disturb_no_neighbour(self, tree, people, tasks):
        last = tasks[0]
        for number in range(60):
            last = add_task(tree, f"Naujas {number}", people.member, after=last)
        assert order_under(tree.goal)[1:-2] == [f"Naujas {number}" for number in range(60)]
        assert [fresh(one).current_version.number for one in tasks] == [1, 1, 1]

    def test_before_and_after_a_sibling(self, tree, people, tasks):
        move_element(tasks[2], parent=tree.goal, before=tasks[0], by=people.member)
        assert order_under(tree.goal) == ["Trečias", tasks[0].title, "Antras"]
        move_element(tasks[2], parent=tree.goal, after=tasks[0], by=people.member)
        assert order_under(tree.goal) == [tasks[0].title, "Trečias", "Antras"]

    def test_beside_something_that_stands_elsewhere_is_no_place(self, tree, people, tasks):
        with pytest.raises(Refused, match="perkelti negalima"):
            move_element(tasks[2], parent=tree.goal, after=tree.other_goal, by=people.member)

    def test_a_full_gap_stops_nobody_and_the_order_stays(self, tree, people, tasks):
        squeeze(*tasks)
        for number in range(5):
            add_task(tree, f"Naujas {number}", people.member, after=fresh(tasks[0]))
        names = [tasks[0].title, *(f"Naujas {number}" for number in reversed(range(5))), "Antras", "Trečias"]
        assert order_under(tree.goal) == names

    def test_room_is_made_by_moving_the_fewest_in_nobodys_name(self, tree, people, tasks):
        squeeze(*tasks[:2])
        add_task(tree, "Naujas", people.member, after=fresh(tasks[0]))
        assert [fresh(one).current_version.number for one in tasks] == [1, 2, 1]
        version = fresh(tasks[1]).current_version
        assert (version.kind, version.by) == (VersionKind.MOVED, None)
        assert fresh(tasks[1]).text_version == tasks[1].text_version
        trail = tasks[1].history.first()
        assert (trail.history_user, trail.history_change_reason) == (None, "made room for a neighbour")

    def test_what_was_accepted_stays_accepted_when_room_is_made_and_editions_keep_the_order(
        self, plan, tree, people, tasks
    ):
        squeeze(*tasks)
        accept_all(plan, by=people.coordinator)
        added = add_task(tree, "Naujas", people.member, after=fresh(tasks[0]))
        for task in tasks:
            assert (fresh(task).state, fresh(task).waits_for_acceptance) == (State.ACCEPTED, False)
        save_element(fresh(tasks[1]), Content("Antras taisytas", ""), base_version=1, by=people.member)
        accept_all(plan, by=people.coordinator)
        row = [str(one.uid) for one in (tasks[0], added, *tasks[1:])]
        assert [piece.uid for piece in compose(plan).pieces if piece.uid in row] == row

    def test_a_submitted_neighbour_stays_submitted_when_room_is_made(self, tree, people, tasks):
        squeeze(*tasks)
        submit_elements([fresh(tasks[1])], by=people.chair)
        add_task(tree, "Naujas", people.member, after=fresh(tasks[0]))
        assert fresh(tasks[1]).state == State.SUBMITTED

    def test_a_move_disturbs_no_open_form_of_what_is_moved_nor_of_its_neighbours(self, tree, people, tasks):
        squeeze(*tasks)
        opened = {one.pk: fresh(one).text_version for one in tasks}
        move_element(tasks[2], parent=tree.goal, after=fresh(tasks[0]), by=people.chair)
        for one in tasks:
            content = Content(f"{one.title} taisyta", "")
            version = save_element(fresh(one), content, base_version=opened[one.pk], by=people.member)
            assert version.kind == VersionKind.SAVED


class TestBranches:
    def branch(self, tree):
        return [fresh(one) for one in (tree.goal, tree.task, tree.measure)]

    def test_a_branch_goes_together_and_one_undo_brings_it_all_back(self, tree, people):
        removed = remove_branch(tree.goal, by=people.member, reason="Kita kryptis")
        assert [one.pk for one in removed] == [tree.goal.pk, tree.task.pk, tree.measure.pk]
        assert all(one.is_removed and one.current_version.reason == "Kita kryptis" for one in self.branch(tree))
        brought = restore_branch(tree.goal, by=people.chair)
        assert len(brought) == 3
        assert not any(one.is_removed for one in self.branch(tree))

    def test_what_was_removed_before_does_not_come_back_with_the_branch(self, tree, people):
        remove_element(tree.measure, by=people.member)
        remove_branch(tree.goal, by=people.member)
        restore_branch(tree.goal, by=people.member)
        assert [one.is_removed for one in self.branch(tree)] == [False, False, True]

    def test_an_undone_removal_is_as_if_it_had_never_been(self, plan, tree, people):
        accept_all(plan, by=people.coordinator)
        before = [one.accepted_version.digest for one in self.branch(tree)]
        remove_branch(tree.goal, by=people.member)
        assert {one.state for one in self.branch(tree)} == {State.DRAFT}
        restore_branch(tree.goal, by=people.member)
        assert {one.state for one in self.branch(tree)} == {State.ACCEPTED}
        assert not any(one.waits_for_acceptance for one in self.branch(tree))
        assert [one.accepted_version.digest for one in self.branch(tree)] == before
        assert tree.goal.steps.first().by == people.coordinator

    def test_a_returned_element_has_its_reason_again_after_an_undone_removal(self, tree, people):
        submit_elements([tree.measure], by=people.chair)
        version = fresh(tree.measure).current_version_id
        return_element(tree.measure, version_id=version, by=people.consultant, reason="Trūksta metų")
        remove_branch(tree.measure, by=people.member)
        restore_branch(tree.measure, by=people.member)
        last = tree.measure.steps.first()
        assert (fresh(tree.measure).state, last.reason, last.by) == (State.RETURNED, "Trūksta metų", people.consultant)

    def test_a_removal_that_the_reviewers_accepted_is_undone_only_with_their_word(self, plan, tree, people):
        accept_all(plan, by=people.coordinator)
        remove_element(tree.measure, by=people.member)
        accept_all(plan, by=people.coordinator)
        restore_branch(tree.measure, by=people.member)
        measure = fresh(tree.measure)
        assert (measure.state, measure.waits_for_acceptance) == (State.DRAFT, True)

    def test_another_groups_element_in_the_branch_keeps_all_of_it(self, tree, people):
        move_element(tree.task, parent=tree.other_goal, by=people.coordinator)
        with pytest.raises(Refused, match="Plėsti oro stebėseną"):
            remove_branch(tree.other_goal, by=people.stranger)
        assert not Element.objects.filter(is_removed=True).exists()
        assert len(remove_branch(tree.other_goal, by=people.coordinator)) == 3

    @pytest.mark.parametrize("role", ["stranger", "consultant", "secretary"])
    def test_a_stranger_neither_removes_nor_brings_back(self, tree, people, role):
        by = getattr(people, role)
        with pytest.raises(NotAllowed):
            remove_branch(tree.task, by=by)
        remove_branch(tree.task, by=people.member)
        with pytest.raises(NotAllowed):
            restore_branch(tree.task, by=by)
        assert fresh(tree.measure).is_removed


class TestUndoOfAMove:
    def test_it_stands_exactly_where_it_stood(self, tree, people, tasks):
        before = fresh(tasks[2]).current_version
        moved = move_element(tasks[2], parent=tree.goal, before=tasks[0], by=people.member)
        back = undo_move(moved, number=2, by=people.member)
        assert order_under(tree.goal) == [one.title for one in tasks]
        assert (back.current_version.digest, back.current_version.number) == (before.digest, 3)
        assert back.current_version.reason == "perkėlimas atšauktas"

    @pytest.mark.parametrize("state", [State.ACCEPTED, State.SUBMITTED, State.READY])
    def test_the_state_is_again_what_it_was(self, plan, tree, people, tasks, state):
        if state == State.ACCEPTED:
            accept_all(plan, by=people.coordinator)
        elif state == State.SUBMITTED:
            submit_elements([tasks[2]], by=people.chair)
        else:
            mark_ready(tasks[2], by=people.member)
        move_element(tasks[2], parent=tree.goal, before=tasks[0], by=people.member)
        assert fresh(tasks[2]).state == State.DRAFT
        undo_move(tasks[2], number=2, by=people.member)
        assert fresh(tasks[2]).state == state
        assert fresh(tasks[2]).waits_for_acceptance is (state != State.ACCEPTED)

    def test_a_text_that_was_saved_since_stays_and_waits(self, plan, tree, people, tasks):
        accept_all(plan, by=people.coordinator)
        move_element(tasks[2], parent=tree.goal, before=tasks[0], by=people.member)
        save_element(fresh(tasks[2]), Content("Taisytas", ""), base_version=1, by=people.chair)
        undo_move(tasks[2], number=2, by=people.member)
        assert order_under(tree.goal) == [tasks[0].title, "Antras", "Taisytas"]
        assert (fresh(tasks[2]).state, fresh(tasks[2]).waits_for_acceptance) == (State.DRAFT, True)

    def test_what_was_moved_again_is_left_there(self, tree, people, tasks):
        move_element(tasks[2], parent=tree.goal, before=tasks[0], by=people.member)
        move_element(tasks[2], parent=tree.goal, after=tasks[0], by=people.chair)
        with pytest.raises(Refused, match="atšaukti nebegalima"):
            undo_move(tasks[2], number=2, by=people.member)
        assert order_under(tree.goal) == [tasks[0].title, "Trečias", "Antras"]

    def test_a_place_that_somebody_took_meanwhile_is_shared_in_order(self, tree, people, tasks):
        moved = move_element(tasks[1], parent=tree.goal, before=tasks[0], by=people.member)
        Element.objects.filter(pk=tasks[2].pk).update(position=tasks[1].position)
        undo_move(moved, number=2, by=people.member)
        assert order_under(tree.goal) == [one.title for one in tasks]

    def test_a_version_that_was_no_move_is_not_undone(self, tree, people):
        save_element(tree.task, Content("Kitas", ""), base_version=1, by=people.member)
        for number in (2, 99):
            with pytest.raises(Refused):
                undo_move(tree.task, number=number, by=people.member)


class TestRenaming:
    def rename(self, element, title, by, **seen):
        seen = {"base_version": element.text_version, "base_title": element.title} | seen
        return rename_element(element, title, by=by, **seen)

    def test_only_the_title_changes(self, tree, people):
        version = self.rename(tree.measure, "Stotelės prie uosto", people.member)
        measure = fresh(tree.measure)
        assert (measure.title, measure.body) == ("Stotelės prie uosto", tree.measure.body)
        assert (measure.funding.count(), measure.detail.year_from) == (2, 2022)
        assert (version.kind, version.reason) == (VersionKind.SAVED, "pervadinta")

    def test_a_text_that_was_saved_meanwhile_stays(self, tree, people):
        save_element(tree.task, Content(tree.task.title, "<p>Kitas tekstas.</p>"), base_version=1, by=people.chair)
        self.rename(tree.task, "Naujas vardas", people.member)
        assert fresh(tree.task).title == "Naujas vardas"
        assert "Kitas tekstas." in fresh(tree.task).body

    def test_another_title_meanwhile_is_not_overwritten(self, tree, people):
        save_element(tree.task, Content("Kito vardas", ""), base_version=1, by=people.chair)
        with pytest.raises(StaleText) as stale:
            self.rename(tree.task, "Mano vardas", people.member)
        assert fresh(tree.task).title == stale.value.newest.snapshot["title"] == "Kito vardas"

    def test_a_stranger_does_not_rename(self, tree, people):
        with pytest.raises(NotAllowed), transaction.atomic():
            self.rename(tree.task, "Svetimas", people.stranger)
        assert fresh(tree.task).title == tree.task.title


class TestReading:
    def test_letters_without_case_and_diacritics(self):
        assert fold_letters("ŽUVŲ Įlanka") == "zuvu ilanka"

    def test_a_long_outline_begins_with_its_measures_folded(self, plan, tree, people):
        for number in range(90):
            add_element(plan, Kind.MEASURE, tree.task, Content(f"Priemonė {number}", ""), by=people.member)
        whole = outline_of(
            draft_tree(plan), Asked("visi"), user=people.member, groups=[], own=group_ids_of(people.member)
        )
        folded = {}

        def walk(twigs):
            for twig in twigs:
                folded[twig.element.kind] = twig.is_folded
                walk(twig.children)

        walk(whole.twigs)
        assert (folded["task"], folded["goal"], folded["priority"]) == (True, False, False)
        assert whole.found == len(draft_tree(plan).by_pk)

    def test_what_was_done_is_told_to_who_did_it_and_to_nobody_else(self, plan, tree, people, tasks):
        move_element(tasks[2], parent=tree.goal, before=tasks[0], by=people.member)
        told = told_of(draft_tree(plan), tasks[2].pk, people.member)
        assert told.text == "Perkelta: „Trečias“ dabar yra 1.1.1, prieš 1.1.2 „Plėsti oro stebėseną“."
        assert told.undo == "move"
        assert told_of(draft_tree(plan), tasks[2].pk, people.chair) is None

    def test_a_branch_is_counted_when_it_is_gone(self, plan, tree, people):
        remove_branch(tree.goal, by=people.member)
        told = told_of(draft_tree(plan), tree.goal.pk, people.member)
        assert told.text == "Pašalinta: „Mažinti oro taršą“ ir po juo buvę 2 elementai."
        assert told.undo == "removal"
