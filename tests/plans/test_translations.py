"""English titles and summaries of elements, bound to the wording that they translate."""

import pytest
from django.db import transaction

from klaipeda_plan.core.errors import NotAllowed, Refused
from plans.models import Element, ElementTranslation
from plans.queries_translations import state_of, translation_of, translations_of
from plans.services.elements import Content, move_element, save_element
from plans.services.translations import StaleTranslation, Words, save_translation


@pytest.fixture
def goal(tree):
    return Element.objects.get(pk=tree.goal.pk)


def translate(element, title="Reduce air pollution", summary="", *, by, base=0, version=None):
    element.refresh_from_db()
    version = version or element.current_version_id
    return save_translation(element, Words(title, summary), version_id=version, base_number=base, by=by)


def rewrite(element, title, by):
    element.refresh_from_db()
    save_element(element, Content(title, element.body), base_version=element.text_version, by=by)
    element.refresh_from_db()


class TestWriting:
    def test_a_member_writes_it_and_it_is_bound_to_the_version_that_was_read(self, goal, people):
        made = translate(goal, summary="  Two sentences.  ", by=people.member)
        assert (made.title, made.summary, made.number) == ("Reduce air pollution", "Two sentences.", 1)
        assert made.version == goal.current_version
        assert (made.changed_by, state_of(made, goal)) == (people.member, "fits")

    @pytest.mark.parametrize("role", ["member", "chair", "consultant", "coordinator"])
    def test_who_edits_the_element_and_consultants_may(self, goal, people, role):
        assert translate(goal, by=getattr(people, role)).title

    @pytest.mark.parametrize("role", ["stranger", "secretary", "councillor", "editor", "administrator"])
    def test_others_may_not_and_are_told_who_may(self, goal, people, role):
        with pytest.raises(NotAllowed) as refused:
            translate(goal, by=getattr(people, role))
        assert "konsultantai" in refused.value.who_may
        assert not ElementTranslation.objects.exists()

    def test_it_changes_nothing_of_the_element(self, goal, people):
        before = (goal.state, goal.text_version, goal.current_version_id, goal.versions.count())
        translate(goal, by=people.member)
        goal.refresh_from_db()
        assert (goal.state, goal.text_version, goal.current_version_id, goal.versions.count()) == before

    def test_two_who_write_at_once_lose_nothing(self, goal, people):
        translate(goal, "First", by=people.member)
        with pytest.raises(StaleTranslation) as refused, transaction.atomic():
            translate(goal, "Second", by=people.chair)
        assert refused.value.current.title == "First"
        assert translation_of(goal).title == "First"
        assert translate(goal, "Second", by=people.chair, base=1).number == 2

    def test_the_same_words_for_the_same_version_leave_no_trace(self, goal, people):
        first = translate(goal, by=people.member)
        again = translate(goal, by=people.chair, base=1)
        assert (again.number, again.changed_by) == (1, people.member)
        assert first.history.count() == 1

    def test_every_write_stands_in_the_history_with_who_wrote_it(self, goal, people):
        translate(goal, "First", by=people.member)
        made = translate(goal, "Second", by=people.consultant, base=1)
        rows = made.history.order_by("history_id").values_list("title", "history_user__email")
        assert list(rows) == [("First", people.member.email), ("Second", people.consultant.email)]

    def test_a_summary_without_a_title_is_refused(self, goal, people):
        with pytest.raises(Refused, match="pavadinim"):
            translate(goal, "", "Only a summary", by=people.member)

    def test_a_version_of_another_element_is_refused(self, goal, tree, people):
        other = Element.objects.get(pk=tree.task.pk)
        with pytest.raises(Refused):
            translate(goal, by=people.member, version=other.current_version_id)

    def test_it_can_be_taken_back(self, goal, people):
        translate(goal, by=people.member)
        gone = translate(goal, "", by=people.member, base=1)
        assert state_of(gone, goal) == "missing"


class TestFitting:
    def test_another_wording_makes_it_one_of_an_earlier_wording(self, goal, people):
        made = translate(goal, by=people.member)
        rewrite(goal, "Mažinti oro ir vandens taršą", people.member)
        assert state_of(made, goal) == "earlier"
        rewrite(goal, "Mažinti oro taršą", people.member)
        assert state_of(made, goal) == "fits", "the wording that it translates stands again"

    def test_a_move_leaves_it_as_it_was(self, goal, tree, people):
        made = translate(goal, by=people.member)
        goal.refresh_from_db()
        version = goal.current_version_id
        move_element(goal, parent=Element.objects.get(pk=tree.horizontal.pk), by=people.coordinator)
        goal.refresh_from_db()
        assert goal.current_version_id != version
        assert state_of(made, goal) == "fits"

    def test_saving_the_same_words_for_the_newest_version_says_that_they_still_fit(self, goal, people):
        translate(goal, by=people.member)
        rewrite(goal, "Mažinti oro taršą mieste", people.member)
        assert state_of(translate(goal, by=people.member, base=1), goal) == "fits"

    def test_words_of_an_older_version_stay_bound_to_it(self, goal, people):
        older = goal.current_version_id
        rewrite(goal, "Mažinti oro taršą mieste", people.member)
        assert state_of(translate(goal, by=people.member, version=older), goal) == "earlier"


class TestList:
    def test_it_tells_of_everything_in_the_order_of_the_document(self, goal, tree, plan, people):
        translate(goal, by=people.member)
        rewrite(goal, "Kitas pavadinimas", people.member)
        translate(Element.objects.get(pk=tree.task.pk), "Monitor the air", by=people.member)
        told = {one.branch.code: one.state for one in translations_of(plan)}
        assert told == {
            "V": "missing", "I": "missing", "1.1": "earlier", "1.1.1": "fits", "1.1.1.1": "missing", "1.2": "missing",
            "H": "missing",
        }  # fmt: skip

    @pytest.mark.parametrize("count", [1, 3])
    def test_it_takes_as_many_queries_for_many(self, tree, plan, people, count, django_assert_num_queries):
        for one in (tree.goal, tree.task, tree.measure)[:count]:
            translate(Element.objects.get(pk=one.pk), by=people.member)
        with django_assert_num_queries(3):
            assert sum(one.state == "fits" for one in translations_of(plan)) == count
