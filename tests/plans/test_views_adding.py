"""/rengimas/e/<uid>/prideti/: what may stand under an element, and its form."""

from uuid import uuid4

import pytest
from django.urls import reverse

from plans.hierarchy import Kind
from plans.models import Element
from plans.services.elements import Content, add_element
from tests.plans.pages import address, fields_of


def add_page(element, kind):
    return reverse("plans:add", args=[element.uid, kind])


def test_a_member_adds_a_measure_under_the_own_task(as_user, people, tree):
    client = as_user(people.member)
    chosen = client.get(address("choose", tree.task))
    assert (
        chosen.headers["Location"]
        == add_page(tree.task, Kind.MEASURE)
        == f"/rengimas/e/{tree.task.uid}/prideti/priemone/"
    )
    form = fields_of(client.get(add_page(tree.task, Kind.MEASURE)))
    response = client.post(
        add_page(tree.task, Kind.MEASURE),
        {**form, "title": "Nauja priemonė", "body": "<p>Ką darysime</p>", "detail-year_from": "2024"},
    )
    added = Element.objects.get(title="Nauja priemonė")
    assert response.headers["Location"].startswith(address("element", added))
    assert (added.parent, added.workgroup, added.detail.year_from) == (tree.task, tree.task.workgroup, 2024)
    assert added.current_version.number == 1


def test_a_wrong_form_keeps_what_was_typed(as_user, people, tree):
    page = add_page(tree.goal, Kind.TASK)
    response = as_user(people.member).post(page, {"title": "", "body": "<p>Liko</p>"})
    assert 'href="#id_title"' in response.content.decode()
    assert fields_of(response)["body"] == "<p>Liko</p>"
    assert not Element.objects.filter(kind=Kind.TASK).exclude(pk=tree.task.pk).exists()


def test_rows_of_indicators_come_before_the_element_is_saved(as_user, people, tree):
    response = as_user(people.member).post(add_page(tree.goal, Kind.TASK), {"title": "A", "do": "add-indicator"})
    assert fields_of(response)["indicators-0-target_0_period"] == "2030"


@pytest.mark.parametrize("role", ["stranger", "consultant", "secretary"])
def test_who_may_only_read_does_not_add(as_user, people, tree, role):
    client = as_user(getattr(people, role))
    assert client.get(address("choose", tree.task)).status_code == 403
    assert client.post(add_page(tree.task, Kind.MEASURE), {"title": "X"}).status_code == 403
    assert client.get(reverse("plans:choose_root")).status_code == 403
    assert not Element.objects.filter(title="X").exists()


def test_who_reads_no_drafts_finds_nothing(as_user, people, tree):
    client = as_user(people.councillor)
    assert client.get(address("choose", tree.task)).status_code == 404
    assert client.get(add_page(tree.task, Kind.MEASURE)).status_code == 404


def test_anonymous_is_sent_to_the_login(as_user, tree):
    page = add_page(tree.task, Kind.MEASURE)
    assert as_user(None).get(page).headers["Location"] == f"{reverse('account_login')}?next={page}"


def test_a_kind_that_cannot_stand_here_is_not_found(as_user, people, tree):
    client = as_user(people.coordinator)
    assert client.get(add_page(tree.goal, Kind.MEASURE)).status_code == 404
    assert client.get(f"/rengimas/e/{tree.goal.uid}/prideti/bet-kas/").status_code == 404
    assert client.get(address("choose", tree.measure)).status_code == 404
    assert client.get(reverse("plans:choose", args=[uuid4()])).status_code == 404


def test_another_method_is_refused(as_user, people, tree):
    client = as_user(people.member)
    assert client.post(address("choose", tree.task)).status_code == 405
    assert client.put(add_page(tree.task, Kind.MEASURE)).status_code == 405


def test_the_coordinator_names_the_group_of_a_goal(as_user, people, tree, groups):
    client = as_user(people.coordinator)
    form = fields_of(client.get(add_page(tree.priority, Kind.GOAL)))
    client.post(
        add_page(tree.priority, Kind.GOAL), {**form, "title": "Naujas tikslas", "workgroup": "socialine-aplinka"}
    )
    assert Element.objects.get(title="Naujas tikslas").workgroup == groups["socialine-aplinka"]


def test_a_member_is_not_asked_for_the_group(as_user, people, tree):
    page = add_page(tree.goal, Kind.TASK)
    client = as_user(people.member)
    assert "workgroup" not in fields_of(client.get(page))
    client.post(page, {"title": "Svetimai grupei", "workgroup": "socialine-aplinka"})
    assert Element.objects.get(title="Svetimai grupei").workgroup == tree.goal.workgroup


def test_a_second_vision_and_a_second_horizontal_priority_are_refused(as_user, people, tree):
    client = as_user(people.coordinator)
    vision = client.post(reverse("plans:add_root", args=[Kind.VISION]), {"title": "Antra vizija"})
    assert "jau turi viziją" in vision.content.decode()
    page = add_page(tree.vision, Kind.PRIORITY)
    assert "jau turi horizontalųjį" in client.post(page, {"title": "Antras", "horizontal": "on"}).content.decode()
    assert client.post(page, {"title": "Trečias prioritetas"}).status_code == 302


def test_a_section_offers_its_kinds(as_user, people, tree):
    section = add_element(tree.goal.plan, Kind.SECTION, None, Content("Analizė", ""), by=people.coordinator)
    client = as_user(people.coordinator)
    root = client.get(reverse("plans:choose_root")).content.decode()
    assert reverse("plans:add_root", args=[Kind.SECTION]) in root
    kinds = client.get(address("choose", section)).content.decode()
    for kind in (Kind.SECTION, Kind.STRENGTH, Kind.PROBLEM):
        assert add_page(section, kind) in kinds
