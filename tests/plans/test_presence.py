"""Who else is in an element, and whether somebody saved meanwhile."""

import datetime

import pytest
from django.utils import timezone

from klaipeda_plan.jobs import registry
from plans.models import Presence
from plans.services.presence import clear_old_presence, note_presence, present_in
from tests.plans.pages import address, open_form, send_form


def tell(client, element, **data):
    return client.post(address("presence", element), data)


def shown(client, element, **data):
    return tell(client, element, **data).content.decode()


def test_two_people_see_each_other(as_user, people, tree):
    member, chair = as_user(people.member), as_user(people.chair)
    assert shown(member, tree.measure, raso="1").strip() == ""
    seen = shown(chair, tree.measure, raso="0")
    assert "narys" in seen
    assert "rašo" in seen
    assert "skaito" in shown(member, tree.measure, raso="1")
    assert "narys" not in shown(member, tree.measure, raso="1")


def test_the_elements_page_and_the_form_show_who_is_here(as_user, people, tree):
    note_presence(tree.measure, by=people.chair, is_writing=True)
    member = as_user(people.member)
    for page in ("element", "edit"):
        assert "pirmininkas" in member.get(address(page, tree.measure)).content.decode()
        assert "Dabar čia dar yra" not in member.get(address(page, tree.goal)).content.decode()


def test_who_is_silent_for_twenty_seconds_is_gone(people, tree):
    note_presence(tree.measure, by=people.chair)
    assert [one.user for one in present_in(tree.measure, but=people.member)] == [people.chair]
    Presence.objects.update(seen_at=timezone.now() - datetime.timedelta(seconds=21))
    assert list(present_in(tree.measure, but=people.member)) == []


def test_who_leaves_is_gone_at_once(as_user, people, tree):
    chair = as_user(people.chair)
    tell(chair, tree.measure, raso="1")
    assert tell(chair, tree.measure, iseina="1").status_code == 204
    assert not Presence.objects.exists()


def test_a_page_that_only_shows_the_element_leaves_the_writing_alone(as_user, people, tree):
    chair = as_user(people.chair)
    tell(chair, tree.measure, raso="1")
    tell(chair, tree.measure)
    assert Presence.objects.get().is_writing
    tell(chair, tree.measure, raso="0")
    assert not Presence.objects.get().is_writing


def test_a_newer_version_is_told_with_its_author_and_a_comparison(as_user, people, tree):
    member, chair = as_user(people.member), as_user(people.chair)
    assert "išsaugojo naujesnę" not in shown(member, tree.measure, raso="1", base_number="1")
    send_form(chair, tree.measure, open_form(chair, tree.measure), title="Tuo metu")
    told = shown(member, tree.measure, raso="1", base_number="1")
    assert "pirmininkas išsaugojo naujesnę versiją" in told
    assert address("compare_versions", tree.measure, 1, 2) in told
    assert "išsaugojo naujesnę" not in shown(member, tree.measure, raso="1", base_number="2")


@pytest.mark.parametrize("base", ["", "x", "9" * 40])
def test_nonsense_for_a_base_tells_nothing(as_user, people, tree, base):
    assert shown(as_user(people.member), tree.measure, base_number=base).strip() == ""


def test_who_may_not_read_the_draft_is_not_told_who_writes(as_user, people, tree):
    note_presence(tree.measure, by=people.chair)
    assert tell(as_user(people.councillor), tree.measure).status_code == 404
    assert as_user(people.member).get(address("presence", tree.measure)).status_code == 405
    assert Presence.objects.get().user == people.chair


@pytest.mark.parametrize("others", ["one", "three"])
def test_the_heartbeat_costs_the_same_for_one_and_three(as_user, people, tree, others, django_assert_num_queries):
    here = [people.chair] if others == "one" else [people.chair, people.coordinator, people.consultant]
    for other in here:
        note_presence(tree.measure, by=other)
    member = as_user(people.member)
    tell(member, tree.measure, raso="1")
    with django_assert_num_queries(6):  # session, person, seats; element, renewal, the others
        told = shown(member, tree.measure, raso="1", base_number="1")
    assert told.count("skaito") == len(here)


def test_rows_of_people_long_gone_are_cleared_at_a_tick(people, tree):
    note_presence(tree.measure, by=people.chair)
    note_presence(tree.measure, by=people.member)
    Presence.objects.filter(user=people.chair).update(seen_at=timezone.now() - datetime.timedelta(minutes=6))
    assert clear_old_presence in registry.periodic()
    assert clear_old_presence() == 1
    assert Presence.objects.get().user == people.member
