"""Login, logout, a new password, the lock-out: what the account's pages do and never tell."""

import re

import pytest
from axes.utils import reset
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.support.factories import PASSWORD
from workgroups.services.people import deactivate_person

LOGIN, RESET = "/paskyra/login/", "/paskyra/password/reset/"
NEW = "visai-kitas-zodis-77"


@pytest.fixture(autouse=True)
def _demonstration(settings):
    """The second factor has tests of its own; limits begin anew."""
    settings.DEMO = True
    cache.clear()


@pytest.fixture
def visitor():
    return Client()


def log_in(client, email, password=PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def is_logged_in(client):
    return "_auth_user_id" in client.session


def text_of(response):
    return response.content.decode()


def test_member_logs_in_whatever_the_case_of_the_address(people, visitor):
    answer = log_in(visitor, " Narys@Example.ORG ")
    assert (answer.status_code, is_logged_in(visitor)) == (302, True)


@pytest.mark.parametrize(
    ("name", "home"),
    [("member", "/rengimas/"), ("chair", "/rengimas/"), ("consultant", "/rengimas/"), ("coordinator", "/rengimas/"),
     ("secretary", "/taryba/"), ("councillor", "/taryba/"), ("editor", "/"), ("administrator", "/rengimas/zmones/")],
)  # fmt: skip
def test_login_leads_to_where_the_work_is(people, visitor, name, home):
    assert log_in(visitor, getattr(people, name).email).headers["Location"] == home


def test_login_leads_back_to_where_one_came_from_but_never_out(people, visitor):
    inside = log_in(visitor, people.member.email, next="/planas/?a=1")
    assert inside.headers["Location"] == "/planas/?a=1"
    outside = log_in(Client(), people.member.email, next="https://evil.example/")
    assert outside.headers["Location"] == "/rengimas/"


def test_wrong_password_and_unknown_address_answer_the_same(people, visitor):
    wrong = log_in(visitor, people.member.email, "ne-tas-slaptazodis")
    unknown = log_in(visitor, "nera.tokio@example.org", "ne-tas-slaptazodis")
    errors = [list(answer.context["form"].non_field_errors()) for answer in (wrong, unknown)]
    assert errors[0] == errors[1] != []
    assert (wrong.status_code, unknown.status_code, is_logged_in(visitor)) == (200, 200, False)
    assert people.member.email in text_of(wrong)


def test_switched_off_account_does_not_get_in(people, visitor):
    deactivate_person(people.member, by=people.coordinator)
    log_in(visitor, people.member.email)
    assert not is_logged_in(visitor)


def test_login_is_noted_and_leaves_no_row_in_the_history(people, visitor):
    before = people.member.history.count()
    log_in(visitor, people.member.email)
    people.member.refresh_from_db()
    assert people.member.last_login is not None
    assert people.member.history.count() == before


def test_logout_is_a_post(people, visitor):
    log_in(visitor, people.member.email)
    assert visitor.get("/paskyra/logout/").status_code == 200
    assert is_logged_in(visitor)
    visitor.post("/paskyra/logout/")
    assert not is_logged_in(visitor)


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_set_password", "mfa_list_webauthn"])
def test_what_the_portal_does_not_offer_has_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_password_is_reset_by_a_letter_and_the_link_works_once(people, visitor, letters, settings):
    assert visitor.post(RESET, {"email": "NARYS@example.org"}).headers["Location"] == RESET + "done/"
    letter = letters()[0]
    assert (letter.to, letter.subject) == (people.member.email, "Naujo slaptažodžio nustatymas")
    link = re.search(r"\S+/password/reset/key/\S+", letter.text).group()
    assert link.startswith(settings.SITE_URL + "/paskyra/")
    path = link.removeprefix(settings.SITE_URL)
    form = visitor.get(path, follow=True)
    assert "Naujas slaptažodis" in text_of(form)
    weak = visitor.post(form.request["PATH_INFO"], {"password1": "trumpas", "password2": "trumpas"})
    assert weak.context["form"].errors["password1"]
    visitor.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    people.member.refresh_from_db()
    assert people.member.check_password(NEW)
    assert not is_logged_in(visitor)
    assert [mail.subject for mail in letters()][1:] == ["Jūsų slaptažodis pakeistas"]
    assert "Ši nuoroda neveikia" in text_of(Client().get(path, follow=True))


def test_reset_tells_nobody_which_addresses_have_an_account(people, visitor, letters):
    known = visitor.post(RESET, {"email": people.member.email}, follow=True)
    unknown = Client().post(RESET, {"email": "nera.tokio@example.org"}, follow=True)
    assert text_of(known) == text_of(unknown)
    assert [letter.to for letter in letters()] == [people.member.email]


def test_reset_link_names_the_portal_whatever_the_host_header_says(people, visitor, letters, settings):
    settings.ALLOWED_HOSTS = ["testserver", "evil.example"]
    visitor.post(RESET, {"email": people.member.email}, headers={"host": "evil.example"})
    assert "evil.example" not in letters()[0].text


def test_password_change_asks_for_the_present_one_and_is_told_by_letter(people, visitor, letters):
    log_in(visitor, people.member.email)
    address = "/paskyra/password/change/"
    wrong = visitor.post(address, {"oldpassword": "ne tas", "password1": NEW, "password2": NEW})
    assert wrong.context["form"].errors["oldpassword"]
    visitor.post(address, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    people.member.refresh_from_db()
    assert people.member.check_password(NEW)
    assert is_logged_in(visitor)
    assert [letter.to for letter in letters()] == [people.member.email]


def test_password_change_ends_the_other_sessions(people, visitor):
    other = Client()
    log_in(other, people.member.email)
    log_in(visitor, people.member.email)
    visitor.post("/paskyra/password/change/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert other.get("/paskyra/password/change/").status_code == 302


@pytest.mark.parametrize("address", [LOGIN, RESET, RESET + "done/", RESET + "key/done/", "/paskyra/inactive/"])
def test_pages_stand_in_the_layout_of_the_site_in_both_languages(db, visitor, address):
    for prefix, language in (("", "lt"), ("/en", "en")):
        answer = visitor.get(prefix + address)
        assert answer.status_code == 200
        assert f'<html lang="{language}">' in text_of(answer)
        assert 'class="site-header"' in text_of(answer)
        assert 'name="robots" content="noindex"' in text_of(answer)
        assert "placeholder" not in text_of(answer).partition("<main")[2]  # labels tell what is asked, not greyed words


@pytest.fixture
def axes(db, settings):
    settings.AXES_ENABLED = True
    settings.AXES_FAILURE_LIMIT = 3
    reset()
    yield
    reset()


@pytest.mark.usefixtures("axes")
def test_after_too_many_tries_even_the_right_password_is_refused(people, visitor):
    answers = [log_in(visitor, people.member.email, "ne tas").status_code for _try in range(3)]
    assert answers[:2] == [200, 200]
    locked = log_in(visitor, "Narys@Example.org")
    assert locked.status_code == 429
    assert "Prisijungti laikinai negalima" in text_of(locked)
    assert not is_logged_in(visitor)


@pytest.mark.usefixtures("axes")
def test_lock_is_for_one_address_from_one_place(people, visitor):
    for _try in range(3):
        log_in(visitor, people.member.email, "ne tas")
    assert log_in(visitor, people.chair.email).status_code == 302
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert log_in(elsewhere, people.member.email).status_code == 302


@pytest.mark.usefixtures("axes")
def test_place_is_read_behind_a_trusted_proxy_only(people, settings):
    behind = Client(headers={"x-forwarded-for": "192.0.2.1"})
    for _try in range(3):
        log_in(behind, people.member.email, "ne tas")
    pretended = Client(headers={"x-forwarded-for": "192.0.2.2"})
    assert log_in(pretended, people.member.email).status_code == 429
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert log_in(pretended, people.member.email).status_code == 302


@pytest.mark.usefixtures("axes")
def test_unknown_address_is_locked_like_a_known_one(people, visitor):
    for email in (people.member.email, "nera.tokio@example.org"):
        for _try in range(3):
            log_in(visitor, email, "ne tas")
        assert log_in(visitor, email, "ne tas").status_code == 429
