"""Who hears of a step of the review: the right people, nobody else, never who took it."""

from decimal import Decimal

import pytest

from klaipeda_plan.notices.models import Notice
from klaipeda_plan.notices.queries import read_notices
from plans.hierarchy import Kind
from plans.models import Element
from plans.services.elements import Content, add_element, save_element
from plans.services.review import accept_element, mark_ready, return_element, submit_elements, take_back
from tests.support.factories import make_user
from workgroups.models import Role, RoleGrant
from workgroups.permissions import forget_rights


def fresh(element):
    return Element.objects.get(pk=element.pk)


def said_to(user):
    return [item.presented for item in read_notices(list(Notice.objects.filter(user=user)), user)]


def test_what_the_chair_hands_over_is_told_to_the_reviewers(tree, people, told):
    submit_elements([fresh(tree.goal)], by=people.chair, message="Prašome peržiūrėti.")
    assert told() == {"coordinator": ["element_submitted"], "consultant": ["element_submitted"]}


def test_several_elements_handed_over_at_once_are_one_notice(tree, people, told):
    submit_elements([fresh(tree.goal), fresh(tree.task), fresh(tree.measure)], by=people.chair, message="Viskas.")
    assert told() == {"coordinator": ["element_submitted"], "consultant": ["element_submitted"]}
    (said,) = said_to(people.consultant)
    assert (said.title, said.reason) == ("Peržiūrai pateikti 3 elementai", "Viskas.")
    assert said.address == "/admin/plans/element/"
    assert all(element.title in said.difference for element in (tree.goal, tree.task, tree.measure))


def test_what_the_coordinator_hands_over_for_several_groups_is_one_notice_for_each(tree, people, told):
    submit_elements([fresh(tree.goal), fresh(tree.other_goal), fresh(tree.vision)], by=people.coordinator)
    assert told() == {"consultant": ["element_submitted"] * 3}
    areas = Notice.objects.values_list("area", flat=True)
    assert sorted(areas) == ["", "aplinkos-apsauga", "socialine-aplinka"]


def test_nothing_handed_over_is_nothing_told(tree, people, told):
    submit_elements([], by=people.chair)
    assert told() == {}


def test_ready_and_taken_back_are_told_nobody(tree, people, told):
    mark_ready(fresh(tree.goal), by=people.member)
    take_back(fresh(tree.goal), by=people.member)
    assert told() == {}


def test_a_return_is_told_to_the_owning_group_with_its_reason(rewritten, people, told):
    goal = rewritten()
    return_element(goal, version_id=goal.current_version_id, by=people.consultant, reason="Trūksta rodiklio.")
    assert told() == {"narys": ["element_returned"], "pirmininkas": ["element_returned"]}
    (said,) = said_to(people.member)
    assert said.title == "Grąžinta: tikslas „Mažinti oro ir triukšmo taršą“"
    assert said.reason == "Trūksta rodiklio."
    assert said.address == f"/rengimas/e/{goal.uid}/"


def test_an_acceptance_is_told_to_the_owning_group_and_not_to_the_reviewers(rewritten, people, told):
    goal = rewritten()
    accept_element(goal, version_id=goal.current_version_id, by=people.consultant)
    assert told() == {"narys": ["element_accepted"], "pirmininkas": ["element_accepted"]}


def test_a_decision_on_a_shared_element_is_told_to_the_coordinators(accepted, tree, people, told):
    other = make_user("antra@example.org", role="coordinator")
    vision = fresh(tree.vision)
    Element.objects.filter(pk=vision.pk).update(state="submitted")
    return_element(vision, version_id=vision.current_version_id, by=people.coordinator, reason="Dar ne.")
    assert told() == {"antra": ["element_returned"]}, "the coordinator who did it knows"
    assert said_to(other)[0].title.startswith("Grąžinta: vizija")


def test_a_member_who_reviews_hears_nothing_of_the_own_decision(rewritten, people, told):
    RoleGrant.objects.create(user=people.chair, role=Role.CONSULTANT)
    goal = rewritten()
    accept_element(goal, version_id=goal.current_version_id, by=people.chair)
    assert told() == {"narys": ["element_accepted"]}


def test_who_has_left_hears_nothing(rewritten, people, told):
    people.chair.is_active = False
    people.chair.save()
    goal = Element.objects.get(title="Mažinti oro taršą")
    submit_elements([goal], by=people.coordinator)
    assert "pirmininkas" not in told()


class TestTheDifferenceInside:
    def test_it_is_against_what_had_been_accepted_before(self, rewritten, people):
        goal = rewritten()
        accept_element(goal, version_id=goal.current_version_id, by=people.consultant)
        (said,) = said_to(people.member)
        assert "<ins>" in said.difference
        assert "ir triukšmo" in said.difference
        assert "apie uostą" in said.difference

    def test_it_stays_the_same_after_later_acceptances(self, rewritten, people):
        first = rewritten()
        accept_element(first, version_id=first.current_version_id, by=people.consultant)
        notice = Notice.objects.get(user=people.member)
        (before,) = read_notices([notice], people.member)
        again = rewritten(title="Visai kitas pavadinimas")
        accept_element(again, version_id=again.current_version_id, by=people.consultant)
        (after,) = read_notices([notice], people.member)
        assert after.presented == before.presented

    def test_money_and_details_are_told_as_lines(self, accepted, people):
        measure = fresh(accepted.measure)
        content = Content(measure.title, measure.body, detail={
            "responsible": "Uosto direkcija", "partners": "", "year_from": 2022, "year_to": 2026, "other_resources": "",
        }, funding={(2022, "SB"): Decimal("150000")})  # fmt: skip
        save_element(measure, content, base_version=measure.text_version, by=people.member)
        submit_elements([fresh(measure)], by=people.chair)
        (said,) = said_to(people.consultant)
        assert "Uosto direkcija" in said.difference
        assert "<del>120 000 €</del> → <ins>150 000 €</ins>" in said.difference.replace("\u00a0", " ")
        assert "<table" not in said.difference

    def test_a_new_element_is_told_without_marks(self, tree, people):
        submit_elements([fresh(tree.goal)], by=people.chair)
        (said,) = said_to(people.consultant)
        assert "Visas elementas naujas:" in said.difference
        assert "<ins>" not in said.difference

    def test_a_long_one_is_cut_and_says_so(self, rewritten, people):
        goal = rewritten(body="".join(f"<p>{'žodis ' * 60}{number}.</p>" for number in range(30)))
        return_element(goal, version_id=goal.current_version_id, by=people.consultant, reason="Per ilga.")
        (said,) = said_to(people.member)
        assert "…daugiau – puslapyje" in said.difference
        assert said.difference.count("žodis") <= 260

    def test_it_has_no_links_and_no_pictures(self, rewritten, people):
        goal = rewritten(body='<p>Žr. <a href="https://example.org/kitur">čia</a>.</p>')
        return_element(goal, version_id=goal.current_version_id, by=people.consultant, reason="Be nuorodų.")
        (said,) = said_to(people.member)
        assert "čia" in said.difference
        assert "href" not in said.difference

    def test_what_people_wrote_cannot_become_markup(self, rewritten, people):
        goal = rewritten(title="<script>alert(1)</script>", body="<p>&lt;img src=x&gt;</p>")
        return_element(goal, version_id=goal.current_version_id, by=people.consultant, reason="<b>ne</b>")
        (said,) = said_to(people.member)
        assert "<script" not in said.difference
        assert "<img" not in said.difference
        assert "&lt;script&gt;" in said.difference

    def test_more_elements_than_shown_are_counted(self, plan, tree, people):
        for number in range(5):
            add_element(plan, Kind.TASK, tree.goal, Content(f"Uždavinys {number}", ""), by=people.member)
        own = Element.objects.filter(workgroup=fresh(tree.goal).workgroup_id)
        submit_elements(own, by=people.chair)
        (said,) = said_to(people.consultant)
        assert own.count() == 8
        assert said.title == "Peržiūrai pateikti 8 elementai"
        assert "…ir dar 3 elementai puslapyje" in said.difference


class TestRightsAtTheTimeOfReading:
    def test_who_reviews_no_more_reads_nothing_of_what_was_handed_over(self, tree, people):
        submit_elements([fresh(tree.goal)], by=people.chair)
        assert len(said_to(people.consultant)) == 1
        people.consultant.grants.all().delete()
        forget_rights(people.consultant)
        assert said_to(people.consultant) == []

    def test_who_left_the_group_and_reads_no_drafts_gets_nothing(self, rewritten, people):
        goal = rewritten()
        return_element(goal, version_id=goal.current_version_id, by=people.consultant, reason="Ne.")
        assert len(said_to(people.member)) == 1
        people.member.memberships.all().delete()
        forget_rights(people.member)
        assert said_to(people.member) == []

    @pytest.mark.parametrize("count", [1, 3])
    def test_any_number_takes_the_same_queries(self, accepted, people, count, django_assert_num_queries):
        for element in (accepted.goal, accepted.task, accepted.measure)[:count]:
            element = fresh(element)
            Element.objects.filter(pk=element.pk).update(state="submitted")
            element.refresh_from_db()
            return_element(element, version_id=element.current_version_id, by=people.consultant, reason="Taisyti.")
        notices = list(Notice.objects.filter(user=people.member))
        assert len(notices) == count
        with django_assert_num_queries(7):
            assert len(read_notices(notices, people.member)) == count
