"""A sitting from its preparation to its last decision: states, agenda, texts, decisions, and who may."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from council.models import AgendaItem, Decision, ItemKind, Outcome, Sitting, SittingState, TextKind
from council.permissions import readable_sittings
from council.services.agenda import ItemFacts, add_item, change_item, move_item, remove_item, save_texts
from council.services.decisions import DecisionFacts, record_item_decision
from council.services.sittings import (
    SittingFacts,
    Stale,
    change_sitting,
    convene_sitting,
    drop_sitting,
    hold_sitting,
    plan_sitting,
    publish_sitting,
    withdraw_sitting,
)
from council.services.texts import begun_text, drop_template, save_template, template_body
from editions.models import EditionKind, EventKind
from editions.services.events import publish_edition
from klaipeda_plan.core.errors import NotAllowed, Refused
from tests.council.sittings import convened, held, make_item, make_sitting
from tests.editions.support import freeze, with_state

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(people):
    return people.secretary


@pytest.fixture
def edition(plan, tree, people):
    return freeze(plan, people.coordinator)


def decided(item, by, **facts):
    wanted = {"outcome": Outcome.APPROVED, "date": timezone.localdate(), "number": "T2-24"} | facts
    return record_item_decision(item, DecisionFacts(**wanted), by=by)


class TestStates:
    def test_a_sitting_goes_from_preparation_to_its_last_decision(self, secretary, edition):
        sitting = make_sitting(secretary)
        first, second = make_item(sitting, secretary, edition=edition), make_item(sitting, secretary)
        assert sitting.state == SittingState.PREPARING
        sitting = hold_sitting(convene_sitting(sitting, by=secretary), by=secretary)
        decided(first, secretary)
        sitting.refresh_from_db()
        assert sitting.state == SittingState.HELD
        decided(second, secretary, outcome=Outcome.POSTPONED, number="")
        sitting.refresh_from_db()
        assert sitting.state == SittingState.DECIDED
        assert list(sitting.history.values_list("state", flat=True)[:3]) == ["decided", "held", "convened"]

    def test_an_empty_agenda_is_not_convened(self, secretary):
        with pytest.raises(Refused, match="Darbotvarkė tuščia"):
            convene_sitting(make_sitting(secretary), by=secretary)

    def test_convening_puts_its_editions_before_the_council_once(self, secretary, edition):
        convened(secretary, edition=edition)
        convened(secretary, edition=edition)
        assert [event.kind for event in edition.events.all()] == [EventKind.UNDER_CONSIDERATION]

    def test_what_has_not_begun_was_not_held(self, secretary):
        with pytest.raises(Refused):
            hold_sitting(convened(secretary, days=2), by=secretary)

    def test_only_the_next_step_is_taken(self, secretary):
        sitting = held(secretary)
        for step in (convene_sitting, hold_sitting, drop_sitting):
            with pytest.raises(Refused):
                step(sitting, by=secretary)

    def test_one_that_was_never_convened_may_go(self, secretary):
        sitting = make_sitting(secretary)
        make_item(sitting, secretary)
        drop_sitting(sitting, by=secretary)
        assert not Sitting.objects.exists()
        assert Sitting.history.filter(history_type="-").exists()

    def test_nothing_that_is_being_prepared_is_published(self, secretary):
        sitting = make_sitting(secretary)
        with pytest.raises(Refused):
            publish_sitting(sitting, by=secretary)
        sitting.published_at = timezone.now()
        with pytest.raises(IntegrityError, match="sitting_published_once_convened"), transaction.atomic():
            sitting.save()

    def test_published_and_taken_back(self, secretary):
        sitting = publish_sitting(convened(secretary), by=secretary)
        assert list(Sitting.objects.published()) == [sitting]
        withdraw_sitting(sitting, by=secretary)
        assert not Sitting.objects.published().exists()

    def test_somebody_changed_it_meanwhile(self, secretary):
        sitting = make_sitting(secretary)
        facts = SittingFacts("Kitas", timezone.now(), "Kitur")
        change_sitting(sitting, facts, base_version=1, by=secretary)
        with pytest.raises(Stale) as stale:
            change_sitting(sitting, facts, base_version=1, by=secretary)
        assert stale.value.version == 2

    @pytest.mark.parametrize("facts", [{"title": " "}, {"place": "", "remote_link": ""}])
    def test_it_has_a_name_and_a_place(self, secretary, facts):
        given = {"title": "Posėdis", "starts_at": timezone.now(), "place": "Salė"} | facts
        with pytest.raises(Refused):
            plan_sitting(SittingFacts(**given), by=secretary)


class TestAgenda:
    def test_items_are_put_in_order(self, secretary):
        sitting = make_sitting(secretary)
        first, second = make_item(sitting, secretary, title="A"), make_item(sitting, secretary, title="B")
        assert move_item(second, -1, by=secretary)
        assert not move_item(second, -1, by=secretary)
        assert [item.title for item in sitting.items.all()] == ["B", "A"]
        remove_item(first, by=secretary)
        assert [item.title for item in sitting.items.all()] == ["B"]

    def test_it_is_closed_once_the_sitting_was_held(self, secretary):
        sitting = held(secretary)
        with pytest.raises(Refused):
            make_item(sitting, secretary)

    def test_an_item_has_one_paper_and_a_basis_of_the_same_plan(self, secretary, edition, plan, people):
        sitting = make_sitting(secretary)
        for facts in (
            ItemFacts(ItemKind.PLAN_DRAFT, "X", edition, edition), ItemFacts(ItemKind.PLAN_DRAFT, "X", None, edition),
            ItemFacts(ItemKind.PLAN_DRAFT, " ", edition), ItemFacts("visai kita", "X"),
            ItemFacts(ItemKind.PLAN_DRAFT, "X", freeze(plan, people.coordinator, kind=EditionKind.WORKING)),
        ):  # fmt: skip
            with pytest.raises(Refused):
                add_item(sitting, facts, by=secretary)
        item = make_item(sitting, secretary, edition=edition)
        item.basis = edition
        with pytest.raises(IntegrityError, match="agenda_item_basis_is_another_edition"), transaction.atomic():
            item.save()

    def test_two_who_change_one_item_lose_nothing(self, secretary):
        item = make_item(make_sitting(secretary), secretary)
        save_texts(item, "<p>Pirmas</p>", "", base_version=1, by=secretary)
        with pytest.raises(Stale):
            save_texts(item, "<p>Antras</p>", "", base_version=1, by=secretary)
        with pytest.raises(Stale):
            change_item(item, ItemFacts(ItemKind.OTHER, "X"), base_version=1, by=secretary)
        assert "Pirmas" in AgendaItem.objects.get().decision_text

    def test_texts_are_cleaned(self, secretary):
        item = make_item(make_sitting(secretary), secretary)
        hostile = '<p onclick="x()">Ir <script>alert(1)</script>tekstas</p>'
        saved = save_texts(item, hostile, hostile, base_version=1, by=secretary)
        assert "script" not in saved.decision_text + saved.note_text
        assert "tekstas" in saved.note_text


class TestTexts:
    def test_a_text_begins_with_its_template_filled_in(self, secretary, edition):
        item = make_item(make_sitting(secretary), secretary, edition=edition)
        text = begun_text(item, TextKind.DECISION)
        assert f"„{edition.plan.title}“ (redakcija Nr. {edition.number}" in text
        assert "Klaipėdos miesto savivaldybės taryba <strong>nusprendžia</strong>:" in text
        assert begun_text(item, TextKind.NOTE).count("<h3") == 9

    def test_the_secretary_s_own_template_wins(self, secretary):
        item = make_item(make_sitting(secretary), secretary, title="Dėl „A & B“ <c>")
        save_template(TextKind.DECISION, "", "<p>Visiems: {klausimas}</p>", base_version=0, by=secretary)
        assert "Visiems: Dėl „A &amp; B“ &lt;c&gt;" in begun_text(item, TextKind.DECISION)
        save_template(TextKind.DECISION, ItemKind.PLAN_DRAFT, "<p>Planui</p>", base_version=0, by=secretary)
        assert "Planui" in begun_text(item, TextKind.DECISION)
        drop_template(TextKind.DECISION, ItemKind.PLAN_DRAFT, by=secretary)
        assert "Visiems" in begun_text(item, TextKind.DECISION)

    def test_words_that_nobody_can_fill_in_are_refused(self, secretary):
        with pytest.raises(Refused, match="meras"):
            save_template(TextKind.DECISION, "", "<p>{meras}</p>", base_version=0, by=secretary)

    def test_two_who_change_one_template(self, secretary):
        save_template(TextKind.NOTE, "", "<p>A</p>", base_version=0, by=secretary)
        with pytest.raises(Stale):
            save_template(TextKind.NOTE, "", "<p>B</p>", base_version=0, by=secretary)
        assert ">A<" in template_body(TextKind.NOTE, ItemKind.OTHER)


class TestDecisions:
    def test_an_approved_edition_gets_the_event_of_the_same_act(self, secretary, edition):
        item = held(secretary, edition=edition).items.get()
        made = decided(item, secretary, register_code="2026-12345", link="https://e-tar.lt/x")
        event = edition.events.get(kind=EventKind.DECIDED)
        assert made.event == event
        assert (event.decision_number, event.register_code, event.link) == ("T2-24", "2026-12345", "https://e-tar.lt/x")

    def test_it_is_in_force_where_the_secretary_says_so(self, secretary, edition, people):
        publish_edition(edition, by=people.coordinator)
        item = held(secretary, edition=edition).items.get()
        decided(item, secretary, in_force=True)
        assert with_state(edition).standing == EventKind.IN_FORCE

    def test_nothing_is_written_when_it_cannot_be_in_force(self, secretary, edition):
        item = held(secretary, edition=edition).items.get()
        with pytest.raises(Refused):  # not published
            decided(item, secretary, in_force=True)
        assert not Decision.objects.exists()
        assert not edition.events.filter(kind=EventKind.DECIDED).exists()

    def test_what_is_rejected_or_postponed_leaves_the_edition(self, secretary, edition):
        item = held(secretary, edition=edition).items.get()
        assert decided(item, secretary, outcome=Outcome.REJECTED).event is None
        assert not edition.events.filter(kind=EventKind.DECIDED).exists()

    def test_the_same_act_is_not_written_twice(self, secretary, edition, people):
        item = held(secretary, edition=edition).items.get()
        decided(item, secretary)
        again = held(secretary, edition=edition).items.get()
        with pytest.raises(Refused, match="prie kito klausimo"):
            decided(again, secretary)
        with pytest.raises(Refused, match="kitas sprendimas"):
            decided(again, secretary, number="T2-25")
        with pytest.raises(Refused):
            decided(item, secretary)

    @pytest.mark.parametrize("days", [-3, 2])
    def test_its_date_lies_between_the_sitting_and_today(self, secretary, days):
        item = held(secretary).items.get()
        date = timezone.localdate() + datetime.timedelta(days=days)
        with pytest.raises(Refused):
            decided(item, secretary, date=date)

    def test_nothing_is_decided_before_the_sitting_was_held(self, secretary):
        with pytest.raises(Refused):
            decided(convened(secretary).items.get(), secretary)

    @pytest.mark.parametrize(
        ("field", "value", "constraint"),
        [("number", "24", "decision_number_of_the_council"), ("register_code", "x", "decision_register_code")],
    )
    def test_the_database_knows_the_numbers_of_acts(self, secretary, field, value, constraint):
        item = held(secretary).items.get()
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            Decision.objects.create(item=item, outcome="approved", date=timezone.localdate(), **{field: value})

    def test_a_decided_item_stays(self, secretary):
        item = held(secretary).items.get()
        decided(item, secretary)
        with pytest.raises(Refused):
            remove_item(item, by=secretary)


class TestWhoMay:
    @pytest.mark.parametrize("role", ["member", "chair", "consultant", "coordinator", "councillor", "editor"])
    def test_only_the_secretary_prepares(self, people, role):
        by, secretary = getattr(people, role), people.secretary
        sitting = make_sitting(secretary)
        item = make_item(sitting, secretary)
        for act in (
            lambda: make_sitting(by), lambda: make_item(sitting, by), lambda: convene_sitting(sitting, by=by),
            lambda: publish_sitting(sitting, by=by), lambda: move_item(item, 1, by=by), lambda: decided(item, by),
            lambda: save_texts(item, "", "", base_version=1, by=by), lambda: drop_sitting(sitting, by=by),
            lambda: save_template(TextKind.NOTE, "", "<p>x</p>", base_version=0, by=by),
        ):  # fmt: skip
            with pytest.raises(NotAllowed):
                act()

    def test_councillors_read_what_is_convened(self, people):
        hidden, shown = make_sitting(people.secretary), convened(people.secretary)
        for role, expected in (
            ("secretary", {hidden, shown}), ("coordinator", {hidden, shown}), ("councillor", {shown}),
            ("consultant", {shown}), ("member", set()), ("editor", set()), ("administrator", set()),
        ):  # fmt: skip
            assert set(readable_sittings(getattr(people, role))) == expected, role
