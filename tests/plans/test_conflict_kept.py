"""Choices between two texts that are not saved yet: the login expires, the tab closes, they come back."""

import pytest
from django.test import Client

from plans.models import Element
from plans.views import kept
from tests.plans.pages import address, fields_of, open_form, send_form

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TEXT = "<p>Oro tarša mieste mažėja.</p><p>Stotelių yra per mažai.</p>"


@pytest.fixture
def conflict(as_user, people, tree):
    """What stands in the form of a conflict's page: two places of the text, nothing chosen yet."""
    mine, theirs = as_user(people.member), as_user(people.chair)
    send_form(mine, tree.measure, open_form(mine, tree.measure), body=TEXT)
    form, their_form = open_form(mine, tree.measure), open_form(theirs, tree.measure)
    body = form["body"]
    send_form(theirs, tree.measure, their_form, body=body.replace("mažėja", "didėja").replace("mažai", "nedaug"))
    changed = body.replace("mažėja", "svyruoja").replace("mažai", "daug")
    return fields_of(send_form(mine, tree.measure, form, body=changed))


def chosen(form, do="decide"):
    return {**form, "do": do, "choice-0": "mine", "choice-1": "edited", "edited-1": "<p>Stotelių yra pakankamai.</p>"}


def assert_chosen(response):
    again = fields_of(response)
    assert (again["choice-0"], again["choice-1"]) == ("mine", "edited")
    assert "Stotelių yra pakankamai." in again["edited-1"]
    assert "Ką buvote pasirinkę" in response.content.decode()
    return again


def test_choices_are_back_after_the_login(conflict, people, tree):
    client, page = Client(), address("edit", tree.measure)
    assert f"next={page}" in client.post(page, chosen(conflict)).headers["Location"]
    client.force_login(people.member, backend=BACKEND)
    again = assert_chosen(client.get(page))
    assert client.post(page, {**again, "do": "decide"}).status_code == 302
    body = Element.objects.get(pk=tree.measure.pk).body
    assert "svyruoja" in body
    assert "Stotelių yra pakankamai." in body
    assert client.session[kept.KEY] == {}


def test_choices_of_another_person_are_dropped(conflict, people, tree):
    client, page = Client(), address("edit", tree.measure)
    client.post(page, chosen(conflict))
    client.force_login(people.chair, backend=BACKEND)
    assert "pakankamai" not in client.get(page).content.decode()


def test_choices_that_the_browser_kept_are_shown_again(conflict, as_user, people, tree):
    page, client = address("edit", tree.measure), as_user(people.member)
    assert_chosen(client.post(page, chosen(conflict, do="decide-again")))
    assert "svyruoja" not in Element.objects.get(pk=tree.measure.pk).body


def test_the_page_and_the_form_offer_what_the_browser_has(conflict, as_user, people, tree):
    page = address("edit", tree.measure)
    key = f"{people.member.pk}:{page}:pasirinkta"
    assert f'data-keep-offer="{key}"' in as_user(people.member).get(page).content.decode()
    shown = as_user(people.member).post(page, {**conflict, "do": "decide"}).content.decode()
    assert f'data-keep="{key}"' in shown
    assert f'name="pen" value="{conflict["pen"]}"' in shown


def test_the_sign_of_the_form_frees_text_and_choices_when_they_are_saved(conflict, as_user, people, tree):
    client = as_user(people.member)
    after = client.post(address("edit", tree.measure), chosen(conflict), follow=True).content.decode()
    assert f'data-saved-pen="{conflict["pen"]}"' in after


@pytest.mark.parametrize("nonsense", ["", "{}", '{"typed": {}, "base": 1, "over": 99, "text_version": 1}'])
def test_choices_about_nothing_are_refused(as_user, people, tree, nonsense):
    sent = {"do": "decide-again", "conflict": nonsense, "choice-0": "mine"}
    assert as_user(people.member).post(address("edit", tree.measure), sent).status_code == 400
