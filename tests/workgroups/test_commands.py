"""`manage.py invite` and the sample accounts of a demonstration."""

import io

import pytest
from django.core.management import CommandError, call_command

from klaipeda_plan.seed.accounts import seed_accounts
from tests.support.factories import PASSWORD
from workgroups.models import Invitation, User
from workgroups.services.invitations import accept_invitation, find_invitation


def invite(*arguments):
    out = io.StringIO()
    call_command("invite", *arguments, stdout=out)
    return out.getvalue().strip()


def test_first_coordinator_is_invited_by_a_link_in_the_console(db, settings, letters):
    link = invite("Pirma@Example.org", "--role", "coordinator", "--name", "Pirma Koordinatorė")
    assert link.startswith(f"{settings.SITE_URL}/kvietimas/")
    assert [letter.to for letter in letters()] == ["pirma@example.org"]
    user = accept_invitation(find_invitation(link.rstrip("/").rpartition("/")[2]), full_name="P", password=PASSWORD)
    assert [grant.role for grant in user.grants.all()] == ["coordinator"]


def test_chair_of_a_group_is_invited(groups):
    invite("chair@example.org", "--group", "aplinkos-apsauga", "--chair")
    invitation = Invitation.objects.get()
    assert (invitation.workgroup, invitation.is_chair, invitation.role) == (groups["aplinkos-apsauga"], True, "")


@pytest.mark.parametrize(
    "arguments",
    [
        ["ne-adresas", "--role", "coordinator"],
        ["a@example.org"],
        ["a@example.org", "--role", "king"],
        ["a@example.org", "--group", "kosmosas"],
        ["a@example.org", "--role", "editor", "--chair"],
    ],
)
def test_nonsense_is_refused_in_one_line(groups, arguments):
    with pytest.raises(CommandError):
        invite(*arguments)
    assert not Invitation.objects.exists()


def test_same_invitation_twice_is_refused(db):
    invite("a@example.org", "--role", "coordinator")
    with pytest.raises(CommandError):
        invite("a@example.org", "--role", "coordinator")


def test_sample_accounts_stand_only_in_a_demonstration(groups, settings):
    settings.DEMO = False
    seed_accounts(io.StringIO())
    assert not User.objects.exists()


def test_sample_accounts_are_labelled_and_a_second_run_changes_nothing(groups, settings, monkeypatch):
    settings.DEMO = True
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    seed_accounts(io.StringIO())
    emails = set(User.objects.values_list("email", flat=True))
    assert {"koordinatorius@example.org", "tarybos.narys@example.org", "narys.aplinkos-apsauga@example.org"} <= emails
    assert len(emails) == 6 + 2 * len(groups)
    assert all("(pavyzdinė paskyra)" in user.full_name for user in User.objects.all())
    assert all(user.check_password("demonstracija-2030") for user in User.objects.all())
    chair = User.objects.get(email="pirmininkas.socialine-aplinka@example.org")
    assert chair.memberships.get().is_chair
    before = (User.history.count(), User.objects.count())
    seed_accounts(io.StringIO())
    assert (User.history.count(), User.objects.count()) == before


def test_password_of_sample_accounts_comes_from_the_environment(groups, settings, monkeypatch):
    settings.DEMO = True
    seed_accounts(io.StringIO())
    monkeypatch.setenv("DEMO_PASSWORD", "kitas-demonstracinis")
    seed_accounts(io.StringIO())
    assert all(user.check_password("kitas-demonstracinis") for user in User.objects.all())
