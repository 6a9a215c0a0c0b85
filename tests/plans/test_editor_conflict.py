"""Two people save over one base: nothing is overwritten silently, each field is decided."""

import json

import pytest

from indicators.models import Indicator
from plans.forms.conflict import Merged, merge
from plans.models import Element
from tests.plans.pages import address, fields_of, open_form, send_form
from tests.plans.test_editor_form import cell


@pytest.fixture
def two(as_user, people, tree):
    """A member and the chair, each with the measure's form open."""
    mine, theirs = as_user(people.member), as_user(people.chair)
    return mine, open_form(mine, tree.measure), theirs, open_form(theirs, tree.measure)


def newest(element):
    return Element.objects.get(pk=element.pk).current_version


def decide(client, element, response, do="decide", **choices):
    return client.post(address("edit", element), {**fields_of(response), "do": do, **choices})


def test_both_changed_the_title_and_both_are_shown(two, tree):
    mine, my_form, theirs, their_form = two
    send_form(theirs, tree.measure, their_form, title="Pirmininko pavadinimas")
    response = send_form(mine, tree.measure, my_form, title="Mano pavadinimas")
    text = response.content.decode()
    assert "Du tekstai" in text
    assert "Pirmininko pavadinimas" in text
    assert "Mano pavadinimas" in text
    assert "pirmininkas" in text
    assert newest(tree.measure).snapshot["title"] == "Pirmininko pavadinimas"


@pytest.mark.parametrize(
    ("choice", "kept"),
    [("mine", "Mano"), ("theirs", "Jų"), ("edited", "Abiejų")],
)
def test_the_choice_is_saved_over_the_newest_version(two, tree, choice, kept):
    mine, my_form, theirs, their_form = two
    send_form(theirs, tree.measure, their_form, title="Jų", **{cell(2025, "SB"): "77"})
    response = send_form(mine, tree.measure, my_form, title="Mano", body="<p>Mano tekstas.</p>")
    saved = decide(mine, tree.measure, response, **{"choice-0": choice, "edited-0": "Abiejų"})
    assert saved.status_code == 302
    snapshot = newest(tree.measure).snapshot
    assert snapshot["title"] == kept
    assert "Mano tekstas." in snapshot["body"]
    assert {"year": 2025, "source": "SB", "cents": 7700} in snapshot["funding"]


def test_without_a_choice_nothing_is_saved_and_nothing_lost(two, tree):
    mine, my_form, theirs, their_form = two
    send_form(theirs, tree.measure, their_form, title="Jų")
    response = send_form(mine, tree.measure, my_form, title="Mano")
    again = decide(mine, tree.measure, response)
    assert "Pasirinkite, kuris lieka" in again.content.decode()
    assert json.loads(fields_of(again)["conflict"])["clashes"][0]["mine"] == "Mano"
    assert newest(tree.measure).snapshot["title"] == "Jų"


def test_going_on_editing_shows_the_form_over_the_newest_version(two, tree):
    mine, my_form, theirs, their_form = two
    send_form(theirs, tree.measure, their_form, title="Jų")
    response = send_form(mine, tree.measure, my_form, title="Mano")
    form = fields_of(decide(mine, tree.measure, response, do="decide-edit", **{"choice-0": "mine"}))
    assert (form["title"], form["base_version"]) == ("Mano", "2")
    assert newest(tree.measure).number == 2
    assert send_form(mine, tree.measure, form).status_code == 302
    assert newest(tree.measure).snapshot["title"] == "Mano"


def test_a_third_save_meanwhile_is_another_conflict(two, tree, as_user, people):
    mine, my_form, theirs, their_form = two
    send_form(theirs, tree.measure, their_form, title="Jų")
    response = send_form(mine, tree.measure, my_form, title="Mano")
    send_form(theirs, tree.measure, open_form(theirs, tree.measure), title="Trečias")
    again = decide(mine, tree.measure, response, **{"choice-0": "mine"})
    assert "Trečias" in again.content.decode()
    assert newest(tree.measure).snapshot["title"] == "Trečias"


def test_both_changed_one_sum(two, tree):
    mine, my_form, theirs, their_form = two
    name = cell(2022, "SB")
    send_form(theirs, tree.measure, their_form, **{name: "130000"})
    response = send_form(mine, tree.measure, my_form, **{name: "140 000"})
    clash = json.loads(fields_of(response)["conflict"])["clashes"]
    assert [(one["name"], one["mine"], one["theirs"]) for one in clash] == [(name, "140 000", "130\xa0000")]
    assert "Savivaldybės biudžetas, 2022 m." in response.content.decode()


def test_a_target_of_an_indicator_is_decided_alone(as_user, people, tree):
    mine, theirs = as_user(people.member), as_user(people.chair)
    my_form, their_form = open_form(mine, tree.goal), open_form(theirs, tree.goal)
    send_form(theirs, tree.goal, their_form, **{"indicators-0-target_0_value": "20", "indicators-0-unit": "mg"})
    response = send_form(
        mine, tree.goal, my_form, **{"indicators-0-target_0_value": "22", "indicators-0-title": "Kitas vardas"}
    )
    assert "siektina reikšmė 2030" in response.content.decode()
    decide(mine, tree.goal, response, **{"choice-0": "theirs"})
    saved = newest(tree.goal).snapshot["indicators"]
    assert [(one["title"], one["unit"], one["targets"]) for one in saved] == [
        ("Kitas vardas", "mg", [{"period": "2030", "value": "20"}])
    ]


def test_an_indicator_that_they_changed_outlives_my_removal(as_user, people, tree):
    mine, theirs = as_user(people.member), as_user(people.chair)
    my_form, their_form = open_form(mine, tree.goal), open_form(theirs, tree.goal)
    send_form(theirs, tree.goal, their_form, **{"indicators-0-unit": "mg"})
    mine_without = fields_of(send_form(mine, tree.goal, my_form, do="remove-indicator:0"))
    decide(mine, tree.goal, send_form(mine, tree.goal, mine_without, title="Kitas tikslas"))
    assert Indicator.objects.get(element=tree.goal).unit == "mg"
    assert newest(tree.goal).snapshot["title"] == "Kitas tikslas"


def test_an_indicator_that_nobody_else_touched_stays_removed(as_user, people, tree):
    mine, theirs = as_user(people.member), as_user(people.chair)
    my_form, their_form = open_form(mine, tree.goal), open_form(theirs, tree.goal)
    send_form(theirs, tree.goal, their_form, title="Jų tikslas")
    mine_without = fields_of(send_form(mine, tree.goal, my_form, do="remove-indicator:0"))
    decide(mine, tree.goal, send_form(mine, tree.goal, mine_without))
    assert not Indicator.objects.filter(element=tree.goal).exists()
    assert newest(tree.goal).snapshot["title"] == "Jų tikslas"


def test_different_fields_fit_together_and_are_saved_at_once(two, tree):
    mine, my_form, theirs, their_form = two
    send_form(theirs, tree.measure, their_form, title="Jų")
    response = send_form(mine, tree.measure, my_form, **{"detail-partners": "bendruomenės"})
    assert json.loads(fields_of(response)["conflict"])["clashes"] == []
    decide(mine, tree.measure, response)
    snapshot = newest(tree.measure).snapshot
    assert (snapshot["title"], snapshot["detail"]["partners"]) == ("Jų", "bendruomenės")


def test_an_unknown_base_asks_about_every_difference():
    merged = merge({}, {"title": "A", "detail-partners": "x"}, {"title": "B", "detail-partners": "x"})
    assert [clash.name for clash in merged.clashes] == ["title"]


def test_a_conflict_that_is_not_ours_is_a_bad_request(as_user, people, tree):
    client = as_user(people.member)
    for text in ("", "[]", "{", '{"typed": 1}', '{"typed": {}, "clashes": [{"x": 1}]}'):
        response = client.post(address("edit", tree.measure), {"do": "decide", "conflict": text})
        assert response.status_code == 400


def test_the_merge_survives_its_way_through_the_page():
    merged = merge({"title": "A"}, {"title": "B", "reason": "nes"}, {"title": "C"})
    assert Merged.from_json(merged.to_json()) == merged
