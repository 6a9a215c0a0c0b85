"""What is wrong with a cell is said beside it: each kind of wrong cell in its own words."""

import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from plans.hierarchy import Kind
from plans.models import Element
from plans.services.elements import Content, add_element
from tests.indicators.sheets import bring, bring_and_apply, edited, foreign, saved, workbook_of, wrongs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def refused(plan, by, changes):
    return wrongs(bring(plan, edited(workbook_of(plan, by), changes), by))


WRONG = [
    # a required cell that is empty
    (("priemones", 1, "title"), None, "Priemonės!E4", "Šis langelis negali būti tuščias."),
    # text where a number is meant
    (("lesos", 1, "year:2022"), "daug", "Lėšos!G4", "„daug“ nėra skaičius."),
    (("lesos", 1, "year:2022"), -5, "Lėšos!G4", "Suma negali būti neigiama. Rašykite ją be minuso."),
    (("lesos", 1, "year:2022"), 10.005, "Lėšos!G4",
     "Po kablelio gali būti ne daugiau kaip du skaitmenys. "
     "Jei turėjote omenyje tūkstančius, rašykite juos be taško ir kablelio."),
    (("lesos", 1, "year:2022"), 10**15, "Lėšos!G4", "Suma per didelė: daugiausia 1 000 000 000 000 eurų."),
    (("lesos", 1, "year:2022"), datetime.date(2022, 1, 5), "Lėšos!G4",
     "Skaičiuoklė čia padarė datą. Langeliui parinkite skaičiaus formatą ir įrašykite iš naujo."),
    (("lesos", 1, "year:2022"), True, "Lėšos!G4", "Čia turi būti skaičius, ne „taip“ ar „ne“."),
    (("lesos", 1, "year:2022"), "=A1+1", "Lėšos!G4",
     "Langelyje formulė. Nukopijuokite ją ir įklijuokite reikšmę („Įklijuoti specialiai“ – „Reikšmės“)."),
    (("lesos", 1, "year:2022"), "#REF!", "Lėšos!G4",
     "Langelyje – skaičiuoklės klaida. Ištaisykite ir įkelkite failą iš naujo."),
    (("lesos", 1, "year:2028"), 100, "Lėšos!M4", "Priemonė vykdoma 2022–2025 m.: 2028 m. lėšoms nėra vietos."),
    (("lesos", 1, "source"), "Loterija", "Lėšos!D4",
     "Tokio finansavimo šaltinio nėra. Šaltinių lentelę tvarko koordinatorius."),
    (("lesos", 2, "source"), "SB", "Lėšos!D5", "Failas tai sako du kartus: tas pats jau yra langelyje Lėšos!D4."),
    (("priemones", 1, "year_from"), "pernai", "Priemonės!G4",
     "„pernai“ nėra metai. Rašykite keturis skaitmenis, pavyzdžiui, 2026."),
    (("priemones", 1, "year_from"), 1812, "Priemonės!G4", "Metai rašomi nuo 1990 iki 2100."),
    (("priemones", 1, "year_to"), 2020, "Priemonės!H4", "Paskutiniai metai ankstesni už pirmuosius."),
    (("priemones", 1, "stage"), "IX", "Priemonės!L4", "Tokio etapo plane nėra. Etapus tvarko koordinatorius."),
    (("priemones", 1, "people"), "1,234", "Priemonės!O4", "Ne daugiau kaip 2 skaitmenys po kablelio."),
    (("priemones", 1, "land"), -1, "Priemonės!Q4", "Skaičius negali būti neigiamas."),
    (("priemones", 1, "responsible"), "x" * 201, "Priemonės!I4", "Tekste 201 ženklas, telpa ne daugiau kaip 200."),
    (("priemones", 1, "uid"), "abc", "Priemonės!A4", "Tai ne portalo UID. Naujai eilutei palikite langelį tuščią."),
    (("priemones", 1, "parent"), "9.9.9", "Priemonės!D4",
     "UID reiškia „1.1.1 Plėsti oro stebėseną“, o čia parašyta kas kita. "
     "Vieną iš dviejų langelių išvalykite – galios kitas."),
    (("tikslai", 1, "group"), "Socialinės aplinkos darbo grupė", "Tikslai!G4",
     "Importas elemento grupės nekeičia. Tai portale daro koordinatorius."),
    (("tikslai", 1, "group"), "Kosmoso grupė", "Tikslai!G4", "Tokios darbo grupės nėra."),
    (("prioritetai", 1, "horizontal"), "galbūt", "Prioritetai!G4", "Rašykite „taip“ arba palikite langelį tuščią."),
    (("rodikliai", 1, "decimals"), 9, "Rodikliai!F4", "Skaitmenų po kablelio – sveikasis skaičius nuo 0 iki 6."),
    (("rodikliai", 1, "direction"), "į šoną", "Rodikliai!G4",
     "Pasirinkite: kuo daugiau, tuo geriau, kuo mažiau, tuo geriau."),
    (("reiksmes", 1, "period"), "2024 pavasaris", "Rodiklių reikšmės!E4",
     "Laikotarpis – metai (2024), ketvirtis (2024K1) arba mėnuo (2024M01)."),
    (("reiksmes", 1, "period"), datetime.date(2024, 1, 1), "Rodiklių reikšmės!E4",
     "Skaičiuoklė laikotarpį pavertė data. Įrašykite jį kaip tekstą: 2024, 2024K1 arba 2024M01."),
    (("reiksmes", 2, "value"), None, "Rodiklių reikšmės!F5", "Šis langelis negali būti tuščias."),
    (("reiksmes", 2, "note"), "pastaba", "Rodiklių reikšmės!G5",
     "Būsena, šaltinis ir pastaba rašomi tik prie faktinių reikšmių."),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "value", "address", "message"), WRONG, ids=lambda one: str(one)[:40])
def test_a_wrong_cell_has_its_own_message(cell, value, address, message, plan, tree, people):
    found = refused(plan, people.coordinator, {cell: value})
    assert (address, message) in [(where, text) for where, _value, text in found]


def test_there_are_more_than_a_dozen_kinds_of_wrong_cells():
    assert len({message for _cell, _value, _address, message in WRONG}) >= 25


def test_what_stands_in_the_cell_is_shown_beside_the_message(plan, tree, people):
    assert refused(plan, people.coordinator, {("lesos", 1, "year:2022"): "daug"})[0][1] == "daug"


@pytest.mark.parametrize("written", ["1\u00a0234,50", "1 234.50", "1.234,50 €", "1234,5", 1234.5])
def test_commas_points_spaces_and_signs_of_the_euro_are_understood(written, plan, tree, people):
    out = edited(workbook_of(plan, people.coordinator), {("lesos", 1, "year:2022"): written})
    bring_and_apply(plan, out, people.coordinator)
    assert tree.measure.funding.get(year=2022, source__code="SB").cents == 123450


def test_a_merged_cell_is_refused_beside_itself(plan, tree, people):
    book = load_workbook(BytesIO(workbook_of(plan, people.coordinator)))
    book["Tikslai"].merge_cells("E4:E5")
    found = wrongs(bring(plan, saved(book), people.coordinator))
    assert ("Tikslai!E5", "", "Langelis sujungtas su kitu. Išskirkite ir užpildykite kiekvieną langelį.") in found


class TestRows:
    def test_a_new_row_stands_under_what_it_names_by_code_title_or_uid(self, plan, tree, people):
        for parent in ("1.1.1", "Plėsti oro stebėseną"):
            out = foreign({"Priemonės": [["Uždavinys", "Pavadinimas"], [parent, f"Nauja po {parent}"]]})
            imported = bring_and_apply(plan, out, people.coordinator)
            assert imported.counts == {"added": 1}
            assert Element.objects.get(title=f"Nauja po {parent}").parent == tree.task

    def test_a_row_that_names_nothing_is_refused(self, plan, tree, people):
        out = foreign({"Priemonės": [["Uždavinys", "Pavadinimas"], ["9.9.9", "N"]]})
        assert wrongs(bring(plan, out, people.coordinator)) == [
            ("Priemonės!A2", "9.9.9", "Tokio elemento nėra nei plane, nei faile.")
        ]

    def test_a_title_that_two_have_is_no_name(self, plan, tree, people):
        add_element(plan, Kind.TASK, tree.goal, Content("Plėsti oro stebėseną", ""), by=people.coordinator)
        out = foreign({"Priemonės": [["Uždavinys", "Pavadinimas"], ["Plėsti oro stebėseną", "N"]]})
        assert wrongs(bring(plan, out, people.coordinator))[0][2] == (
            "Taip vadinasi keli elementai. Įrašykite UID arba kodą, kurį turi tik vienas."
        )

    def test_what_stands_there_already_is_not_added_twice(self, plan, tree, people):
        title = "Oro kokybės stotelių įrengimas"
        out = foreign({"Priemonės": [["Uždavinys", "Pavadinimas"], ["1.1.1", title]]})
        assert wrongs(bring(plan, out, people.coordinator)) == [
            ("Priemonės!B2", title, "Taip jau vadinasi 1.1.1.1. Norėdami jį keisti, įrašykite jo UID.")
        ]

    def test_another_element_above_moves_it(self, plan, tree, people):
        task = add_element(plan, Kind.TASK, tree.goal, Content("Kitas uždavinys", ""), by=people.coordinator)
        changes = {("priemones", 1, "parent_uid"): None, ("priemones", 1, "parent"): "1.1.2"}
        imported = bring_and_apply(plan, edited(workbook_of(plan, people.member), changes), people.member)
        tree.measure.refresh_from_db()
        assert (imported.counts["changed"], tree.measure.parent) == (1, task)

    def test_a_goal_does_not_stand_under_a_measure(self, plan, tree, people):
        changes = {("tikslai", 1, "parent_uid"): str(tree.measure.uid), ("tikslai", 1, "parent"): None}
        assert refused(plan, people.coordinator, changes)[0][2] == "Tokios rūšies elementas čia stovėti negali."


class TestRights:
    def test_a_member_brings_in_what_is_the_own_group_s(self, plan, tree, people):
        out = edited(workbook_of(plan, people.member), {("priemones", 1, "title"): "Stotelės"})
        bring_and_apply(plan, out, people.member)
        tree.measure.refresh_from_db()
        assert tree.measure.title == "Stotelės"

    def test_another_group_s_row_is_refused_and_says_who_may(self, plan, tree, people):
        found = refused(plan, people.stranger, {("priemones", 1, "title"): "Stotelės"})
        assert found[0][2] == (
            "Tai „Aplinkos apsaugos darbo grupė“ dalis: ją keičia tos grupės nariai ir koordinatorius."
        )

    def test_shared_ground_is_the_coordinator_s(self, plan, tree, people):
        found = refused(plan, people.member, {("vizija", 1, "title"): "Kita vizija"})
        assert found[0][2] == "Tai bendra plano dalis: importuodamas ją keičia tik koordinatorius."

    def test_unchanged_rows_of_others_are_no_obstacle(self, plan, tree, people):
        imported = bring(plan, workbook_of(plan, people.stranger), people.stranger)
        assert set(imported.counts) == {"unchanged"}

    def test_stages_are_the_coordinator_s(self, plan, tree, people):
        out = foreign({"Etapai": [["Kodas", "Pavadinimas", "Nuo metų", "Iki metų"], ["I", "Pirmas", 2021, 2025]]})
        assert wrongs(bring(plan, out, people.member))[0][2] == "Plano etapai yra koordinatoriaus."
        bring_and_apply(plan, out, people.coordinator)
        assert plan.stages.get().name == "Pirmas"
