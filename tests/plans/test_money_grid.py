"""The grid of money: who sees which rows, sums in their places, one measure saved in one small request."""

from decimal import Decimal

import pytest

from plans.hierarchy import Kind
from plans.models import ElementVersion, Funding, State
from plans.services.elements import Content, add_element, save_element
from tests.support.factories import accept_all

ADDRESS = "/rengimas/pinigai/"
SPAN = {"responsible": "savivaldybės administracija", "partners": "", "year_from": 2022, "year_to": 2025}
OPENING = 13


def more_measures(tree, coordinator, count):
    for number in range(count):
        add_element(
            tree.task.plan, Kind.MEASURE, tree.task,
            Content(f"Priemonė {number}", "", detail=SPAN, funding={(2022, "SB"): Decimal(number + 1)}), by=coordinator,
        )  # fmt: skip


def save(client, element, base, **cells):
    fields = {"base": base, "source": "SB", "unit": "100"} | {f"c-{year[1:]}": text for year, text in cells.items()}
    return client.post(f"{ADDRESS}{element.uid}/", fields)


def grid_of(answer):
    return answer.context["grid"]


class TestOpening:
    def test_own_group_and_its_first_source_come_first(self, tree, people, as_user):
        grid = grid_of(as_user(people.member).get(ADDRESS))
        assert (grid.asked.group, grid.source.code) == ("aplinkos-apsauga", "SB")
        assert [line.branch.code for line in grid.lines] == ["I", "1.1", "1.1.1", "1.1.1.1"]
        assert [line.total for line in grid.lines] == [12_000_000] * 4
        assert [line.others for line in grid.lines] == [8_000_050] * 4
        assert grid.measures[0].may_edit

    def test_a_reader_sees_all_sources_of_the_whole_plan_and_writes_nothing(self, tree, people, as_user):
        answer = as_user(people.consultant).get(ADDRESS)
        assert (grid_of(answer).asked.group, grid_of(answer).source) == ("visi", None)
        assert grid_of(answer).total.total == 20_000_050
        assert "data-grid-tools" not in answer.content.decode()

    def test_rows_of_another_group_are_read_only(self, tree, people, as_user):
        answer = as_user(people.stranger).get(f"{ADDRESS}?grupe=visi")
        assert not grid_of(answer).measures[0].may_edit
        assert " data-readonly>" not in answer.content.decode().split("<tbody>")[0]
        assert "data-readonly" in answer.content.decode().split("<tbody>")[1]

    @pytest.mark.parametrize(
        ("query", "shown"),
        [
            ("saka={task.uid}", 1), ("saka={other_goal.uid}", 0), ("grupe=socialine-aplinka", 0), ("grupe=bendri", 0),
            ("grupe=visi&metai=2023", 1), ("grupe=visi&metai=2029", 0), ("vykdytojas=999999", 0), ("saka=kvailyste", 0),
            ("etapas=nera", 1),
        ],
    )  # fmt: skip
    def test_filters(self, tree, people, as_user, query, shown):
        answer = as_user(people.member).get(f"{ADDRESS}?{query.format(**vars(tree))}")
        assert len(grid_of(answer).measures) == shown

    def test_one_year_is_one_column(self, tree, people, as_user):
        grid = grid_of(as_user(people.member).get(f"{ADDRESS}?metai=2023&saltinis=ES"))
        assert (grid.years, grid.total.cells) == ([2023], [8_000_050])

    def test_thousands_are_rounded_only_where_they_are_shown(self, tree, people, as_user):
        page = as_user(people.member).get(f"{ADDRESS}?saltinis=ES&tukst=1").content.decode()
        assert 'data-c="8000050">80,0</td>' in page

    def test_what_is_removed_is_not_there(self, tree, people, as_user):
        from plans.services.elements import remove_element

        remove_element(tree.measure, by=people.coordinator)
        assert grid_of(as_user(people.member).get(ADDRESS)).lines == []

    @pytest.mark.parametrize("count", [0, 2, 249])
    def test_queries_do_not_grow_and_the_page_stays_light(
        self, tree, people, as_user, count, django_assert_num_queries
    ):
        more_measures(tree, people.coordinator, count)
        client = as_user(people.member)
        with django_assert_num_queries(OPENING):
            answer = client.get(ADDRESS)
        assert len(grid_of(answer).measures) == count + 1
        assert len(answer.content) < 400_000


class TestSaving:
    def test_cells_are_one_version_and_the_answer_holds_the_row(self, tree, people, as_user):
        answer = save(as_user(people.member), tree.measure, 1, y2022="130 000,50 €", y2024="7")
        assert answer.status_code == 200
        assert answer.json() == {
            "number": 2, "cells": {"2022": 13_000_050, "2024": 700}, "total": 13_000_750,
            "others": {"2022": 0, "2023": 8_000_050, "2024": 0}, "refused": {}, "clashes": {}, "who": "",
        }  # fmt: skip
        version = ElementVersion.objects.get(element=tree.measure, number=2)
        assert version.by == people.member
        assert {"year": 2023, "source": "ES", "cents": 8_000_050} in version.snapshot["funding"]

    def test_an_accepted_measure_waits_for_acceptance_again(self, tree, people, as_user):
        accept_all(tree.measure.plan, by=people.coordinator)
        save(as_user(people.member), tree.measure, 1, y2022="1")
        tree.measure.refresh_from_db()
        assert (tree.measure.state, tree.measure.waits_for_acceptance) == (State.DRAFT, True)

    def test_an_empty_cell_takes_the_sum_away(self, tree, people, as_user):
        save(as_user(people.member), tree.measure, 1, y2022=" ")
        assert list(Funding.objects.values_list("year", "cents")) == [(2023, 8_000_050)]

    def test_right_cells_are_taken_and_wrong_ones_told_each(self, tree, people, as_user):
        answer = save(as_user(people.member), tree.measure, 1, y2022="5", y2023="=A1", y2024="-1", y2029="3")
        assert answer.status_code == 422
        assert answer.json()["cells"] == {"2022": 500}
        assert sorted(answer.json()["refused"]) == ["2023", "2024", "2029"]
        assert "2022–2025" in answer.json()["refused"]["2029"]

    def test_thousands_are_read_to_the_cent(self, tree, people, as_user):
        address = f"{ADDRESS}{tree.measure.uid}/"
        fields = {"base": 1, "source": "SB", "unit": "100000", "c-2022": "1,23456"}
        assert as_user(people.member).post(address, fields).json()["cells"]["2022"] == 123_456

    def test_nothing_changed_makes_no_version(self, tree, people, as_user):
        assert save(as_user(people.member), tree.measure, 1, y2022="120000").json()["number"] == 1
        assert ElementVersion.objects.filter(element=tree.measure).count() == 1

    def test_other_cells_saved_meanwhile_stay(self, tree, people, as_user):
        save(as_user(people.chair), tree.measure, 1, y2023="50")
        answer = save(as_user(people.member), tree.measure, 1, y2022="60")
        assert answer.json()["cells"] == {"2022": 6000, "2023": 5000}

    def test_a_text_saved_meanwhile_stays(self, tree, people, as_user):
        content = Content("Kitas pavadinimas", "<p>Kitas tekstas.</p>")
        save_element(tree.measure, content, base_version=1, by=people.chair)
        assert save(as_user(people.member), tree.measure, 1, y2022="60").status_code == 200
        tree.measure.refresh_from_db()
        assert (tree.measure.title, "Kitas tekstas." in tree.measure.body) == ("Kitas pavadinimas", True)

    def test_the_same_cell_changed_meanwhile_is_asked_about(self, tree, people, as_user):
        save(as_user(people.chair), tree.measure, 1, y2022="50")
        member = as_user(people.member)
        answer = save(member, tree.measure, 1, y2022="60", y2024="1")
        assert answer.status_code == 422
        assert answer.json()["clashes"] == {"2022": 5000}
        assert answer.json()["who"] == str(people.chair)
        assert answer.json()["cells"] == {"2022": 5000, "2024": 100}
        decided = save(member, tree.measure, answer.json()["number"], y2022="60")
        assert decided.json()["cells"]["2022"] == 6000

    def test_both_wrote_the_same_sum(self, tree, people, as_user):
        save(as_user(people.chair), tree.measure, 1, y2022="50")
        assert save(as_user(people.member), tree.measure, 1, y2022="50").status_code == 200

    @pytest.mark.parametrize("fields", [{"source": "NERA"}, {"source": ""}])
    def test_an_unknown_source_is_not_found(self, tree, people, as_user, fields):
        answer = as_user(people.member).post(f"{ADDRESS}{tree.measure.uid}/", {"base": 1, "c-2022": "1"} | fields)
        assert answer.status_code == 404

    def test_a_goal_has_no_cells(self, tree, people, as_user):
        assert save(as_user(people.member), tree.goal, 1, y2022="1").status_code == 404

    def test_a_removed_measure_is_told(self, tree, people, as_user):
        from plans.services.elements import remove_element

        remove_element(tree.measure, by=people.coordinator)
        answer = save(as_user(people.member), tree.measure, 1, y2022="1")
        assert (answer.status_code, list(answer.json())) == (422, ["message"])

    def test_a_stranger_writes_nothing(self, tree, people, as_user):
        assert save(as_user(people.stranger), tree.measure, 1, y2022="1").status_code == 403
        assert Funding.objects.get(year=2022).cents == 12_000_000


class TestPlainForm:
    def test_cells_are_saved_without_scripts(self, tree, people, as_user):
        client, pk = as_user(people.member), tree.measure.pk
        page = client.get(f"{ADDRESS}forma/")
        assert f'name="c-{pk}-2022" value="120000"' in page.content.decode()
        answer = client.post(f"{ADDRESS}forma/", {f"base-{pk}": "1", f"c-{pk}-2022": "1", f"c-{pk}-2023": "2,5"})
        assert answer.status_code == 302
        assert "Išsaugota" in client.get(answer.url).content.decode()
        assert list(Funding.objects.filter(source__code="SB").values_list("cents", flat=True)) == [100, 250]

    def test_a_wrong_cell_stays_as_it_was_typed_and_the_rest_is_saved(self, tree, people, as_user):
        pk = tree.measure.pk
        fields = {f"base-{pk}": "1", f"c-{pk}-2022": "50 %", f"c-{pk}-2023": "2"}
        answer = as_user(people.member).post(f"{ADDRESS}forma/", fields)
        assert answer.status_code == 422
        assert 'value="50 %" inputmode="decimal" aria-invalid="true"' in answer.content.decode()
        assert Funding.objects.get(year=2023, source__code="SB").cents == 200

    def test_a_cell_changed_meanwhile_shows_both(self, tree, people, as_user):
        pk = tree.measure.pk
        save(as_user(people.chair), tree.measure, 1, y2022="77")
        member = as_user(people.member)
        answer = member.post(f"{ADDRESS}forma/", {f"base-{pk}": "1", f"c-{pk}-2022": "88"})
        assert f"{people.chair}" in answer.content.decode()
        assert 'value="88"' in answer.content.decode()
        member.post(f"{ADDRESS}forma/", {f"base-{pk}": "2", f"c-{pk}-2022": "88"})
        assert Funding.objects.get(year=2022).cents == 8800

    @pytest.mark.parametrize("count", [0, 2])
    def test_the_form_asks_the_same_number_of_queries(self, tree, people, as_user, count, django_assert_num_queries):
        more_measures(tree, people.coordinator, count)
        client = as_user(people.member)
        with django_assert_num_queries(OPENING):
            client.get(f"{ADDRESS}forma/")
