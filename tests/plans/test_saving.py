"""What a save costs, and that it never tells of an element anything but what stands in the database."""

from dataclasses import replace
from decimal import Decimal

import pytest

from plans.content import content_of_snapshot
from plans.models import Element, WorkingCopy
from plans.services.elements import Content, save_element
from plans.snapshot import take_snapshots
from tests.plans.pages import address, open_form, send_form

OPEN = (2024, "SB")


def fresh(element: Element) -> Element:
    return Element.objects.select_related("parent", "workgroup", "current_version").get(pk=element.pk)


def change_text(content: Content) -> Content:
    return replace(content, body="<p>Kitas tekstas.</p>")


def change_detail(content: Content) -> Content:
    return replace(content, detail={**content.detail, "responsible": "Uosto direkcija", "people": "2.50"})


def change_years(content: Content) -> Content:
    return replace(content, detail={**content.detail, "year_from": 2021, "year_to": 2026})


def change_money(content: Content) -> Content:
    return replace(content, funding={**content.funding, OPEN: Decimal("10.5")})


def take_money_away(content: Content) -> Content:
    return replace(content, funding={})


def change_target(content: Content) -> Content:
    return replace(content, parts={"indicators": [_with_target(content.parts["indicators"][0])]})


def add_indicator(content: Content) -> Content:
    rows = content.parts["indicators"]
    new = {**_with_target(rows[0]), "title": "Naujas"} if rows else _new()
    new.pop("uid", None)
    return replace(content, parts={"indicators": [new, *rows]})


def remove_indicators(content: Content) -> Content:
    return replace(content, parts={"indicators": []})


def _with_target(row: dict) -> dict:
    return {**row, "targets": [*row["targets"], {"period": "2028", "value": "26.50"}]}


def _new() -> dict:
    return {"title": "Naujas", "unit": "vnt.", "decimals": 0, "direction": "increase", "source": "",
            "baseline": None, "targets": []}  # fmt: skip


@pytest.mark.parametrize("name", ["measure", "goal"])
@pytest.mark.parametrize(
    "change",
    [change_text, change_detail, change_years, change_money, take_money_away, change_target, add_indicator,
     remove_indicators],
)  # fmt: skip
def test_a_version_holds_what_stands_in_the_database(people, tree, name, change):
    element = fresh(getattr(tree, name))
    content = change_text(content_of_snapshot(element.current_version.snapshot))
    if name == "goal" and change in (change_detail, change_years, change_money):
        pytest.skip("only measures have it")
    if name == "measure" and change is change_target:
        content = add_indicator(content)
    save_element(element, change(content), base_version=element.text_version, by=people.coordinator)
    stored = fresh(element)
    assert stored.current_version.number == 2
    assert stored.current_version.snapshot == take_snapshots([stored])[stored.pk]


def test_the_audit_trail_names_the_version_that_the_save_made(people, tree):
    element = fresh(tree.goal)
    save_element(element, Content("Kitaip", element.body), base_version=1, by=people.member, reason="aiškiau")
    row, before = Element.history.filter(id=element.pk)[:2]
    assert (row.title, row.text_version, row.history_change_reason) == ("Kitaip", 2, "aiškiau")
    assert (row.history_user, row.current_version) == (people.member, fresh(element).current_version)
    assert before.title == element.title


def test_saving_what_stands_there_writes_nothing(people, tree):
    element = fresh(tree.measure)
    content = content_of_snapshot(element.current_version.snapshot)
    records = Element.history.count()
    assert save_element(element, content, base_version=1, by=people.member) is None
    assert fresh(element).text_version == 1
    assert Element.history.count() == records


@pytest.mark.parametrize("more", [0, 2])
@pytest.mark.parametrize(("name", "queries"), [("goal", 23), ("measure", 24)])
def test_a_save_of_a_text_asks_the_same_however_much_stands_beside_it(
    as_user, people, tree, name, queries, more, django_assert_num_queries
):
    element = getattr(tree, name)
    content = content_of_snapshot(fresh(element).current_version.snapshot)
    content = replace(content, parts={"indicators": [_new() for _ in range(1 + more)]})
    save_element(element, content, base_version=1, by=people.member)
    client = as_user(people.member)
    fields = open_form(client, element)
    with django_assert_num_queries(queries):
        response = send_form(client, element, fields, body="<p>Vien tekstas.</p>")
    assert response.status_code == 302
    assert fresh(element).body.endswith("Vien tekstas.</p>")


def test_a_joined_save_asks_for_both_versions_and_their_authors_besides(
    as_user, people, tree, django_assert_num_queries
):
    client = as_user(people.member)
    fields = open_form(client, tree.goal)
    content = content_of_snapshot(fresh(tree.goal).current_version.snapshot)
    save_element(tree.goal, replace(content, title="Kitas pavadinimas"), base_version=1, by=people.chair)
    with django_assert_num_queries(26):
        assert send_form(client, tree.goal, fields, body="<p>Mano tekstas.</p>").status_code == 302
    assert (fresh(tree.goal).title, fresh(tree.goal).current_version.with_author) == ("Kitas pavadinimas", people.chair)


def test_an_autosave_asks_little(as_user, people, tree, django_assert_num_queries):
    client = as_user(people.member)
    fields = open_form(client, tree.measure)
    client.post(address("copy", tree.measure), fields)
    with django_assert_num_queries(8):
        answer = client.post(address("copy", tree.measure), {**fields, "body": "<p>Toliau.</p>"})
    assert answer.json()["state"] == "kept"
    assert WorkingCopy.objects.get().data["body"] == "<p>Toliau.</p>"
