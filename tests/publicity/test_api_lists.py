"""What stands in the open data: each data set, in JSON and in CSV."""

import uuid

import pytest

from editions import reading
from editions.services.events import record_decision
from tests.editions.support import DATE
from tests.publicity.conftest import uid_of
from tests.publicity.content import make_event, make_news
from tests.publicity.open_data import LICENCE, LISTS, OF_EDITION, SAMPLE, ask, csv_rows, edition_of, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(plan, people):
    return edition_of(plan, people.coordinator, 2)


@pytest.mark.parametrize("address", LISTS)
def test_every_list_is_paged_and_names_its_licence(published, address):
    answer = ask(address).json()
    assert answer["licence"] == LICENCE
    assert (answer["limit"], answer["offset"], answer["previous"]) == (100, 0, None)
    assert answer["count"] == len(answer["results"])
    english = ask(address, prefix="/en")
    assert english.headers["Content-Language"] == "en"
    assert english.json()["count"] == answer["count"]


def test_the_root_leads_to_every_data_set(published):
    listed = {one["name"]: one for one in rows("")}
    assert list(listed) == ["editions", "elements", "measures", "money", "indicators", "observations", "news", "events"]
    assert listed["money"]["address"] == "http://127.0.0.1:8000/api/v1/editions/current/money/"
    for one in listed.values():
        assert ask(one["address"].partition("/api/v1/")[2]).status_code == 200
        assert ask(one["csv_address"].partition("/api/v1/")[2]).headers["Content-Type"] == "text/csv; charset=utf-8"


def test_editions_say_what_they_are(published):
    (row,) = rows("editions/")
    assert row["number"] == published.number
    assert row["digest"] == published.digest
    assert row["document_date"] == DATE.isoformat()
    assert (row["kind"], row["kind_name"], row["sample"], row["notice"]) == (
        "plan_draft",
        "plano projektas",
        False,
        None,
    )
    assert row["address"] == "http://127.0.0.1:8000/redakcijos/1/"


def test_one_edition_has_its_names_money_and_events(published, people):
    record_decision(published, date=DATE, number="T2-1", by=people.coordinator, note="Pritarta")
    result = ask("editions/1/").json()["result"]
    assert result["total"] == "2469135.80"
    assert {one["kind"]: one["count"] for one in result["counts"]}["measure"] == 2
    assert [one["kind"] for one in result["events"]] == ["published", "decided"]
    assert result["events"][-1]["decision_number"] == "T2-1"
    assert {one["code"] for one in result["groups"]} >= {"aplinkos-apsauga"}
    assert ask("editions/current/").json()["result"] == result


def test_elements_stand_in_the_order_of_the_document(published):
    found = rows("editions/1/elements/")
    assert [row["code"] for row in found] == ["V", "I", "1.1", "1.1.1", "1.1.1.1", "1.1.1.2"]
    goal, measure = found[2], found[-1]
    assert (goal["parent"], goal["kind"], goal["kind_name"]) == (str(uid_of("priority")), "goal", "tikslas")
    assert (goal["group"], goal["total"], goal["depth"]) == ("aplinkos-apsauga", "2469135.80", 2)
    assert measure["body"] == "<p>Tekstas.</p>"
    assert measure["address"] == "http://127.0.0.1:8000/redakcijos/1/1.1.1.2/"
    assert measure["permanent_address"].endswith(f"/planas/e/{uid_of('measure', 2).hex[:12]}/")


def test_one_element_has_its_money_and_indicators(published):
    answer = ask(f"editions/1/elements/{uid_of('goal')}/").json()
    assert answer["edition"]["number"] == 1
    (indicator,) = answer["result"]["indicators"]
    assert indicator["baseline"] == {"period": "2020", "value": "-12.345"}
    assert indicator["targets"] == [{"period": "2030", "value": "17.5"}]
    measure = ask(f"editions/1/elements/{uid_of('measure', 1)}/").json()["result"]
    assert [(one["year"], one["source"], one["amount"]) for one in measure["money"]] == [
        (2022, "SB", "1234567.89"), (2023, "ES", "0.01"),
    ]  # fmt: skip
    assert measure["parent"] == str(uid_of("task"))


def test_measures_money_indicators_and_observations(published):
    measure = rows("editions/1/measures/")[0]
    assert (measure["goal"], measure["task"], measure["responsible"]) == ("1.1", "1.1.1", "Aplinkos skyrius")
    assert (measure["year_from"], measure["year_to"], measure["people"]) == (2022, 2024, "1.5")
    money = rows("editions/1/money/")
    assert [(one["code"], one["year"], one["amount"]) for one in money[:2]] == [
        ("1.1.1.1", 2022, "1234567.89"), ("1.1.1.1", 2023, "0.01"),
    ]  # fmt: skip
    (indicator,) = rows("editions/1/indicators/")
    assert (indicator["code"], indicator["number"], indicator["direction"]) == ("1.1", 1, "decrease")
    assert indicator["uid"] == str(uid_of("indicator"))
    values = rows("editions/1/observations/")
    assert [(one["role"], one["period"], one["value"], one["status"]) for one in values] == [
        ("baseline", "2020", "-12.345", ""), ("target", "2030", "17.5", ""), ("actual", "2021-Q1", "18", "final"),
        ("actual", "2022", None, "missing"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", OF_EDITION)
def test_csv_holds_what_json_holds(published, name):
    listed, sheet = rows(f"editions/1/{name}/"), csv_rows(f"editions/1/{name}/")
    assert len(sheet) == len(listed) > 0
    for row, line in zip(listed, sheet, strict=True):
        assert line.pop("edition") == "1"
        assert line.pop("notice") == ""
        for column, value in row.items():
            if isinstance(value, (str, int)) and not isinstance(value, bool):
                assert line[column].removeprefix("'") == str(value)
        assert set(row) - {"baseline"} <= set(line)


def test_csv_of_nested_parts_has_a_column_for_each(published):
    (row,) = csv_rows("editions/1/indicators/")
    assert (row["baseline_period"], row["baseline_value"]) == ("2020", "-12.345")
    assert row["targets"] == '[{"period": "2030", "value": "17.5"}]'


def test_no_cell_of_csv_is_a_formula(plan, people):
    dangerous = ("=HYPERLINK(1)", "+370", "-1+1", "@SUM(1)", "\tx", "'=1")
    edition_of(plan, people.coordinator, 7, titles=dict(enumerate([*dangerous, "-5"], 1)))
    titles = [row["title"] for row in csv_rows("editions/1/measures/")]
    assert titles[-1] == "-5"
    assert all(title.startswith("'") for one, title in zip(dangerous, titles, strict=False) if one != "+370")
    assert [row["title"] for row in rows("editions/1/measures/")] == [*dangerous, "-5"]


def test_a_sample_says_so_in_every_answer(plan, people):
    edition_of(plan, people.coordinator, sample=True)
    for name in OF_EDITION:
        assert ask(f"editions/1/{name}/", prefix="/en").json()["notice"] == "Sample data – not the real plan"
        answer = ask(f"editions/1/{name}/").json()
        assert (answer["notice"], answer["edition"]["sample"]) == (SAMPLE, True)
        assert {row["notice"] for row in csv_rows(f"editions/1/{name}/")} == {SAMPLE}
        empty = ask(f"editions/1/{name}/?group=nera&format=csv")
        assert 'filename="salyginiai-duomenys-' in empty.headers["Content-Disposition"]
    assert rows("editions/")[0]["notice"] == SAMPLE
    assert csv_rows("editions/")[0]["notice"] == SAMPLE
    assert ask("editions/1/").json()["notice"] == SAMPLE
    assert ask(f"editions/1/elements/{uid_of('goal')}/").json()["notice"] == SAMPLE


def test_a_real_edition_has_no_notice(published):
    assert ask("editions/1/money/").json()["notice"] is None
    assert "salyginiai" not in ask("editions/1/money/?format=csv").headers["Content-Disposition"]


def test_the_comparison_says_what_was_and_what_is(published, plan, people):
    edition_of(plan, people.coordinator, 1, titles={"goal": "Kitas tikslas"})
    reading._tree.cache_clear()
    found = {row["uid"]: row for row in rows("editions/2/comparison/1/")}
    goal, measure = found[str(uid_of("goal"))], found[str(uid_of("measure", 2))]
    assert (goal["sorts"], goal["old"]["title"], goal["new"]["title"]) == (["reworded"], "Tikslas", "Kitas tikslas")
    assert goal["words"] == ["pakeistas tekstas"]
    assert (measure["sorts"], measure["new"]["title"], measure["old"]["amount"]) == (["removed"], None, "1234567.90")
    assert {row["uid"] for row in rows("editions/2/comparison/1/?sort=removed")} == {measure["uid"]}
    (line,) = csv_rows("editions/2/comparison/1/?sort=removed")
    assert (line["sorts"], line["old_code"], line["new_code"]) == ("removed", "1.1.1.2", "")


def test_a_comparison_with_a_sample_says_so(published, plan, people):
    edition_of(plan, people.coordinator, sample=True)
    assert ask("editions/1/comparison/2/").json()["notice"] == SAMPLE


def test_news_and_events_are_those_that_are_public(published, people):
    known, unknown = str(uid_of("goal")), str(uid_of("nothing"))
    item = make_news(people.editor, elements=[known, unknown], title_en="Draft published")
    make_news(people.editor, "Juodraštis", public=False)
    event = make_event(people.editor)
    make_event(people.editor, "Juodraštis", public=False)
    (row,) = rows("news/")
    assert (row["uid"], row["title"], row["title_en"]) == (str(item.uid), "Paskelbtas projektas", "Draft published")
    assert row["address"] == f"http://127.0.0.1:8000/naujienos/{item.slug}/"
    (row,) = rows("events/")
    assert (row["uid"], row["place"], row["kind"]) == (str(event.uid), "Rotušė", "pristatymas")
    assert [line["title"] for line in csv_rows("events/")] == ["Plano pristatymas"]


def test_an_element_of_no_public_edition_is_not_told(published, people):
    item = make_news(people.editor)
    item.elements = [str(uid_of("goal")), str(uuid.UUID(int=7))]
    item.save()
    assert rows("news/")[0]["elements"] == [str(uid_of("goal"))]
    assert len(rows(f"news/?element={uid_of('goal')}")) == 1
    assert rows(f"news/?element={uid_of('task')}") == []
