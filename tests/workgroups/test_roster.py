"""The list of people to invite: what is read, and what is said of each line that is wrong."""

import pytest

from klaipeda_plan.core.errors import Refused
from workgroups.models import Invitation
from workgroups.services.invitations import Offer, invite_person
from workgroups.services.roster import MAX_BYTES, MAX_LINES, decode, read_list

HEADING = "El. paštas;Vardas ir pavardė;Organizacija;Kam atstovauja;Darbo grupė;Vaidmuo\n"
GOOD = "ona@example.org;Ona Šąžinytė;Mokykla „Žuvėdra“;bendruomenė;Aplinkos apsauga;narys\n"


@pytest.fixture(autouse=True)
def _groups(groups):
    groups["aplinkos-apsauga"].name_en = "Environmental protection"
    groups["aplinkos-apsauga"].save()


def errors_of(text):
    return {line.number: line.errors for line in read_list(text)}


def test_lithuanian_list_is_read(groups):
    line = read_list(HEADING + "Ona@Example.org;Ona;Mokykla;bendruomenė;Aplinkos apsaugos darbo grupė;pirmininkė\n")[0]
    assert line.errors == []
    assert line.offer == Offer(
        "ona@example.org", "Ona", "Mokykla", "", groups["aplinkos-apsauga"], is_chair=True, kind="community"
    )


def test_english_list_with_commas_is_read(groups):
    text = (
        "E-mail,Name,Organisation,Kind,Group,Role\n"
        'jonas@example.org,"Jonas, dr.",School,community,Environmental protection,member\n'
        "rita@example.org,Rita,,,,council secretary\n"
    )
    first, second = (line.offer for line in read_list(text))
    assert (first.full_name, first.workgroup, first.role) == ("Jonas, dr.", groups["aplinkos-apsauga"], "")
    assert (second.role, second.workgroup) == ("secretary", None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1257", "utf-16"])
def test_file_in_any_usual_encoding_is_read(encoding):
    line = read_list(decode((HEADING + GOOD).replace("Aplinkos apsauga;", "aplinkos-apsauga;").encode(encoding)))[0]
    assert line.errors == []
    assert line.offer.full_name == "Ona Šąžinytė"
    assert line.offer.organisation == "Mokykla „Žuvėdra“"


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_tabs_blank_lines_and_the_mark_of_excel_do_not_disturb(ending):
    text = "sep=\t\n" + HEADING.replace(";", "\t") + "\t\t\t\t\t\n" + GOOD.replace(";", "\t")
    text = text.replace("Aplinkos apsauga\t", "aplinkos-apsauga\t").replace("\n", ending)
    lines = read_list(text)
    assert [(line.number, line.errors) for line in lines] == [(4, [])]


def test_name_and_surname_in_two_columns_are_joined():
    line = read_list("Vardas;Pavardė;El. paštas;Vaidmuo\nOna;Onaitė;ona@example.org;redaktorė\n")[0]
    assert (line.offer.full_name, line.offer.role) == ("Ona Onaitė", "editor")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (";Ona;;;aplinkos-apsauga;narys", "El. pašto adreso nėra."),
        ("ona;Ona;;;aplinkos-apsauga;narys", "„ona“ nėra el. pašto adresas."),
        ("ona@example.org;;;;aplinkos-apsauga;narys", "Trūksta vardo ir pavardės."),
        ("ona@example.org;Ona;;;Kosmoso grupė;narys", "Darbo grupės „Kosmoso grupė“ nėra."),
        ("ona@example.org;Ona;;;aplinkos-apsauga;karalius", "Vaidmens „karalius“ nėra."),
        ("ona@example.org;Ona;;svečias;aplinkos-apsauga;narys", "Atstovavimo rūšies „svečias“ nėra."),
        ("ona@example.org;Ona;;;;narys", "Nariui ir pirmininkui reikia darbo grupės."),
        (f"ona@example.org;{'O' * 151};;;aplinkos-apsauga;narys", "Ne daugiau kaip 150 ženklų."),
    ],
)
def test_each_mistake_has_its_own_message(line, expected):
    assert errors_of(HEADING + line + "\n") == {2: [expected]}


def test_every_mistake_of_a_line_is_told_at_once():
    assert len(errors_of(HEADING + "ona;;;svečias;Kosmoso grupė;karalius\n")[2]) == 5


def test_cell_that_ran_over_is_told():
    told = errors_of(HEADING + "ona@example.org;Ona;Mokykla; vieša;;aplinkos-apsauga;narys\n")[2]
    assert any("kabutėse" in error for error in told)


def test_same_address_twice_is_told_at_the_second_line():
    text = HEADING + GOOD.replace("Aplinkos apsauga;", "aplinkos-apsauga;") + "ONA@example.org;O;;;;redaktorius\n"
    assert errors_of(text) == {2: [], 3: ["Tas pats adresas yra 2 eilutėje."]}


def test_whoever_is_invited_or_has_the_role_already_is_told(people):
    invite_person(Offer("jau@example.org", "Jau", role="editor"), by=people.coordinator)
    text = HEADING + f"jau@example.org;Jau;;;;redaktorius\n{people.editor.email};E;;;;redaktorius\n"
    before = Invitation.objects.count()
    told = errors_of(text)
    assert [len(told[2]), len(told[3])] == [1, 1]
    assert told[2] != told[3]
    assert Invitation.objects.count() == before


@pytest.mark.parametrize(
    "text",
    [
        "",
        HEADING,
        "a;b;c\n1;2;3\n",
        "El. paštas;Vardas;Batų dydis;Vaidmuo\n",
        "Vardas;Vaidmuo\nOna;narys\n",
        "El. paštas;Vardas\nona@example.org;Ona\n",
        "El. paštas;E-mail;Vardas;Vaidmuo\nona@example.org;ona@example.org;Ona;redaktorė\n",
        HEADING + "ona@example.org;Ona;;;;redaktorė\n" * (MAX_LINES + 1),
    ],
)
def test_what_is_no_list_is_refused_whole(text):
    with pytest.raises(Refused):
        read_list(text)


def test_too_big_and_binary_files_are_refused():
    with pytest.raises(Refused, match="256"):
        decode(b"a" * (MAX_BYTES + 1))
    with pytest.raises(Refused, match="CSV"):
        decode(b"PK\x03\x04\x00\x00\x00")


def test_reading_asks_the_database_as_often_for_three_lines_as_for_120(django_assert_num_queries):
    def lines(count):
        return HEADING + "".join(f"a{n}@example.org;A;;;aplinkos-apsauga;narys\n" for n in range(count))

    for count in (3, 120):
        with django_assert_num_queries(5):
            assert len(read_list(lines(count))) == count
