"""What only measures have: office, stage, expected result, resources; and money that stays in the measure's years."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from klaipeda_plan.core.errors import Refused
from plans.models import Element, Funding, MeasureDetail
from plans.services.elements import Content, StaleText, save_element
from plans.services.history import revert_element
from plans.services.stages import StageFacts, add_stage

pytestmark = pytest.mark.django_db
WRITTEN = {
    "office": "Aplinkos kokybės skyriaus vedėjas", "stage": "I", "expected_result": "Veikia 12 stotelių",
    "other_resources": "Savivaldybės sklypai", "people": Decimal("2.50"), "premises": Decimal("120"),
    "land": Decimal("0.0350"),
}  # fmt: skip


@pytest.fixture
def stage(plan, people):
    return add_stage(plan, StageFacts("Pirmasis etapas", 2021, 2024), by=people.coordinator)


def fresh(element):
    return Element.objects.select_related("plan", "current_version").get(pk=element.pk)


def save(measure, by, detail=None, funding=None, **options):
    found = fresh(measure)
    content = Content(found.title, found.body, detail=detail, funding=funding)
    return save_element(found, content, base_version=options.pop("base_version", found.text_version), by=by, **options)


def test_all_that_a_measure_says_stands_in_its_version(tree, people, stage):
    version = save(tree.measure, people.member, WRITTEN)
    assert version.snapshot["detail"] == {
        "responsible": "savivaldybės administracija", "partners": "", "year_from": 2022, "year_to": 2025,
        "other_resources": "Savivaldybės sklypai", "office": "Aplinkos kokybės skyriaus vedėjas", "stage": "I",
        "expected_result": "Veikia 12 stotelių", "people": "2.5", "premises": "120", "land": "0.035",
    }  # fmt: skip
    assert save(tree.measure, people.member, WRITTEN) is None, "the same again is no version"


def test_what_was_never_written_leaves_the_old_version_as_it_was(tree):
    detail = fresh(tree.measure).current_version.snapshot["detail"]
    assert set(detail) == {"responsible", "partners", "year_from", "year_to", "other_resources"}


def test_what_is_emptied_leaves_the_version(tree, people, stage):
    save(tree.measure, people.member, WRITTEN)
    empty = {name: None if isinstance(value, Decimal) else "" for name, value in WRITTEN.items()}
    detail = save(tree.measure, people.member, empty).snapshot["detail"]
    assert detail == fresh(tree.measure).versions.get(number=1).snapshot["detail"]


def test_going_back_to_an_older_version_empties_what_it_did_not_have(tree, people, stage):
    first = fresh(tree.measure).current_version
    save(tree.measure, people.member, WRITTEN)
    found = fresh(tree.measure)
    version = revert_element(found, first, base_version=found.text_version, by=people.member, reason="Per anksti")
    assert version.snapshot["detail"] == first.snapshot["detail"]


def test_a_person_is_no_office(tree, people):
    with pytest.raises(Refused, match="Vardenis Pavardenis"):
        save(tree.measure, people.member, {"office": "Vardenis Pavardenis"})
    assert fresh(tree.measure).detail.office == ""


def test_a_stage_that_the_plan_does_not_have_is_refused(tree, people, stage):
    with pytest.raises(Refused, match="IV"):
        save(tree.measure, people.member, {"stage": "IV"})
    assert save(tree.measure, people.member, {"stage": "I"}).snapshot["detail"]["stage"] == "I"


def test_less_than_nothing_is_no_resource(tree, people):
    with pytest.raises(Refused):
        save(tree.measure, people.member, {"land": Decimal("-1")})
    with pytest.raises(IntegrityError), transaction.atomic():
        MeasureDetail.objects.update(premises=-1)


class TestMoneyInTheYears:
    def test_money_outside_is_refused_with_its_years(self, tree, people):
        with pytest.raises(Refused, match="2021, 2026.*2022–2025"):
            save(tree.measure, people.member, funding={(2021, "SB"): Decimal(1), (2026, "SB"): Decimal(1)})
        assert fresh(tree.measure).funding.count() == 2

    def test_years_that_would_leave_money_outside_are_refused(self, tree, people):
        with pytest.raises(Refused, match="2022"):
            save(tree.measure, people.member, {"year_from": 2023})
        assert fresh(tree.measure).detail.year_from == 2022

    def test_years_and_money_are_moved_in_one_save(self, tree, people):
        version = save(tree.measure, people.member, {"year_from": 2026, "year_to": 2027}, {(2026, "SB"): Decimal(5)})
        assert [one["year"] for one in version.snapshot["funding"]] == [2026]
        assert list(Funding.objects.values_list("first_year", "last_year")) == [(2026, 2027)]

    def test_without_years_any_year_of_money_stands(self, tree, people):
        save(tree.measure, people.member, {"year_from": None, "year_to": None}, {(2029, "SB"): Decimal(5)})
        assert list(Funding.objects.values_list("year", "first_year", "last_year")) == [(2029, None, None)]

    def test_the_last_year_is_not_before_the_first(self, tree, people):
        with pytest.raises(Refused):
            save(tree.measure, people.member, {"year_from": 2025, "year_to": 2022}, {})

    def test_the_database_refuses_it_too(self, tree):
        with pytest.raises(IntegrityError, match="funding_within_the_years_of_its_measure"), transaction.atomic():
            Funding.objects.filter(year=2022).update(year=2026)

    def test_the_years_beside_the_sums_follow_the_measure(self, tree, people):
        save(tree.measure, people.member, {"year_to": 2028})
        assert set(Funding.objects.values_list("first_year", "last_year")) == {(2022, 2028)}

    def test_of_two_saves_the_one_that_would_leave_money_outside_is_refused(self, tree, people):
        """One shortens the measure while the other writes money into the year that was cut off."""
        found = fresh(tree.measure)
        base, number = found.text_version, found.current_version.number
        save(tree.measure, people.member, {"year_to": 2023})
        money = {(2022, "SB"): Decimal("120000"), (2023, "ES"): Decimal("80000.50"), (2025, "ES"): Decimal(7)}
        with pytest.raises(Refused, match="2025"):
            save(tree.measure, people.chair, None, money, base_version=base, base_number=number)


class TestMerging:
    def test_two_who_write_different_fields_both_stand(self, tree, people, stage):
        found = fresh(tree.measure)
        base, number = found.text_version, found.current_version.number
        save(tree.measure, people.member, {"office": "Skyriaus vedėjas", "people": Decimal(2)})
        detail = {**found.current_version.snapshot["detail"], "expected_result": "Veikia", "stage": "I"}
        version = save(tree.measure, people.chair, detail, base_version=base, base_number=number)
        written = version.snapshot["detail"]
        assert (written["office"], written["people"]) == ("Skyriaus vedėjas", "2")
        assert (written["expected_result"], written["stage"]) == ("Veikia", "I")

    def test_an_expected_result_is_joined_by_words(self, tree, people):
        save(tree.measure, people.member, {"expected_result": "Veikia 12 stotelių ir viena laboratorija"})
        found = fresh(tree.measure)
        base, number = found.text_version, found.current_version.number
        save(tree.measure, people.member, {"expected_result": "Veikia 14 stotelių ir viena laboratorija"})
        version = save(
            tree.measure, people.chair, {"expected_result": "Veikia 12 stotelių ir viena nauja laboratorija"},
            base_version=base, base_number=number,
        )  # fmt: skip
        assert version.snapshot["detail"]["expected_result"] == "Veikia 14 stotelių ir viena nauja laboratorija"

    def test_two_offices_for_one_measure_are_decided_by_somebody(self, tree, people):
        found = fresh(tree.measure)
        base, number = found.text_version, found.current_version.number
        save(tree.measure, people.member, {"office": "skyriaus vedėjas"})
        with pytest.raises(StaleText) as stale:
            save(tree.measure, people.chair, {"office": "tarnybos vadovas"}, base_version=base, base_number=number)
        assert [clash.name for clash in stale.value.joined.clashes] == ["detail-office"]
