"""The typed difference of two snapshots."""

import copy
from dataclasses import replace

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from klaipeda_plan.core.diffing import Size
from plans.changes import changes_since_acceptance, draft_codes, names_for
from plans.differences import (
    Fate,
    FieldChange,
    LinkChange,
    Names,
    Neighbour,
    PlaceChange,
    SumChange,
    ValueChange,
    compare_snapshots,
)
from plans.hierarchy import Kind
from plans.queries import draft_tree
from plans.services.elements import Content, add_element, move_element, remove_element, save_element
from tests.support.factories import accept_all

SNAPSHOT = {
    "kind": "measure",
    "title": "Oro kokybės stotelių įrengimas",
    "body": "<p>Įrengiama 10 stotelių.</p>",
    "removed": False,
    "horizontal": False,
    "workgroup": "aplinkos-apsauga",
    "placement": {"parent": "uid-of-task", "position": 10},
    "detail": {"responsible": "savivaldybės administracija", "partners": "", "year_from": 2022, "year_to": 2025,
               "other_resources": ""},
    "funding": [{"year": 2022, "source": "SB", "cents": 12_000_000},
                {"year": 2023, "source": "ES", "cents": 8_000_050}],
    "links": [{"kind": "contributes", "target": "uid-of-priority", "reason": "Švarus uostas"}],
    "indicators": [{
        "uid": "uid-of-indicator", "title": "Stotelės", "unit": "vnt.", "decimals": 0, "direction": "increase",
        "source": "", "baseline": {"period": "2020", "value": "3"}, "targets": [{"period": "2030", "value": "10"}],
        "observations": [],
    }],
}  # fmt: skip
NAMES = Names(
    elements={"uid-of-task": "1.1.1 Plėsti stebėseną", "uid-of-other": "1.1.2 Mažinti taršą", "uid-of-priority": "H"},
    groups={"aplinkos-apsauga": "Aplinkos apsauga", "ekonomika": "Ekonomika"},
    sources={"SB": "Savivaldybės biudžetas", "ES": "Europos Sąjungos lėšos", "VB": "Valstybės biudžetas"},
)


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def new():
    return copy.deepcopy(SNAPSHOT)


def difference(new, basis=SNAPSHOT):
    return compare_snapshots(basis, new, NAMES)


def test_a_snapshot_differs_in_nothing_from_itself(new):
    assert difference(new).is_empty
    assert difference(new).numbers == 0
    assert difference(new).words == Size()


def test_a_changed_title_has_its_words(new):
    new["title"] = "Oro kokybės stočių įrengimas"
    assert difference(new).title == FieldChange(
        "title", "title", "Oro kokybės stotelių įrengimas", "Oro kokybės stočių įrengimas"
    )
    assert difference(new).words == Size(inserted=1, deleted=1)


def test_a_changed_number_in_the_text_is_one_word(new):
    new["body"] = "<p>Įrengiama 12 stotelių.</p>"
    assert difference(new).words == Size(inserted=1, deleted=1)
    assert difference(new).title is None


def test_sums_are_told_by_year_and_source_with_their_difference_and_total(new):
    new["funding"] = [
        {"year": 2022, "source": "SB", "cents": 15_000_000},
        {"year": 2024, "source": "VB", "cents": 100},
    ]
    found = difference(new)
    assert found.sums == (
        SumChange(12_000_000, 15_000_000, 2022, "SB", "2022 · Savivaldybės biudžetas"),
        SumChange(8_000_050, None, 2023, "ES", "2023 · Europos Sąjungos lėšos"),
        SumChange(None, 100, 2024, "VB", "2024 · Valstybės biudžetas"),
    )
    assert [change.delta for change in found.sums] == [3_000_000, -8_000_050, 100]
    assert found.total == SumChange(20_000_050, 15_000_100, label="total")


def test_a_move_says_from_where_to_where(new):
    new["placement"] = {"parent": "uid-of-other", "position": 10}
    assert difference(new).place == PlaceChange("1.1.1 Plėsti stebėseną", "1.1.2 Mažinti taršą")
    assert not difference(new).place.is_reordered


def test_a_move_among_siblings_is_a_new_order(new):
    new["placement"]["position"] = 5
    assert difference(new).place.is_reordered


def test_a_new_order_says_from_which_place_to_which_among_those_of_its_kind(new):
    row = [
        Neighbour("uid-a", "measure", 3), Neighbour("uid-b", "measure", 7), Neighbour("uid-own", "measure", 1),
        Neighbour("uid-section", "section", 2),
    ]  # fmt: skip
    names = replace(NAMES, rows={"uid-of-task": row})
    new["placement"]["position"] = 1
    place = compare_snapshots(SNAPSHOT, new, names, uid="uid-own").place
    assert (place.old_rank, place.new_rank) == (3, 1)
    unknown = compare_snapshots(SNAPSHOT, new, NAMES, uid="uid-own").place
    assert (unknown.old_rank, unknown.new_rank) == (0, 0)


@pytest.mark.parametrize(
    ("ranks", "words"),
    [
        ((3, 1), "Moved from place 3 to place 1 among its neighbours under “1.1 Tikslas”."),
        ((2, 2), "Moved among its neighbours under “1.1 Tikslas”; it stands in place 2 again."),
        ((0, 0), "Moved among its neighbours under “1.1 Tikslas”."),
    ],
)
def test_a_new_order_in_words(ranks, words):
    place = PlaceChange("1.1 Tikslas", "1.1 Tikslas", *ranks)
    assert render_to_string("plans/_difference_place.html", {"place": place}).strip() == words


def test_the_order_of_the_draft_is_read_with_the_names(people, plan, tree, django_assert_num_queries):
    for title in ("Antras", "Trečias"):
        third = add_element(plan, Kind.TASK, tree.goal, Content(title, ""), by=people.member)
    accept_all(plan, by=people.coordinator)
    moved = move_element(third, parent=tree.goal, before=tree.task, by=people.member)
    codes = draft_codes([plan.pk])
    with django_assert_num_queries(5):
        place = changes_since_acceptance([moved], names_for([moved], codes))[moved.pk].place
    assert (place.old_rank, place.new_rank) == (3, 1)
    assert place.new == "1.1 Mažinti oro taršą"


def test_a_removal_and_its_undoing_are_told(new):
    new["removed"] = True
    assert difference(new).removal is Fate.REMOVED
    assert compare_snapshots(new, SNAPSHOT, NAMES).removal is Fate.ADDED


def test_details_and_the_group_are_fields(new):
    new["detail"]["responsible"] = "savivaldybės įmonė"
    new["detail"]["year_to"] = None
    new["workgroup"] = "ekonomika"
    assert [(one.label, one.old, one.new) for one in difference(new).fields] == [
        ("working group", "Aplinkos apsauga", "Ekonomika"),
        ("responsible body", "savivaldybės administracija", "savivaldybės įmonė"),
        ("to year", "2025", ""),
    ]
    assert difference(new).numbers == 1


def test_an_indicator_tells_its_fields_and_values(new):
    new["indicators"][0] |= {
        "unit": "tūkst.", "decimals": 1, "direction": "decrease",
        "targets": [{"period": "2027", "value": "5.25"}, {"period": "2030", "value": "1200"}],
        "observations": [{"period": "2021", "value": "4"}],
    }  # fmt: skip
    (indicator,) = difference(new).indicators
    assert indicator.fate is Fate.CHANGED
    assert [(one.name, one.old, one.new) for one in indicator.fields] == [
        ("unit", "vnt.", "tūkst."),
        ("decimals", "0", "1"),
        ("direction", "higher is better", "lower is better"),
    ]
    with translation.override("lt"):
        values = difference(new).indicators[0].values
    assert [(one.kind, one.period, one.old, one.new) for one in values] == [
        ("targets", "2027", "", "5,25"),
        ("targets", "2030", "10", "1\u00a0200,0"),
        ("observations", "2021", "", "4,0"),
    ]


def test_an_indicator_that_came_and_one_that_went(new):
    new["indicators"] = [{**SNAPSHOT["indicators"][0], "uid": "another", "title": "Matavimai"}]
    came, went = difference(new).indicators
    assert (came.title, came.fate) == ("Matavimai", Fate.ADDED)
    assert (went.title, went.fate) == ("Stotelės", Fate.REMOVED)
    assert went.values[0] == ValueChange("baseline", "2020", "baseline, 2020", "3", "")


def test_links_are_told_by_the_names_of_their_targets(new):
    new["links"] = [{"kind": "contributes", "target": "uid-of-priority", "reason": "Kita priežastis"}]
    new["links"].append({"kind": "addresses", "target": "unknown", "reason": ""})
    assert difference(new).links == (
        LinkChange("contributes to the horizontal priority", "H", Fate.CHANGED, "Švarus uostas", "Kita priežastis"),
        LinkChange("addresses the problem", "unknown", Fate.ADDED),
    )


def test_without_a_basis_all_is_new(new):
    found = difference(new, basis=None)
    assert found.is_new
    assert found.place is None
    assert found.total.delta == 20_000_050
    assert [indicator.fate for indicator in found.indicators] == [Fate.ADDED]
    assert found.words == Size(inserted=7)


def test_what_waits_for_acceptance_is_read_in_one_query(tree, people, plan, django_assert_num_queries):
    accept_all(plan, by=people.coordinator)
    tree.measure.refresh_from_db()
    save_element(
        tree.measure, Content("Naujas", tree.measure.body), base_version=tree.measure.text_version, by=people.member
    )
    elements = list(plan.elements.all())
    with django_assert_num_queries(1):
        found = changes_since_acceptance(elements)
    assert {pk for pk, one in found.items() if not one.is_empty} == {tree.measure.pk}


def test_names_hold_the_places_of_a_move(tree, people, plan):
    accept_all(plan, by=people.coordinator)
    tree.other_goal.refresh_from_db()
    move_element(tree.goal, parent=tree.horizontal, before=None, by=people.coordinator)
    tree.goal.refresh_from_db()
    names = names_for([tree.goal], draft_codes([plan.pk]))
    change = changes_since_acceptance([tree.goal], names)[tree.goal.pk]
    assert change.place == PlaceChange(
        "I Tvarus ir darnus miesto urbanistinis vystymas", "H Tarptautiškas jūrinis miestas"
    )


def test_codes_are_those_of_the_whole_tree(tree, people, plan, django_assert_num_queries):
    remove_element(tree.measure, by=people.member)
    with django_assert_num_queries(1):
        codes = draft_codes([plan.pk])
    branches = draft_tree(plan).by_pk
    assert codes == {pk: branch.code for pk, branch in branches.items() if branch.code}
    assert codes[tree.task.pk] == "1.1.1"
