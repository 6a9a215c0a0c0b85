"""/rengimas/e/<uid>/versijos/: every version is listed, any two are compared, an earlier one is restored."""

import re
from decimal import Decimal

import pytest

from indicators.models import Indicator, IndicatorValue
from plans.models import Element, State, VersionKind, WorkingCopy
from plans.services.elements import Content, StaleText, add_element, move_element, save_element
from plans.services.history import revert_element
from plans.services.review import accept_element, submit_elements
from tests.plans.pages import address, fields_of, open_form, send_form


def fresh(element):
    return Element.objects.select_related("current_version").get(pk=element.pk)


def save(element, title, by, **content):
    now = fresh(element)
    wanted = Content(title, now.body, **content)
    return save_element(now, wanted, base_version=now.text_version, by=by, reason=f"dėl: {title}")


def move(element, people, reason=""):
    """Behind a new sibling."""
    add_element(element.plan, element.kind, element.parent, Content("Kita priemonė", ""), by=people.coordinator)
    move_element(element, parent=element.parent, before=None, by=people.coordinator, reason=reason)


def rows(page):
    return page.count("<tr>") - 1


def test_all_versions_stand_with_kind_authors_time_and_reason(as_user, people, tree):
    save(tree.measure, "Kitas pavadinimas", people.member)
    client, other = as_user(people.member), as_user(people.chair)
    mine, theirs = open_form(client, tree.measure), open_form(other, tree.measure)
    send_form(other, tree.measure, theirs, **{"detail-partners": "uostas"})
    send_form(client, tree.measure, mine, title="Trečias", reason="nes trumpiau")
    move(tree.measure, people, "į galą")
    page = client.get(address("versions", tree.measure)).content.decode()
    assert rows(page) == 5
    for words in (
        "Pridėta", "coordinator", "dėl: Kitas pavadinimas", "Sujungta", "pirmininkas", "narys", "nes trumpiau",
        "Perkelta", "į galą",
    ):  # fmt: skip
        assert words in page, words


def test_a_merged_version_shows_both_names_wherever_it_stands(as_user, people, tree):
    client, other = as_user(people.member), as_user(people.chair)
    mine, theirs = open_form(client, tree.measure), open_form(other, tree.measure)
    send_form(other, tree.measure, theirs, title="Jų")
    send_form(client, tree.measure, mine, **{"detail-partners": "uostas"})
    names = '<span class="who">narys</span> ir <span class="who">pirmininkas</span>'
    pages = [
        address("versions", tree.measure), address("version", tree.measure, 3), address("element", tree.measure),
        address("compare_versions", tree.measure, 1, 3), "/rengimas/",
    ]  # fmt: skip
    for page in pages[:4]:
        assert names in client.get(page).content.decode(), page


def test_the_accepted_version_is_marked(as_user, people, tree):
    submit_elements([tree.measure], by=people.chair)
    now = fresh(tree.measure)
    accept_element(now, version_id=now.current_version_id, by=people.consultant)
    save(tree.measure, "Po priėmimo", people.member)
    page = as_user(people.member).get(address("versions", tree.measure)).content.decode()
    assert page.count("priimta") == 1
    assert page.index("2 versija") < page.index("priimta")


def test_autosaves_are_no_versions(as_user, people, tree):
    WorkingCopy.objects.create(
        element=tree.measure, user=people.member, data={"title": "Dar rašau"}, base_version=1
    )  # fmt: skip
    client = as_user(people.member)
    page = client.get(address("versions", tree.measure)).content.decode()
    assert (rows(page), "Dar rašau" in page) == (1, False)
    assert tree.measure.versions.count() == 1


def test_a_long_history_is_paged(as_user, people, tree):
    for number in range(27):
        save(tree.measure, f"Pavadinimas {number}", people.member)
    client = as_user(people.member)
    first = client.get(address("versions", tree.measure)).content.decode()
    second = client.get(address("versions", tree.measure) + "?page=2").content.decode()
    assert (rows(first), rows(second)) == (25, 3)
    assert "2 puslapis iš 2" in second


@pytest.mark.parametrize("more", [0, 2])
def test_the_number_of_queries_does_not_grow(as_user, people, tree, more, django_assert_num_queries):
    for number in range(more):
        save(tree.measure, f"Pavadinimas {number}", [people.member, people.chair][number % 2])
    client = as_user(people.member)
    client.get(address("versions", tree.measure))
    with django_assert_num_queries(QUERIES):
        client.get(address("versions", tree.measure))


QUERIES = 9


def test_two_versions_are_chosen_without_scripts(as_user, people, tree):
    save(tree.measure, "Antras", people.member)
    save(tree.measure, "Trečias", people.member)
    client = as_user(people.consultant)
    chosen = client.get(address("versions", tree.measure), {"nuo": "3", "iki": "1"})
    assert chosen.headers["Location"] == address("compare_versions", tree.measure, 1, 3)
    page = client.get(chosen.headers["Location"]).content.decode()
    assert re.search("<del>.*Oro kokybės stotelių įrengimas.*</del>", page)
    assert "Trečias" in page
    assert "Antras" not in page.partition("<main")[2].partition('class="diff')[2]


@pytest.mark.parametrize("query", [{"nuo": "1"}, {"nuo": "x", "iki": "1"}, {"nuo": "1" * 30, "iki": "1"}])
def test_half_a_choice_asks_for_the_other_half(as_user, people, tree, query):
    page = as_user(people.member).get(address("versions", tree.measure), query).content.decode()
    assert "Pasirinkite dvi versijas" in page


def test_numbers_and_the_place_are_compared(as_user, people, tree):
    save(tree.measure, "Kitas", people.member, funding={(2022, "SB"): Decimal("1")})
    move(tree.measure, people)
    page = as_user(people.member).get(address("compare_versions", tree.measure, 1, 3)).content.decode()
    for words in ("120\xa0000", "2022 · Savivaldybės biudžetas", "Vieta", "Plėsti oro stebėseną"):
        assert words in page, words


def test_going_back_asks_first_with_the_difference(as_user, people, tree):
    save(tree.measure, "Kitas pavadinimas", people.member)
    client = as_user(people.member)
    page = client.get(address("restore_version", tree.measure, 1))
    assert re.search("<ins>.*Oro kokybės stotelių įrengimas.*</ins>", page.content.decode())
    assert fresh(tree.measure).title == "Kitas pavadinimas"
    answer = client.post(address("restore_version", tree.measure, 1), fields_of(page) | {"reason": "buvo geriau"})
    assert answer.headers["Location"] == address("element", tree.measure)
    version = fresh(tree.measure).current_version
    assert (version.kind, version.number, version.reason) == (VersionKind.REVERTED, 3, "buvo geriau")
    assert version.snapshot["title"] == "Oro kokybės stotelių įrengimas"


def test_going_back_needs_a_reason(as_user, people, tree):
    save(tree.measure, "Kitas", people.member)
    client = as_user(people.member)
    form = fields_of(client.get(address("restore_version", tree.measure, 1)))
    answer = client.post(address("restore_version", tree.measure, 1), form | {"reason": "  "})
    assert answer.status_code == 200
    assert fresh(tree.measure).current_version.number == 2


def test_somebody_saved_after_the_question_was_shown(as_user, people, tree):
    save(tree.measure, "Kitas", people.member)
    client = as_user(people.member)
    form = fields_of(client.get(address("restore_version", tree.measure, 1)))
    save(tree.measure, "Jų naujesnis", people.chair)
    answer = client.post(address("restore_version", tree.measure, 1), form | {"reason": "buvo geriau"})
    page = answer.content.decode()
    assert "Jų naujesnis" in page
    assert fields_of(answer)["reason"] == "buvo geriau"
    assert fresh(tree.measure).title == "Jų naujesnis"
    client.post(address("restore_version", tree.measure, 1), fields_of(answer))
    assert fresh(tree.measure).title == "Oro kokybės stotelių įrengimas"


def test_a_removed_element_goes_nowhere(as_user, people, tree):
    client = as_user(people.member)
    client.post(address("remove", tree.measure), {"reason": "nereikia"})
    answer = client.get(address("restore_version", tree.measure, 1))
    assert answer.headers["Location"] == address("element", tree.measure)


def test_text_numbers_and_indicators_come_back_and_the_place_stays(people, tree):
    old = fresh(tree.measure).current_version
    save(
        tree.measure, "Kitas", people.member, funding={(2024, "ES"): Decimal("9")},
        detail={"responsible": "kita įstaiga", "partners": "uostas", "year_from": 2024, "year_to": 2027},
    )  # fmt: skip
    move(tree.measure, people)
    place = fresh(tree.measure).position
    now = fresh(tree.measure)
    made = revert_element(now, old, base_version=now.text_version, by=people.member, reason="klaida")
    kept = {name: made.snapshot[name] for name in ("title", "body", "detail", "funding", "indicators")}
    assert kept == {name: old.snapshot[name] for name in kept}
    assert fresh(tree.measure).position == place


def test_an_indicator_that_comes_back_is_the_same_one_with_its_actual_values(people, tree):
    indicator = Indicator.objects.get(element=tree.goal)
    IndicatorValue.objects.create(indicator=indicator, kind="observation", period="2023", value=Decimal("30"))
    with_value = save(tree.goal, "Su reikšme", people.member)
    save(tree.goal, "Be rodiklio", people.member, parts={"indicators": []})
    assert not Indicator.objects.filter(element=tree.goal).exists()
    now = fresh(tree.goal)
    made = revert_element(now, with_value, base_version=now.text_version, by=people.member, reason="reikia")
    assert made.snapshot["indicators"] == with_value.snapshot["indicators"]
    assert Indicator.objects.get(element=tree.goal).uid == indicator.uid


def test_actual_values_that_came_later_stay(people, tree):
    old = fresh(tree.goal).current_version
    save(tree.goal, "Kitas", people.member)
    indicator = Indicator.objects.get(element=tree.goal)
    IndicatorValue.objects.create(indicator=indicator, kind="observation", period="2024", value=Decimal("29"))
    now = fresh(tree.goal)
    revert_element(now, old, base_version=now.text_version, by=people.member, reason="klaida")
    assert indicator.values.filter(kind="observation", period="2024").exists()


def test_going_back_reopens_what_was_accepted(people, tree):
    old = fresh(tree.measure).current_version
    save(tree.measure, "Kitas", people.member)
    submit_elements([tree.measure], by=people.chair)
    now = fresh(tree.measure)
    accept_element(now, version_id=now.current_version_id, by=people.consultant)
    revert_element(now, old, base_version=now.text_version, by=people.member, reason="klaida")
    now = fresh(tree.measure)
    assert (now.state, now.accepted_version.number, now.current_version.number) == (State.DRAFT, 2, 3)


def test_going_back_over_a_newer_text_is_refused(people, tree):
    old = fresh(tree.measure).current_version
    opened = fresh(tree.measure).text_version
    save(tree.measure, "Jų", people.chair)
    with pytest.raises(StaleText):
        revert_element(tree.measure, old, base_version=opened, by=people.member, reason="klaida")
    assert fresh(tree.measure).title == "Jų"


def test_going_back_to_what_stands_makes_no_version(as_user, people, tree):
    client = as_user(people.member)
    form = fields_of(client.get(address("restore_version", tree.measure, 1)))
    page = client.post(address("restore_version", tree.measure, 1), form | {"reason": "taip"}, follow=True)
    assert "niekas nesiskiria" in page.content.decode().lower()
    assert fresh(tree.measure).versions.count() == 1


def test_a_version_of_another_element_is_not_found(as_user, people, tree):
    save(tree.goal, "Tikslas", people.member)
    client = as_user(people.member)
    for page in (("restore_version", 2), ("compare_versions", 1, 2), ("version", 2)):
        assert client.get(address(page[0], tree.measure, *page[1:])).status_code == 404
