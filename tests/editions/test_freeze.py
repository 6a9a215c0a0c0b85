"""Freezing: who may, what is written, what the digest covers."""

import datetime

import pytest

from editions.models import Edition, EditionElement, EditionKind, Fragment
from editions.services.freeze import edition_digest, freeze_edition
from klaipeda_plan.core.errors import NotAllowed, Refused
from plans.models import Element
from plans.services.elements import Content, save_element
from tests.editions.support import DATE, codes, freeze, titles
from tests.support.factories import accept_all
from workgroups.models import Workgroup


@pytest.fixture
def accepted(plan, tree, people):
    accept_all(plan, by=people.coordinator)
    return tree


def draft_of(measure, people, title="Juodraščio žodis"):
    measure = Element.objects.get(pk=measure.pk)
    save_element(measure, Content(title, measure.body), base_version=measure.text_version, by=people.member)
    return measure


def test_the_coordinator_freezes_what_is_accepted(plan, accepted, people):
    edition = freeze(plan, people.coordinator, title="  Plano projektas ", note="Posėdžiui")
    assert (edition.number, edition.title, edition.note, edition.sample) == (1, "Plano projektas", "Posėdžiui", False)
    assert (edition.publicity, edition.standing, edition.frozen_by) == (None, None, people.coordinator)
    assert codes(edition) == ["V", "I", "1.1", "1.1.1", "1.1.1.1", "1.2", "H"]
    assert edition.meta["plan"]["title"] == plan.title
    assert [source["code"] for source in edition.meta["sources"]] == ["SB", "ES"]


def test_the_money_of_a_measure_stands_beside_its_content(plan, accepted, people):
    edition = freeze(plan, people.coordinator)
    assert edition.elements.get(code="1.1.1.1").cents == 20_000_050
    assert edition.elements.get(code="1.1.1").cents == 0


@pytest.mark.parametrize(
    "role", ["member", "chair", "consultant", "councillor", "editor", "administrator"]
)  # fmt: skip
def test_others_do_not_freeze(plan, accepted, people, role):
    with pytest.raises(NotAllowed) as refusal:
        freeze(plan, getattr(people, role))
    assert "oordinator" in refusal.value.who_may
    assert not Edition.objects.exists()


def test_the_secretary_freezes_for_a_sitting_but_takes_nothing_unaccepted(plan, accepted, people):
    assert freeze(plan, people.secretary).frozen_by == people.secretary
    measure = draft_of(accepted.measure, people)
    with pytest.raises(NotAllowed):
        freeze(plan, people.secretary, newest={str(measure.uid): "Reikia"})


def test_a_draft_nobody_accepted_cannot_be_frozen(plan, tree, people):
    with pytest.raises(Refused):
        freeze_edition(plan, kind=EditionKind.PLAN, title="Tuščia", document_date=DATE, by=people.coordinator)
    assert not Edition.objects.exists()


def test_the_newest_is_taken_with_a_reason_that_stays_in_the_note(plan, accepted, people):
    measure = draft_of(accepted.measure, people)
    edition = freeze(plan, people.coordinator, note="Posėdžiui", newest={str(measure.uid): " Taryba laukia "})
    assert titles(edition)["1.1.1.1"] == "Juodraščio žodis"
    assert edition.note.splitlines()[0] == "Posėdžiui"
    assert edition.note.splitlines()[-1] == "1.1.1.1: Taryba laukia"


def test_without_a_reason_nothing_newer_is_taken(plan, accepted, people):
    measure = draft_of(accepted.measure, people)
    with pytest.raises(Refused):
        freeze(plan, people.coordinator, newest={str(measure.uid): "  "})
    assert not Edition.objects.exists()


def test_a_working_edition_holds_the_drafts(plan, accepted, people):
    draft_of(accepted.measure, people)
    assert titles(freeze(plan, people.coordinator))["1.1.1.1"] == "Oro kokybės stotelių įrengimas"
    working = freeze(plan, people.coordinator, kind=EditionKind.WORKING)
    assert titles(working)["1.1.1.1"] == "Juodraščio žodis"


def test_an_edition_does_not_change_with_the_draft(plan, accepted, people):
    edition = freeze(plan, people.coordinator)
    draft_of(accepted.measure, people)
    accept_all(plan, by=people.coordinator)
    Workgroup.objects.update(name="Kita grupė")
    assert titles(edition)["1.1.1.1"] == "Oro kokybės stotelių įrengimas"
    assert edition.meta["groups"][0]["name"] == "Aplinkos apsaugos darbo grupė"


def test_equal_fragments_are_stored_once(plan, accepted, people):
    freeze(plan, people.coordinator)
    before = Fragment.objects.count()
    draft_of(accepted.measure, people)
    accept_all(plan, by=people.coordinator)
    second = freeze(plan, people.coordinator)
    assert second.number == 2
    assert Fragment.objects.count() == before + 1
    assert EditionElement.objects.count() == 14


def test_the_digest_covers_number_metadata_order_and_content(plan, accepted, people):
    edition = freeze(plan, people.coordinator)
    rows = list(edition.elements.order_by("path").values_list("uid", "path", "code", "fragment_id"))
    elements = [(str(uid), *rest) for uid, *rest in rows]
    assert edition_digest(edition, elements) == edition.digest
    assert edition_digest(edition, elements[::-1]) != edition.digest
    for name, other in (
        ("number", 2), ("title", "Kitas"), ("note", "x"), ("sample", True), ("kind", EditionKind.PLAN),
        ("document_date", DATE + datetime.timedelta(1)), ("meta", {}),
        ("frozen_at", edition.frozen_at + datetime.timedelta(microseconds=1)),
    ):  # fmt: skip
        kept = getattr(edition, name)
        setattr(edition, name, other)
        assert edition_digest(edition, elements) != edition.digest, name
        setattr(edition, name, kept)
    assert edition_digest(edition, elements) == edition.digest


def test_freezing_takes_as_many_queries_for_a_larger_plan(plan, accepted, people, django_assert_num_queries):
    def once():
        freeze_edition(plan, kind=EditionKind.PLAN, title="Redakcija", document_date=DATE, by=people.coordinator)

    once()
    with django_assert_num_queries(QUERIES):  # nothing differs from the edition before
        once()
    for measures in ([accepted.measure], [accepted.measure, accepted.goal, accepted.task]):
        Workgroup.objects.create(slug=f"grupe-{len(measures)}", name="Dar viena")
        for number, element in enumerate(measures):
            draft_of(element, people, f"Žodis {len(measures)} {number}")
        accept_all(plan, by=people.coordinator)
        with django_assert_num_queries(QUERIES_WITH_REASONS):
            once()


QUERIES, QUERIES_WITH_REASONS = 19, 24


def test_what_is_frozen_from_sample_text_is_marked_as_sample(plan, tree, people):
    accept_all(plan, by=people.coordinator)
    assert freeze(plan, people.coordinator).sample is False
    plan.holds_sample = True
    plan.save()
    assert freeze(plan, people.coordinator).sample is True
