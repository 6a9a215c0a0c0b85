"""Acts on the outline: the page of acts, the answers to scripts and to browsers without them."""

from uuid import uuid4

import pytest
from django.urls import reverse

from plans.hierarchy import Kind
from plans.models import Element, VersionKind
from plans.queries import draft_tree
from plans.services.elements import Content, add_element, save_element
from plans.services.review import submit_elements
from tests.plans.pages import address

ACTS = ("rename", "add_here", "place", "undo_move")
SCRIPTED = {"HX-Request": "true", "HX-Target": "medis"}
PAGE = "/rengimas/"


@pytest.fixture
def second(tree, people):
    return add_element(tree.goal.plan, Kind.TASK, tree.goal, Content("Antras uždavinys", ""), by=people.member)


@pytest.fixture
def client(as_user, people):
    return as_user(people.member)


def fresh(element):
    return Element.objects.get(pk=element.pk)


def order_under(parent):
    branch = draft_tree(parent.plan).by_pk[parent.pk]
    return [one.element.title for one in branch.children if not one.element.is_removed]


def post(client, name, element, *, scripted=True, **data):
    data = {key: str(value) for key, value in data.items()}
    return client.post(address(name, element), {"outline": "1", **data}, headers=SCRIPTED if scripted else {})


def seen(element, **other):
    return {"base_version": element.text_version, "base_title": element.title, **other}


class TestRename:
    def test_it_answers_with_the_outline_and_keeps_the_focus_at_the_line(self, client, tree):
        text = post(client, "rename", tree.measure, title="Stotelės", **seen(tree.measure)).content.decode()
        assert f'data-focus="e-{tree.measure.uid}"' in text
        assert "Pervadinta: 1.1.1.1 „Stotelės“." in text
        assert "<html" not in text
        assert fresh(tree.measure).title == "Stotelės"

    def test_without_scripts_it_goes_back_to_the_line_and_the_page_tells(self, client, tree):
        back = f"{PAGE}?grupe=visi&rusis=measure"
        response = post(
            client, "rename", tree.measure, scripted=False, title="Stotelės", next=back, **seen(tree.measure)
        )
        assert response.headers["Location"].startswith(
            f"{PAGE}?grupe=visi&padaryta={tree.measure.uid}&rusis=measure#e-"
        )
        page = client.get(response.headers["Location"]).content.decode()
        assert "Pervadinta: 1.1.1.1 „Stotelės“." in page.split('id="medis-ivyko"')[1]

    def test_another_title_meanwhile_is_told_and_what_was_typed_stays_for_a_second_press(self, client, people, tree):
        old = seen(tree.task)
        save_element(tree.task, Content("Kito vardas", ""), base_version=tree.task.text_version, by=people.chair)
        text = post(client, "rename", tree.task, title="Mano vardas", **old).content.decode()
        assert "Tuo metu pavadinimą pakeitė pirmininkas, dabar jis „Kito vardas“." in text
        assert 'value="Mano vardas"' in text
        assert fresh(tree.task).title == "Kito vardas"
        post(client, "rename", tree.task, title="Mano vardas", **seen(fresh(tree.task)))
        assert fresh(tree.task).title == "Mano vardas"

    @pytest.mark.parametrize(("typed", "why"), [("  ", "Įrašykite pavadinimą."), ("a" * 501, "500")])
    def test_a_title_that_is_none_is_said_with_what_was_typed(self, client, tree, typed, why):
        text = post(client, "rename", tree.task, title=typed, **seen(tree.task)).content.decode()
        assert why in text
        assert f'id="rename-{tree.task.uid}"' in text
        plain = post(client, "rename", tree.task, scripted=False, title=typed, **seen(tree.task))
        assert (plain.status_code, why in plain.content.decode()) == (422, True)
        assert fresh(tree.task).current_version.number == 1


class TestAdd:
    def test_right_after_and_under(self, client, tree, second):
        post(client, "add_here", tree.task, title="Tarp jų", what="after:task")
        assert order_under(tree.goal) == [tree.task.title, "Tarp jų", "Antras uždavinys"]
        text = post(client, "add_here", second, title="Nauja priemonė", what="under:measure").content.decode()
        added = Element.objects.get(title="Nauja priemonė")
        assert (added.parent, added.workgroup, added.body) == (second, tree.goal.workgroup, "")
        assert added.current_version.kind == VersionKind.ADDED
        assert f'data-focus="add-{added.uid}"' in text  # the next one is typed right away
        assert '<option value="after:measure" selected>' in text

    def test_a_coordinator_adds_beside_a_groups_goal_in_that_groups_name(self, as_user, people, tree):
        client = as_user(people.coordinator)
        post(client, "add_here", tree.goal, title="Naujas tikslas", what="after:goal")
        assert Element.objects.get(title="Naujas tikslas").workgroup == tree.goal.workgroup

    def test_a_member_is_not_offered_what_only_the_coordinator_adds(self, client, tree):
        page = client.get(address("acts", tree.goal)).content.decode()
        assert 'value="under:task"' in page
        assert 'value="after:goal"' not in page
        response = post(client, "add_here", tree.goal, title="Svetimas", what="after:goal")
        assert not Element.objects.filter(title="Svetimas").exists()
        assert 'value="Svetimas"' in response.content.decode()

    @pytest.mark.parametrize("what", ["", "x", "under:goal", "after:measure"])
    def test_what_cannot_stand_there_is_not_added_and_the_title_stays(self, client, tree, what):
        response = post(client, "add_here", tree.task, scripted=False, title="Netinka", what=what)
        assert (response.status_code, 'value="Netinka"' in response.content.decode()) == (422, True)
        assert not Element.objects.filter(title="Netinka").exists()


class TestPlace:
    def test_before_after_and_inside(self, client, people, tree, second):
        text = post(client, "place", second, parent=tree.goal.uid, before=tree.task.uid).content.decode()
        assert "Perkelta: „Antras uždavinys“ dabar yra 1.1.1, prieš 1.1.2" in text
        assert order_under(tree.goal) == ["Antras uždavinys", tree.task.title]
        post(client, "place", second, parent=tree.goal.uid, after=tree.task.uid)
        assert order_under(tree.goal) == [tree.task.title, "Antras uždavinys"]
        post(client, "place", tree.measure, parent=second.uid)
        assert fresh(tree.measure).parent == second
        assert fresh(tree.measure).uid == tree.measure.uid

    def test_a_place_that_is_gone_is_said_and_nothing_moves(self, client, tree, second):
        for data in ({"parent": uuid4()}, {"parent": "x"}, {"before": tree.task.uid, "after": tree.task.uid}):
            assert "Tos vietos nebėra" in post(client, "place", second, **data).content.decode()
        assert fresh(second).current_version.number == 1

    def test_what_cannot_stand_there_is_refused_in_words(self, client, tree, second):
        text = post(client, "place", second, parent=tree.task.uid).content.decode()
        assert "notice--error" in text
        assert fresh(second).parent == tree.goal

    def test_another_groups_place_is_refused(self, client, tree, second):
        assert post(client, "place", second, parent=tree.other_goal.uid).status_code == 403
        assert fresh(second).parent == tree.goal


class TestUndo:
    def test_the_button_of_the_move_undoes_it_and_the_state_is_back(self, client, people, tree, second):
        submit_elements([second], by=people.chair)
        text = post(client, "move_up", second).content.decode()
        assert reverse("plans:undo_move", args=[second.uid]) in text
        assert 'name="number" value="2"' in text
        text = post(client, "undo_move", second, number=2).content.decode()
        assert "Atšaukta: „Antras uždavinys“ vėl ten, kur buvo." in text
        assert order_under(tree.goal) == [tree.task.title, "Antras uždavinys"]
        assert fresh(second).state == "submitted"

    def test_without_scripts_the_page_offers_the_undo_until_somebody_writes(self, client, people, tree, second):
        response = post(client, "move_up", second, scripted=False, next=PAGE)
        page = response.headers["Location"]
        undo = reverse("plans:undo_move", args=[second.uid])
        assert undo in client.get(page).content.decode()
        save_element(fresh(second), Content("Pakeista", ""), base_version=second.text_version, by=people.chair)
        assert undo not in client.get(page).content.decode()

    def test_a_removed_branch_is_offered_back_at_once(self, client, tree):
        text = post(client, "remove", tree.task, branch="1").content.decode()
        assert "Pašalinta: „Plėsti oro stebėseną“ ir po juo buvęs 1 elementas." in text
        assert f'data-focus="undo-{tree.task.uid}"' in text
        assert f'id="e-{tree.task.uid}"' not in text
        text = post(client, "restore", tree.task).content.decode()
        assert "Grąžinta į planą: 1.1.1 „Plėsti oro stebėseną“." in text
        assert f'id="e-{tree.measure.uid}"' in text

    @pytest.mark.parametrize("number", ["", "x", "1", "9", "99999999999999999999"])
    def test_a_move_that_was_none_is_not_undone(self, client, tree, second, number):
        text = post(client, "undo_move", second, number=number).content.decode()
        assert "notice--error" in text
        assert fresh(second).current_version.number == 1


def test_at_the_edge_the_outline_says_so(client, tree, second):
    assert "Elementas jau pirmas tarp gretimų." in post(client, "move_up", tree.task).content.decode()
    assert "Elementas jau paskutinis tarp gretimų." in post(client, "move_down", second).content.decode()
    assert {fresh(one).current_version.number for one in (tree.task, second)} == {1}


def test_a_pressed_button_stays_under_the_finger(client, tree, second):
    text = post(client, "move_up", second, focus=f"up-{second.uid}").content.decode()
    assert f'data-focus="up-{second.uid}"' in text
    assert f'id="up-{second.uid}"' in text


def test_an_answer_keeps_the_filters_of_the_page(client, people, tree, second):
    text = post(client, "move_up", second, next=f"{PAGE}?rusis=measure").content.decode()
    assert f'id="e-{tree.measure.uid}"' in text
    assert f'id="e-{second.uid}"' not in text


def test_a_foreign_page_is_no_way_back(client, tree, second):
    response = post(client, "move_up", second, scripted=False, next="https://example.org/")
    assert response.headers["Location"].startswith("/rengimas/?padaryta=")


def test_the_page_of_acts_is_a_piece_for_scripts_and_a_whole_page_without(client, tree):
    whole, piece = client.get(address("acts", tree.task)), client.get(address("acts", tree.task), headers=SCRIPTED)
    assert "<html" in whole.content.decode()
    assert piece.content.decode().lstrip().startswith('<div class="outline-acts"')
    for page in (whole, piece):
        text = page.content.decode()
        assert all(address(name, tree.task) in text for name in ("rename", "add_here", "move_up", "move", "remove"))


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("role", ["stranger", "consultant", "secretary"])
def test_another_group_is_told_who_may(as_user, people, tree, name, role):
    response = post(as_user(getattr(people, role)), name, tree.measure, title="X", **seen(tree.measure))
    assert response.status_code == 403
    assert "valdančios grupės nariai" in response.content.decode()
    assert fresh(tree.measure).current_version.number == 1


@pytest.mark.parametrize("name", ACTS)
def test_a_missing_element_another_method_and_nobody(as_user, client, tree, name):
    assert client.post(reverse(f"plans:{name}", args=[uuid4()])).status_code == 404
    assert client.get(address(name, tree.measure)).status_code == 405
    response = as_user(None).post(address(name, tree.measure))
    assert response.headers["Location"] == f"{reverse('account_login')}?next={address('element', tree.measure)}"


@pytest.mark.parametrize("more", [0, 40])
def test_an_act_costs_the_same_in_a_small_and_in_a_large_outline(
    client, people, plan, tree, second, more, django_assert_max_num_queries
):
    for number in range(more):
        add_element(plan, Kind.MEASURE, tree.task, Content(f"Priemonė {number}", ""), by=people.member)
    client.get(PAGE, headers=SCRIPTED)
    with django_assert_max_num_queries(50):
        post(client, "move_up", second)
    with django_assert_max_num_queries(8):
        client.get(PAGE, headers=SCRIPTED)
