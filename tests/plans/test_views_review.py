"""Ready, taken back, submitted: alone, with the branch, with the area."""

from uuid import uuid4

import pytest
from django.urls import reverse

from plans.hierarchy import Kind
from plans.models import Element, ReviewStep, State
from plans.services.elements import Content, add_element, remove_element, save_element
from plans.services.review import mark_ready, submit_elements
from tests.plans.pages import address
from tests.support.factories import accept_all

ACTS = ("mark_ready", "take_back")


def state_of(element):
    return Element.objects.get(pk=element.pk).state


def test_a_member_marks_ready_and_takes_back(as_user, people, tree):
    client = as_user(people.member)
    client.post(address("mark_ready", tree.measure))
    assert state_of(tree.measure) == State.READY
    client.post(address("take_back", tree.measure))
    assert state_of(tree.measure) == State.DRAFT


def test_a_step_that_is_not_possible_is_explained(as_user, people, tree):
    response = as_user(people.member).post(address("take_back", tree.measure), follow=True)
    assert "Atsiimti galima tik" in response.content.decode()


def test_what_is_accepted_cannot_be_taken_back(as_user, people, tree):
    accept_all(tree.goal.plan, by=people.coordinator)
    as_user(people.member).post(address("take_back", tree.measure))
    assert state_of(tree.measure) == State.ACCEPTED


def test_the_chair_submits_one_element_with_a_message(as_user, people, tree):
    client = as_user(people.chair)
    assert client.get(address("submit", tree.task)).status_code == 200
    client.post(address("submit", tree.task), {"which": "one", "message": "Prašome peržiūrėti"})
    assert (state_of(tree.task), state_of(tree.measure)) == (State.SUBMITTED, State.DRAFT)
    assert ReviewStep.objects.get(element=tree.task).reason == "Prašome peržiūrėti"


def test_the_chair_submits_a_branch(as_user, people, tree):
    as_user(people.chair).post(address("submit", tree.goal), {"which": "all"})
    assert [state_of(one) for one in (tree.goal, tree.task, tree.measure)] == [State.SUBMITTED] * 3
    assert state_of(tree.other_goal) == State.DRAFT


def test_only_what_is_ready_goes_when_that_is_chosen(as_user, people, tree):
    mark_ready(tree.measure, by=people.member)
    as_user(people.chair).post(address("submit", tree.goal), {"which": "ready"})
    assert [state_of(one) for one in (tree.goal, tree.measure)] == [State.DRAFT, State.SUBMITTED]


def test_a_branch_of_shared_ground_leaves_the_groups_elements_alone(as_user, people, tree):
    as_user(people.coordinator).post(address("submit", tree.vision), {"which": "all"})
    assert [state_of(one) for one in (tree.vision, tree.priority)] == [State.SUBMITTED] * 2
    assert [state_of(one) for one in (tree.goal, tree.other_goal)] == [State.DRAFT] * 2


def test_the_chair_submits_the_area(as_user, people, tree):
    page = reverse("plans:submit_area", args=["aplinkos-apsauga"])
    client = as_user(people.chair)
    assert tree.measure.title in client.get(page).content.decode()
    response = client.post(page, {"which": "all"}, follow=True)
    assert "Pateikti 3 elementai." in response.content.decode()
    assert state_of(tree.other_goal) == State.DRAFT


def test_the_chair_chooses_which_of_a_branch_go(as_user, people, tree):
    data = {"which": "chosen", "chosen": [tree.goal.pk, tree.measure.pk], "message": "Be uždavinio"}
    answer = as_user(people.chair).post(address("submit", tree.goal), data, follow=True)
    assert "Pateikti 2 elementai." in answer.content.decode()
    assert [state_of(one) for one in (tree.goal, tree.task, tree.measure)] == ["submitted", "draft", "submitted"]
    assert set(ReviewStep.objects.filter(to_state="submitted").values_list("reason", flat=True)) == {"Be uždavinio"}


def test_choosing_without_a_check_says_so_and_keeps_the_message(as_user, people, tree):
    data = {"which": "chosen", "message": "Ilga žinutė"}
    text = as_user(people.chair).post(address("submit", tree.goal), data).content.decode()
    assert "Pažymėkite elementus, kuriuos norite pateikti." in text
    assert "Ilga žinutė</textarea>" in text
    assert state_of(tree.goal) == State.DRAFT


def test_what_is_not_offered_cannot_be_chosen(as_user, people, tree):
    data = {"which": "chosen", "chosen": [tree.other_goal.pk]}
    assert as_user(people.chair).post(address("submit", tree.goal), data).status_code == 200
    assert state_of(tree.other_goal) == State.DRAFT


def test_the_page_says_what_stays_and_why(as_user, people, tree):
    accept_all(tree.goal.plan, by=people.coordinator)
    for element in (tree.measure, tree.task, tree.other_goal, tree.priority):
        element.refresh_from_db()
        content = Content(f"{element.title} iki 2030", element.body)
        save_element(element, content, base_version=element.text_version, by=people.coordinator)
    submit_elements([tree.measure], by=people.chair)
    own = as_user(people.chair).get(address("submit", tree.goal)).content.decode()
    assert "Jau pateikta vertintojams (1)" in own
    assert "Nuo priėmimo niekas nepasikeitė (1)" in own
    shared = as_user(people.coordinator).get(address("submit", tree.priority)).content.decode()
    assert "Priklauso kitai grupei – ją pateiks ji pati (2)" in shared


def test_an_unknown_choice_submits_nothing(as_user, people, tree):
    response = as_user(people.chair).post(address("submit", tree.task), {"which": "kita"})
    assert response.status_code == 200
    assert state_of(tree.task) == State.DRAFT


def test_nothing_changed_means_nothing_to_submit(as_user, people, tree):
    accept_all(tree.goal.plan, by=people.coordinator)
    assert "Pateikti nėra ko" in as_user(people.chair).get(address("submit", tree.goal)).content.decode()


def test_a_removal_is_submitted_only_if_somebody_had_accepted_the_element(as_user, people, tree):
    never = add_element(tree.task.plan, Kind.MEASURE, tree.task, Content("Trumpai buvusi", ""), by=people.member)
    accept_all(tree.goal.plan, by=people.coordinator)
    later = add_element(tree.task.plan, Kind.MEASURE, tree.task, Content("Niekam nematyta", ""), by=people.member)
    for element in (never, later):
        remove_element(element, by=people.member)
    text = as_user(people.chair).get(address("submit", tree.goal)).content.decode()
    assert "Trumpai buvusi" in text
    assert "Niekam nematyta" not in text


@pytest.mark.parametrize("role", ["member", "stranger", "consultant", "secretary"])
def test_only_the_chair_submits(as_user, people, tree, role):
    client = as_user(getattr(people, role))
    for page in (address("submit", tree.task), reverse("plans:submit_area", args=["aplinkos-apsauga"])):
        response = client.post(page, {"which": "all"})
        assert response.status_code == 403
        assert "pirmininkas" in response.content.decode()
    assert state_of(tree.task) == State.DRAFT


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("role", ["stranger", "consultant", "secretary"])
def test_another_group_does_not_change_the_state(as_user, people, tree, name, role):
    assert as_user(getattr(people, role)).post(address(name, tree.measure)).status_code == 403
    assert state_of(tree.measure) == State.DRAFT


@pytest.mark.parametrize("name", [*ACTS, "submit"])
def test_the_remaining_questions_of_every_address(as_user, people, tree, name):
    member = as_user(people.member)
    assert as_user(people.councillor).post(address(name, tree.measure)).status_code == 404
    assert member.post(reverse(f"plans:{name}", args=[uuid4()])).status_code == 404
    assert member.put(address(name, tree.measure)).status_code == 405
    response = as_user(None).post(address(name, tree.measure))
    back = address("submit" if name == "submit" else "element", tree.measure)
    assert response.headers["Location"] == f"{reverse('account_login')}?next={back}"


def test_the_area_of_a_group_that_is_none(as_user, people, tree):
    assert as_user(people.coordinator).get(reverse("plans:submit_area", args=["nera"])).status_code == 404
    area = reverse("plans:submit_area", args=["aplinkos-apsauga"])
    assert as_user(None).post(area).headers["Location"] == f"{reverse('account_login')}?next={area}"


@pytest.mark.parametrize("more", [0, 2])
def test_the_number_of_queries_does_not_grow(as_user, people, tree, more, django_assert_num_queries):
    for number in range(more):
        add_element(tree.task.plan, Kind.MEASURE, tree.task, Content(f"Priemonė {number}", ""), by=people.member)
    client = as_user(people.chair)
    with django_assert_num_queries(7):
        text = client.get(address("submit", tree.task)).content.decode()
    assert text.count('class="choice-list__label"') == 2 + more


def test_submitting_again_what_is_with_the_reviewers_changes_nothing(people, tree):
    submit_elements([tree.measure], by=people.chair)
    assert submit_elements([tree.measure], by=people.chair) == []
