"""How the open data answer: pages, filters, keeping, reading from other sites, refusals."""

import json
import re

import pytest
from django.test import Client

from editions import reading
from editions.services.events import publish_edition, withdraw_edition
from publicity.api import throttling
from tests.editions.support import freeze
from tests.publicity.conftest import uid_of
from tests.publicity.content import DAY, make_event, make_news
from tests.publicity.open_data import LISTS, OF_EDITION, ask, edition_of, problem, rows

pytestmark = pytest.mark.django_db
DETAILS = ("editions/1/", f"editions/1/elements/{uid_of('goal')}/")


@pytest.fixture
def published(plan, people):
    return edition_of(plan, people.coordinator, 3)


def codes(address):
    return [row["code"] for row in rows(address)]


class TestPages:
    def test_pages_follow_one_another(self, published):
        seen, address = [], "editions/1/elements/?limit=3&kind=measure"
        while address:
            page = ask(address).json()
            seen += [row["code"] for row in page["results"]]
            address = (page["next"] or "").partition("/api/v1/")[2]
        assert seen == ["1.1.1.1", "1.1.1.2", "1.1.1.3"]
        page = ask("editions/1/elements/?limit=2&offset=1&kind=measure").json()
        assert (page["count"], [row["code"] for row in page["results"]]) == (3, ["1.1.1.2", "1.1.1.3"])
        assert page["next"] is None
        assert page["previous"] == "http://127.0.0.1:8000/api/v1/editions/1/elements/?limit=2&offset=0&kind=measure"

    def test_the_header_leads_on_for_csv(self, published):
        links = ask("editions/1/measures/?limit=1&format=csv").headers["Link"]
        following = "http://127.0.0.1:8000/api/v1/editions/1/measures/?limit=1&format=csv&offset=1"
        assert f'<{following}>; rel="next"' in links
        assert '<https://creativecommons.org/licenses/by/4.0/>; rel="license"' in links

    def test_past_the_end_is_an_empty_page(self, published):
        page = ask("editions/1/measures/?offset=10000000").json()
        assert (page["count"], page["results"], page["next"]) == (3, [], None)


class TestFilters:
    @pytest.mark.parametrize(
        ("address", "expected"),
        [
            ("elements/?kind=goal", ["1.1"]), ("elements/?kind=problem", []),
            (f"elements/?under={uid_of('task')}", ["1.1.1.1", "1.1.1.2", "1.1.1.3"]),
            (f"elements/?under={uid_of('unknown')}", []), ("elements/?group=nera", []),
            ("measures/?group=aplinkos-apsauga&limit=1", ["1.1.1.1"]), ("measures/?year=2030", []),
            ("measures/?year=2023&source=ES&limit=1", ["1.1.1.1"]), ("measures/?min_amount=1234567.91", []),
            ("measures/?max_amount=1234567.90&limit=1", ["1.1.1.1"]), ("measures/?responsible=Nera", []),
            ("measures/?responsible=Aplinkos+skyrius&stage=1&limit=1", ["1.1.1.1"]),
            ("money/?year=2023", ["1.1.1.1", "1.1.1.2", "1.1.1.3"]), ("money/?source=VB", []),
            (f"money/?element={uid_of('measure', 2)}", ["1.1.1.2", "1.1.1.2"]),
            ("indicators/?kind=goal", ["1.1"]), ("indicators/?kind=task", []),
            ("observations/?role=target", ["1.1"]), ("observations/?year=2021", ["1.1"]),
            (f"observations/?element={uid_of('task')}", []),
        ],
    )  # fmt: skip
    def test_rows_are_those_that_were_asked_for(self, published, address, expected):
        assert codes(f"editions/1/{address}") == expected

    def test_editions_by_kind_standing_and_sample(self, published, plan, people):
        edition_of(plan, people.coordinator, sample=True)
        assert [row["number"] for row in rows("editions/")] == [2, 1]
        assert [row["number"] for row in rows("editions/?sample=true")] == [2]
        assert [row["number"] for row in rows("editions/?kind=plan_draft&sample=false")] == [1]
        assert rows("editions/?standing=in_force") == []

    def test_events_by_kind_and_by_days_of_vilnius(self, published, people):
        event = make_event(people.editor, kind="svarstymas")
        day = event.starts_at.astimezone().date()
        assert len(rows(f"events/?since={day}&until={day}&kind=svarstymas")) == 1
        assert rows(f"events/?since={day + DAY}") == []
        assert rows(f"events/?until={day - DAY}") == []
        assert rows("events/?kind=transliacija") == []

    def test_news_by_days(self, published, people):
        item = make_news(people.editor)
        day = item.published_at.astimezone().date()
        assert len(rows(f"news/?since={day}&until={day}")) == 1
        assert rows(f"news/?until={day - DAY}") == []


class TestKeeping:
    @pytest.mark.parametrize("address", [*LISTS, *DETAILS])
    def test_it_may_be_kept_and_sets_nothing(self, published, address):
        for one in (address, f"{address}?format=csv"):
            response = ask(one)
            assert response.headers["Cache-Control"] == "public, max-age=60"
            assert not response.cookies
            assert "Vary" not in response.headers
            known = ask(one, **{"If-None-Match": response.headers["ETag"]})
            assert (known.status_code, known.content) == (304, b"")
            assert known.headers["ETag"] == response.headers["ETag"]
            assert known.headers["Access-Control-Allow-Origin"] == "*"
            assert ask(one, **{"If-None-Match": '"other"'}).status_code == 200

    def test_what_is_known_is_not_made_again(self, published, django_assert_num_queries):
        tag = ask("editions/1/money/").headers["ETag"]
        reading._tree.cache_clear()
        with django_assert_num_queries(2):
            ask("editions/1/money/", **{"If-None-Match": tag})

    def test_each_address_and_language_has_its_own_tag(self, published):
        tags = {ask(one).headers["ETag"] for one in ("editions/", "editions/?limit=1", "editions/?format=csv", "")}
        assert len(tags | {ask("editions/", prefix="/en").headers["ETag"]}) == 5

    @pytest.mark.parametrize("header", ["Accept", "Accept-Language", "Cookie"])
    def test_no_header_changes_the_answer(self, published, header):
        plain = ask("editions/1/elements/")
        value = {"Accept": "text/html", "Accept-Language": "en", "Cookie": "sessionid=x"}[header]
        assert ask("editions/1/elements/", **{header: value}).content == plain.content

    def test_another_release_is_another_answer(self, published, settings):
        before = ask("editions/").headers["ETag"]
        settings.RELEASE = "next"
        assert ask("editions/").headers["ETag"] != before

    def test_withdrawing_shows_at_once(self, published, people):
        tag = ask("editions/1/").headers["ETag"]
        withdraw_edition(published, by=people.coordinator, note="Klaida")
        for known in (tag, "*"):
            problem(ask("editions/1/", **{"If-None-Match": known}), 404)
        assert rows("editions/") == []

    def test_news_show_at_once(self, published, people):
        tag = ask("news/").headers["ETag"]
        make_news(people.editor)
        assert ask("news/", **{"If-None-Match": tag}).status_code == 200


class TestWhoMayReadIt:
    def test_pages_of_other_sites_may(self, published):
        response = ask("editions/", Origin="https://example.org")
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response.headers
        asked = Client().options("/api/v1/editions/", headers={"Access-Control-Request-Method": "GET"})
        assert (asked.status_code, asked.content) == (204, b"")
        assert asked.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
        assert asked.headers["Access-Control-Allow-Headers"] == "If-None-Match"

    def test_everybody_reads_the_same(self, published, people, as_user, settings):
        for user in (people.coordinator, people.member, people.administrator):
            client = as_user(user)
            settings.DEMO = False
            for address in (*LISTS, *DETAILS):
                assert client.get(f"/api/v1/{address}").content == ask(address).content
                assert not client.get(f"/api/v1/{address}").cookies

    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
    def test_nothing_is_written(self, published, method):
        for address in ("", "editions/", "editions/1/money/", "nowhere/"):
            response = getattr(Client(enforce_csrf_checks=True), method)(f"/api/v1/{address}")
            problem(response, 405)
            assert response.headers["Allow"] == "GET, HEAD, OPTIONS"

    def test_the_head_alone(self, published):
        head, whole = Client().head("/api/v1/editions/"), ask("editions/")
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["ETag"] == whole.headers["ETag"]

    def test_who_asks_too_often_waits(self, published, settings, monkeypatch):
        settings.API_PER_MINUTE = 3
        monkeypatch.setattr(throttling.time, "time", lambda: 120_000.0)
        throttling.COUNTERS.__init__()
        assert [ask("").status_code for _ in range(4)] == [200, 200, 200, 429]
        refused = ask("")
        problem(refused, 429)
        assert refused.headers["Retry-After"] == "60"
        assert refused.headers["Access-Control-Allow-Origin"] == "*"
        assert Client(REMOTE_ADDR="10.0.0.9").get("/api/v1/").status_code == 200
        monkeypatch.setattr(throttling.time, "time", lambda: 120_061.0)
        assert ask("").status_code == 200

    def test_the_counters_never_grow(self):
        counters = throttling.Counters()
        for number in range(10_000):
            counters.count(f"10.0.{number // 256}.{number % 256}", 1)
        assert len(counters._counts) == throttling.PLACES


class TestRefusals:
    @pytest.mark.parametrize(
        ("address", "name"),
        [
            ("editions/1/money/?limit=0", "limit"), ("editions/1/money/?limit=1001", "limit"),
            ("editions/1/money/?limit=99999999999999999999999", "limit"), ("editions/1/money/?offset=-1", "offset"),
            ("editions/1/money/?offset=1e9", "offset"), ("editions/1/money/?offset=10000001", "offset"),
            ("editions/1/money/?year=abc", "year"), ("editions/1/money/?element=ne-uuid", "element"),
            ("editions/1/money/?element=%00", "element"), ("editions/1/money/?source=%00", "source"),
            ("editions/1/money/?source=", "source"), ("editions/1/money/?format=xml", "format"),
            ("editions/1/money/?nera=1", "nera"), ("editions/1/money/?year=2021&year=2022", "year"),
            ("editions/1/measures/?group=%00", "group"), ("editions/1/measures/?group=a%20b", "group"),
            ("editions/1/measures/?min_amount=NaN", "min_amount"),
            ("editions/1/measures/?min_amount=1e400", "min_amount"),
            ("editions/1/measures/?responsible=" + "x" * 201, "responsible"),
            ("editions/1/elements/?kind=nera", "kind"), ("editions/1/elements/?under=1", "under"),
            ("editions/1/observations/?role=x", "role"), ("editions/?sample=galbut", "sample"),
            ("editions/?standing=x", "standing"), ("news/?since=2021-02-30", "since"), ("news/?since=vakar", "since"),
            ("news/?since=0001-01-01", "since"), ("events/?until=9999-12-31", "until"), ("events/?kind=x", "kind"),
            ("events/?since=2021-01-02&until=2021-01-01", "until"), ("news/?element=x", "element"),
            (f"editions/1/elements/{uid_of('goal')}/?limit=1", "limit"),
        ],
    )  # fmt: skip
    def test_a_question_that_makes_no_sense_is_refused_by_name(self, published, address, name):
        for prefix in ("", "/en"):
            said = problem(ask(address, prefix=prefix), 400)
            assert list(said["errors"]) == [name]
            assert len(said["errors"][name][0]) > 10

    def test_an_unknown_parameter_is_told_what_there_is(self, published):
        (sentence,) = problem(ask("news/?puslapis=1"), 400)["errors"]["puslapis"]
        assert sentence == "Tokio parametro čia nėra; yra šie: format, limit, offset, since, until, element."

    @pytest.mark.parametrize("count", [12, 999, 1001, 5000])
    def test_a_thousand_filters_are_refused(self, published, count):
        query = "&".join(f"filtras{number}=1" for number in range(count))
        said = problem(ask(f"editions/1/money/?{query}"), 400)
        assert len(json.dumps(said)) < 10_000

    @pytest.mark.parametrize(
        "address",
        ["editions/2/", "editions/2/money/", "editions/1/comparison/2/", "editions/2/comparison/1/",
         f"editions/1/elements/{uid_of('unknown')}/", "editions/999999999/", "editions/0/", "editions/-1/",
         "editions/99999999999999999999/", "editions/1/elements/%00/", "editions/1/elements/x/", "nera/", "%00/",
         "editions/1/%0A/", "editions/1/money/x/", "../v2/"],
    )  # fmt: skip
    def test_what_is_not_there_is_a_problem(self, published, address):
        for prefix in ("", "/en"):
            problem(ask(address, prefix=prefix), 404)

    def test_a_lost_slash_is_put_back(self, published):
        assert ask("editions").headers["Location"] == "/api/v1/editions/"

    def test_an_edition_is_not_compared_with_itself(self, published):
        problem(ask("editions/1/comparison/1/"), 422)
        assert "with itself" in problem(ask("editions/1/comparison/1/", prefix="/en"), 422)["detail"]

    def test_before_there_is_an_edition(self, db):
        problem(ask("editions/current/money/"), 404)
        for address in ("", "editions/", "news/", "events/"):
            assert ask(address).status_code == 200

    def test_a_hidden_edition_answers_as_none(self, plan, tree, people):
        published = freeze(plan, people.coordinator, publish=True)
        hidden = freeze(plan, people.coordinator, title="Slapta redakcija")
        for name in ("", *(f"{one}/" for one in OF_EDITION), "comparison/1/"):
            said = [problem(ask(f"editions/{number}/{name}"), 404)["detail"] for number in (hidden.number, 77)]
            assert re.sub(r"\d+", "", said[0]) == re.sub(r"\d+", "", said[1])
        publish_edition(hidden, by=people.coordinator)
        assert ask(f"editions/{hidden.number}/").status_code == 200
        assert ask(f"editions/{published.number}/").status_code == 200


@pytest.mark.parametrize(
    ("address", "queries"),
    [("", 0), ("editions/", 5), ("editions/1/", 6), ("editions/1/elements/", 6), ("editions/1/measures/", 6),
     ("editions/1/money/", 5), ("editions/1/indicators/", 5), ("editions/1/observations/", 5), ("news/", 7),
     ("events/", 7)],
)  # fmt: skip
@pytest.mark.parametrize("size", [1, 3])
def test_any_number_of_rows_takes_the_same_queries(plan, people, size, address, queries, django_assert_num_queries):
    edition_of(plan, people.coordinator, size)
    for number in range(size):
        make_news(people.editor, f"Žinia {number}", elements=[str(uid_of("goal"))])
        make_event(people.editor, f"Renginys {number}", elements=[str(uid_of("goal"))])
    reading._tree.cache_clear()
    with django_assert_num_queries(queries):
        ask(address)
