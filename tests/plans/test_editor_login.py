"""A login that expires while somebody writes: the text waits for the same person."""

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import Element
from plans.views import kept
from tests.plans.pages import address, fields_of, open_form, send_form

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def expired(as_user, people, tree):
    """A browser whose login is over, and the form that it still shows."""
    form = open_form(as_user(people.member), tree.measure)
    return Client(), {**form, "title": "Parašyta prieš pat pabaigą", "body": "<p>Visas mano rytas.</p>"}


def test_the_text_is_back_after_the_login(expired, people, tree, settings):
    client, form = expired
    response = send_form(client, tree.measure, form)
    page = address("edit", tree.measure)
    assert response.headers["Location"] == f"{reverse('account_login')}?next={page}"
    client.force_login(people.member, backend=BACKEND)
    response = client.get(page)
    assert fields_of(response)["title"] == "Parašyta prieš pat pabaigą"
    assert "Visas mano rytas." in fields_of(response)["body"]
    assert "dar neišsaugotas tekstas" in response.content.decode()
    assert Element.objects.get(pk=tree.measure.pk).title == tree.measure.title


def test_it_stays_until_it_is_saved_and_is_gone_then(expired, people, tree):
    client, form = expired
    send_form(client, tree.measure, form)
    client.force_login(people.member, backend=BACKEND)
    open_form(client, tree.measure)
    again = open_form(client, tree.measure)
    assert again["title"] == "Parašyta prieš pat pabaigą"
    assert send_form(client, tree.measure, again).status_code == 302
    assert Element.objects.get(pk=tree.measure.pk).title == "Parašyta prieš pat pabaigą"
    assert kept.KEY in client.session
    assert client.session[kept.KEY] == {}


def test_it_can_be_given_up(expired, people, tree):
    client, form = expired
    send_form(client, tree.measure, form)
    client.force_login(people.member, backend=BACKEND)
    client.post(address("edit", tree.measure), {"do": "discard"})
    assert open_form(client, tree.measure)["title"] == tree.measure.title


def test_another_person_does_not_get_it(expired, people, tree):
    client, form = expired
    send_form(client, tree.measure, form)
    client.force_login(people.chair, backend=BACKEND)
    assert open_form(client, tree.measure)["title"] == tree.measure.title
    assert client.session[kept.KEY] == {}


@pytest.mark.parametrize("token", ["", "pramanytas", "WzEsICIvIl0:x:y"])
def test_without_a_signed_form_nothing_is_kept(expired, people, tree, token):
    client, form = expired
    send_form(client, tree.measure, form, opened_by=token)
    assert kept.KEY not in client.session


def test_a_form_of_another_element_is_not_kept_here(expired, as_user, people, tree):
    client, form = expired
    other = open_form(as_user(people.member), tree.goal)
    send_form(client, tree.measure, form, opened_by=other["opened_by"])
    assert kept.KEY not in client.session


def test_somebody_who_saved_meanwhile_is_not_overwritten(expired, as_user, people, tree):
    client, form = expired
    send_form(client, tree.measure, form)
    chair = as_user(people.chair)
    send_form(chair, tree.measure, open_form(chair, tree.measure), title="Tuo metu")
    client.force_login(people.member, backend=BACKEND)
    response = send_form(client, tree.measure, open_form(client, tree.measure))
    assert "Du tekstai" in response.content.decode()
    assert Element.objects.get(pk=tree.measure.pk).title == "Tuo metu"


def test_the_oldest_text_makes_room(expired, as_user, people, tree, monkeypatch):
    client, form = expired
    monkeypatch.setattr(kept, "LARGEST", 3_000)
    goal = open_form(as_user(people.member), tree.goal)
    send_form(client, tree.measure, form, body="<p>" + "a" * 1_500 + "</p>")
    send_form(client, tree.goal, goal, body="<p>" + "b" * 1_500 + "</p>")
    assert list(client.session[kept.KEY]) == [address("edit", tree.goal)]
    send_form(client, tree.measure, form, body="<p>" + "c" * 4_000 + "</p>")
    assert client.session[kept.KEY] == {}


def test_a_new_element_is_kept_as_well(as_user, people, tree):
    page = reverse("plans:add", args=[tree.task.uid, "measure"])
    form = fields_of(as_user(people.member).get(page))
    client = Client()
    client.post(page, {**form, "title": "Nauja priemonė"})
    client.force_login(people.member, backend=BACKEND)
    assert fields_of(client.get(page))["title"] == "Nauja priemonė"


def test_a_form_without_its_token_is_refused_and_the_browser_keeps_the_text(people, tree, as_user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(people.member, backend=BACKEND)
    response = client.get(address("edit", tree.measure))
    assert f'data-keep="{people.member.pk}:{address("edit", tree.measure)}"' in response.content.decode()
    refused = send_form(client, tree.measure, fields_of(response), title="Be rakto")
    assert refused.status_code == 403
    assert Element.objects.get(pk=tree.measure.pk).title == tree.measure.title
