"""The directory of organisations: names enter it by themselves, the coordinator merges and splits them."""

import importlib
from decimal import Decimal

import pytest
from django.apps import apps

from klaipeda_plan.core.errors import NotAllowed, Refused
from plans.models import Element, Funding, MeasureBody, MeasureDetail, Organisation, OrganisationKind, OrganisationName
from plans.queries_organisations import (
    history_of,
    likely_duplicates,
    listed_organisations,
    money_answered_for,
    money_table,
)
from plans.services.directory import (
    OrganisationFacts,
    change_organisation,
    merge_organisations,
    remove_organisation,
    split_spelling,
)
from plans.services.elements import Content, add_element, remove_element, save_element

pytestmark = pytest.mark.django_db


def say(measure, by, responsible="savivaldybės administracija", partners=""):
    """The measure names these; answers its row."""
    found = Element.objects.select_related("plan").get(pk=measure.pk)
    content = Content(found.title, found.body, detail={"responsible": responsible, "partners": partners})
    save_element(found, content, base_version=found.text_version, by=by)
    return found


def second(tree, by, responsible="savivaldybės administracija", partners="", cents=None):
    detail = {"responsible": responsible, "partners": partners, "year_from": 2024, "year_to": 2024}
    funding = {(2024, "SB"): Decimal(cents)} if cents else {}
    content = Content("Antroji priemonė", "", detail=detail, funding=funding)
    return add_element(tree.task.plan, "measure", tree.task, content, by=by)


def named():
    return set(MeasureBody.objects.values_list("organisation__name", "role"))


def get(name):
    return Organisation.objects.get(name=name)


class TestNoting:
    def test_a_name_enters_the_directory_when_a_measure_says_it(self, tree, people):
        say(tree.measure, people.member, "Uosto direkcija", "KU, VšĮ „Menas, sportas“; policija")
        assert named() == {
            ("Uosto direkcija", "responsible"), ("KU", "partner"), ("VšĮ „Menas, sportas“", "partner"),
            ("policija", "partner"),
        }  # fmt: skip
        record = Organisation.history.filter(name="KU").get()
        assert (record.history_user, record.history_type) == (people.member, "+")

    def test_another_spelling_of_the_same_letters_is_no_new_organisation(self, tree, people):
        say(tree.measure, people.member, "Uosto  DIREKCIJA", "„Uosto direkcija“")
        second(tree, people.member, "uosto direkcija")
        assert Organisation.objects.filter(name__icontains="direkcija").count() == 1
        assert MeasureBody.objects.filter(organisation__name="Uosto  DIREKCIJA").count() == 3

    def test_who_is_not_named_any_more_leaves_the_measure_but_not_the_directory(self, tree, people):
        say(tree.measure, people.member, "Uosto direkcija")
        assert named() == {("Uosto direkcija", "responsible")}
        assert Organisation.objects.filter(name="savivaldybės administracija").exists()

    def test_a_name_of_signs_alone_names_nobody(self, tree, people):
        say(tree.measure, people.member, "„“", " , ;")
        assert named() == set()

    def test_a_name_longer_than_its_column_is_cut_not_lost(self, tree, people):
        say(tree.measure, people.member, partners="Ilga " * 60)
        assert len(Organisation.objects.get(name__startswith="Ilga").name) <= 200

    def test_a_save_that_names_nobody_new_leaves_the_rows_alone(self, tree, people):
        found = Element.objects.select_related("plan").get(pk=tree.measure.pk)
        before = MeasureBody.objects.values_list("pk", flat=True)[0]
        content = Content(found.title, found.body, detail={"office": "skyriaus vedėjas"})
        save_element(found, content, base_version=found.text_version, by=people.member)
        assert MeasureBody.objects.values_list("pk", flat=True)[0] == before


class TestMerging:
    @pytest.fixture
    def pair(self, tree, people):
        say(tree.measure, people.member, "Uosto direkcija", "KU")
        second(tree, people.member, "VĮ Uosto direkcija", "Uosto direkcija", cents=70)
        return get("Uosto direkcija"), get("VĮ Uosto direkcija")

    def test_measures_of_both_are_counted_together_and_keep_their_words(self, pair, tree, plan, people):
        kept, gone = pair
        assert merge_organisations(kept, [gone, kept], by=people.coordinator, reason="Ta pati") == 1
        (row,) = listed_organisations(plan, text="uosto")
        assert (row.as_responsible, row.as_partner, row.cents) == (2, 1, 20_000_050 + 7000)
        words = MeasureDetail.objects.order_by("pk").values_list("responsible", flat=True)
        assert list(words) == ["Uosto direkcija", "VĮ Uosto direkcija"]
        assert Element.objects.get(pk=tree.measure.pk).current_version.number == 2, "no version was made"

    def test_what_is_saved_later_under_the_old_name_means_the_one_that_stayed(self, pair, tree, people):
        kept, gone = pair
        merge_organisations(kept, [gone], by=people.coordinator, reason="Ta pati")
        say(tree.measure, people.member, "vį UOSTO direkcija")
        assert not Organisation.objects.filter(name="VĮ Uosto direkcija").exists()
        assert MeasureBody.objects.get(element=tree.measure, role="responsible").organisation == kept

    def test_the_history_says_who_merged_and_why(self, pair, people):
        kept, gone = pair
        merge_organisations(kept, [gone], by=people.coordinator, reason="Ta pati įmonė")
        event = history_of(kept)[0]
        assert (event.what, event.reason, event.by) == (
            "prijungta rašyba „VĮ Uosto direkcija“", "Ta pati įmonė", people.coordinator,
        )  # fmt: skip
        assert Organisation.history.filter(name="VĮ Uosto direkcija").latest().history_type == "-"

    def test_without_a_reason_or_without_another_one_it_is_refused(self, pair, people):
        kept, gone = pair
        with pytest.raises(Refused):
            merge_organisations(kept, [gone], by=people.coordinator, reason=" ")
        with pytest.raises(Refused):
            merge_organisations(kept, [kept], by=people.coordinator, reason="Ta pati")
        assert Organisation.objects.filter(name__contains="direkcija").count() == 2

    def test_only_the_coordinator_keeps_the_directory(self, pair, people):
        kept, gone = pair
        facts = OrganisationFacts("Kita", OrganisationKind.STATE)
        acts = [
            lambda by: merge_organisations(kept, [gone], by=by, reason="Ta pati"),
            lambda by: change_organisation(kept, facts, by=by),
            lambda by: split_spelling(kept.names.get(), by=by, reason="Kita"),
            lambda by: remove_organisation(kept, by=by, reason=""),
        ]
        for act in acts:
            for person in (people.chair, people.consultant, people.secretary):
                with pytest.raises(NotAllowed):
                    act(person)

    def test_a_wrongly_merged_spelling_is_split_off_with_its_measures(self, pair, plan, people):
        kept, gone = pair
        merge_organisations(kept, [gone], by=people.coordinator, reason="Ta pati")
        spelling = OrganisationName.objects.get(name="VĮ Uosto direkcija")
        split = split_spelling(spelling, by=people.coordinator, reason="Vis dėlto kita")
        rows = {one.name: (one.as_responsible, one.as_partner) for one in listed_organisations(plan, text="uosto")}
        assert rows == {"Uosto direkcija": (1, 1), "VĮ Uosto direkcija": (1, 0)}
        assert history_of(kept)[0].what == "atskirta rašyba „VĮ Uosto direkcija“"
        assert history_of(split)[0].reason == "Vis dėlto kita"

    def test_the_name_that_is_shown_cannot_be_split_off(self, pair, people):
        kept, _other = pair
        with pytest.raises(Refused, match="taip ir vadinasi"):
            split_spelling(kept.names.get(), by=people.coordinator, reason="Kita")


class TestKeeping:
    def test_a_new_name_is_shown_and_the_old_one_stays_a_spelling(self, tree, people):
        body = get("savivaldybės administracija")
        facts = OrganisationFacts("Klaipėdos  miesto savivaldybės administracija", "municipality", "Administration")
        change_organisation(body, facts, by=people.coordinator, reason="Tikslus pavadinimas")
        body.refresh_from_db()
        assert (body.name, body.kind) == ("Klaipėdos miesto savivaldybės administracija", "municipality")
        assert {one.name for one in body.names.all()} == {"savivaldybės administracija", body.name}
        assert "Tikslus pavadinimas" in [one.reason for one in history_of(body)]
        assert MeasureBody.objects.get().organisation == body

    def test_a_name_that_means_another_organisation_is_refused_with_the_way_out(self, tree, people):
        say(tree.measure, people.member, "Uosto direkcija")
        facts = OrganisationFacts("„UOSTO“ direkcija", "state")
        with pytest.raises(Refused, match="sujunkite"):
            change_organisation(get("savivaldybės administracija"), facts, by=people.coordinator)
        with pytest.raises(Refused):
            change_organisation(get("Uosto direkcija"), OrganisationFacts(" „“ ", "state"), by=people.coordinator)

    def test_what_no_measure_names_is_taken_out_and_what_one_names_stays(self, tree, people):
        say(tree.measure, people.member, "Uosto direkcija")
        remove_organisation(get("savivaldybės administracija"), by=people.coordinator, reason="Rašybos klaida")
        with pytest.raises(Refused):
            remove_organisation(get("Uosto direkcija"), by=people.coordinator, reason="")
        assert [one.name for one in Organisation.objects.all()] == ["Uosto direkcija"]


class TestReading:
    def test_money_of_a_partner_and_of_a_removed_measure_is_not_counted(self, tree, plan, people):
        other = second(tree, people.member, "KU", "savivaldybės administracija", cents=500)
        gone = second(tree, people.member, cents=900)
        remove_element(gone, by=people.member)
        rows = {one.name: one for one in listed_organisations(plan)}
        body = rows["savivaldybės administracija"]
        assert (body.as_responsible, body.as_partner, body.cents) == (1, 1, 20_000_050)
        assert rows["KU"].cents == 50_000
        assert money_table(money_answered_for(body, plan)).total == 20_000_050
        assert Funding.objects.filter(element=other).exists()

    def test_lists_are_narrowed_by_any_spelling_and_by_kind_and_put_in_order(self, tree, plan, people):
        say(tree.measure, people.member, "Žuvininkystės įmonė", "Čiurlionio mokykla, AB Elektra")
        second(tree, people.member, "Čiurlionio mokykla", cents=10)
        assert [one.name for one in listed_organisations(plan, text="ŽUVININKYSTĖS")] == ["Žuvininkystės įmonė"]
        names = [one.name for one in listed_organisations(plan)]
        assert names == ["AB Elektra", "Čiurlionio mokykla", "savivaldybės administracija", "Žuvininkystės įmonė"]
        assert listed_organisations(plan, order="lesos")[0].name == "Žuvininkystės įmonė"
        assert listed_organisations(plan, order="priemones")[0].name == "Čiurlionio mokykla"
        change_organisation(
            get("AB Elektra"), OrganisationFacts("AB Elektra", "business"), by=people.coordinator
        )  # fmt: skip
        assert [one.name for one in listed_organisations(plan, kind="business")] == ["AB Elektra"]

    def test_names_that_are_much_alike_are_proposed_and_nothing_is_merged_by_itself(self, tree, people):
        say(tree.measure, people.member, "Klaipėdos m. sav. administracija", "Policija")
        pairs = likely_duplicates(Organisation.objects.all())
        assert [{one.name, other.name} for one, other in pairs] == [
            {"Klaipėdos m. sav. administracija", "savivaldybės administracija"}
        ]
        assert Organisation.objects.count() == 3


def test_the_directory_of_an_older_portal_is_made_from_its_words(tree, people):
    say(tree.measure, people.member, "Uosto direkcija", "KU, „Uosto direkcija“")
    second(tree, people.member, "UOSTO direkcija", cents=5)
    before = named()
    Organisation.objects.all().delete()
    Funding.objects.update(first_year=None, last_year=None)
    migration = importlib.import_module("plans.migrations.0006_directory_from_words")
    migration.fill_directory(apps, None)
    migration.fill_years(apps, None)
    assert named() == before
    assert OrganisationName.objects.count() == 2
    assert set(Funding.objects.values_list("year", "first_year", "last_year")) == {
        (2022, 2022, 2025), (2023, 2022, 2025), (2024, 2024, 2024),
    }  # fmt: skip
    migration.fill_directory(apps, None)
    assert named() == before, "a second run changes nothing"
