"""What happens to an edition after it was frozen: each event with its rule."""

import datetime

import pytest

from editions.models import Edition, EditionKind, EventKind
from editions.services.events import (
    consider_edition,
    publish_edition,
    record_decision,
    record_in_force,
    why_not,
    withdraw_edition,
)
from klaipeda_plan.core.errors import NotAllowed, Refused
from tests.editions.support import freeze, with_state

DAY = datetime.date(2021, 6, 29)


@pytest.fixture
def coordinator(people):
    return people.coordinator


@pytest.fixture
def edition(plan, tree, coordinator):
    return freeze(plan, coordinator)


def bring_into_force(edition, by):
    publish_edition(edition, by=by)
    record_decision(edition, by=by, date=DAY, number="T2-1")
    record_in_force(edition, by=by, date=DAY)
    return with_state(edition)


def test_an_edition_goes_from_frozen_to_in_force(edition, coordinator):
    publish_edition(edition, by=coordinator)
    assert with_state(edition).publicity == EventKind.PUBLISHED
    consider_edition(edition, by=coordinator, date=DAY)
    assert with_state(edition).standing == EventKind.UNDER_CONSIDERATION
    record_decision(edition, by=coordinator, date=DAY, number="T2-1", register_code="2021-1", link="https://e-tar.lt/1")
    assert with_state(edition).standing == EventKind.DECIDED
    record_in_force(edition, by=coordinator, date=DAY)
    assert with_state(edition).standing == EventKind.IN_FORCE
    decided = edition.events.get(kind=EventKind.DECIDED)
    assert (decided.date, decided.decision_number, decided.register_code) == (DAY, "T2-1", "2021-1")
    assert (decided.link, decided.by) == ("https://e-tar.lt/1", coordinator)


@pytest.mark.parametrize("role", ["member", "chair", "consultant", "secretary", "councillor", "editor"])
def test_only_the_coordinator_decides_on_an_edition(edition, people, role):
    for act in (publish_edition, withdraw_edition, consider_edition):
        with pytest.raises(NotAllowed):
            act(edition, by=getattr(people, role))
    for act in (record_decision, record_in_force):
        with pytest.raises(NotAllowed):
            act(edition, by=getattr(people, role), date=DAY)
    assert not edition.events.exists()


def test_a_working_edition_never_leaves_the_drafting_room(plan, tree, coordinator):
    working = freeze(plan, coordinator, kind=EditionKind.WORKING)
    for act in (publish_edition, consider_edition):
        with pytest.raises(Refused):
            act(working, by=coordinator)
    with pytest.raises(Refused):
        record_decision(working, by=coordinator, date=DAY)


def test_nothing_happens_twice(edition, coordinator):
    bring_into_force(edition, coordinator)
    for again in (
        lambda: publish_edition(edition, by=coordinator),
        lambda: consider_edition(edition, by=coordinator),
        lambda: record_decision(edition, by=coordinator, date=DAY),
        lambda: record_in_force(edition, by=coordinator, date=DAY),
    ):
        with pytest.raises(Refused):
            again()


def test_what_is_in_force_is_decided_and_public_first(edition, coordinator):
    with pytest.raises(Refused):
        record_in_force(edition, by=coordinator, date=DAY)
    record_decision(edition, by=coordinator, date=DAY)
    with pytest.raises(Refused):
        record_in_force(edition, by=coordinator, date=DAY)
    publish_edition(edition, by=coordinator)
    record_in_force(edition, by=coordinator, date=DAY)
    with pytest.raises(Refused):
        withdraw_edition(edition, by=coordinator)


def test_a_withdrawn_edition_is_not_public_and_may_be_published_again(edition, coordinator):
    with pytest.raises(Refused):
        withdraw_edition(edition, by=coordinator, note="Per anksti")
    publish_edition(edition, by=coordinator)
    withdraw_edition(edition, by=coordinator, note="Klaida")
    assert not Edition.objects.published().exists()
    publish_edition(edition, by=coordinator)
    assert [event.kind for event in edition.events.all()] == ["published", "withdrawn", "published"]


def test_the_edition_in_force_supersedes_the_one_before(plan, edition, coordinator):
    bring_into_force(edition, coordinator)
    second = bring_into_force(freeze(plan, coordinator, title="Nauja"), coordinator)
    assert second.standing == EventKind.IN_FORCE
    assert with_state(edition).standing == EventKind.SUPERSEDED
    assert "2" in edition.events.last().note


def test_a_reason_is_told_as_long_as_the_service_refuses(edition, coordinator):
    acts = {
        EventKind.PUBLISHED: publish_edition, EventKind.WITHDRAWN: withdraw_edition,
        EventKind.UNDER_CONSIDERATION: consider_edition,
    }  # fmt: skip
    for _round in range(2):
        for kind, act in acts.items():
            reason = why_not(with_state(edition), kind)
            if reason is None:
                act(edition, by=coordinator)
            else:
                with pytest.raises(Refused, match=reason):
                    act(edition, by=coordinator)


class TestWhichEditionWhere:
    def test_before_anything_is_in_force_the_newest_published_is_current(self, plan, tree, coordinator):
        assert Edition.objects.current() is None
        first = freeze(plan, coordinator, publish=True)
        second = freeze(plan, coordinator)
        assert Edition.objects.current() == first
        publish_edition(second, by=coordinator)
        assert Edition.objects.current() == second
        withdraw_edition(second, by=coordinator, note="Klaida")
        assert Edition.objects.current() == first

    def test_the_one_in_force_is_current_even_when_a_newer_one_is_published(self, plan, tree, coordinator):
        first = bring_into_force(freeze(plan, coordinator), coordinator)
        newer = freeze(plan, coordinator, publish=True)
        consider_edition(newer, by=coordinator)
        assert Edition.objects.current() == first
        assert Edition.objects.in_force() == first
        assert Edition.objects.under_consideration() == newer

    def test_a_superseded_edition_is_never_current(self, plan, tree, coordinator):
        first = bring_into_force(freeze(plan, coordinator), coordinator)
        second = bring_into_force(freeze(plan, coordinator), coordinator)
        assert Edition.objects.current() == second
        assert first in Edition.objects.published()

    def test_what_is_under_consideration_and_not_public_is_not_shown(self, plan, tree, coordinator):
        edition = freeze(plan, coordinator)
        consider_edition(edition, by=coordinator)
        assert Edition.objects.under_consideration() is None
        publish_edition(edition, by=coordinator)
        assert Edition.objects.under_consideration() == edition
        record_decision(edition, by=coordinator, date=DAY)
        assert Edition.objects.under_consideration() is None
