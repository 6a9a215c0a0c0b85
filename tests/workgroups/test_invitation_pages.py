"""The pages that invite, and the page of the link."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.support.factories import PASSWORD
from workgroups.models import Invitation, Role, User
from workgroups.services.invitations import Offer, invite_person

ONE, LIST = "/rengimas/zmones/kviesti/", "/rengimas/zmones/kviesti-sarasa/"
HEADING = "El. paštas;Vardas ir pavardė;Organizacija;Kam atstovauja;Darbo grupė;Vaidmuo\n"


def text_of(response):
    return response.content.decode()


@pytest.fixture
def client(people, as_user):
    return as_user(people.coordinator)


@pytest.fixture
def link(people, groups):
    offer = Offer("nauja@example.org", "Nauja Narė", workgroup=groups["aplinkos-apsauga"])
    return f"/kvietimas/{invite_person(offer, by=people.coordinator).secret}/"


ACCOUNT = {"full_name": "Nauja Narė", "organisation": "", "password1": PASSWORD, "password2": PASSWORD}


def test_one_person_is_invited(client, groups, letters):
    answer = client.post(ONE, {
        "email": "Nauja@Example.org", "full_name": "Nauja Narė", "position": "chair", "kind": "community",
        "workgroup": groups["aplinkos-apsauga"].pk,
    })  # fmt: skip
    assert answer.headers["Location"] == "/rengimas/zmones/kvietimai/"
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.is_chair, invitation.role) == ("nauja@example.org", True, "")
    assert [letter.to for letter in letters()] == ["nauja@example.org"]


def test_wrong_invitation_keeps_what_was_typed_beside_its_errors(client, people):
    answer = client.post(ONE, {"email": "ne adresas", "full_name": "Nauja Narė", "position": "member"})
    assert answer.status_code == 200
    assert "ne adresas" in text_of(answer)
    assert "Nauja Narė" in text_of(answer)
    assert answer.context["form"].errors["email"]
    no_group = client.post(ONE, {"email": "a@example.org", "full_name": "A", "position": "member"})
    assert "Nariui ir pirmininkui reikia darbo grupės." in str(no_group.context["form"].errors["workgroup"])
    known = client.post(ONE, {"email": people.editor.email, "full_name": "R", "position": "editor"})
    assert known.context["form"].errors["email"] == ["Šis žmogus tokį vaidmenį jau turi."]
    assert not Invitation.objects.exists()


def test_list_of_120_is_checked_then_sent_whole(client, groups, letters):
    lines = "".join(
        f"asmuo{n}@example.org;Asmuo Šaunuolis;Mokykla;bendruomenė;aplinkos-apsauga;narys\r\n" for n in range(120)
    )
    file = SimpleUploadedFile("sarasas.csv", (HEADING + lines).encode("cp1257"))
    checked = client.post(LIST, {"file": file})
    assert (checked.context["wrong"], checked.context["ready"]) == (0, True)
    assert "asmuo119@example.org" in text_of(checked)
    assert (Invitation.objects.count(), letters()) == (0, [])
    text = checked.context["form"]["text"].value()
    sent = client.post(LIST + "issiusti/", {"text": text}, follow=True)
    assert "Siunčiama 120 kvietimų." in text_of(sent)
    assert Invitation.objects.filter(full_name="Asmuo Šaunuolis").count() == 120
    assert len(letters()) == 120


def test_list_with_an_error_shows_it_beside_its_line_and_sends_nothing(client, groups):
    text = HEADING + "gera@example.org;Gera;;;aplinkos-apsauga;narys\nbloga;Bloga;;;Kosmoso grupė;narys\n"
    checked = client.post(LIST, {"text": text})
    assert [line.errors == [] for line in checked.context["lines"]] == [True, False]
    assert "„bloga“ nėra el. pašto adresas." in text_of(checked)
    assert "Darbo grupės „Kosmoso grupė“ nėra." in text_of(checked)
    assert "issiusti" not in text_of(checked)
    again = client.post(LIST + "issiusti/", {"text": text})
    assert again.status_code == 200
    assert not Invitation.objects.exists()


def test_list_that_cannot_be_read_is_told_and_kept(client, groups):
    answer = client.post(LIST, {"text": "Batai;Dydis\n1;2"})
    assert "Pirmoje eilutėje turi būti stulpelių antraštės." in text_of(answer)
    assert "Batai;Dydis" in text_of(answer)
    assert client.post(LIST, {}).context["form"].errors
    binary = SimpleUploadedFile("sarasas.xlsx", b"PK\x03\x04\x00\x00")
    assert "CSV" in str(client.post(LIST, {"file": binary}).context["form"].errors)


def test_cell_with_markup_is_shown_as_text(client, groups):
    text = HEADING + "<script>alert(1)</script>;A;;;aplinkos-apsauga;narys\n"
    assert "<script>alert" not in text_of(client.post(LIST, {"text": text}))


def test_invitation_is_revoked_and_sent_again_from_the_list(client, link, letters):
    invitation = Invitation.objects.get()
    client.post(f"/rengimas/zmones/kvietimai/{invitation.pk}/kartoti/")
    assert len(letters()) == 2
    client.post(f"/rengimas/zmones/kvietimai/{invitation.pk}/atsaukti/")
    invitation.refresh_from_db()
    assert invitation.state == "revoked"
    refused = client.post(f"/rengimas/zmones/kvietimai/{invitation.pk}/kartoti/", follow=True)
    assert "Šis kvietimas jau priimtas arba atšauktas" in text_of(refused)
    assert client.post("/rengimas/zmones/kvietimai/999999/atsaukti/").status_code == 404


def test_link_makes_an_account_and_then_answers_410(as_user, link):
    visitor = as_user(None)
    page = visitor.get(link)
    assert "nauja@example.org" in text_of(page)
    assert (page.headers["Referrer-Policy"], "no-store" in page.headers["Cache-Control"]) == ("strict-origin", True)
    assert visitor.post(link, ACCOUNT).headers["Location"] == "/paskyra/login/"
    assert User.objects.get(email="nauja@example.org").check_password(PASSWORD)
    used = visitor.get(link)
    assert used.status_code == 410
    assert "Jis jau priimtas" in text_of(used)
    assert visitor.post(link, ACCOUNT).status_code == 410


def test_link_is_open_for_head_and_closed_for_put(as_user, link):
    assert as_user(None).head(link).status_code == 200
    assert as_user(None).put(link).status_code == 405


def test_expired_and_revoked_links_answer_410_with_their_reason(as_user, link):
    Invitation.objects.update(expires_at=timezone.now())
    expired = as_user(None).get(link)
    Invitation.objects.update(revoked_at=timezone.now())
    revoked = as_user(None).get(link)
    assert (expired.status_code, revoked.status_code) == (410, 410)
    assert "Jo laikas baigėsi" in text_of(expired)
    assert "Jis atšauktas" in text_of(revoked)
    assert not User.objects.filter(email="nauja@example.org").exists()


def test_unknown_link_answers_404(as_user, db):
    assert as_user(None).get("/kvietimas/spejimas/").status_code == 404


@pytest.mark.parametrize(
    ("password1", "password2", "field"),
    [("trumpas", "trumpas", "password1"), (PASSWORD, PASSWORD + "x", "password2"), ("", "", "password1")],
)
def test_wrong_password_keeps_the_name_and_makes_nothing(as_user, link, password1, password2, field):
    answer = as_user(None).post(link, {
        "full_name": "Pataisytas Vardas", "organisation": "Uostas", "password1": password1, "password2": password2,
    })  # fmt: skip
    assert answer.context["form"].errors[field]
    assert "Pataisytas Vardas" in text_of(answer)
    assert (not password1) or password1 not in text_of(answer)
    assert not User.objects.filter(email="nauja@example.org").exists()


def test_who_has_an_account_takes_the_role_up_without_a_password(people, as_user):
    sent = invite_person(Offer(people.member.email, "N", role=Role.EDITOR), by=people.coordinator)
    visitor = as_user(None)
    page = visitor.get(f"/kvietimas/{sent.secret}/")
    assert "form" not in page.context
    assert not people.member.grants.exists()
    visitor.post(f"/kvietimas/{sent.secret}/")
    assert people.member.grants.get().role == "editor"
    assert people.member.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "https://testserver"}, 302),  # what a browser sends with strict-origin
        ({"referer": "https://testserver/"}, 302),
        ({"origin": "null"}, 403),  # with no-referrer
        ({"referer": "https://kitur.example/"}, 403),
    ],
)
def test_the_guard_against_forged_forms_lets_the_own_page_through_behind_https(link, headers, status):
    visitor = Client(enforce_csrf_checks=True)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text_of(visitor.get(link, secure=True)))[1]
    answer = visitor.post(link, {**ACCOUNT, "csrfmiddlewaretoken": token}, secure=True, headers=headers)
    assert answer.status_code == status
    assert User.objects.filter(email="nauja@example.org").exists() == (status == 302)
