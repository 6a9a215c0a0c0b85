"""Dashboards: money by year and source, indicators by evaluation, completeness; every number leads to its parts."""

import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from indicators.dashboards import Scope, completeness, measure_sums
from indicators.dashboards.completeness import QUESTIONS
from indicators.models import Indicator, IndicatorValue
from plans.changes import draft_codes
from plans.hierarchy import Kind
from plans.models import Element, Funding, Organisation
from plans.queries_organisations import money_table
from plans.services.elements import Content, add_element, remove_element, save_element
from tests.support.factories import accept_all
from workgroups.models import Workgroup

PAGE = "/rengimas/suvestine/"
NUMBER = re.compile(r'href="(/rengimas/suvestine/lesos/\?[^"]+)"><?s?t?r?o?n?g?>?([\d\xa0]+)\xa0€')


def write(element, people, **fields):
    element = Element.objects.get(pk=element.pk)
    content = {"title": element.title, "body": element.body, **fields}
    save_element(element, Content(**content), base_version=element.text_version, by=people.coordinator)


@pytest.fixture
def measure(tree, people):
    """A second measure of the same task, of another body, with money of its own."""
    detail = {"responsible": "Uosto direkcija", "year_from": 2022, "year_to": 2024}
    content = Content(
        "Krantinės", "<p>Tekstas</p>", detail=detail,
        funding={(2022, "SB"): Decimal("1000"), (2024, "ES"): Decimal("500.50")},
    )  # fmt: skip
    return add_element(tree.goal.plan, Kind.MEASURE, tree.task, content, by=people.member)


@pytest.fixture
def client(as_user, people):
    return as_user(people.coordinator)


def page(client, query=""):
    response = client.get(PAGE + query)
    assert response.status_code == 200
    return response.content.decode()


def gauge(scope, key):
    return next(one for one in completeness(scope) if one.key == key)


class TestMoney:
    def test_every_sum_is_what_its_list_adds_up_to(self, client, measure):
        """The number on the page, the number on the list it leads to, and the rows of that list are one."""
        found = NUMBER.findall(page(client, "?grupe=visi"))
        assert len(found) >= 6
        for address, shown in found:
            response = client.get(address.replace("&amp;", "&"))
            assert shown in response.content.decode()
            rows = response.context["page"].paginator.object_list
            assert sum(one.cents for one in rows) == response.context["total"]
            assert int(re.sub(r"\D", "", shown)) == response.context["total"] // 100

    def test_the_list_names_the_measures_of_one_year_and_source(self, plan, tree, measure):
        codes = draft_codes([plan.pk])
        found = measure_sums(Scope(plan), codes, year=2024, source="ES")
        assert [(one.element, one.cents) for one in found] == [(measure, 50_050)]
        everything = measure_sums(Scope(plan), codes)
        assert [one.code for one in everything] == ["1.1.1.1", "1.1.1.2"]
        assert sum(one.cents for one in everything) == money_table(Scope(plan).money()).total

    def test_a_removed_measure_counts_nowhere(self, plan, people, measure):
        before = money_table(Scope(plan).money()).total
        remove_element(measure, by=people.member)
        assert before - money_table(Scope(plan).money()).total == 150_050
        assert Funding.objects.filter(element=measure).exists()

    def test_a_body_sees_what_it_answers_for_and_not_where_it_is_a_partner(self, client, plan, tree, people, measure):
        write(tree.measure, people, detail={"partners": "Uosto direkcija, kita įstaiga"})
        body = Organisation.objects.get(name="Uosto direkcija")
        assert money_table(Scope(plan, body=body).money()).total == 150_050
        text = page(client, f"?vykdytojas={body.pk}")
        assert '<h1 lang="lt">Uosto direkcija</h1>' in text
        assert "1\xa0000\xa0€" in text

    @pytest.mark.parametrize("query", ["metai=20x4", "metai=²⁰²⁴", "saltinis=XX"])
    def test_a_year_or_source_that_is_none_is_not_found(self, client, tree, query):
        assert client.get(f"{PAGE}lesos/?{query}").status_code == 404


class TestIndicators:
    def test_counts_lead_to_the_indicators_with_their_reasoning(self, client, tree):
        indicator = Indicator.objects.get(element=tree.goal)
        IndicatorValue.objects.filter(indicator=indicator).delete()
        for kind, period, value in (("baseline", "2020", 20), ("target", "2030", 10), ("observation", "2025", 19)):
            IndicatorValue.objects.create(indicator=indicator, kind=kind, period=period, value=value)
        text = page(client, "?grupe=visi")
        assert 'vertinimas=behind">1<' in text.replace("\n", "")
        behind = client.get(f"{PAGE}rodikliai/?grupe=visi&vertinimas=behind").content.decode()
        assert indicator.title in behind
        assert "15" in behind  # what the path asks for in 2025
        achieved = client.get(f"{PAGE}rodikliai/?grupe=visi&vertinimas=achieved").content.decode()
        assert indicator.title not in achieved

    def test_an_unknown_verdict_is_not_found(self, client, tree):
        assert client.get(f"{PAGE}rodikliai/?vertinimas=puiku").status_code == 404


class TestCompleteness:
    def test_what_is_lacking_is_named(self, client, plan, measure):
        found = gauge(Scope(plan), "pareigos")
        assert measure.pk in found.lacking
        assert (found.having, found.total) == (found.total - len(found.lacking), 2)
        text = client.get(f"{PAGE}truksta/pareigos/?grupe=visi").content.decode()
        assert "Krantinės" in text

    def test_what_is_written_is_lacking_no_more(self, plan, people, measure):
        write(measure, people, detail={"office": "Skyriaus vedėjas", "expected_result": "Atnaujinta krantinė"})
        for key in ("pareigos", "rezultatas", "vykdytojas", "metai", "lesos", "tekstas"):
            assert measure.pk not in gauge(Scope(plan), key).lacking, key
        assert measure.pk in gauge(Scope(plan), "produktas").lacking

    def test_an_indicator_without_a_target_is_half(self, plan, tree):
        assert tree.goal.pk not in gauge(Scope(plan), "reiksmes").lacking
        IndicatorValue.objects.filter(indicator__element=tree.goal, kind="target").delete()
        assert tree.goal.pk in gauge(Scope(plan), "reiksmes").lacking

    def test_all_is_only_when_all_is(self, plan, people, measure):
        accept_all(plan, by=people.coordinator)
        assert gauge(Scope(plan), "priimta").percent == 100
        write(measure, people, title="Kitas pavadinimas")
        found = gauge(Scope(plan), "priimta")
        assert (found.lacking, found.percent) == ((measure.pk,), found.having * 100 // found.total)
        assert found.percent < 100

    def test_an_unknown_question_is_not_found(self, client, tree):
        assert client.get(f"{PAGE}truksta/viskas/").status_code == 404

    def test_every_question_has_a_key_of_its_own(self):
        keys = [question.key for question in QUESTIONS]
        assert len(keys) == len(set(keys))


class TestScope:
    def test_a_member_begins_with_the_own_group_the_coordinator_with_the_plan(self, as_user, people, tree, groups):
        text = page(as_user(people.member))
        assert f">{tree.measure.workgroup.name}</h1>" in text
        assert "Pagal grupes" not in text
        assert "Pagal grupes" in page(as_user(people.coordinator))

    def test_a_scope_that_is_not_known_is_the_whole_plan(self, client, tree):
        for query in ("?grupe=nėra", "?vykdytojas=999", "?vykdytojas=x"):
            assert ">Visas planas</h1>" in page(client, query)

    def test_groups_and_what_is_shared_make_the_whole(self, client, plan, tree, measure):
        client.get(PAGE)
        lines = client.get(f"{PAGE}?grupe=visi").context["groups"]
        assert sum(line.elements for line in lines) == Scope(plan).elements().count()
        assert sum(line.cents for line in lines) == money_table(Scope(plan).money()).total
        assert lines[-1].scope.shared

    def test_a_group_without_elements_says_so(self, client, tree):
        other = Workgroup.objects.create(slug="nauja", name="Nauja grupė")
        assert "Čia dar nieko nėra" in page(client, f"?grupe={other.slug}")


@pytest.mark.parametrize("address", ["", "lesos/", "rodikliai/", "truksta/pareigos/"])
def test_the_number_of_queries_does_not_grow(client, tree, people, measure, address):
    """The same with two measures and with four."""
    counts = []
    for number in range(2):
        client.get(f"{PAGE}{address}?grupe=visi")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{PAGE}{address}?grupe=visi")
        counts.append(len(queries))
        for more in range(2):
            content = Content(
                f"Priemonė {number}{more}", "<p>A</p>", detail={"responsible": f"Įstaiga {number}{more}"},
                funding={(2024, "SB"): Decimal(5)},
                parts={"indicators": [INDICATOR]},
            )  # fmt: skip
            add_element(tree.goal.plan, Kind.MEASURE, tree.task, content, by=people.member)
    assert counts[0] == counts[1]


INDICATOR = {
    "title": "Rodiklis", "unit": "vnt.", "decimals": 0, "direction": "increase", "source": "",
    "baseline": {"period": "2020", "value": "1"}, "targets": [{"period": "2030", "value": "5"}],
}  # fmt: skip
