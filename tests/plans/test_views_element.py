"""/rengimas/e/<uid>/: an element to be read, its versions, and the draft in the layout of the document."""

from uuid import uuid4

import pytest
from django.urls import reverse

from plans.hierarchy import Kind
from plans.services.elements import Content, add_element, remove_element, save_element
from plans.services.review import return_element, submit_elements
from tests.plans.pages import address


def page(client, element, name="element"):
    return client.get(address(name, element)).content.decode()


def test_the_page_shows_place_text_money_and_indicators(as_user, people, tree):
    text = page(as_user(people.member), tree.measure)
    for words in ("1.1.1.1", "Tekstas.", "savivaldybės administracija", "2022–2025", "Savivaldybės biudžetas"):
        assert words in text
    assert "80\xa0000,50\xa0€" in text
    assert "200\xa0000,50\xa0€" in text
    assert tree.goal.title in text
    goal = page(as_user(people.member), tree.goal)
    assert "31,5" in goal
    assert tree.task.title in goal


def test_a_colleague_may_edit_and_another_group_may_read(as_user, people, tree):
    edit = address("edit", tree.measure)
    assert edit in page(as_user(people.chair), tree.measure)
    assert edit not in page(as_user(people.stranger), tree.measure)


@pytest.mark.parametrize("role", ["councillor", "editor", "administrator"])
def test_who_reads_no_drafts_finds_nothing(as_user, people, tree, role):
    client = as_user(getattr(people, role))
    assert client.get(address("element", tree.measure)).status_code == 404
    assert client.get(address("version", tree.measure, 1)).status_code == 404
    assert client.get(reverse("plans:preview")).status_code == 404


def test_anonymous_is_sent_to_the_login(as_user, tree):
    for path in (address("element", tree.measure), address("version", tree.measure, 1), reverse("plans:preview")):
        response = as_user(None).get(path)
        assert response.headers["Location"] == f"{reverse('account_login')}?next={path}"


def test_a_missing_element_and_version_are_not_found(as_user, people, tree):
    client = as_user(people.member)
    assert client.get(reverse("plans:element", args=[uuid4()])).status_code == 404
    assert client.get(address("version", tree.measure, 99)).status_code == 404
    assert client.get(reverse("plans:preview"), {"nuo": "ne-uid"}).status_code == 404
    assert client.get(reverse("plans:preview"), {"nuo": str(uuid4())}).status_code == 404


def test_another_method_is_refused(as_user, people, tree):
    client = as_user(people.member)
    for path in (address("element", tree.measure), address("version", tree.measure, 1), reverse("plans:preview")):
        assert client.post(path).status_code == 405


def test_versions_say_who_and_why_and_an_old_one_can_be_read(as_user, people, tree):
    save_element(
        tree.measure, Content("Naujas pavadinimas", "<p>Naujas.</p>"), base_version=1, by=people.member,
        reason="Patikslinta po posėdžio",
    )  # fmt: skip
    client = as_user(people.stranger)
    text = page(client, tree.measure)
    assert "Patikslinta po posėdžio" in text
    assert "Naujas." in text
    old = client.get(address("version", tree.measure, 1)).content.decode()
    assert "Tekstas." in old
    assert "Naujas." not in old


def test_the_steps_of_the_review_stand_with_their_reasons(as_user, people, tree):
    submit_elements([tree.measure], by=people.chair, message="Prašome peržiūrėti")
    tree.measure.refresh_from_db()
    return_element(tree.measure, version_id=tree.measure.current_version_id, by=people.consultant, reason="Per brangu")
    text = page(as_user(people.member), tree.measure)
    assert "Prašome peržiūrėti" in text
    assert "Per brangu" in text


def test_a_removed_element_offers_to_come_back_to_those_who_may(as_user, people, tree):
    remove_element(tree.measure, by=people.member)
    back = address("restore", tree.measure)
    assert back in page(as_user(people.member), tree.measure)
    assert back not in page(as_user(people.stranger), tree.measure)


def test_the_working_version_is_marked_and_holds_the_draft(as_user, people, tree):
    remove_element(tree.other_goal, by=people.coordinator)
    text = as_user(people.stranger).get(reverse("plans:preview")).content.decode()
    assert "Darbinis variantas" in text
    assert tree.measure.title in text
    assert tree.other_goal.title not in text


def test_the_working_version_of_a_branch_holds_the_branch(as_user, people, tree):
    text = as_user(people.member).get(reverse("plans:preview"), {"nuo": str(tree.task.uid)}).content.decode()
    assert tree.measure.title in text
    assert tree.horizontal.title not in text


def test_the_pages_stand_in_english_too(as_user, people, tree):
    text = as_user(people.member).get(f"/en/rengimas/e/{tree.measure.uid}/").content.decode()
    assert "Money by year and source" in text


@pytest.mark.parametrize("more", [0, 2])
def test_the_number_of_queries_does_not_grow(as_user, people, tree, more, django_assert_num_queries):
    for number in range(more):
        add_element(tree.task.plan, Kind.MEASURE, tree.task, Content(f"Priemonė {number}", ""), by=people.member)
    client = as_user(people.member)
    with django_assert_num_queries(23):
        text = page(client, tree.task)
    assert text.count(">Priemonė ") == more
