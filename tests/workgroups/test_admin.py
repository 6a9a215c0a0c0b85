"""The admin: no login of its own, people to look at, nothing of the content for the administrator."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from tests.support.factories import make_user
from workgroups.models import Membership, RoleGrant, User, Workgroup

OURS = (User, Workgroup, Membership, RoleGrant)


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


@pytest.mark.parametrize("model", OURS)
@pytest.mark.parametrize("name", ["coordinator", "administrator"])
def test_who_manages_people_may_look_search_and_read_the_history(people, as_user, model, name):
    client, row = as_user(getattr(people, name)), model.objects.first()
    assert client.get(address(model, "changelist"), {"q": "narys"}).status_code == 200
    assert client.get(address(model, "change", row.pk)).status_code == 200
    assert client.get(address(model, "history", row.pk)).status_code == 200


@pytest.mark.parametrize("model", OURS)
def test_nothing_is_added_changed_or_deleted_there(people, as_user, model):
    client, row = as_user(people.administrator), model.objects.first()
    before = model.objects.count()
    assert client.get(address(model, "add")).status_code == 403
    assert client.post(address(model, "add"), {}).status_code == 403
    assert client.post(address(model, "change", row.pk), {"full_name": "Kitas"}).status_code == 403
    assert client.post(address(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    client.post(address(model, "changelist"), chosen)
    assert model.objects.count() == before
    assert not admin.site._registry[model].get_actions(client.get("/admin/").wsgi_request)


def test_consultant_sees_no_people_in_the_admin(people, as_user):
    client = as_user(people.consultant)
    assert client.get("/admin/").status_code == 200
    for model in OURS:
        assert client.get(address(model, "changelist")).status_code == 403


def test_administrator_sees_no_content_in_the_admin(people, tree, as_user):
    client = as_user(people.administrator)
    shown = {app["app_label"] for app in client.get("/admin/").context["app_list"]}
    assert shown == {"workgroups"}
    content = [model for model in admin.site._registry if model._meta.app_label != "workgroups"]
    for model in content:
        assert client.get(address(model, "changelist")).status_code == 403, model
    assert tree.measure.title not in client.get("/admin/").content.decode()


@pytest.mark.parametrize("name", ["member", "chair", "secretary", "councillor"])
def test_nobody_else_enters(people, as_user, name):
    assert as_user(getattr(people, name)).get("/admin/", follow=True).status_code == 403


def test_admin_has_no_login_of_its_own(people):
    visitor = Client()
    assert visitor.get("/admin/", follow=True).redirect_chain[-1][0] == "/paskyra/login/?next=%2Fadmin%2F"
    answer = visitor.post("/admin/login/", {"username": people.coordinator.email, "password": "x"})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/paskyra/login/")


def test_list_of_people_asks_as_often_for_three_as_for_one(groups, as_user, django_assert_num_queries):
    client = as_user(make_user("koordinatore@example.org", role="coordinator"))
    for number in (1, 3):
        while User.objects.filter(grants__role="editor").count() < number:
            email = f"redaktorius{User.objects.count()}@example.org"
            make_user(email, role="editor", group=groups["aplinkos-apsauga"])
        with django_assert_num_queries(9):
            page = client.get(address(User, "changelist"), {"grants__role__exact": "editor"}).content.decode()
        assert page.count("redaktorius") >= number


def test_nobody_spells_out_a_password_by_filtering(people, as_user):
    client = as_user(people.coordinator)
    assert client.get("/admin/workgroups/user/?full_name__startswith=narys").status_code == 200
    assert client.get("/admin/workgroups/user/?password__startswith=md5").status_code == 400
