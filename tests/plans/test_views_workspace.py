"""/rengimas/: what waits for me, and the outline of the draft."""

import pytest
from django.urls import reverse

from plans.models import Plan
from plans.services.elements import remove_element
from plans.services.review import mark_ready, return_element, submit_elements
from tests.support.factories import accept_all

PAGE = "/rengimas/"


def outline(response):
    """The part of the page from the heading of the draft on."""
    return response.content.decode().split('id="planas"')[1]


def test_a_member_sees_the_own_area_with_code_state_and_author(as_user, people, tree):
    response = as_user(people.member).get(PAGE)
    assert response.status_code == 200
    text = outline(response)
    assert "1.1.1.1" in text
    assert tree.measure.title in text
    assert "coordinator" in text
    assert tree.other_goal.title not in text


def test_a_colleague_sees_the_same_area(as_user, people, tree):
    assert tree.measure.title in outline(as_user(people.chair).get(PAGE))


def test_the_other_group_sees_its_own_area_and_may_look_at_the_whole(as_user, people, tree):
    client = as_user(people.stranger)
    assert tree.measure.title not in outline(client.get(PAGE))
    whole = client.get(PAGE, {"grupe": "visi"})
    assert tree.measure.title in outline(whole)
    assert reverse("plans:edit", args=[tree.measure.uid]) not in whole.content.decode()
    assert reverse("plans:edit", args=[tree.other_goal.uid]) in whole.content.decode()


def test_the_outline_is_filtered_by_group_and_state(as_user, people, tree):
    mark_ready(tree.task, by=people.member)
    client = as_user(people.coordinator)
    assert tree.other_goal.title not in outline(client.get(PAGE, {"grupe": "aplinkos-apsauga"}))
    ready = outline(client.get(PAGE, {"grupe": "visi", "busena": "ready"}))
    assert tree.task.title in ready
    assert tree.measure.title not in ready
    assert "Tokio elemento" in outline(client.get(PAGE, {"grupe": "nera-tokios"}))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"rusis": "measure"}, True), ({"rusis": "goal"}, False), ({"rusis": "nera"}, False),
        ({"ieskoti": "KOKYBES stoteliu"}, True), ({"ieskoti": "1.1.1.1"}, True), ({"ieskoti": "kelias"}, False),
        ({"busena": "draft", "rusis": "measure", "ieskoti": "oro"}, True), ({"busena": "nera"}, False),
    ],
)  # fmt: skip
def test_the_outline_is_filtered_by_kind_and_words(as_user, people, tree, asked, found):
    page = outline(as_user(people.member).get(PAGE, asked))
    assert (tree.measure.title in page) is found


def test_scripts_get_the_outline_alone(as_user, people, tree):
    headers = {"HX-Request": "true", "HX-Target": "medis"}
    page = as_user(people.member).get(PAGE, {"rusis": "measure"}, headers=headers).content.decode()
    assert page.lstrip().startswith('<div id="medis"')
    assert tree.measure.title in page
    assert "<html" not in page


def test_anonymous_is_sent_to_the_login_and_back(as_user, tree):
    response = as_user(None).get(PAGE)
    assert response.status_code == 302
    assert response.headers["Location"] == f"{reverse('account_login')}?next=/rengimas/"


@pytest.mark.parametrize(
    ("role", "room"),
    [("councillor", "/taryba/"), ("administrator", "/rengimas/zmones/"), ("editor", "/")],
)
def test_who_reads_no_drafts_lands_in_the_own_room(as_user, people, tree, role, room):
    response = as_user(getattr(people, role)).get(PAGE)
    assert (response.status_code, response.headers["Location"]) == (302, room)


@pytest.mark.parametrize("role", ["consultant", "secretary"])
def test_who_only_reads_sees_the_whole_and_no_way_to_edit(as_user, people, tree, role):
    response = as_user(getattr(people, role)).get(PAGE)
    assert tree.measure.title in outline(response)
    assert "/redaguoti/" not in response.content.decode()


def test_another_method_is_refused(as_user, people, tree):
    assert as_user(people.member).post(PAGE).status_code == 405


def test_without_a_plan_the_page_says_so(as_user, people):
    assert Plan.objects.count() == 0
    assert "Plano dar nėra" in as_user(people.coordinator).get(PAGE).content.decode()


def test_a_returned_element_waits_with_its_reason(as_user, people, tree):
    submit_elements([tree.measure], by=people.chair)
    tree.measure.refresh_from_db()
    return_element(
        tree.measure, version_id=tree.measure.current_version_id, by=people.consultant, reason="Trūksta metų."
    )
    assert "Trūksta metų." in as_user(people.member).get(PAGE).content.decode()
    assert "Trūksta metų." not in as_user(people.stranger).get(PAGE).content.decode()


def test_ready_elements_wait_for_the_chair_and_not_for_a_member(as_user, people, tree):
    mark_ready(tree.measure, by=people.member)
    submit = reverse("plans:submit", args=[tree.measure.uid])
    assert submit in as_user(people.chair).get(PAGE).content.decode()
    assert submit not in as_user(people.member).get(PAGE).content.decode()


def test_a_removal_that_waits_for_acceptance_is_struck_for_those_who_may_bring_it_back(as_user, people, plan, tree):
    accept_all(plan, by=people.coordinator)
    remove_element(tree.measure, by=people.member)
    struck = f"<del>{tree.measure.title}</del>"
    assert struck in outline(as_user(people.member).get(PAGE))
    assert tree.measure.title not in outline(as_user(people.stranger).get(PAGE, {"grupe": "visi"}))


def test_a_removed_element_that_nobody_accepted_is_out_of_sight_and_found_among_the_removed(as_user, people, tree):
    remove_element(tree.measure, by=people.member)
    client = as_user(people.member)
    page = outline(client.get(PAGE))
    assert tree.measure.title not in page
    assert "1 pašalintas elementas" in page
    removed = outline(client.get(PAGE, {"busena": "removed"}))
    assert f"<del>{tree.measure.title}</del>" in removed
    assert reverse("plans:restore", args=[tree.measure.uid]) in removed
    assert tree.measure.title not in outline(as_user(people.stranger).get(PAGE, {"grupe": "visi", "busena": "removed"}))


def test_every_page_over_sample_data_says_so(as_user, people, tree, plan):
    pages = [
        PAGE, reverse("plans:preview"), reverse("plans:submit_area", args=["aplinkos-apsauga"]),
        *(reverse(f"plans:{name}", args=[tree.task.uid]) for name in ("element", "edit", "move", "remove", "submit")),
        reverse("plans:add", args=[tree.task.uid, "measure"]), reverse("plans:version", args=[tree.task.uid, 1]),
    ]  # fmt: skip
    client = as_user(people.chair)
    assert not any("banner--sample" in client.get(page).content.decode() for page in pages)
    plan.holds_sample = True
    plan.save()
    assert all("banner--sample" in client.get(page).content.decode() for page in pages)
