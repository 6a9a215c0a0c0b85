"""The second factor: whom the gate stops, how it is set up, how one logs in with it."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from django.core.cache import cache
from django.test import Client

from tests.support.factories import PASSWORD

SETUP = "/paskyra/antras-veiksnys/totp/activate/"
PRIVILEGED = ("consultant", "coordinator", "secretary", "editor", "administrator")


@pytest.fixture(autouse=True)
def _asked(settings):
    settings.DEMO = False
    cache.clear()


def code_of(secret):
    return auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // 30))


def add_factor(user):
    secret = auth.generate_totp_secret()
    auth.TOTP.activate(user, secret)
    return secret


def log_in(user):
    client = Client()
    return client, client.post("/paskyra/login/", {"login": user.email, "password": PASSWORD})


@pytest.mark.parametrize("name", PRIVILEGED)
@pytest.mark.parametrize("address", ["/rengimas/zmones/", "/rengimas/", "/taryba/", "/admin/"])
def test_privileged_people_are_sent_to_set_it_up_before_any_page(people, name, address):
    client, _answer = log_in(getattr(people, name))
    assert client.get(address).headers["Location"] == SETUP


def test_public_pages_ask_nobody(people):
    client, _answer = log_in(people.coordinator)
    assert client.get("/eiga/").status_code == 200


def test_gate_stops_writing_too_and_htmx_is_led_along(people):
    client, _answer = log_in(people.coordinator)
    address = f"/rengimas/zmones/{people.member.pk}/isjungti/"
    assert client.post(address).headers["Location"] == SETUP
    assert client.get("/rengimas/zmones/", headers={"hx-request": "true"}).headers["HX-Redirect"] == SETUP
    people.member.refresh_from_db()
    assert people.member.is_active


@pytest.mark.parametrize("name", ["member", "chair", "councillor"])
def test_others_are_not_asked(people, name):
    client, _answer = log_in(getattr(people, name))
    assert client.get("/paskyra/password/change/").status_code == 200
    assert client.get("/rengimas/zmones/").status_code == 403


def test_set_up_password_and_logout_stay_open(people):
    client, _answer = log_in(people.coordinator)
    for page in (SETUP, "/paskyra/antras-veiksnys/", "/paskyra/password/change/", "/paskyra/logout/", "/healthz"):
        assert client.get(page).status_code == 200, page
    client.post("/paskyra/logout/")
    assert client.get("/rengimas/zmones/").headers["Location"].startswith("/paskyra/login/")


def test_demonstration_does_not_ask(people, settings):
    settings.DEMO = True
    client, _answer = log_in(people.coordinator)
    assert client.get("/rengimas/zmones/").status_code == 200


def test_factor_is_set_up_and_opens_the_pages(people, letters):
    client, _answer = log_in(people.coordinator)
    page = client.get(SETUP)
    secret = page.context["form"].secret
    assert secret in page.content.decode()
    wrong = client.post(SETUP, {"code": "000000" if code_of(secret) != "000000" else "111111"})
    assert wrong.context["form"].errors["code"]
    done = client.post(SETUP, {"code": code_of(secret)}, follow=True)
    codes = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).get_unused_codes()
    assert codes
    assert all(code in done.content.decode() for code in codes)
    assert client.get("/rengimas/zmones/").status_code == 200


def test_recovery_codes_alone_do_not_pass_the_gate(people):
    RecoveryCodes.activate(people.coordinator)
    client = Client()
    client.force_login(people.coordinator, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/rengimas/zmones/").headers["Location"] == SETUP


def test_secret_stands_sealed_in_the_database(people, settings):
    secret = add_factor(people.coordinator)
    stored = Authenticator.objects.get().data["secret"]
    assert secret not in stored
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "naujas-raktas"
    assert Authenticator.objects.get().wrap().validate_code(code_of(secret))


def test_login_with_the_factor_takes_two_steps(people):
    secret = add_factor(people.coordinator)
    client, answer = log_in(people.coordinator)
    assert answer.headers["Location"] == "/paskyra/antras-veiksnys/authenticate/"
    assert "_auth_user_id" not in client.session
    assert client.get("/rengimas/zmones/").headers["Location"].startswith("/paskyra/login/")
    wrong = client.post("/paskyra/antras-veiksnys/authenticate/", {"code": "abcdef"})
    assert wrong.context["form"].errors["code"]
    client.post("/paskyra/antras-veiksnys/authenticate/", {"code": code_of(secret)})
    assert client.get("/rengimas/zmones/").status_code == 200


def test_code_does_not_work_twice(people):
    secret = add_factor(people.coordinator)
    code = code_of(secret)
    first, _answer = log_in(people.coordinator)
    first.post("/paskyra/antras-veiksnys/authenticate/", {"code": code})
    second, _answer = log_in(people.coordinator)
    second.post("/paskyra/antras-veiksnys/authenticate/", {"code": code})
    assert ("_auth_user_id" in first.session, "_auth_user_id" in second.session) == (True, False)


def test_recovery_code_opens_once(people):
    add_factor(people.coordinator)
    code = RecoveryCodes.activate(people.coordinator).get_unused_codes()[0]
    opened = []
    for _try in range(2):
        client, _answer = log_in(people.coordinator)
        client.post("/paskyra/antras-veiksnys/authenticate/", {"code": code})
        opened.append("_auth_user_id" in client.session)
    assert opened == [True, False]


def test_removing_the_factor_closes_the_pages_again_and_is_told_by_letter(people, letters):
    secret = add_factor(people.coordinator)
    client, _answer = log_in(people.coordinator)
    client.post("/paskyra/antras-veiksnys/authenticate/", {"code": code_of(secret)})
    client.post("/paskyra/antras-veiksnys/totp/deactivate/")
    assert not Authenticator.objects.exists()
    assert client.get("/rengimas/zmones/").headers["Location"] == SETUP
    assert [letter.subject for letter in letters()] == ["Antrasis veiksnys pašalintas"]


def test_something_delicate_asks_again_after_a_while(people):
    secret = add_factor(people.coordinator)
    client, _answer = log_in(people.coordinator)
    client.post("/paskyra/antras-veiksnys/authenticate/", {"code": code_of(secret)})
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
    answer = client.post("/paskyra/antras-veiksnys/totp/deactivate/")
    assert "reauthenticate" in answer.headers["Location"]
    assert client.get(answer.headers["Location"], follow=True).status_code == 200
    assert Authenticator.objects.exists()
