"""What a reader asks of the plan: by group, stage, body, year and money; hostile questions; the whole for none."""

import re

import pytest
from django.urls import reverse

from editions import reading
from editions.services.events import consider_edition, publish_edition
from plans.hierarchy import Kind
from publicity.filters import Wanted, find, years_of
from tests.editions.support import freeze, write
from tests.publicity.asking import get, text
from tests.publicity.conftest import uid_of

AIR, ROAD = "aplinkos-apsauga", "socialine-aplinka"
BODIES = ("savivaldybės administracija", "UAB „Klaipėdos vanduo“")


def measure(number, body, years, sums, *, stage="", group=AIR):
    """Content of a measure; `sums` are (year, source, cents)."""
    detail = {"responsible": body, "partners": "", "year_from": years[0], "year_to": years[1], "other_resources": "",
              "stage": stage}  # fmt: skip
    money = [{"year": year, "source": source, "cents": cents} for year, source, cents in sums]
    return {"detail": detail, "funding": money, "workgroup": group}


@pytest.fixture
def three(plan, people, tree):
    """Two goals of two groups, three measures: what each of the questions below is asked of."""
    goals = [uid_of("air"), uid_of("road")]
    rows = [
        (uid_of("v"), None, "00001", Kind.VISION, "Vizija", {}),
        (uid_of("p"), uid_of("v"), "0000100001", Kind.PRIORITY, "Prioritetas", {}),
    ]
    measures = {
        "Stotelės": measure(1, BODIES[0], (2022, 2024), [(2022, "SB", 100_00), (2023, "ES", 900_00)], stage="E1"),
        "Medžiai": measure(2, BODIES[1], (2025, 2025), [(2025, "SB", 5_000_00)], stage="E2"),
        "Takai": measure(3, BODIES[0], (None, None), [(2026, "SB", 70_00)], group=ROAD),
    }
    for place, (goal, group) in enumerate(zip(goals, (AIR, ROAD), strict=True), start=1):
        path = f"0000100001{place:05d}"
        rows.append((goal, uid_of("p"), path, Kind.GOAL, f"Tikslas {group}", {"workgroup": group}))
        rows.append((uid_of("t", place), goal, f"{path}00001", Kind.TASK, f"Uždavinys {place}", {"workgroup": group}))
        own = [item for item in measures.items() if item[1]["workgroup"] == group]
        for at, (name, content) in enumerate(own, start=1):
            rows.append((uid_of(name), uid_of("t", place), f"{path}00001{at:05d}", Kind.MEASURE, name, content))
    return write(plan, people.coordinator, rows)


def titles(edition, **wanted):
    return [node.title for node in find(reading.load_tree(edition), Wanted(**wanted)).hits]


class TestFind:
    @pytest.mark.parametrize(
        ("wanted", "found"),
        [
            ({"stage": "E1"}, ["Stotelės"]),
            ({"body": BODIES[0]}, ["Stotelės", "Takai"]),
            ({"year": 2023}, ["Stotelės"]),
            ({"year": 2026}, ["Takai"]),
            ({"year": 2030}, []),
            ({"source": "ES"}, ["Stotelės"]),
            ({"source": "ES", "year": 2022}, []),
            ({"low": 1_000_00}, ["Stotelės", "Medžiai"]),
            ({"high": 1_000_00}, ["Stotelės", "Takai"]),
            ({"low": 901_00, "source": "ES"}, []),
            ({"low": 900_00, "high": 900_00, "source": "ES"}, ["Stotelės"]),
            ({"group": ROAD, "body": BODIES[0]}, ["Takai"]),
            ({"group": ROAD, "body": BODIES[1]}, []),
        ],
        ids=str,
    )
    def test_measures_by_what_is_asked(self, three, wanted, found):
        assert titles(three, **wanted) == found

    def test_a_group_alone_asks_for_all_its_elements(self, three):
        assert titles(three, group=ROAD) == [f"Tikslas {ROAD}", "Uždavinys 2", "Takai"]

    def test_nothing_is_asked_and_nothing_is_found(self, three):
        assert titles(three) == []

    def test_the_way_to_each_hit_is_shown_and_nothing_else(self, three):
        tree = reading.load_tree(three)
        shown = [node.title for node in tree.walk() if node.uid in find(tree, Wanted(year=2026)).shown]
        assert shown == ["Vizija", "Prioritetas", f"Tikslas {ROAD}", "Uždavinys 2", "Takai"]

    def test_years_go_from_the_first_to_the_last(self, three):
        assert years_of(reading.load_tree(three)) == [2022, 2023, 2024, 2025, 2026]


class TestPage:
    def test_it_says_how_many_of_how_many_and_how_much_money(self, three):
        page = text(get("/planas/", data={"metai": "2022", "saltinis": "SB"}))
        assert "1\u00a0priemonė iš 3" in page
        assert "<strong>100\u00a0€</strong>" in page
        assert "(2022, Savivaldybės biudžetas)" in page
        assert re.findall(r'tree__code">([^<]+)<', page) == ["V", "I", "1.1", "1.1.1", "1.1.1.1"]

    def test_money_stands_only_beside_what_was_asked_for(self, three):
        page = text(get("/planas/", data={"vykdytojas": BODIES[1]}))
        assert re.findall(r'tree__meta">([^<]+)<', page) == ["5\u00a0000\u00a0€"]

    def test_each_condition_can_be_taken_away(self, three):
        page = text(get("/planas/", data={"grupe": AIR, "metai": "2022"}))
        assert 'href="/planas/?metai=2022"' in page
        assert f'href="/planas/?grupe={AIR}"' in page
        assert "Be sąlygos „Metai: 2022“" in page

    def test_what_is_asked_stays_in_the_form(self, three):
        page = text(get("/planas/", data={"grupe": AIR, "nuo": "12,5"}))
        assert f'<option value="{AIR}" selected>' in page
        assert 'value="12,5"' in page
        assert '<details class="details plan-filters" open>' in page

    def test_nothing_found_leads_on(self, three):
        page = text(get("/planas/", data={"nuo": "99999999"}))
        assert "Nieko nerasta" in page
        assert '<a href="/planas/">Visas planas</a>' in page

    def test_without_a_question_the_whole_tree_stands_and_the_form_is_folded(self, three):
        page = text(get("/planas/?grupe=&metai="))
        assert page.count('<li><div class="tree__row">') == 8
        assert '<details class="details plan-filters">' in page

    @pytest.mark.parametrize("prefix", ["", "/en"])
    def test_the_draft_before_the_council_is_asked_alike(self, three, people, prefix):
        consider_edition(three, by=people.coordinator)
        page = text(get(f"{prefix}/projektas/", data={"metai": "2025"}))
        assert "Medžiai" in page
        assert "Takai" not in page
        assert f'href="{prefix}/redakcijos/{three.number}/1.1.1.2/"' in page

    def test_choices_are_those_of_the_edition_in_the_order_of_the_alphabet(self, three):
        page = text(get("/planas/"))
        bodies = page[page.index('name="vykdytojas"') : page.index('name="metai"')]
        assert re.findall(r'<option value="([^"]+)"', bodies) == list(
            BODIES
        )  # as in a dictionary, capitals with small letters

    @pytest.mark.parametrize("rows", [1, 3])
    def test_it_takes_as_many_queries_for_a_larger_plan(self, make_edition, rows, django_assert_num_queries):
        make_edition(rows)
        reading._tree.cache_clear()
        with django_assert_num_queries(3):
            assert text(get("/planas/?metai=2022")).count("Priemonė</a>") == rows * rows


class TestHostile:
    @pytest.mark.parametrize(
        ("asked", "told"),
        [
            ({"nuo": "daug"}, "„daug“ nėra skaičius."),
            ({"nuo": "10", "iki": "5"}, "Viršutinė riba mažesnė už apatinę."),
            ({"nuo": "-1"}, "didesnė"),
            ({"iki": "9" * 40}, "mažesnė"),
            ({"iki": "1e999999999"}, ""),
            ({"metai": "2022.0"}, "tokio pasirinkimo nėra"),
            ({"metai": "'; DROP TABLE"}, "tokio pasirinkimo nėra"),
            ({"grupe": "nera"}, "tokio pasirinkimo nėra"),
            ({"vykdytojas": "a\x00b"}, "tokio pasirinkimo nėra"),
            ({"etapas": "<script>alert(1)</script>"}, "tokio pasirinkimo nėra"),
        ],
        ids=str,
    )
    def test_what_is_wrong_is_said_beside_it_and_the_whole_plan_stands(self, three, asked, told):
        response = get("/planas/", data=asked)
        page = text(response)
        assert response.status_code == 200
        assert told in page
        assert "errorlist" in page
        assert "<script>alert" not in page
        assert page.count('<li><div class="tree__row">') == 8

    def test_a_thousand_values_of_one_name_are_the_last(self, three):
        address = "/planas/?" + "&".join(["metai=2030"] * 900 + ["metai=2026"])
        assert "Takai" in text(get(address))

    def test_more_parameters_than_anybody_asks_are_refused(self, three):
        assert get("/planas/?" + "&".join(f"a{n}=1" for n in range(1001))).status_code == 400

    def test_questions_are_not_kept(self, three, monkeypatch):
        kept = []
        monkeypatch.setattr("django.core.cache.cache.set", lambda *given: kept.append(given))
        get("/planas/?metai=2026")
        assert kept == []
        get("/planas/?kazkas=1")
        assert len(kept) == 1


def test_the_filter_reads_nothing_of_what_is_not_published(three, plan, people):
    hidden = freeze(plan, people.coordinator, title="Slapta")
    page = text(get(reverse("publicity:plan"), data={"grupe": AIR}))
    assert "Oro kokybės stotelių" not in page
    publish_edition(hidden, by=people.coordinator)
    assert "Oro kokybės stotelių" in text(get(reverse("publicity:plan"), data={"grupe": AIR}))
