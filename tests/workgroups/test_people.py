"""Roles, seats and accounts: who changes them, what stays, what is never lost."""

import pytest

from klaipeda_plan.core.errors import NotAllowed, Refused
from tests.support.factories import PASSWORD, make_user
from workgroups.models import Role, RoleGrant
from workgroups.permissions import can_manage_people, is_editor, is_member, needs_second_factor, roles_of
from workgroups.services import people as service
from workgroups.services.invitations import invite_person
from workgroups.services.offers import Offer


@pytest.mark.parametrize(
    "write",
    [
        lambda p, g, by: service.grant_role(p.member, Role.EDITOR, by=by),
        lambda p, g, by: service.revoke_role(p.editor, Role.EDITOR, by=by),
        lambda p, g, by: service.give_seat(p.editor, g["aplinkos-apsauga"], is_chair=False, kind="", by=by),
        lambda p, g, by: service.take_seat(p.member.memberships.get(), by=by),
        lambda p, g, by: service.update_person(p.member, full_name="Kitas", organisation="", by=by),
        lambda p, g, by: service.deactivate_person(p.member, by=by),
        lambda p, g, by: service.activate_person(p.member, by=by),
    ],
)
def test_nobody_but_coordinator_and_administrator_changes_people(people, groups, write):
    for name in ("member", "chair", "consultant", "secretary", "councillor", "editor"):
        with pytest.raises(NotAllowed):
            write(people, groups, getattr(people, name))
    write(people, groups, people.coordinator)


def test_role_is_given_and_taken_back_with_a_trace(people):
    service.grant_role(people.member, Role.EDITOR, by=people.coordinator)
    assert is_editor(people.member)
    with pytest.raises(Refused):
        service.grant_role(people.member, Role.EDITOR, by=people.coordinator)
    service.revoke_role(people.member, Role.EDITOR, by=people.administrator)
    assert not is_editor(people.member)
    with pytest.raises(Refused):
        service.revoke_role(people.member, Role.EDITOR, by=people.administrator)
    trace = RoleGrant.history.filter(user=people.member).order_by("history_id")
    assert [(row.history_type, row.history_user) for row in trace] == [
        ("+", people.coordinator),
        ("-", people.administrator),
    ]


def test_unknown_role_is_refused(people):
    with pytest.raises(Refused):
        service.grant_role(people.member, "king", by=people.coordinator)


def test_seat_is_given_changed_and_taken(people, groups):
    group = groups["socialine-aplinka"]
    service.give_seat(people.member, group, is_chair=False, kind="community", by=people.coordinator)
    seat = people.member.memberships.get(workgroup=group)
    assert (seat.is_chair, seat.kind) == (False, "community")
    service.give_seat(people.member, group, is_chair=True, kind="community", by=people.coordinator)
    with pytest.raises(Refused):
        service.give_seat(people.member, group, is_chair=True, kind="community", by=people.coordinator)
    seat.refresh_from_db()
    assert seat.is_chair
    service.take_seat(seat, by=people.coordinator)
    assert people.member.memberships.count() == 1
    assert is_member(people.member)


def test_switched_off_person_has_no_rights_and_is_logged_out(people, as_user):
    client = as_user(people.member)
    assert client.get("/rengimas/zmones/").status_code == 403
    service.deactivate_person(people.member, by=people.coordinator)
    assert client.get("/rengimas/zmones/").status_code == 302
    assert not is_member(people.member)
    service.activate_person(people.member, by=people.coordinator)
    assert is_member(people.member)


def test_one_cannot_switch_off_oneself(people):
    with pytest.raises(Refused):
        service.deactivate_person(people.coordinator, by=people.coordinator)


def test_last_one_who_can_manage_people_stays(people):
    service.revoke_role(people.administrator, Role.ADMINISTRATOR, by=people.coordinator)
    with pytest.raises(Refused):
        service.revoke_role(people.coordinator, Role.COORDINATOR, by=people.coordinator)
    assert can_manage_people(people.coordinator)
    second = make_user("antra@example.org", role=Role.COORDINATOR)
    service.revoke_role(people.coordinator, Role.COORDINATOR, by=people.coordinator)
    assert can_manage_people(second)


def test_roles_that_publish_accept_decide_or_keep_people_need_a_second_factor(people):
    needing = {name for name in vars(people) if needs_second_factor(getattr(people, name))}
    assert needing == {"consultant", "coordinator", "secretary", "editor", "administrator"}


def test_rights_cost_one_query_a_request(people, django_assert_num_queries):
    people.coordinator.refresh_from_db()
    service.forget_rights(people.coordinator)
    with django_assert_num_queries(1):
        assert roles_of(people.coordinator) == {"coordinator"}
        assert can_manage_people(people.coordinator)


def test_password_is_kept_by_every_change(people, groups):
    service.update_person(people.member, full_name="Kitas Vardas", organisation="Mokykla", by=people.coordinator)
    people.member.refresh_from_db()
    assert people.member.check_password(PASSWORD)
    assert people.member.history.first().history_user == people.coordinator
    assert not hasattr(people.member.history.first(), "password")


def test_an_open_invitation_does_not_outlive_the_right_of_who_sent_it(people, groups):
    offer = Offer("privatus@example.org", "Vardas", role=Role.ADMINISTRATOR)
    sent = invite_person(offer, by=people.coordinator)
    service.deactivate_person(people.coordinator, by=people.administrator)
    sent.invitation.refresh_from_db()
    assert sent.invitation.state == "revoked"


def test_an_open_invitation_does_not_give_a_revoked_role_back(people):
    sent = invite_person(Offer("narys@example.org", "Narys", role=Role.SECRETARY), by=people.coordinator)
    service.grant_role(people.member, Role.SECRETARY, by=people.coordinator)
    service.revoke_role(people.member, Role.SECRETARY, by=people.coordinator)
    sent.invitation.refresh_from_db()
    assert sent.invitation.state == "revoked"
