"""Invitations: who may send them, what they give, and that a link works once."""

import hashlib
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from klaipeda_plan.core.errors import NotAllowed, Refused
from tests.support.factories import PASSWORD
from workgroups.models import Invitation, Role, User
from workgroups.services import invitations as service
from workgroups.services.offers import Offer
from workgroups.services.people import deactivate_person


@pytest.fixture
def offer(groups):
    return Offer("nauja@example.org", "Nauja Narė", "Mokykla", workgroup=groups["aplinkos-apsauga"], kind="community")


def accept(sent, **details):
    details = {"full_name": "Nauja Narė", "organisation": "Mokykla", "password": PASSWORD, **details}
    return service.accept_invitation(sent.invitation, **details)


@pytest.mark.parametrize("name", ["member", "chair", "consultant", "secretary", "councillor", "editor"])
def test_only_coordinator_and_administrator_invite(people, offer, letters, name):
    with pytest.raises(NotAllowed) as caught:
        service.invite_person(offer, by=getattr(people, name))
    assert caught.value.who_may
    assert letters() == []
    service.invite_person(offer, by=people.coordinator)
    service.invite_person(Offer("kita@example.org", "Kita", role=Role.EDITOR), by=people.administrator)
    assert [letter.to for letter in letters()] == ["nauja@example.org", "kita@example.org"]


def test_database_holds_the_hash_of_the_secret_alone(people, offer, secret_in):
    sent = service.invite_person(offer, by=people.coordinator)
    assert secret_in() == sent.secret
    stored = Invitation.objects.get()
    assert stored.secret_hash == hashlib.sha256(sent.secret.encode()).hexdigest()
    assert sent.secret not in [str(value) for value in Invitation.objects.values_list().get()]


def test_letter_says_what_one_is_invited_to_in_lithuanian(people, offer, letters):
    service.invite_person(offer, by=people.coordinator)
    assert "Aplinkos apsaugos darbo grupė" in letters()[0].text
    assert "kvietim" in letters()[0].subject.lower()
    assert "&" not in letters()[0].text


def test_accepted_invitation_makes_an_account_with_its_seat(people, offer, groups):
    user = accept(service.invite_person(offer, by=people.coordinator))
    assert user.check_password(PASSWORD)
    seat = user.memberships.get()
    assert (seat.workgroup, seat.is_chair, seat.kind) == (groups["aplinkos-apsauga"], False, "community")
    assert not user.grants.exists()
    assert user.emailaddress_set.get().verified
    row = seat.history.get()
    assert (row.history_user, row.history_type) == (people.coordinator, "+")


def test_invitation_to_a_role_and_a_chair_gives_both(people, groups):
    both = Offer("abu@example.org", "Abu", role=Role.SECRETARY, workgroup=groups["aplinkos-apsauga"], is_chair=True)
    user = accept(service.invite_person(both, by=people.coordinator))
    assert [grant.role for grant in user.grants.all()] == ["secretary"]
    assert user.memberships.get().is_chair


def test_person_with_an_account_gets_the_role_added_and_keeps_the_password(people):
    sent = service.invite_person(Offer(people.member.email, "Kitas Vardas", role=Role.EDITOR), by=people.coordinator)
    before = User.objects.count()
    user = service.accept_invitation(sent.invitation)
    assert user == people.member
    assert user.check_password(PASSWORD)
    assert user.full_name == people.member.full_name
    assert User.objects.count() == before
    assert [grant.role for grant in user.grants.all()] == ["editor"]
    assert user.memberships.count() == 1


def test_invitation_never_takes_the_chair_away(people, groups):
    other = Offer(people.chair.email, "P", role=Role.EDITOR, workgroup=groups["aplinkos-apsauga"])
    service.accept_invitation(service.invite_person(other, by=people.coordinator).invitation)
    assert people.chair.memberships.get().is_chair


def test_link_works_once(people, offer):
    sent = service.invite_person(offer, by=people.coordinator)
    accept(sent)
    with pytest.raises(service.InvitationGone) as caught:
        accept(sent)
    assert caught.value.state == "accepted"


def test_expired_link_gives_nothing(people, offer):
    sent = service.invite_person(offer, by=people.coordinator)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(service.InvitationGone) as caught:
        accept(sent)
    assert caught.value.state == "expired"
    assert not User.objects.filter(email=offer.email).exists()


def test_revoked_link_gives_nothing(people, offer):
    sent = service.invite_person(offer, by=people.coordinator)
    with pytest.raises(NotAllowed):
        service.revoke_invitation(sent.invitation, by=people.chair)
    service.revoke_invitation(sent.invitation, by=people.administrator)
    with pytest.raises(service.InvitationGone) as caught:
        accept(sent)
    assert caught.value.state == "revoked"
    with pytest.raises(Refused):
        service.revoke_invitation(sent.invitation, by=people.administrator)


def test_resent_invitation_has_a_new_link_and_the_old_one_is_dead(people, offer, letters, secret_in):
    first = service.invite_person(offer, by=people.coordinator)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))
    second = service.resend_invitation(first.invitation, by=people.coordinator)
    assert second.secret != first.secret
    assert len(letters()) == 2
    assert secret_in() == second.secret
    assert service.find_invitation(first.secret) is None
    assert service.find_invitation(second.secret).state == "open"
    accept(second)
    with pytest.raises(Refused):
        service.resend_invitation(first.invitation, by=people.coordinator)


def test_weak_password_makes_no_account_and_leaves_the_invitation_open(people, offer):
    sent = service.invite_person(offer, by=people.coordinator)
    for weak in ("trumpas", "123456789012345", "nauja@example.org"):
        with pytest.raises(ValidationError):
            accept(sent, password=weak)
    assert not User.objects.filter(email=offer.email).exists()
    assert service.find_invitation(sent.secret).state == "open"


def test_same_offer_twice_is_refused_and_another_one_is_not(people, offer, groups):
    service.invite_person(offer, by=people.coordinator)
    with pytest.raises(Refused):
        service.invite_person(offer, by=people.coordinator)
    other = Offer(offer.email, offer.full_name, workgroup=groups["socialine-aplinka"])
    service.invite_person(other, by=people.coordinator)
    assert Invitation.objects.count() == 2


def test_who_has_it_already_is_not_invited(people, groups):
    with pytest.raises(Refused):
        service.invite_person(Offer(people.editor.email, "R", role=Role.EDITOR), by=people.coordinator)
    seat = Offer(people.chair.email, "P", workgroup=groups["aplinkos-apsauga"])
    with pytest.raises(Refused):
        service.invite_person(seat, by=people.coordinator)
    chair = Offer(people.member.email, "N", workgroup=groups["aplinkos-apsauga"], is_chair=True)
    user = service.accept_invitation(service.invite_person(chair, by=people.coordinator).invitation)
    assert user.memberships.get().is_chair


def test_switched_off_account_is_not_invited_and_its_open_invitation_dies(people):
    sent = service.invite_person(Offer(people.member.email, "N", role=Role.EDITOR), by=people.coordinator)
    deactivate_person(people.member, by=people.coordinator)
    with pytest.raises(service.InvitationGone):
        service.accept_invitation(sent.invitation)
    with pytest.raises(Refused):
        service.invite_person(Offer(people.member.email, "N", role=Role.CONSULTANT), by=people.coordinator)
    assert not people.member.grants.exists()


def test_list_is_sent_whole_or_not_at_all(people, letters):
    good = [Offer(f"asmuo{number}@example.org", f"Asmuo {number}", role=Role.EDITOR) for number in range(3)]
    with pytest.raises(Refused, match=people.editor.email):
        service.invite_list([*good, Offer(people.editor.email, "R", role=Role.EDITOR)], by=people.coordinator)
    assert (Invitation.objects.count(), letters()) == (0, [])
    assert len(service.invite_list(good, by=people.coordinator)) == 3
    assert len(letters()) == 3
