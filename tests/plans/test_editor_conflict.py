"""Two people save over one base: what overlaps is decided piece by piece, nothing is overwritten silently."""

import json

import pytest

from indicators.models import Indicator
from plans.forms.conflict import Pending
from plans.models import Element, VersionKind
from plans.services.elements import Content, save_element
from tests.plans.pages import address, fields_of, open_form, send_form
from tests.plans.test_editor_form import cell

TEXT = "<p>Oro tarša mieste mažėja.</p><p>Stotelių yra per mažai.</p>"


@pytest.fixture
def two(as_user, people, tree):
    """A member and the chair, each with the measure's form open."""
    mine, theirs = as_user(people.member), as_user(people.chair)
    send_form(mine, tree.measure, open_form(mine, tree.measure), body=TEXT)
    return mine, open_form(mine, tree.measure), theirs, open_form(theirs, tree.measure)


def newest(element):
    return Element.objects.get(pk=element.pk).current_version


def decide(client, element, response, do="decide", **choices):
    return client.post(address("edit", element), {**fields_of(response), "do": do, **choices})


def test_both_changed_the_title_and_both_are_shown(two, tree):
    mine, my_form, theirs, their_form = two
    send_form(theirs, tree.measure, their_form, title="Pirmininko pavadinimas")
    response = send_form(mine, tree.measure, my_form, title="Mano vardas")
    text = response.content.decode()
    for words in ("Du tekstai", "<ins>", "<del>", "Pirmininko pavadinimas", "Mano vardas", "pirmininkas"):
        assert words in text
    assert newest(tree.measure).snapshot["title"] == "Pirmininko pavadinimas"


@pytest.mark.parametrize(
    ("choice", "kept"),
    [("mine", "Mano"), ("theirs", "Jų"), ("both", "Jų Mano"), ("edited", "Abiejų")],
)
def test_the_choice_is_saved_over_the_newest_version_and_names_both(two, tree, people, choice, kept):
    mine, my_form, theirs, their_form = two
    send_form(theirs, tree.measure, their_form, title="Jų", **{cell(2025, "SB"): "77"})
    response = send_form(mine, tree.measure, my_form, title="Mano", body=my_form["body"] + "<p>Mano tekstas.</p>")
    saved = decide(mine, tree.measure, response, **{"choice-0": choice, "edited-0": "Abiejų"})
    assert saved.status_code == 302
    version = newest(tree.measure)
    assert version.snapshot["title"] == kept
    assert "Mano tekstas." in version.snapshot["body"]
    assert {"year": 2025, "source": "SB", "cents": 7700} in version.snapshot["funding"]
    assert (version.kind, version.by, version.with_author) == (VersionKind.MERGED, people.member, people.chair)


def test_a_body_is_decided_piece_by_piece_and_the_rest_is_joined(two, tree):
    mine, my_form, theirs, their_form = two
    body = their_form["body"]
    send_form(theirs, tree.measure, their_form, body=body.replace("Oro", "Jų").replace("mažai", "maža"))
    response = send_form(
        mine, tree.measure, my_form, body=body.replace("Oro", "Mano").replace("Stotelių", "Matavimo stotelių")
    )
    page = response.content.decode()
    assert page.count('type="radio"') == 4
    assert page.count("<del>") == 2
    decide(mine, tree.measure, response, **{"choice-0": "both"})
    saved = newest(tree.measure).snapshot["body"]
    assert "Jų Mano tarša mieste mažėja." in saved
    assert "Matavimo stotelių yra per maža." in saved


def test_each_piece_has_its_own_choice(two, tree):
    mine, my_form, theirs, their_form = two
    body = their_form["body"]
    send_form(theirs, tree.measure, their_form, body=body.replace("Oro", "Jų").replace("mažai", "daug"))
    response = send_form(mine, tree.measure, my_form, body=body.replace("Oro", "Mano").replace("mažai", "nedaug"))
    assert "Tekstas, 2 vieta iš 2" in response.content.decode()
    decide(mine, tree.measure, response, **{"choice-0": "theirs", "choice-1": "edited", "edited-1": "<p>Kitaip.</p>"})
    saved = newest(tree.measure).snapshot["body"]
    assert ("Jų tarša" in saved, "Kitaip." in saved, "nedaug" in saved) == (True, True, False)


def test_what_one_deleted_and_the_other_changed_is_decided(two, tree):
    mine, my_form, theirs, their_form = two
    first, second = (f"{part}</p>" for part in their_form["body"].split("</p>")[:2])
    send_form(theirs, tree.measure, their_form, body=first)
    response = send_form(mine, tree.measure, my_form, body=first + second.replace("per mažai", "aštuonios"))
    assert "šioje pusėje ištrinta" in response.content.decode()
    decide(mine, tree.measure, response, **{"choice-0": "mine"})
    assert "aštuonios" in newest(tree.measure).snapshot["body"]


def test_without_a_choice_nothing_is_saved_and_nothing_lost(two, tree):
    mine, my_form, theirs, their_form = two
    send_form(theirs, tree.measure, their_form, title="Jų")
    response = send_form(mine, tree.measure, my_form, title="Mano", reason="nes taip tiksliau")
    again = decide(mine, tree.measure, response)
    assert "Pasirinkite, kuris lieka" in again.content.decode()
    typed = json.loads(fields_of(again)["conflict"])["typed"]
    assert (typed["title"], typed["reason"]) == ("Mano", "nes taip tiksliau")
    assert newest(tree.measure).snapshot["title"] == "Jų"


def test_the_whole_is_shown_before_it_is_saved(two, tree):
    mine, my_form, theirs, their_form = two
    send_form(theirs, tree.measure, their_form, title="Jų")
    response = send_form(mine, tree.measure, my_form, title="Mano", **{"detail-partners": "bendruomenės"})
    look = decide(mine, tree.measure, response, do="decide-look", **{"choice-0": "edited", "edited-0": "Abiejų"})
    page = look.content.decode()
    assert ">Abiejų</strong>" in page
    assert "bendruomenės" in page
    assert fields_of(look)["edited-0"] == "Abiejų"
    assert newest(tree.measure).snapshot["title"] == "Jų"


def test_going_on_editing_shows_the_form_over_the_newest_version(two, tree, people):
    mine, my_form, theirs, their_form = two
    send_form(theirs, tree.measure, their_form, title="Jų")
    response = send_form(mine, tree.measure, my_form, title="Mano")
    form = fields_of(decide(mine, tree.measure, response, do="decide-edit", **{"choice-0": "mine"}))
    assert (form["title"], form["base_version"]) == ("Mano", "3")
    assert newest(tree.measure).number == 3
    assert send_form(mine, tree.measure, form).status_code == 302
    version = newest(tree.measure)
    assert (version.snapshot["title"], version.kind, version.with_author) == ("Mano", "merged", people.chair)


def test_a_third_save_meanwhile_is_joined_again(two, tree, people, as_user):
    mine, my_form, theirs, their_form = two
    send_form(theirs, tree.measure, their_form, title="Jų")
    response = send_form(mine, tree.measure, my_form, title="Mano")
    third = as_user(people.coordinator)
    send_form(third, tree.measure, open_form(third, tree.measure), **{"detail-partners": "uostas"})
    assert decide(mine, tree.measure, response, **{"choice-0": "mine"}).status_code == 302
    version = newest(tree.measure)
    assert (version.snapshot["title"], version.snapshot["detail"]["partners"]) == ("Mano", "uostas")
    assert (version.with_author, version.kind) == (people.coordinator, VersionKind.MERGED)
    assert "pirmininkas, coordinator" in version.reason


def test_a_third_save_of_the_same_words_is_another_decision(two, tree):
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
    page = response.content.decode()
    for words in ("140\xa0000", "130\xa0000", "Savivaldybės biudžetas, 2022 m."):
        assert words in page
    assert 'value="both"' not in page  # two sums cannot stand together
    decide(mine, tree.measure, response, **{"choice-0": "edited", "edited-0": "135 000,50"})
    assert newest(tree.measure).snapshot["funding"][0]["cents"] == 13_500_050


def test_a_sum_that_is_none_comes_back_with_its_error(two, tree):
    mine, my_form, theirs, their_form = two
    name = cell(2022, "SB")
    send_form(theirs, tree.measure, their_form, **{name: "130000"})
    response = send_form(mine, tree.measure, my_form, **{name: "140 000"})
    form = fields_of(decide(mine, tree.measure, response, **{"choice-0": "edited", "edited-0": "šimtas"}))
    assert form[name] == "šimtas"
    assert newest(tree.measure).snapshot["funding"][0]["cents"] == 13_000_000


def test_years_that_would_stand_in_the_wrong_order_are_decided(people, as_user, tree):
    without = Content(tree.measure.title, tree.measure.body, funding={})
    save_element(tree.measure, without, base_version=tree.measure.text_version, by=people.member)
    mine, theirs = as_user(people.member), as_user(people.chair)
    my_form, their_form = open_form(mine, tree.measure), open_form(theirs, tree.measure)
    send_form(theirs, tree.measure, their_form, **{"detail-year_to": "2023"})
    response = send_form(mine, tree.measure, my_form, **{"detail-year_from": "2024"})
    assert response.status_code == 200
    decide(mine, tree.measure, response, **{"choice-0": "mine", "choice-1": "mine"})
    detail = newest(tree.measure).snapshot["detail"]
    assert (detail["year_from"], detail["year_to"]) == (2024, 2025)


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


@pytest.mark.parametrize(("choice", "left"), [("mine", []), ("theirs", ["mg"])])
def test_an_indicator_that_one_removed_and_the_other_changed_is_decided(as_user, people, tree, choice, left):
    mine, theirs = as_user(people.member), as_user(people.chair)
    my_form, their_form = open_form(mine, tree.goal), open_form(theirs, tree.goal)
    send_form(theirs, tree.goal, their_form, **{"indicators-0-unit": "mg"})
    mine_without = fields_of(send_form(mine, tree.goal, my_form, do="remove-indicator:0"))
    response = send_form(mine, tree.goal, mine_without, title="Kitas tikslas")
    assert response.status_code == 200
    decide(mine, tree.goal, response, **{"choice-0": choice})
    assert list(Indicator.objects.filter(element=tree.goal).values_list("unit", flat=True)) == left
    assert newest(tree.goal).snapshot["title"] == "Kitas tikslas"


def test_an_unknown_base_asks_about_every_difference(two, tree):
    mine, my_form, theirs, their_form = two
    send_form(theirs, tree.measure, their_form, title="Jų", **{"detail-partners": "uostas"})
    response = send_form(mine, tree.measure, my_form, title="Mano", base_number="77")
    assert response.content.decode().count('value="theirs"') == 2
    decide(mine, tree.measure, response, **{"choice-0": "mine", "choice-1": "theirs"})
    snapshot = newest(tree.measure).snapshot
    assert (snapshot["title"], snapshot["detail"]["partners"]) == ("Mano", "uostas")


def test_a_conflict_that_is_not_ours_is_a_bad_request(as_user, people, tree):
    client = as_user(people.member)
    strange = [
        "", "[]", "{", '{"typed": 1}', '{"typed": {}}', '{"typed": {}, "base": "1", "over": 1, "text_version": 1}',
        '{"typed": {}, "base": -1, "over": 1, "text_version": 1}', "[" * 100_000,
        '{"typed": {"title": "A", "body": ""}, "base": 1, "over": 99, "text_version": 1}',
    ]  # fmt: skip
    for text in strange:
        response = client.post(address("edit", tree.goal), {"do": "decide", "conflict": text})
        assert response.status_code == 400, text


def test_odd_names_in_a_decision_lose_nothing(two, tree):
    mine, my_form, theirs, their_form = two
    send_form(theirs, tree.measure, their_form, title="Jų")
    response = send_form(mine, tree.measure, my_form, title="Mano")
    odd = {"choice-0": "nobody", "choice-7": "mine", "edited-x": "x", "clash-name": "indicator/x/nothing"}
    again = decide(mine, tree.measure, response, **odd)
    assert again.status_code == 200
    assert json.loads(fields_of(again)["conflict"])["typed"]["title"] == "Mano"


def test_a_pending_save_that_lost_its_title_comes_back_as_a_form(two, tree):
    mine, my_form, theirs, their_form = two
    send_form(theirs, tree.measure, their_form, title="Jų")
    pending = Pending.from_json(fields_of(send_form(mine, tree.measure, my_form, title="Mano"))["conflict"])
    del pending.typed["title"]
    again = mine.post(address("edit", tree.measure), {"do": "decide", "conflict": pending.to_json()})
    assert (again.status_code, fields_of(again)["base_number"]) == (200, my_form["base_number"])


def test_a_login_that_expires_on_the_page_of_a_conflict_keeps_my_text(two, tree, people):
    mine, my_form, theirs, their_form = two
    send_form(theirs, tree.measure, their_form, title="Jų")
    response = send_form(mine, tree.measure, my_form, title="Mano")
    mine.logout()
    decide(mine, tree.measure, response, **{"choice-0": "mine"})
    mine.force_login(people.member, backend="allauth.account.auth_backends.AuthenticationBackend")
    again = mine.get(address("edit", tree.measure))
    assert "Du tekstai" in again.content.decode()
    assert decide(mine, tree.measure, again).status_code == 302
    assert newest(tree.measure).snapshot["title"] == "Mano"
