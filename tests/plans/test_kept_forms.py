"""What is typed in a form of remarks, proposals, submissions or decisions: an expired login, a lost right, an address
that somebody was lured to. Nothing of it disappears, and nobody makes a browser forget it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from plans.models import Element, Remark, State
from plans.services.proposals import propose_wording
from plans.services.remarks import add_remark
from plans.services.review import submit_elements
from tests.plans.pages import address, fields_of
from workgroups.models import Membership

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
DECIDE = reverse("plans:decide")


def pen_in(page, action):
    """Signs of the forms that are sent to `action`."""
    forms = re.findall(rf'action="{action}"[^>]*data-keep.*?name="pen" value="(\w+)"', page, re.S)
    assert forms
    return forms


def back_in(client, user, page):
    client.force_login(user, backend=BACKEND)
    return client.get(page)


@pytest.fixture
def submitted(tree, people):
    submit_elements([tree.measure], by=people.chair)
    return Element.objects.get(pk=tree.measure.pk)


@pytest.mark.parametrize("crafted", ["parasyta=1", "issaugota=99", "parasyta=pastaba", "data-saved-pen=aa"])
def test_no_address_makes_the_browser_forget_a_text(as_user, people, tree, crafted):
    remark = add_remark(tree.measure, "Kodėl?", by=people.stranger)
    proposal = propose_wording(tree.vision, title="Nauja", body="", reason="", by=people.stranger)
    pages = [address("element", tree.measure), reverse("plans:proposal", args=[proposal.pk]), reverse("plans:preview")]
    for page in [*pages, reverse("plans:answer_remark", args=[remark.pk])]:
        text = as_user(people.member).get(f"{page}?{crafted}").content.decode()
        assert "data-saved-pen" not in text
        assert "data-kept-saved" not in text


def test_a_sent_remark_is_told_to_the_browser_by_its_own_sign(as_user, people, tree):
    client = as_user(people.member)
    page = reverse("plans:element_remarks", args=[tree.measure.uid])
    form = fields_of(client.get(page))
    after = client.post(page, {**form, "text": "Mintis"}, follow=True).content.decode()
    assert f'data-saved-pen="{form["pen"]}"' in after
    assert "data-saved-pen" not in client.get(address("element", tree.measure)).content.decode()


def test_an_answer_in_its_thread_has_a_sign_of_its_own(as_user, people, tree):
    remark = add_remark(tree.measure, "Kodėl?", by=people.stranger)
    page = reverse("plans:answer_remark", args=[remark.pk])
    client = as_user(people.member)
    shown = client.get(address("element", tree.measure)).content.decode()
    (pen,) = set(pen_in(shown, page))
    after = client.post(page, {"text": "Todėl", "pen": pen}, follow=True, headers={"HX-Request": "true"})
    assert f'data-saved-pen="{pen}"' in after.content.decode()


def test_a_refused_form_keeps_its_sign(as_user, people, tree):
    client = as_user(people.member)
    page = reverse("plans:element_remarks", args=[tree.measure.uid])
    form = fields_of(client.get(page))
    assert fields_of(client.post(page, {**form, "text": ""}))["pen"] == form["pen"]


@pytest.mark.parametrize("name", ["answer_remark", "element_remarks", "propose"])
def test_who_may_not_write_any_more_gets_the_text_back(as_user, people, tree, name):
    remark = add_remark(tree.measure, "Kodėl?", by=people.stranger)
    target = {"answer_remark": remark.pk, "element_remarks": tree.measure.uid, "propose": tree.vision.uid}[name]
    page = reverse(f"plans:{name}", args=[target])
    client = as_user(people.member)
    form = fields_of(client.get(page))
    Membership.objects.filter(user=people.member).delete()
    typed = {"body": "<p>Visa mintis</p>"} if name == "propose" else {"text": "Visa mintis"}
    assert "Visa mintis" in client.post(page, {**form, **typed}).content.decode()


def test_a_return_after_the_login_expired_comes_back_with_its_reason_and_element(as_user, people, submitted):
    page = as_user(people.consultant).get(reverse("plans:preview")).content.decode()
    token = re.search(rf'action="{DECIDE}"[^>]*data-keep.*?name="opened_by" value="([^"]+)"', page, re.S)[1]
    version = f"{submitted.pk}:{submitted.current_version_id}"
    client = Client()
    sent = {"opened_by": token, "version": version, "verdict": "return", "reason": "Trūksta pagrindimo", "pen": "aa"}
    assert client.post(DECIDE, sent).headers["Location"] == f"{reverse('account_login')}?next={DECIDE}"
    back = back_in(client, people.consultant, DECIDE)
    assert "Trūksta pagrindimo" in back.content.decode()
    assert f'value="{version}" checked' in back.content.decode()
    again = {**fields_of(back), "version": version, "verdict": "return"}
    assert again["reason"] == "Trūksta pagrindimo"
    client.post(DECIDE, again)
    assert Element.objects.get(pk=submitted.pk).state == State.RETURNED
    assert client.get(DECIDE).status_code == 302


def test_a_decision_that_waits_is_nobody_elses_and_can_be_given_up(as_user, people, submitted):
    page = as_user(people.consultant).get(reverse("plans:preview")).content.decode()
    token = re.search(rf'action="{DECIDE}"[^>]*data-keep.*?name="opened_by" value="([^"]+)"', page, re.S)[1]
    sent = {"opened_by": token, "version": f"{submitted.pk}:1", "verdict": "return", "reason": "Slapta"}
    other, own = Client(), Client()
    other.post(DECIDE, sent)
    assert back_in(other, people.coordinator, DECIDE).status_code == 302
    own.post(DECIDE, sent)
    own.force_login(people.consultant, backend=BACKEND)
    own.post(DECIDE, {"do": "discard"})
    assert own.get(DECIDE).status_code == 302
    assert Element.objects.get(pk=submitted.pk).state == State.SUBMITTED


def test_what_the_browser_kept_of_a_decision_is_shown_with_the_newest(as_user, people, submitted):
    kept = {"do": "show", "version": f"{submitted.pk}:1", "reason": "Parašyta vakar"}
    shown = as_user(people.consultant).post(DECIDE, kept)
    assert (shown.status_code, fields_of(shown)["reason"]) == (200, "Parašyta vakar")
    assert Element.objects.get(pk=submitted.pk).state == State.SUBMITTED


@pytest.mark.parametrize("whole", [False, True])
def test_a_message_of_the_chair_comes_back_after_the_login(as_user, people, tree, whole):
    page = reverse("plans:submit_area", args=["aplinkos-apsauga"]) if whole else address("submit", tree.measure)
    form = fields_of(as_user(people.chair).get(page))
    client = Client()
    client.post(page, {**form, "which": "all", "message": "Peržiūrėkite iki penktadienio"})
    back = back_in(client, people.chair, page)
    assert fields_of(back)["message"] == "Peržiūrėkite iki penktadienio"
    assert "dar neišsiųstas tekstas" in back.content.decode()
    client.post(page, {**fields_of(back), "which": "all" if whole else "one"})
    assert Element.objects.get(pk=tree.measure.pk).state == State.SUBMITTED
    assert fields_of(client.get(page)).get("message", "") == ""


def test_nothing_was_written_by_what_only_waits(expired_remark, people):
    assert Remark.objects.count() == 0


@pytest.fixture
def expired_remark(as_user, people, tree):
    page = reverse("plans:element_remarks", args=[tree.measure.uid])
    form = fields_of(as_user(people.member).get(page))
    Client().post(page, {**form, "text": "Laukia"})
