"""Rows of every sheet: what is added, changed, left alone and refused; a whole plan that was written elsewhere."""

from decimal import Decimal

import pytest

from indicators.models import Indicator, IndicatorValue, ValueKind
from indicators.services.sheets import report_of
from indicators.services.statistics import bind_series
from plans.hierarchy import Kind
from plans.models import Element, ElementLink, Funding, LinkKind, Plan
from plans.services.analysis import add_entries, open_analysis
from plans.services.elements import Content, add_element
from plans.services.remarks import Anchor, add_remark
from plans.services.stages import StageFacts, add_stage
from tests.indicators.sheets import bring, bring_and_apply, edited, foreign, workbook_of, wrongs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def goal_indicator(tree):
    return Indicator.objects.get(element=tree.goal)


def one_sheet(name, *rows):
    return foreign({name: [list(row) for row in rows]})


class TestMoney:
    HEAD = ("Priemonė", "Finansavimo šaltinis", "2022", "2024")

    def test_a_sum_is_added_changed_and_taken_away_in_one_version(self, plan, tree, people):
        content = one_sheet("Lėšos", self.HEAD, ("1.1.1.1", "SB", None, 500.25), ("1.1.1.1", "ES", 10, None))
        imported = bring_and_apply(plan, content, people.member)
        sums = set(Funding.objects.filter(element=tree.measure).values_list("year", "source__code", "cents"))
        assert sums == {(2024, "SB", 50025), (2022, "ES", 1000), (2023, "ES", 8_000_050)}
        assert (imported.written, imported.counts["changed"]) == (1, 2)
        assert Element.objects.get(pk=tree.measure.pk).current_version.number == 2

    def test_years_that_the_file_does_not_have_stay(self, plan, tree, people):
        bring_and_apply(plan, one_sheet("Lėšos", self.HEAD, ("1.1.1.1", "ES", None, 7)), people.member)
        assert Funding.objects.filter(element=tree.measure, year=2023, source__code="ES").exists()

    def test_shorter_years_of_a_measure_are_refused_beside_the_year(self, plan, tree, people):
        content = edited(workbook_of(plan, people.member), {("priemones", 1, "year_to"): 2022})
        assert wrongs(bring(plan, content, people.member)) == [
            ("Priemonės!H4", "2022", "Priemonė vykdoma 2022–2022 m.: 2023 m. lėšoms nėra vietos.")
        ]

    def test_a_goal_has_no_money(self, plan, tree, people):
        content = one_sheet("Lėšos", self.HEAD, ("1.1", "SB", None, 1))
        assert wrongs(bring(plan, content, people.member))[0][2] == "Tokio elemento nėra nei plane, nei faile."


class TestIndicators:
    def test_an_indicator_is_added_with_its_values_in_one_file(self, plan, tree, people):
        content = foreign({
            "Rodikliai": [["Elementas", "Rodiklis", "Matavimo vienetas", "Skaitmenų po kablelio"],
                          ["1.1.1.1", "Stotelės", "vnt.", 1]],
            "Reikšmės": [["Elementas", "Rodiklis", "Reikšmės rūšis", "Laikotarpis", "Reikšmė", "Būsena", "Pastaba"],
                         ["1.1.1.1", "Stotelės", "pradinė reikšmė", 2020, 0, None, None],
                         ["1.1.1.1", "Stotelės", "siektina reikšmė", "2030", "12,5", None, None],
                         ["1.1.1.1", "Stotelės", "faktinė reikšmė", "2024 K1", None, "konfidenciali", "Per maža"]],
        })  # fmt: skip
        imported = bring_and_apply(plan, content, people.member)
        values = IndicatorValue.objects.filter(indicator__title="Stotelės")
        assert set(values.values_list("kind", "period", "value")) == {
            ("baseline", "2020", Decimal(0)), ("target", "2030", Decimal("12.5")), ("observation", "2024K1", None)
        }  # fmt: skip
        assert imported.written == 1

    def test_a_value_is_changed_and_the_others_stay(self, plan, tree, people, goal_indicator):
        content = edited(workbook_of(plan, people.member), {("reiksmes", 2, "value"): "24,5"})
        bring_and_apply(plan, content, people.member)
        assert goal_indicator.values.get(kind=ValueKind.TARGET).value == Decimal("24.5")
        assert goal_indicator.values.get(kind=ValueKind.BASELINE).value == Decimal("31.5")
        assert Indicator.objects.get(element=tree.goal).pk == goal_indicator.pk

    def test_the_baseline_moves_to_another_year(self, plan, tree, people, goal_indicator):
        content = edited(workbook_of(plan, people.member), {("reiksmes", 1, "period"): 2021})
        bring_and_apply(plan, content, people.member)
        assert goal_indicator.values.get(kind=ValueKind.BASELINE).period == "2021"

    def test_two_values_for_one_period_are_refused(self, plan, tree, people, goal_indicator):
        uid = str(goal_indicator.uid)
        head = ("Rodiklio UID", "Reikšmės rūšis", "Laikotarpis", "Reikšmė")
        content = one_sheet("Reikšmės", head, (uid, "faktinė reikšmė", 2024, 1), (uid, "faktinė reikšmė", 2024, 2))
        assert wrongs(bring(plan, content, people.member)) == [
            ("Reikšmės!C3", "2024", "Failas tai sako du kartus: tas pats jau yra langelyje Reikšmės!C2.")
        ]

    def test_an_actual_value_fits_the_series_and_the_values_before_it(self, plan, tree, people, goal_indicator):
        head = ("Rodiklio UID", "Reikšmės rūšis", "Laikotarpis", "Reikšmė")
        uid = str(goal_indicator.uid)
        mixed = one_sheet("Reikšmės", head, (uid, "faktinė reikšmė", 2024, 1), (uid, "faktinė reikšmė", "2024 K1", 2))
        assert [(address, value) for address, value, _ in wrongs(bring(plan, mixed, people.member))] == [
            ("Reikšmės!C3", "2024 K1")
        ]
        fields = {
            "flow": "S1", "codes": {"x": "1"}, "frequency": "quarter", "since": None, "factor": 1, "is_active": True,
        }  # fmt: skip
        bind_series(goal_indicator, fields, by=people.member)
        refused = wrongs(bring(plan, one_sheet("Reikšmės", head, (uid, "faktinė reikšmė", 2024, 1)), people.member))
        message = "Šio rodiklio reikšmės renkamos kas ketvirtį: laikotarpį rašykite taip: 2025K1."
        assert refused == [("Reikšmės!C2", "2024", message)]
        bring_and_apply(plan, one_sheet("Reikšmės", head, (uid, "faktinė reikšmė", "2024 K1", 1)), people.member)
        stored = goal_indicator.values.get(kind=ValueKind.OBSERVATION)
        assert (stored.period, stored.series_frequency) == ("2024K1", "quarter")

    def test_an_indicator_does_not_change_its_element(self, plan, tree, people):
        changes = {("rodikliai", 1, "element_uid"): None, ("rodikliai", 1, "element"): "1.1.1"}
        content = edited(workbook_of(plan, people.coordinator), changes)
        assert wrongs(bring(plan, content, people.coordinator))[0][2] == "Importas rodiklio į kitą elementą neperkelia."

    def test_a_copied_row_whose_title_was_changed_is_not_written_to_the_wrong_indicator(self, plan, tree, people):
        content = edited(workbook_of(plan, people.coordinator), {("reiksmes", 1, "title"): "Visai kitas rodiklis"})
        assert "UID reiškia „Kietųjų dalelių koncentracija“" in wrongs(bring(plan, content, people.coordinator))[0][2]

    def test_a_priority_has_no_indicators(self, plan, tree, people):
        content = one_sheet("Rodikliai", ("Elementas", "Rodiklis", "Matavimo vienetas"), ("I", "R", "vnt."))
        assert len(wrongs(bring(plan, content, people.coordinator))) == 1


class TestLinks:
    HEAD = ("Elementas", "Ryšio rūšis", "Susieto elemento UID", "Susietas elementas", "Ryšio priežastis")

    def test_a_goal_addresses_a_problem(self, plan, tree, people, groups):
        section = open_analysis(plan, groups["aplinkos-apsauga"], by=people.member)
        (problem,) = add_entries(section, Kind.PROBLEM, "Triukšmas prie uosto", by=people.member)
        row = ("1.1", str(LinkKind.ADDRESSES.label), None, "Triukšmas prie uosto", None)
        bring_and_apply(plan, one_sheet("Ryšiai", self.HEAD, row), people.member)
        link = ElementLink.objects.get()
        assert (link.source_id, link.target_id, link.kind) == (tree.goal.pk, problem.pk, "addresses")
        assert link.history.get().history_change_reason == "Iš lentelės"
        assert Element.objects.get(pk=tree.goal.pk).current_version.reason == "Iš lentelės"

    def test_only_the_horizontal_priority_is_contributed_to(self, plan, tree, people):
        row = ("1.1", str(LinkKind.CONTRIBUTES.label), None, "I", None)
        found = wrongs(bring(plan, one_sheet("Ryšiai", self.HEAD, row), people.member))
        assert found[0][2] == "Prisidėti galima tik prie horizontaliojo prioriteto."

    def test_an_earlier_plan_is_continued_by_uid_and_with_a_reason(self, plan, tree, people):
        earlier = Plan.objects.create(slug="senas", title="Senas", period_start=2013, period_end=2020)
        vision = add_element(earlier, Kind.VISION, None, Content("Sena vizija", ""), by=people.coordinator)
        old = add_element(earlier, Kind.PRIORITY, vision, Content("Senas", ""), by=people.coordinator)
        row = ["1.1", str(LinkKind.CONTINUES.label), str(old.uid), None, None]
        assert len(wrongs(bring(plan, one_sheet("Ryšiai", self.HEAD, row), people.member))) == 1
        row[4] = "Tas pats siekis"
        bring_and_apply(plan, one_sheet("Ryšiai", self.HEAD, row), people.member)
        assert ElementLink.objects.get().reason == "Tas pats siekis"


class TestStages:
    HEAD = ("Kodas", "Pavadinimas", "Nuo metų", "Iki metų")

    def test_a_stage_of_the_file_may_be_named_by_its_measures(self, plan, tree, people):
        content = foreign({
            "Priemonės": [["Uždavinys", "Pavadinimas", "Etapas"], ["1.1.1", "Nauja", "Pirmasis"]],
            "Etapai": [list(self.HEAD), ["I", "Pirmasis", 2021, 2025]],
        })  # fmt: skip
        bring_and_apply(plan, content, people.coordinator)
        assert Element.objects.select_related("detail__stage").get(title="Nauja").detail.stage.code == "I"

    def test_stages_that_share_a_year_are_refused(self, plan, tree, people):
        add_stage(plan, StageFacts("Pirmasis", 2021, 2025), by=people.coordinator)
        content = one_sheet("Etapai", self.HEAD, ("II", "Antrasis", 2025, 2030))
        found = wrongs(bring(plan, content, people.coordinator))
        assert found[0][:2] == ("Etapai!C2", "2025")


class TestTexts:
    def test_remarks_stay_on_words_of_blocks_that_did_not_change(self, plan, tree, people):
        version = Element.objects.get(pk=tree.goal.pk)
        block = version.body.split('data-block="')[1][:8]
        remark = add_remark(version, "Kodėl?", by=people.stranger, anchor=Anchor(block, "Tekstas."))
        content = edited(workbook_of(plan, people.member), {("tikslai", 1, "body"): "Nauja pradžia.\nTekstas."})
        bring_and_apply(plan, content, people.member)
        body = Element.objects.get(pk=tree.goal.pk).body
        assert f'data-block="{remark.block}">Tekstas.' in body
        assert body.count("<p") == 2

    def test_what_a_cell_says_is_cleaned_like_a_form(self, plan, tree, people):
        text = '<p onclick="x()">Geras<script>alert(1)</script></p>'
        bring_and_apply(plan, edited(workbook_of(plan, people.member), {("tikslai", 1, "body"): text}), people.member)
        body = Element.objects.get(pk=tree.goal.pk).body
        assert "Geras" in body
        assert "script" not in body
        assert "onclick" not in body

    def test_plain_words_are_no_markup(self, plan, tree, people):
        content = edited(workbook_of(plan, people.member), {("tikslai", 1, "body"): "5 < 6 & <b>ne</b>"})
        bring_and_apply(plan, content, people.member)
        assert "5 &lt; 6 &amp; &lt;b&gt;ne&lt;/b&gt;" in Element.objects.get(pk=tree.goal.pk).body

    def test_a_body_too_long_for_a_cell_stays_as_it_is(self, plan, tree, people):
        long = add_element(
            plan, Kind.TASK, tree.goal, Content("Ilgas", f"<p>{'ž' * 40_000}</p>"), by=people.coordinator
        )
        content = edited(workbook_of(plan, people.coordinator), {("uzdaviniai", 2, "title"): "Ilgasis"})
        bring_and_apply(plan, content, people.coordinator)
        assert Element.objects.get(pk=long.pk).body == long.body


class TestPlanFromElsewhere:
    BOOK = {
        "Prioritetai": [["Nr.", "Pavadinimas"], ["3", "Sumanus miestas"]],
        "Tikslai": [["Tikslo nr.", "Prioritetas", "Tikslo pavadinimas", "Darbo grupė"],
                    ["3.1", "3", "Atverti duomenis", "Socialinės aplinkos darbo grupė"]],
        "Uždaviniai": [["Nr.", "Tikslas", "Uždavinio pavadinimas"], ["3.1.1", "3.1", "Kurti atvirą portalą"]],
        "Priemonių planas": [
            ["SPP priemonės"],
            ["Priemonės nr.", "Uždavinys", "Priemonė", "Vykdytojas", "Nuo", "Iki"],
            ["3.1.1.1", "3.1.1", "Duomenų sąsaja", "savivaldybės administracija", "2023 m.", "2024"],
        ],
        "Lėšos": [["Priemonė", "Šaltinis", "2023 m.", "2024 m."], ["3.1.1.1", "SB", "1 000,50", None]],
    }  # fmt: skip

    def test_it_is_joined_by_its_own_numbers(self, plan, tree, people):
        imported = bring_and_apply(plan, foreign(self.BOOK), people.coordinator)
        measure = Element.objects.select_related("parent__parent__parent", "detail", "workgroup").get(
            title="Duomenų sąsaja"
        )
        assert [measure.parent.title, measure.parent.parent.title, measure.parent.parent.parent.title] == [
            "Kurti atvirą portalą", "Atverti duomenis", "Sumanus miestas"
        ]  # fmt: skip
        assert (measure.detail.responsible, measure.detail.year_from) == ("savivaldybės administracija", 2023)
        assert measure.workgroup.slug == "socialine-aplinka"
        assert measure.funding.get().cents == 100_050
        assert imported.counts == {"added": 5}

    def test_a_refused_row_above_refuses_what_stands_under_it(self, plan, tree, people):
        book = {**self.BOOK, "Tikslai": [self.BOOK["Tikslai"][0], ["3.1", "9", "Atverti duomenis", None]]}
        lines = {line["name"]: line for line in report_of(bring(plan, foreign(book), people.coordinator))}
        assert lines["3.1 Atverti duomenis"]["what"] == "refused"
        assert lines["3.1.1 Kurti atvirą portalą"]["what"] == "refused"

    def test_a_member_adds_under_the_own_group_only(self, plan, tree, people):
        found = wrongs(bring(plan, foreign(self.BOOK), people.member))
        assert "Tai bendra plano dalis: importuodamas ją keičia tik koordinatorius." in {text for *_rest, text in found}

    def test_sections_stand_in_each_other_in_any_order(self, plan, tree, people):
        rows = (("Kodas", "Skyrius", "Pavadinimas"), ("b", "a", "Vidus"), ("a", None, "Išorė"))
        bring_and_apply(plan, one_sheet("Skyriai", *rows), people.coordinator)
        assert Element.objects.select_related("parent").get(title="Vidus").parent.title == "Išorė"

    def test_a_circle_of_sections_is_refused(self, plan, tree, people):
        rows = (("Kodas", "Skyrius", "Pavadinimas"), ("b", "a", "Vidus"), ("a", "b", "Išorė"))
        found = wrongs(bring(plan, one_sheet("Skyriai", *rows), people.coordinator))
        assert len(found) == 2
        assert "ratu" in found[0][2]
