"""A form that is sent after the login has expired: its words wait for who typed them, and for nobody else."""

import pytest
from django.test import Client
from django.urls import reverse

from klaipeda_plan.core import unsent
from plans.hierarchy import Kind
from plans.models import Element, ReviewStep, State
from plans.services.review import submit_elements
from tests.plans.pages import address

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
BY_HAND = {"Accept": "text/html,application/xhtml+xml"}
WAITING = reverse("unsent")


@pytest.fixture
def expired(people):
    """The browser of a member whose session has just ended."""
    client = Client()
    client.force_login(people.member, backend=BACKEND)
    client.get(reverse("plans:workspace"))
    del client.cookies["sessionid"]
    return client


def rename(client, element, title="Naujas pavadinimas", headers=BY_HAND):
    sent = {"title": title, "base_version": element.text_version, "base_title": element.title, "next": "/rengimas/?x=1"}
    return client.post(address("rename", element), sent, headers=headers)


def send_again(client):
    """Presses the button of the only form that waits."""
    (form,) = client.get(WAITING).context["forms"]
    return client.post(form.path, {**dict(form.fields), unsent.FIELD: form.sign}, headers=BY_HAND, follow=True)


def test_a_title_that_arrives_after_the_login_waits_and_is_sent_again(expired, people, tree):
    answer = rename(expired, tree.measure)
    assert answer.headers["Location"] == f"{reverse('account_login')}?next={WAITING}"
    assert Element.objects.get(pk=tree.measure.pk).title == tree.measure.title
    expired.force_login(people.member, backend=BACKEND)
    shown = expired.get(WAITING).content.decode()
    assert "Naujas pavadinimas" in shown
    assert 'href="/rengimas/?x=1"' in shown
    assert send_again(expired).status_code == 200
    assert Element.objects.get(pk=tree.measure.pk).title == "Naujas pavadinimas"
    assert expired.get(WAITING).context["forms"] == []


def test_a_press_on_a_script_s_button_leads_to_the_login_too(expired, people, tree):
    answer = rename(expired, tree.measure, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"].startswith(reverse("account_login"))
    expired.force_login(people.member, backend=BACKEND)
    assert [form.words for form in expired.get(WAITING).context["forms"]] == [["Naujas pavadinimas"]]


def test_an_entry_of_the_analysis_and_a_new_element_wait_side_by_side(expired, people, tree, groups):
    board = reverse("plans:add_entry", args=[groups["aplinkos-apsauga"].slug])
    expired.post(board, {"kind": Kind.PROBLEM, "title": "Triukšmas"}, headers=BY_HAND)
    expired.post(address("add_here", tree.goal), {"what": "under:task", "title": "Uždavinys"}, headers=BY_HAND)
    expired.force_login(people.member, backend=BACKEND)
    forms = expired.get(WAITING).context["forms"]
    assert [(form.path, form.words) for form in forms] == [
        (board, ["Triukšmas"]), (address("add_here", tree.goal), ["Uždavinys"]),
    ]  # fmt: skip
    for form in forms:
        expired.post(form.path, {**dict(form.fields), unsent.FIELD: form.sign})
    assert set(Element.objects.filter(title__in=["Triukšmas", "Uždavinys"]).values_list("kind", flat=True)) == {
        Kind.PROBLEM, Kind.TASK,
    }  # fmt: skip


def test_the_reason_of_a_return_in_the_admin_waits_for_the_consultant(as_user, people, tree):
    submit_elements([tree.measure], by=people.chair)
    element = Element.objects.get(pk=tree.measure.pk)
    client = as_user(people.consultant)
    client.get("/rengimas/")
    del client.cookies["sessionid"]
    page = reverse("admin:plans_element_return", args=[element.pk])
    sent = {"version_id": element.current_version_id, "reason": "Trūksta šaltinio"}
    assert "next=" + WAITING in client.post(page, sent, headers=BY_HAND).headers["Location"]
    client.force_login(people.consultant, backend=BACKEND)
    send_again(client)
    element.refresh_from_db()
    assert element.state == State.RETURNED
    assert ReviewStep.objects.filter(element=element).latest("pk").reason == "Trūksta šaltinio"


def test_what_one_person_typed_another_never_sees(expired, people, tree):
    rename(expired, tree.measure, "Slaptas sumanymas")
    expired.force_login(people.chair, backend=BACKEND)
    assert "Slaptas sumanymas" not in expired.get(WAITING).content.decode()
    assert unsent.KEY not in expired.session or expired.session[unsent.KEY] == []


def test_a_form_is_forgotten_on_demand(expired, people, tree):
    rename(expired, tree.measure)
    expired.force_login(people.member, backend=BACKEND)
    (form,) = expired.get(WAITING).context["forms"]
    assert expired.post(WAITING, {"sign": form.sign}, follow=True).context["forms"] == []
    assert Element.objects.get(pk=tree.measure.pk).title == tree.measure.title


@pytest.mark.parametrize("cookie", ["", "7", "7:abc:def"])
def test_nothing_is_kept_for_who_was_never_here(people, tree, cookie):
    client = Client()
    client.cookies[unsent.COOKIE] = cookie
    rename(client, tree.measure)
    client.force_login(people.member, backend=BACKEND)
    assert client.get(WAITING).context["forms"] == []


def test_a_press_without_words_and_what_scripts_send_are_not_kept(expired, people, tree):
    expired.post(address("move_up", tree.measure), {"next": "/rengimas/", "focus": "up-1"}, headers=BY_HAND)
    rename(expired, tree.measure, headers={"Accept": "*/*"})
    expired.force_login(people.member, backend=BACKEND)
    assert expired.get(WAITING).context["forms"] == []


def test_passwords_are_never_kept(expired, people):
    expired.post(reverse("account_login"), {"login": "a b", "password": "labai slaptas žodis"}, headers=BY_HAND)
    expired.post("/rengimas/", {"title": "Žodžiai", "old_password": "labai slaptas žodis"}, headers=BY_HAND)
    assert "labai slaptas" not in str(expired.session.items())


def test_the_oldest_goes_when_there_is_too_much(expired, people, tree):
    for number in range(4):
        rename(expired, tree.measure, f"Ilgas {number} " + "ž" * 20_000)
    expired.force_login(people.member, backend=BACKEND)
    kept = [form.words[0][:7] for form in expired.get(WAITING).context["forms"]]
    assert kept
    assert kept[-1] == "Ilgas 3"
    assert "Ilgas 0" not in kept


def test_public_pages_get_no_cookie(people):
    client = Client()
    client.force_login(people.member, backend=BACKEND)
    assert unsent.COOKIE not in client.get("/planas/").cookies
    assert client.get(reverse("plans:workspace")).cookies[unsent.COOKIE]["httponly"]
    assert unsent.COOKIE not in client.get(reverse("plans:workspace")).cookies  # it stands already
