"""Indicators in the form: rows come and go without a script, and are checked line by line."""

from indicators.models import Indicator
from plans.models import Element
from tests.plans.pages import fields_of, open_form, send_form

ROW = {"title": "Gyventojų pasitenkinimas", "unit": "proc.", "decimals": "1", "direction": "increase"}


def row(number, **fields):
    return {f"indicators-{number}-{name}": value for name, value in fields.items()}


def test_a_button_adds_a_row_and_keeps_what_was_typed(as_user, people, tree):
    client = as_user(people.member)
    response = send_form(client, tree.goal, open_form(client, tree.goal), title="Dar rašau", do="add-indicator")
    fields = fields_of(response)
    assert fields["title"] == "Dar rašau"
    assert fields["indicators-1-baseline_period"] == "2020"
    assert fields["indicators-1-target_0_period"] == "2030"
    assert "error-summary" not in response.content.decode()
    assert Element.objects.get(pk=tree.goal.pk).title == tree.goal.title


def test_the_vision_asks_for_its_own_year_too(as_user, people, tree):
    client = as_user(people.coordinator)
    fields = fields_of(send_form(client, tree.vision, open_form(client, tree.vision), do="add-indicator"))
    assert [fields[f"indicators-0-target_{line}_period"] for line in (0, 1)] == ["2030", "2035"]


def test_a_new_row_is_saved_with_baseline_and_targets(as_user, people, tree):
    client = as_user(people.member)
    new = row(
        1, **ROW, baseline_period="2020", baseline_value="61,5", target_0_period="2030", target_0_value="70",
        target_1_period="2025", target_1_value="65,5",
    )  # fmt: skip
    assert send_form(client, tree.goal, {**open_form(client, tree.goal), **new}).status_code == 302
    saved = Element.objects.get(pk=tree.goal.pk).current_version.snapshot["indicators"]
    assert [one["title"] for one in saved] == ["Kietųjų dalelių koncentracija", ROW["title"]]
    assert saved[1]["baseline"] == {"period": "2020", "value": "61.5"}
    assert saved[1]["targets"] == [{"period": "2025", "value": "65.5"}, {"period": "2030", "value": "70"}]


def test_another_target_line_and_a_row_taken_out(as_user, people, tree):
    client = as_user(people.member)
    fields = fields_of(send_form(client, tree.goal, open_form(client, tree.goal), do="add-target:0"))
    assert fields["indicators-0-target_1_period"] == ""
    fields = fields_of(send_form(client, tree.goal, fields, do="remove-indicator:0"))
    assert not any(name.startswith("indicators-") for name in fields)
    assert Indicator.objects.filter(element=tree.goal).count() == 1
    send_form(client, tree.goal, fields)
    assert Indicator.objects.filter(element=tree.goal).count() == 0


def test_an_untouched_new_row_is_not_saved(as_user, people, tree):
    client = as_user(people.member)
    fields = fields_of(send_form(client, tree.goal, open_form(client, tree.goal), do="add-indicator"))
    assert send_form(client, tree.goal, fields).status_code == 302
    assert Indicator.objects.filter(element=tree.goal).count() == 1


def test_the_uid_of_an_indicator_stays(as_user, people, tree):
    client, before = as_user(people.member), Indicator.objects.get(element=tree.goal)
    send_form(client, tree.goal, open_form(client, tree.goal), **row(0, title="Kitas vardas"))
    after = Indicator.objects.get(element=tree.goal)
    assert (after.uid, after.title) == (before.uid, "Kitas vardas")


def test_wrong_lines_are_said_beside_their_fields(as_user, people, tree):
    client = as_user(people.member)
    wrong = row(
        0, title="", baseline_period="", baseline_value="31,55", target_0_period="2O30", target_0_value="daug",
    )  # fmt: skip
    response = send_form(client, tree.goal, open_form(client, tree.goal), **wrong)
    text = response.content.decode()
    for name in ("title", "baseline_period", "baseline_value", "target_0_period", "target_0_value"):
        assert f'id="id_indicators-0-{name}_error"' in text
    assert fields_of(response)["indicators-0-target_0_value"] == "daug"
    assert Element.objects.get(pk=tree.goal.pk).current_version.number == 1


def test_one_period_has_one_target(as_user, people, tree):
    client = as_user(people.member)
    twice = row(0, target_1_period="2030", target_1_value="20")
    response = send_form(client, tree.goal, {**open_form(client, tree.goal), **twice})
    assert "jau turi siektiną reikšmę" in response.content.decode()
