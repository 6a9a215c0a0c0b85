"""Decisions beside the document: one or many, of the versions that were read; and what waits in each group."""

import pytest
from django.urls import reverse

from klaipeda_plan.notices.models import Notice
from plans.hierarchy import Kind
from plans.models import Element, ReviewStep, State
from plans.queries_review import load_by_group, load_by_reviewer
from plans.services.elements import Content, add_element, save_element
from plans.services.review import accept_elements, return_element, submit_elements
from tests.support.factories import accept_all

DECIDE, LOAD = reverse("plans:decide"), reverse("plans:load")


def fresh(element):
    return Element.objects.get(pk=element.pk)


def pair(element):
    return f"{element.pk}:{element.current_version_id}"


def rewrite(element, by, title):
    element = fresh(element)
    save_element(element, Content(title, element.body), base_version=element.text_version, by=by)


@pytest.fixture
def two(tree, people):
    """The task and the measure with the reviewers."""
    submit_elements([tree.task, tree.measure], by=people.chair, message="Teikiame")
    return fresh(tree.task), fresh(tree.measure)


@pytest.fixture(params=["consultant", "coordinator"])
def reviewer(request, people, as_user):
    return as_user(getattr(people, request.param))


def states(elements):
    return [fresh(one).state for one in elements]


def test_one_is_accepted_where_it_was_read(two, reviewer):
    task = two[0]
    here = reverse("plans:preview") + f"?rodyti=skirtumas#e-{task.pk}"
    answer = reviewer.post(DECIDE, {"version": pair(task), "verdict": "accept", "next": here})
    assert answer.headers["Location"] == here
    assert states(two) == [State.ACCEPTED, State.SUBMITTED]
    assert fresh(task).accepted_version_id == task.current_version_id


def test_many_are_accepted_and_each_group_is_told_once(two, reviewer, people):
    reviewer.post(DECIDE, {"version": [pair(one) for one in two], "verdict": "accept"})
    assert states(two) == [State.ACCEPTED] * 2
    assert Notice.objects.filter(kind="element_accepted", user=people.member).count() == 1


def test_many_are_returned_with_one_reason(two, reviewer, people):
    data = {"version": [pair(one) for one in two], "verdict": "return", "reason": "Trūksta pradinių reikšmių."}
    answer = reviewer.post(DECIDE, data, follow=True)
    assert "Grąžinti 2 elementai." in answer.content.decode()
    assert states(two) == [State.RETURNED] * 2
    assert {step.reason for step in ReviewStep.objects.filter(to_state=State.RETURNED)} == {
        "Trūksta pradinių reikšmių."
    }
    notice = Notice.objects.get(kind="element_returned", user=people.member)
    assert len(notice.data["steps"]) == 2


def test_a_return_without_a_reason_keeps_what_was_checked(two, reviewer):
    answer = reviewer.post(DECIDE, {"version": [pair(one) for one in two], "verdict": "return", "reason": " "})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Nurodykite, kodėl elementas grąžinamas." in text
    for one in two:
        assert f'value="{pair(one)}" checked' in text
    assert states(two) == [State.SUBMITTED] * 2


def test_a_newer_version_is_refused_and_nothing_else_is_lost(two, reviewer, people):
    read = [pair(one) for one in two]
    rewrite(two[1], people.member, "Naujesnis pavadinimas")
    submit_elements([two[1]], by=people.chair)
    answer = reviewer.post(DECIDE, {"version": read, "verdict": "return", "reason": "Ilga priežastis"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert states(two) == [State.RETURNED, State.SUBMITTED]
    assert "naujausi" in text
    assert "Naujesnis pavadinimas" in text
    assert "Ilga priežastis</textarea>" in text
    assert f'value="{pair(fresh(two[1]))}" checked' in text
    again = {"version": pair(fresh(two[1])), "verdict": "return", "reason": "Ilga priežastis"}
    assert reviewer.post(DECIDE, again).status_code == 302
    assert states(two) == [State.RETURNED] * 2


def test_what_was_taken_back_is_not_decided_on(two, reviewer, people):
    read = pair(two[1])
    rewrite(two[1], people.member, "Dar rašoma")
    text = reviewer.post(DECIDE, {"version": read, "verdict": "accept"}).content.decode()
    assert "vertinimo nelaukia" in text
    assert 'name="version"' not in text
    assert states(two)[1] == State.DRAFT


@pytest.mark.parametrize("given", [{}, {"version": "x:y", "verdict": "accept"}, {"version": "1:2:3"}])
def test_nonsense_decides_nothing(two, reviewer, given):
    answer = reviewer.post(DECIDE, given, follow=True)
    assert "Pažymėkite bent vieną" in answer.content.decode()
    assert states(two) == [State.SUBMITTED] * 2


def test_an_unknown_verdict_and_a_foreign_address_to_return_to(two, reviewer):
    assert reviewer.post(DECIDE, {"version": pair(two[0]), "verdict": "burn"}).status_code == 422
    answer = reviewer.post(DECIDE, {"version": pair(two[0]), "verdict": "accept", "next": "https://example.org/"})
    assert answer.headers["Location"].startswith(reverse("plans:preview"))


@pytest.mark.parametrize("role", ["member", "chair", "stranger", "secretary"])
def test_who_does_not_review_decides_nothing(two, people, as_user, role):
    client = as_user(getattr(people, role))
    assert client.post(DECIDE, {"version": pair(two[0]), "verdict": "accept"}).status_code == 403
    assert client.get(LOAD).status_code == 403
    assert states(two) == [State.SUBMITTED] * 2


def test_the_remaining_questions(two, people, as_user):
    assert as_user(people.councillor).post(DECIDE, {}).status_code == 404
    assert "login" in as_user(None).post(DECIDE, {}).headers["Location"]
    assert as_user(people.consultant).get(DECIDE).headers["Location"].startswith(reverse("plans:preview"))
    assert as_user(people.consultant).post(LOAD).status_code == 405


def test_accepting_many_refuses_what_does_not_wait(two, tree, people):
    goal = fresh(tree.goal)
    versions = {one.pk: one.current_version_id for one in (*two, goal)}
    decided = accept_elements(versions, by=people.consultant)
    assert decided.done == list(two)
    assert [element for element, _why in decided.refused] == [goal]
    assert fresh(goal).accepted_version_id is None


# --- Load ----------------------------------------------------------------------------------------------


def test_the_load_tells_each_group_what_waits_since_when_and_how_much_is_accepted(plan, tree, people):
    accept_all(plan, by=people.coordinator)
    rewrite(tree.measure, people.member, "Pirma pateikta")
    rewrite(tree.goal, people.member, "Vėliau pateikta")
    submit_elements([tree.measure], by=people.chair)
    submit_elements([tree.goal], by=people.chair)
    own, other, shared = load_by_group(plan)
    assert (own.group.slug, own.waiting, own.oldest) == ("aplinkos-apsauga", 2, tree.measure)
    assert own.since == ReviewStep.objects.filter(element=tree.measure, to_state=State.SUBMITTED).latest("pk").at
    assert (own.standing, own.accepted, own.share) == (3, 1, 33)
    assert (other.waiting, other.oldest, other.share) == (0, None, 100)
    assert (shared.group, shared.standing) == (None, 3)


def test_the_load_tells_who_decided_how_much(plan, two, people):
    accept_elements({two[0].pk: two[0].current_version_id}, by=people.consultant)
    return_element(two[1], version_id=two[1].current_version_id, by=people.consultant, reason="Ne")
    one = load_by_reviewer(plan)[0]
    assert (one.name, one.accepted, one.returned) == ("consultant", 1, 1)


def test_the_page_of_the_load_and_the_queue_show_it(two, reviewer):
    for address in (LOAD, "/admin/plans/element/"):
        text = reviewer.get(address).content.decode()
        assert "Aplinkos apsaugos darbo grupė" in text
        assert "0 iš 3 (0\u00a0%)" in text or "0 iš 3 (0 %)" in text
        assert "grupe=aplinkos-apsauga" in text


@pytest.mark.parametrize("more", [0, 2])
def test_the_number_of_queries_of_the_load_does_not_grow(
    two, people, as_user, tree, plan, more, django_assert_num_queries
):
    for number in range(more):
        new = add_element(plan, Kind.MEASURE, tree.task, Content(f"Priemonė {number}", ""), by=people.member)
        submit_elements([new], by=people.chair)
    client = as_user(people.consultant)
    with django_assert_num_queries(9):
        assert client.get(LOAD).status_code == 200


@pytest.mark.parametrize("more", [0, 2])
def test_the_number_of_queries_of_what_comes_back_does_not_grow(
    two, people, as_user, tree, plan, more, django_assert_num_queries
):
    new = [
        add_element(plan, Kind.MEASURE, tree.task, Content(f"Priemonė {number}", ""), by=people.member)
        for number in range(more)
    ]
    submit_elements(new, by=people.chair)
    pairs = [pair(two[0]), *(pair(fresh(one)) for one in new)]
    client = as_user(people.consultant)
    with django_assert_num_queries(13):
        text = client.post(DECIDE, {"version": pairs, "verdict": "return"}).content.decode()
    assert text.count('name="version"') == 1 + more
