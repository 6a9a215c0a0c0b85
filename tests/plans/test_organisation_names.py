"""Which spellings are one name, which names stand in a list, which two names may mean one body."""

import pytest

from plans.organisation_names import alike_pairs, in_alphabet, key_of, names_in


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("savivaldybės administracija", "Savivaldybės  Administracija"),
        ("VšĮ „Klaipėdos šventės“", 'VšĮ "Klaipėdos šventės"'),
        ("Klaipėda – 2030", "klaipėda - 2030"),
        ("  AB Klaipėdos vanduo\n", "ab klaipėdos vanduo"),
    ],
)
def test_spellings_that_differ_in_case_marks_and_spaces_are_one(one, other):
    assert key_of(one) == key_of(other)


def test_other_letters_are_another_name():
    assert key_of("Uosto direkcija") != key_of("Uosto direkcija II")
    assert key_of(" „“ ") == ""


def test_a_key_fits_its_column_whatever_was_typed():
    assert len(key_of("ß" * 300)) == 200


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("Policija", ["Policija"]),
        ("Policija, ugniagesiai; KU", ["Policija", "ugniagesiai", "KU"]),
        ("Policija,, ;ugniagesiai,", ["Policija", "ugniagesiai"]),
        ("VšĮ „Menas, sportas“, KU", ["VšĮ „Menas, sportas“", "KU"]),
        ("mokyklos (Gedminų, Vėtrungės), KU", ["mokyklos (Gedminų, Vėtrungės)", "KU"]),
        ("„Niekada neuždaryta, KU", ["„Niekada neuždaryta", "KU"]),
        ("Jau uždaryta“ (A, B), KU", ["Jau uždaryta“ (A, B)", "KU"]),
        ("Pirma\nAntra", ["Pirma", "Antra"]),
    ],
)
def test_names_of_a_list_are_parted_but_not_inside_marks_and_brackets(text, names):
    assert list(names_in(text)) == names


def pairs_of(*names):
    return {(names[one - 1], names[other - 1]) for one, other in alike_pairs(enumerate(names, start=1))}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Klaipėdos m. sav. administracija", "Klaipėdos miesto savivaldybės administracija"),
        ("VšĮ „Klaipėdos šventės“", "Klaipėdos šventės"),
        ("viešoji įstaiga Klaipėdos šventės", "VšĮ Klaipėdos šventės"),
        ("Uosto direkcija", "Uosto direkcja"),
        ("KU", "Klaipėdos universitetas"),
        ("statybos įmonė", "statybų įmonė"),
    ],
)
def test_abbreviations_legal_forms_and_slips_are_proposed(one, other):
    assert pairs_of(one, "visai kita bendrija", other) == {(one, other)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("savivaldybės įmonė", "valstybės įmonė"),
        ("Klaipėdos rajono savivaldybės administracija", "Klaipėdos miesto savivaldybės administracija"),
        ("1-oji mokykla 12", "1-oji mokykla 13"),
        ("sporto įstaiga", "sporto klubas"),
    ],
)
def test_names_that_only_resemble_are_not_proposed(one, other):
    assert pairs_of(one, other) == set()


def test_a_thousand_names_are_compared_at_once():
    names = [(number, f"{'abcčdefghijk'[number % 12]}{number} bendruomenės organizacija") for number in range(1, 1001)]
    assert alike_pairs(names) == []


def test_the_order_is_of_the_lithuanian_alphabet():
    names = ["Žuvys", "Čekiai", "Cechas", "Šaltinis", "Yla", "Ilgis", "Ąžuolas", "Apskritis", "Zylė", "Jūra"]
    assert sorted(names, key=in_alphabet) == [
        "Apskritis", "Ąžuolas", "Cechas", "Čekiai", "Yla", "Ilgis", "Jūra", "Šaltinis", "Zylė", "Žuvys",
    ]  # fmt: skip
