"""Up, down, elsewhere, out and back: one address per act."""

from uuid import uuid4

import pytest
from django.urls import reverse

from plans.forms.acts import place_value
from plans.hierarchy import Kind
from plans.models import Element
from plans.queries import draft_tree
from plans.services.elements import Content, add_element, move_element
from tests.plans.pages import address, fields_of

ACTS = ("move_up", "move_down", "restore")
PAGES = ("move", "remove")


@pytest.fixture
def second(tree, people):
    """Another task with nothing in it, after the tree's own."""
    return add_element(tree.goal.plan, Kind.TASK, tree.goal, Content("Antras uždavinys", ""), by=people.member)


def order_under(parent):
    tree = draft_tree(parent.plan)
    return [branch.element.title for branch in tree.by_pk[parent.pk].children if not branch.element.is_removed]


def test_up_and_down_change_the_order_and_come_back(as_user, people, tree, second):
    client = as_user(people.member)
    before = order_under(tree.goal)
    response = client.post(address("move_up", second), {"next": address("element", tree.goal)})
    assert response.headers["Location"] == address("element", tree.goal)
    assert order_under(tree.goal) == before[::-1]
    client.post(address("move_down", second))
    assert order_under(tree.goal) == before


def test_at_the_edge_nothing_moves(as_user, people, tree, second):
    client = as_user(people.member)
    client.post(address("move_down", second))
    client.post(address("move_up", tree.task))
    assert Element.objects.get(pk=second.pk).current_version.number == 1
    assert Element.objects.get(pk=tree.task.pk).current_version.number == 1


def test_a_foreign_page_is_no_way_back(as_user, people, tree, second):
    response = as_user(people.member).post(address("move_up", second), {"next": "https://example.org/"})
    assert response.headers["Location"] == address("element", second)


def test_a_measure_moves_to_another_task_of_the_group(as_user, people, tree, second):
    client = as_user(people.chair)
    assert "Antras uždavinys" in client.get(address("move", tree.measure)).content.decode()
    data = {"place": place_value(second, None), "reason": "Čia ji dera"}
    assert client.post(address("move", tree.measure), data).status_code == 302
    moved = Element.objects.get(pk=tree.measure.pk)
    assert (moved.parent, moved.current_version.reason) == (second, "Čia ji dera")
    assert draft_tree(moved.plan).code_of(moved.pk) == "1.1.2.1"


def test_a_place_before_a_sibling(as_user, people, tree, second):
    as_user(people.member).post(address("move", second), {"place": place_value(tree.goal, tree.task)})
    assert order_under(tree.goal) == ["Antras uždavinys", tree.task.title]


def test_the_place_where_it_stands_is_chosen_and_sending_it_moves_nothing(as_user, people, tree, second):
    client = as_user(people.member)
    for element, place in ((tree.task, place_value(tree.goal, second)), (second, place_value(tree.goal, None))):
        page = client.get(address("move", element)).content.decode()
        assert f'value="{place}" selected' in page
        client.post(address("move", element), {"place": place})
        assert Element.objects.get(pk=element.pk).current_version.number == 1


def test_places_of_other_groups_are_not_offered_and_not_taken(as_user, people, tree):
    client = as_user(people.member)
    assert tree.other_goal.title not in client.get(address("move", tree.task)).content.decode()
    response = client.post(address("move", tree.task), {"place": place_value(tree.other_goal, None)})
    assert response.status_code == 200
    assert Element.objects.get(pk=tree.task.pk).parent == tree.goal
    coordinator = as_user(people.coordinator)
    coordinator.post(address("move", tree.task), {"place": place_value(tree.other_goal, None)})
    assert Element.objects.get(pk=tree.task.pk).parent == tree.other_goal


@pytest.mark.parametrize("place", ["", "x", "0-0", "999999-0"])
def test_a_place_that_is_none_is_said_beside_the_field(as_user, people, tree, place):
    response = as_user(people.member).post(address("move", tree.measure), {"place": place})
    assert 'id="id_place_error"' in response.content.decode()


def test_a_removal_asks_first_and_is_undone(as_user, people, tree):
    client = as_user(people.member)
    assert client.get(address("remove", tree.measure)).status_code == 200
    assert not Element.objects.get(pk=tree.measure.pk).is_removed
    client.post(address("remove", tree.measure), {"reason": "Dubliuoja kitą"})
    removed = Element.objects.get(pk=tree.measure.pk)
    assert removed.is_removed
    assert removed.current_version.reason == "Dubliuoja kitą"
    assert client.post(address("restore", tree.measure)).headers["Location"] == address("element", tree.measure)
    assert not Element.objects.get(pk=tree.measure.pk).is_removed


def test_what_has_something_under_it_is_not_removed_without_a_word_about_that(as_user, people, tree):
    response = as_user(people.member).post(address("remove", tree.task), follow=True)
    assert "Pirmiau pašalinkite arba perkelkite" in response.content.decode()
    assert not Element.objects.get(pk=tree.task.pk).is_removed


def test_a_branch_is_removed_together_after_its_page_named_all_of_it_and_comes_back_together(as_user, people, tree):
    client = as_user(people.member)
    page = client.get(address("remove", tree.goal))
    assert tree.measure.title in page.content.decode()
    client.post(address("remove", tree.goal), fields_of(page) | {"reason": "Kita kryptis"})
    branch = [tree.goal.pk, tree.task.pk, tree.measure.pk]
    removed = Element.objects.filter(pk__in=branch, is_removed=True)
    assert [one.current_version.reason for one in removed] == ["Kita kryptis"] * 3
    client.post(address("restore", tree.goal))
    assert not Element.objects.filter(pk__in=branch, is_removed=True).exists()


def test_a_branch_with_another_groups_element_says_whose_and_is_not_removed(as_user, people, tree):
    move_element(tree.task, parent=tree.other_goal, by=people.coordinator)
    client = as_user(people.stranger)
    page = client.get(address("remove", tree.other_goal)).content.decode()
    assert "kitos grupės elementų" in page
    assert tree.task.title in page
    response = client.post(address("remove", tree.other_goal), {"branch": "1"}, follow=True)
    assert tree.task.title in response.content.decode().split('class="messages"')[1]
    assert not Element.objects.filter(is_removed=True).exists()


@pytest.mark.parametrize("name", [*ACTS, *PAGES])
def test_another_group_is_told_who_may(as_user, people, tree, name):
    for role in ("stranger", "consultant", "secretary"):
        response = as_user(getattr(people, role)).post(
            address(name, tree.measure), {"place": place_value(tree.task, None)}
        )
        assert response.status_code == 403
        assert "valdančios grupės nariai" in response.content.decode()
    assert Element.objects.get(pk=tree.measure.pk).current_version.number == 1


@pytest.mark.parametrize("name", [*ACTS, *PAGES])
def test_who_reads_no_drafts_finds_nothing(as_user, people, tree, name):
    assert as_user(people.editor).post(address(name, tree.measure)).status_code == 404


@pytest.mark.parametrize("name", [*ACTS, *PAGES])
def test_anonymous_is_sent_to_the_login_and_to_a_page_that_opens(as_user, tree, name):
    response = as_user(None).post(address(name, tree.measure))
    assert response.headers["Location"] == f"{reverse('account_login')}?next={address('element', tree.measure)}"


@pytest.mark.parametrize("name", [*ACTS, *PAGES])
def test_a_missing_element_is_not_found(as_user, people, name):
    assert as_user(people.member).post(reverse(f"plans:{name}", args=[uuid4()])).status_code == 404


@pytest.mark.parametrize("name", ACTS)
def test_an_act_is_no_page(as_user, people, tree, name):
    assert as_user(people.member).get(address(name, tree.measure)).status_code == 405
