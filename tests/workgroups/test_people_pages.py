"""/rengimas/zmones/: the list, one person, and what their forms do."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse

from tests.support.factories import make_user
from workgroups.models import Invitation, Membership, Role, User
from workgroups.services.invitations import Offer, invite_person

PEOPLE = "/rengimas/zmones/"
POSTS = ("update_person", "grant_role", "give_seat", "deactivate_person", "activate_person", "reset_second_factor")


def text_of(response):
    return response.content.decode()


def test_coordinator_and_administrator_see_everyone(people, as_user):
    for user in (people.coordinator, people.administrator):
        page = text_of(as_user(user).get(PEOPLE))
        assert all(other.email in page for other in User.objects.all())


def test_nobody_else_sees_people(people, as_user):
    pages = [PEOPLE, PEOPLE + "kvietimai/", PEOPLE + "kviesti/", PEOPLE + "kviesti-sarasa/", f"{PEOPLE}999999/"]
    for name in ("member", "chair", "stranger", "consultant", "secretary", "councillor", "editor"):
        client = as_user(getattr(people, name))
        assert {client.get(page).status_code for page in pages} == {403}, name
    page = text_of(as_user(people.member).get(PEOPLE))
    assert "Koordinatorius ir administratorius." in page
    assert people.coordinator.email not in page
    assert as_user(None).get(PEOPLE).headers["Location"] == "/paskyra/login/?next=/rengimas/zmones/"


def test_unknown_person_is_404(people, as_user):
    assert as_user(people.coordinator).get(f"{PEOPLE}999999/").status_code == 404


@pytest.mark.parametrize("name", POSTS)
def test_changes_are_posts_of_who_may(people, as_user, name):
    address = reverse(f"workgroups:{name}", args=[people.member.pk])
    assert as_user(people.coordinator).get(address).status_code == 405
    assert as_user(people.consultant).post(address).status_code == 403
    assert as_user(None).post(address).status_code == 302


def test_search_finds_by_name_address_organisation_role_and_group(people, as_user):
    make_user("sarunas@example.org", role=Role.EDITOR)
    User.objects.filter(email="sarunas@example.org").update(full_name="Šarūnas Žukas", organisation="Uostas")
    client = as_user(people.coordinator)

    def found(**query):
        return {user.email for user in client.get(PEOPLE, query).context["page"]}

    assert found(q="šarūnas") == found(q="SARUNAS@") == found(q="uostas") == {"sarunas@example.org"}
    assert found(role="editor") == {"sarunas@example.org", people.editor.email}
    group = people.member.memberships.get().workgroup_id
    assert found(group=group) == {people.member.email, people.chair.email}
    assert len(found(role="king", group="x")) == User.objects.count()
    assert found(q="tokio nėra") == set()


def test_list_asks_the_database_as_often_for_more_people(people, groups, as_user, django_assert_num_queries):
    client = as_user(people.coordinator)
    with django_assert_num_queries(11):
        client.get(PEOPLE)
    for number in range(20):
        user = make_user(f"narys{number}@example.org", role=Role.EDITOR, group=groups["aplinkos-apsauga"])
        Membership.objects.create(user=user, workgroup=groups["socialine-aplinka"])
    with django_assert_num_queries(11):
        page = text_of(client.get(PEOPLE))
    assert "narys19@example.org" in page


def test_list_of_invitations_asks_as_often_for_three_as_for_one(people, groups, as_user, django_assert_num_queries):
    client = as_user(people.coordinator)
    for count in (1, 3):
        while Invitation.objects.count() < count:
            email = f"kviestas{Invitation.objects.count()}@example.org"
            invite_person(Offer(email, "Kviestas", workgroup=groups["aplinkos-apsauga"]), by=people.coordinator)
        with django_assert_num_queries(7):
            page = text_of(client.get(PEOPLE + "kvietimai/"))
        assert page.count("kviestas") >= count


def test_person_page_changes_roles_seats_and_details(people, groups, as_user):
    client, pk = as_user(people.coordinator), people.member.pk
    client.post(f"{PEOPLE}{pk}/vaidmenys/", {"role": "editor"})
    client.post(f"{PEOPLE}{pk}/vietos/", {"workgroup": groups["socialine-aplinka"].pk, "is_chair": "on"})
    client.post(f"{PEOPLE}{pk}/vietos/aplinkos-apsauga/atimti/")
    client.post(f"{PEOPLE}{pk}/duomenys/", {"full_name": "Naujas Vardas", "organisation": "Uostas"})
    user = User.objects.get(pk=pk)
    assert [grant.role for grant in user.grants.all()] == ["editor"]
    assert [(seat.workgroup.slug, seat.is_chair) for seat in user.memberships.all()] == [("socialine-aplinka", True)]
    assert (user.full_name, user.organisation) == ("Naujas Vardas", "Uostas")
    client.post(f"{PEOPLE}{pk}/vaidmenys/editor/atimti/")
    assert not user.grants.exists()
    page = text_of(client.get(f"{PEOPLE}{pk}/"))
    assert "Naujas Vardas" in page
    assert "Socialinės aplinkos darbo grupė" in page


def test_wrong_form_of_a_person_keeps_what_was_typed(people, as_user):
    response = as_user(people.coordinator).post(
        f"{PEOPLE}{people.member.pk}/duomenys/", {"full_name": "", "organisation": "Uosto direkcija"}
    )
    assert response.status_code == 200
    assert "Uosto direkcija" in text_of(response)
    assert response.context["details"].errors["full_name"]


def test_refusal_is_told_and_changes_nothing(people, as_user):
    client = as_user(people.coordinator)
    response = client.post(f"{PEOPLE}{people.coordinator.pk}/isjungti/", follow=True)
    assert "Savo paskyros išjungti negalite." in text_of(response)
    assert User.objects.get(pk=people.coordinator.pk).is_active


def test_lost_second_factor_is_removed_and_the_person_is_told(people, as_user, letters):
    TOTP.activate(people.consultant, generate_totp_secret())
    client = as_user(people.coordinator)
    assert "pamestas telefonas" in text_of(client.get(f"{PEOPLE}{people.consultant.pk}/"))
    client.post(f"{PEOPLE}{people.consultant.pk}/antras-veiksnys/")
    assert not Authenticator.objects.filter(user=people.consultant).exists()
    assert [letter.to for letter in letters()] == [people.consultant.email]
    assert "pašalin" in letters()[0].text


def test_page_speaks_english_under_en(people, as_user):
    page = text_of(as_user(people.coordinator).get("/en/rengimas/zmones/"))
    assert "Working group" in page
    assert "Žmonės" not in page
