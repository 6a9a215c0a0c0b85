"""Implementation stages: what the coordinator keeps, and the plan seen by them (/rengimas/etapai/)."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from klaipeda_plan.core.errors import NotAllowed, Refused
from plans.checks import run_checks
from plans.models import Element, Stage
from plans.services.elements import Content, save_element
from plans.services.review import accept_element, submit_elements
from plans.services.stages import StageFacts, add_stage, change_stage, remove_stage
from tests.plans.test_organisations import second

pytestmark = pytest.mark.django_db
ADDRESS = "/rengimas/etapai/"


@pytest.fixture
def stages(plan, people):
    by = people.coordinator
    first = add_stage(plan, StageFacts("Pirmasis etapas", 2021, 2022), by=by)
    return first, add_stage(plan, StageFacts("Antrasis etapas", 2023, 2030, "Second stage"), by=by)


def put(measure, stage, by):
    found = Element.objects.select_related("plan").get(pk=measure.pk)
    content = Content(found.title, found.body, detail={"stage": stage.code if stage else ""})
    save_element(found, content, base_version=found.text_version, by=by)
    return Element.objects.get(pk=measure.pk)


class TestKeeping:
    def test_codes_follow_each_other_and_are_never_used_twice(self, stages, plan, people):
        assert [one.code for one in stages] == ["I", "II"]
        remove_stage(stages[1], by=people.coordinator)
        assert add_stage(plan, StageFacts("Kitas", 2025, 2026), by=people.coordinator).code == "III"
        with pytest.raises(Refused):
            add_stage(plan, StageFacts("Kitas", 2027, 2028), by=people.coordinator, code="I")

    @pytest.mark.parametrize("years", [(2022, 2022), (2020, 2021), (2019, 2031), (2030, 2035)])
    def test_no_two_stages_share_a_year(self, years, stages, plan, people):
        with pytest.raises(Refused, match="tų pačių metų"):
            add_stage(plan, StageFacts("Trečiasis", *years), by=people.coordinator)
        assert add_stage(plan, StageFacts("Trečiasis", 2031, 2035), by=people.coordinator).code == "III"

    def test_a_stage_may_be_renamed_and_get_other_years_but_not_anothers(self, stages, people):
        first, last = stages
        change_stage(first, StageFacts("Pradžia", 2020, 2022), by=people.coordinator, reason="Patikslinta")
        first.refresh_from_db()
        assert (first.code, first.name, first.year_from) == ("I", "Pradžia", 2020)
        assert first.history.latest().history_change_reason == "Patikslinta"
        with pytest.raises(Refused):
            change_stage(last, StageFacts("Antrasis", 2022, 2030), by=people.coordinator)

    @pytest.mark.parametrize("facts", [StageFacts(" ", 2031, 2032), StageFacts("Trečiasis", 2032, 2031)])
    def test_a_stage_without_a_name_or_with_years_backwards_is_refused(self, facts, stages, plan, people):
        with pytest.raises(Refused):
            add_stage(plan, facts, by=people.coordinator)

    def test_the_database_refuses_it_too(self, stages):
        for wrong in ({"year_to": 2000}, {"year_from": 1900}, {"code": "II"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Stage.objects.filter(pk=stages[0].pk).update(**wrong)

    def test_a_stage_that_measures_name_stays_and_it_is_said_which(self, stages, tree, people):
        put(tree.measure, stages[0], people.member)
        with pytest.raises(Refused, match="1.1.1.1 Oro kokybės stotelių įrengimas"):
            remove_stage(stages[0], by=people.coordinator)
        put(tree.measure, stages[1], people.member)
        remove_stage(stages[0], by=people.coordinator)
        assert Stage.objects.get() == stages[1]

    def test_a_stage_in_an_accepted_version_stays_for_the_editions_to_come(self, stages, tree, people):
        measure = put(tree.measure, stages[0], people.member)
        submit_elements([measure], by=people.chair)
        measure.refresh_from_db()
        accept_element(measure, version_id=measure.current_version_id, by=people.consultant)
        put(tree.measure, stages[1], people.member)
        with pytest.raises(Refused):
            remove_stage(stages[0], by=people.coordinator)

    def test_only_the_coordinator_keeps_stages(self, stages, plan, people):
        facts = StageFacts("Trečiasis", 2031, 2032)
        for person in (people.chair, people.consultant, people.secretary):
            with pytest.raises(NotAllowed):
                add_stage(plan, facts, by=person)
            with pytest.raises(NotAllowed):
                change_stage(stages[0], facts, by=person)
            with pytest.raises(NotAllowed):
                remove_stage(stages[0], by=person)


class TestPages:
    def test_each_stage_has_its_measures_targets_and_the_money_of_its_years(self, stages, tree, people, as_user):
        put(tree.measure, stages[0], people.member)
        second(tree, people.member, cents=40)
        lines = as_user(people.stranger).get(ADDRESS).context["lines"]
        assert [(line.stage and line.stage.code, line.measures, line.cents, line.targets) for line in lines] == [
            ("I", 1, 12_000_000, 0), ("II", 0, 8_000_050 + 4000, 3), (None, 1, 0, 0),
        ]  # fmt: skip

    def test_a_stage_names_its_measures_and_its_targets_with_links(self, stages, tree, people, as_user):
        put(tree.measure, stages[1], people.member)
        response = as_user(people.member).get(f"{ADDRESS}{stages[1].pk}/")
        page = response.content.decode()
        assert f"/rengimas/e/{tree.measure.uid}/" in page
        assert "80\xa0000,50\xa0€ šiais metais" in page
        assert [(code, one.period, one.value) for code, one in response.context["targets"]] == [
            ("1.1", "2030", Decimal(25)), ("1.1.1", "2030", Decimal(9)), ("1.2", "2030", Decimal(9)),
        ]  # fmt: skip
        assert response.context["money"].total == 8_000_050

    def test_a_removed_measure_is_in_no_stage(self, stages, tree, people, as_user):
        put(tree.measure, stages[0], people.member)
        Element.objects.filter(pk=tree.measure.pk).update(is_removed=True)
        lines = as_user(people.member).get(ADDRESS).context["lines"]
        assert (lines[0].measures, lines[0].cents) == (0, 0)
        assert "Oro kokybės" not in as_user(people.member).get(f"{ADDRESS}{stages[0].pk}/").content.decode()

    @pytest.mark.parametrize("more", [0, 2])
    @pytest.mark.parametrize(("path", "queries"), [("", 10), ("{pk}/", 11)])
    def test_the_number_of_queries_does_not_grow(
        self, path, queries, more, stages, tree, people, as_user, django_assert_num_queries
    ):
        put(tree.measure, stages[1], people.member)
        for _number in range(more):
            put(second(tree, people.member, cents=5), stages[1], people.member)
        client, address = as_user(people.coordinator), ADDRESS + path.format(pk=stages[1].pk)
        client.get(address)
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200

    def test_the_coordinator_adds_changes_and_removes(self, stages, people, as_user):
        client = as_user(people.coordinator)
        offered = client.get(f"{ADDRESS}naujas/").context["form"].initial
        assert offered["code"] == "III"
        sent = {"code": "III", "name": "Po plano", "name_en": "", "year_from": "2031", "year_to": "2032"}
        assert client.post(f"{ADDRESS}naujas/", sent).status_code == 302
        added = Stage.objects.get(code="III")
        sent = {"name": "Pabaiga", "name_en": "", "year_from": "2031", "year_to": "2033", "reason": ""}
        assert client.post(f"{ADDRESS}{added.pk}/taisyti/", sent).status_code == 302
        assert Stage.objects.get(code="III").year_to == 2033
        assert client.post(f"{ADDRESS}{added.pk}/pasalinti/").status_code == 302
        assert not Stage.objects.filter(code="III").exists()

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"year_from": "2030"}, "__all__"), ({"year_to": "metai"}, "year_to"), ({"name": " "}, "name"),
            ({"code": "ketvirtas etapas"}, "code"), ({"year_from": "1200"}, "year_from"),
        ],
    )  # fmt: skip
    def test_a_wrong_stage_comes_back_as_it_was_typed(self, wrong, field, stages, people, as_user):
        sent = {"code": "III", "name": "Po plano", "name_en": "", "year_from": "2031", "year_to": "2032", **wrong}
        response = as_user(people.coordinator).post(f"{ADDRESS}naujas/", sent)
        assert response.status_code == 422
        assert set(response.context["form"].errors) == {field}
        assert response.context["form"]["year_from"].value() == sent["year_from"]

    def test_a_refused_removal_says_which_measures(self, stages, tree, people, as_user):
        put(tree.measure, stages[0], people.member)
        page = as_user(people.coordinator).post(f"{ADDRESS}{stages[0].pk}/pasalinti/", follow=True).content.decode()
        assert "Oro kokybės stotelių įrengimas" in page
        assert "Etapui priskirtos priemonės" in page

    def test_without_stages_the_page_says_what_they_are_for(self, tree, people, as_user):
        lines = as_user(people.member).get(ADDRESS).context["lines"]
        assert [line.stage for line in lines] == [None]


class TestChecks:
    def found(self, plan, code):
        return [one.message for one in run_checks(plan) if one.code == code]

    def test_a_measure_outside_all_stages_is_told_once_the_plan_has_some(self, tree, plan, people):
        assert self.found(plan, "stage_missing") == []
        add_stage(plan, StageFacts("Pirmasis", 2021, 2030), by=people.coordinator)
        assert self.found(plan, "stage_missing") == ["Priemonė nepriskirta jokiam etapui."]

    def test_a_measure_done_in_no_year_of_its_stage_is_told(self, stages, tree, plan, people):
        put(tree.measure, stages[0], people.member)
        assert self.found(plan, "stage_disagrees") == []
        change_stage(stages[0], StageFacts("Pirmasis", 2020, 2021), by=people.coordinator)
        assert self.found(plan, "stage_disagrees") == ["Priemonė vykdoma 2022–2025 m., o jos etapas – 2020–2021 m."]

    def test_a_measure_without_an_office_gets_a_hint(self, tree, plan, people):
        assert len(self.found(plan, "measure_without_office")) == 1
        found = Element.objects.select_related("plan").get(pk=tree.measure.pk)
        content = Content(found.title, found.body, detail={"office": "skyriaus vedėjas"})
        save_element(found, content, base_version=found.text_version, by=people.member)
        assert self.found(plan, "measure_without_office") == []
