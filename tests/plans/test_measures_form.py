"""What a measure says besides its text, as it is typed, shown, compared and decided on."""

import pytest

from plans.models import Element, FundingSource
from plans.services.stages import StageFacts, add_stage
from tests.plans.pages import address, fields_of, open_form, send_form

pytestmark = pytest.mark.django_db
TYPED = {
    "detail-office": "Aplinkos kokybės skyriaus vedėjas", "detail-stage": "I",
    "detail-expected_result": "Veikia 12 stotelių", "detail-people": "2,5", "detail-premises": "1 200",
    "detail-land": "0.035",
}  # fmt: skip


@pytest.fixture
def stage(plan, people):
    return add_stage(plan, StageFacts("Pirmasis etapas", 2021, 2024), by=people.coordinator)


def cell(year, code):
    return f"money-{year}-{FundingSource.objects.get(code=code).pk}"


def detail_of(measure):
    return Element.objects.get(pk=measure.pk).current_version.snapshot["detail"]


def save(client, measure, **changes):
    return send_form(client, measure, open_form(client, measure), **changes)


def test_what_is_typed_is_saved_and_comes_back_as_people_write_it(as_user, people, tree, stage):
    client = as_user(people.member)
    assert save(client, tree.measure, **TYPED).status_code == 302
    detail = detail_of(tree.measure)
    assert [detail[name] for name in ("people", "premises", "land", "stage")] == ["2.5", "1200", "0.035", "I"]
    fields = open_form(client, tree.measure)
    assert (fields["detail-people"], fields["detail-premises"]) == ("2,5", "1\xa0200")
    assert fields["detail-stage"] == "I"
    save(client, tree.measure)
    assert Element.objects.get(pk=tree.measure.pk).current_version.number == 2, "sent back as it is: no version"


def test_the_page_of_the_element_shows_all_of_it(as_user, people, tree, stage):
    client = as_user(people.member)
    save(client, tree.measure, **TYPED)
    page = client.get(address("element", tree.measure)).content.decode()
    for words in (
        "Aplinkos kokybės skyriaus vedėjas", "I. Pirmasis etapas (2021–2024)", "Veikia 12 stotelių",
        "1\xa0200\xa0m²", "0,035\xa0ha",
    ):  # fmt: skip
        assert words in page, words


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"detail-office": "Vardenis Pavardenis"}, "Įrašykite pareigas"),
        ({"detail-people": "du"}, "„du“"),
        ({"detail-land": "-1"}, "0"),
        ({"detail-land": "0,00001"}, "4"),
        ({"detail-premises": "1,234"}, "2"),
        ({"detail-stage": "IV"}, "Etapo „IV“ plane nebėra"),
        ({"detail-year_to": "2021"}, "ankstesni už pirmuosius"),
    ],
)
def test_a_wrong_field_is_told_beside_it_and_stays_typed(as_user, people, tree, stage, wrong, told):
    client = as_user(people.member)
    response = save(client, tree.measure, **wrong)
    (name,) = wrong
    errors = response.context["forms"].detail.errors
    assert list(errors) == [name.removeprefix("detail-")]
    assert told in str(errors)
    if name != "detail-stage":
        assert fields_of(response)[name] == wrong[name]
    assert "people" not in detail_of(tree.measure)


def test_money_outside_the_years_is_told_in_its_cell_and_stays_typed(as_user, people, tree):
    client = as_user(people.member)
    response = save(client, tree.measure, **{cell(2026, "SB"): "500", cell(2024, "ES"): "7"})
    errors = response.context["forms"].money.errors
    assert list(errors) == [cell(2026, "SB").removeprefix("money-")]
    assert "2022–2025" in str(errors)
    assert fields_of(response)[cell(2026, "SB")] == "500"
    assert Element.objects.get(pk=tree.measure.pk).current_version.number == 1


def test_years_that_leave_money_outside_are_told_in_the_cells_of_that_money(as_user, people, tree):
    response = save(as_user(people.member), tree.measure, **{"detail-year_from": "2023"})
    assert list(response.context["forms"].money.errors) == [cell(2022, "SB").removeprefix("money-")]
    assert fields_of(response)["detail-year_from"] == "2023"


def test_without_stages_the_form_does_not_ask_for_one(as_user, people, tree):
    assert "detail-stage" not in open_form(as_user(people.member), tree.measure)


def test_a_difference_names_each_field_in_words(as_user, people, tree, stage):
    client = as_user(people.member)
    save(client, tree.measure, **TYPED)
    page = client.get(address("compare_versions", tree.measure, 1, 2)).content.decode().lower()
    for words in (
        "atsakingos pareigos", "laukiamas rezultatas", "pirmasis etapas", "žmonės, etatai", "1\xa0200\xa0m²",
        "0,035\xa0ha",
    ):  # fmt: skip
        assert words in page, words


def test_two_offices_are_decided_on_the_page_of_the_conflict(as_user, people, tree, stage):
    mine, theirs = as_user(people.member), as_user(people.chair)
    fields = open_form(mine, tree.measure)
    save(theirs, tree.measure, **{"detail-office": "tarnybos vadovas", "detail-people": "3"})
    response = send_form(mine, tree.measure, fields, **{"detail-office": "skyriaus vedėjas", "detail-people": "4,5"})
    labels = [panel["piece"].label for panel in response.context["form"].panels()]
    assert labels == ["Atsakingos pareigos", "Žmonės, etatai"]
    decided = fields_of(response) | {"do": "decide", "choice-0": "mine", "choice-1": "theirs"}
    assert mine.post(address("edit", tree.measure), decided).status_code == 302
    assert (detail_of(tree.measure)["office"], detail_of(tree.measure)["people"]) == ("skyriaus vedėjas", "3")
