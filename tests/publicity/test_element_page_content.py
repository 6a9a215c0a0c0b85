"""What the page of an element says beside its text: links, neighbours, wordings, citing; sittings of an edition."""

import re
import uuid

import pytest

from council.services.sittings import publish_sitting
from plans.hierarchy import Kind
from tests.council.sittings import convened
from tests.editions.support import write
from tests.publicity.asking import get, text
from tests.support.factories import make_plan

SECTION, PROBLEM, VISION, PRIORITY, HORIZONTAL, FORMER = (
    uuid.uuid5(uuid.NAMESPACE_URL, name)
    for name in ("section", "problem", "vision", "priority", "horizontal", "former")
)
NOT_PUBLISHED = uuid.uuid5(uuid.NAMESPACE_URL, "not published")


def link(kind, target, reason=""):
    return {"kind": kind, "target": str(target), "reason": reason}


def goal(number):
    return uuid.uuid5(uuid.NAMESPACE_URL, f"goal {number}")


def rows(goals, links=()):
    """A plan with `goals` goals, all of which have these links."""
    return [
        (SECTION, None, "00001", Kind.SECTION, "Analizė", {}),
        (PROBLEM, SECTION, "0000100001", Kind.PROBLEM, "Užterštas oras", {}),
        (VISION, None, "00002", Kind.VISION, "Vizija", {}),
        (PRIORITY, VISION, "0000200001", Kind.PRIORITY, "Prioritetas", {}),
        *[
            (goal(one), PRIORITY, f"0000200001{one:05d}", Kind.GOAL, f"Tikslas {one}", {"links": list(links)})
            for one in range(1, goals + 1)
        ],
        (HORIZONTAL, VISION, "0000200002", Kind.PRIORITY, "Jūrinis miestas", {"horizontal": True}),
    ]


@pytest.fixture
def published(plan, people):
    return lambda *args, **fields: write(plan, people.coordinator, rows(*args), **fields)


def part(page, heading):
    """The words of a section, from its heading to the end of the section."""
    section = page[page.index(f'aria-labelledby="{heading}"') :].partition("</section>")[0]
    return re.sub(r"\s+", " ", section)


class TestLinks:
    def test_they_stand_by_their_kind_with_their_reasons(self, published):
        reason = "Be švaraus oro nėra sveikatos"
        published(1, [link("addresses", PROBLEM), link("contributes", HORIZONTAL, reason)])
        links = part(text(get("/planas/1.1/")), "sasajos")
        assert links.index("Į kurias analizės problemas atsako") < links.index("S1-PR1 Užterštas oras")
        assert links.index("S1-PR1") < links.index("Prisideda prie horizontaliojo prioriteto") < links.index(reason)
        assert f'href="/planas/e/{PROBLEM.hex[:12]}/"' in links

    def test_within_an_edition_they_lead_within_it(self, published):
        published(1, [link("addresses", PROBLEM)])
        assert 'href="/redakcijos/1/S1-PR1/"' in part(text(get("/redakcijos/1/1.1/")), "sasajos")

    def test_what_it_continues_is_read_in_the_edition_of_the_previous_plan(self, published, people):
        former = make_plan("ankstesnis")
        write(former, people.coordinator, [(FORMER, None, "00001", Kind.VISION, "Ankstesnio plano tikslas", {})])
        published(1, [link("continues", FORMER, "Tęsiama tai, kas nebaigta")])
        links = part(text(get("/planas/1.1/")), "sasajos")
        assert "Ką tęsia iš ankstesnio plano" in links
        address = f"/planas/e/{FORMER.hex[:12]}/"
        assert f'<a href="{address}" lang="lt">V Ankstesnio plano tikslas</a>' in links
        assert "redakcija Nr. 1" in links
        assert "Tęsiama tai, kas nebaigta" in links
        assert get(address).status_code == 200

    def test_of_what_nobody_published_only_the_reason_is_told(self, published, people):
        former = make_plan("ankstesnis")
        hidden = [(NOT_PUBLISHED, None, "00001", Kind.VISION, "Slapta vizija", {})]
        write(former, people.coordinator, hidden, publish=False)
        published(1, [link("continues", NOT_PUBLISHED, "Vieša priežastis"), link("addresses", NOT_PUBLISHED)])
        page = text(get("/planas/1.1/"))
        assert "Slapta" not in page
        assert NOT_PUBLISHED.hex[:12] not in page
        links = part(page, "sasajos")
        assert "Portale nepaskelbta plano dalis." in links
        assert "Vieša priežastis" in links
        assert "analizės problemas" not in links

    def test_without_links_there_is_no_such_part(self, published):
        published(1)
        assert 'id="sasajos"' not in text(get("/planas/1.1/"))

    @pytest.mark.parametrize("problems", [1, 3])
    def test_it_takes_as_many_queries_for_many_links(self, published, problems, django_assert_num_queries):
        published(1, [link("continues", uuid.uuid4(), "Priežastis") for _ in range(problems)])
        with django_assert_num_queries(16):
            assert text(get("/planas/1.1/")).count("Portale nepaskelbta") == problems


class TestNeighbours:
    def test_what_stands_before_and_after_is_one_step_away(self, published):
        published(3)
        page = text(get("/planas/1.2/"))
        beside = page[page.index('class="beside"') :].partition("</nav>")[0]
        assert f'href="/planas/e/{goal(1).hex[:12]}/" rel="prev"' in beside
        assert f'href="/planas/e/{goal(3).hex[:12]}/" rel="next"' in beside

    def test_the_first_has_none_before_it_and_the_last_none_after(self, published):
        published(3)
        first, last = (text(get(f"/redakcijos/1/{code}/")) for code in ("1.1", "1.3"))
        assert 'rel="prev"' not in first
        assert 'href="/redakcijos/1/1.2/" rel="next"' in first
        assert 'rel="next"' not in last
        assert 'href="/redakcijos/1/1.2/" rel="prev"' in last

    def test_an_only_child_has_no_neighbours(self, published):
        published(1)
        assert 'class="beside"' not in text(get("/planas/1.1/"))


class TestWordings:
    def test_the_newest_five_editions_are_named_and_all_have_a_page(self, published):
        for _ in range(6):
            published(1)
        page = part(text(get("/redakcijos/3/1.1/")), "formuluotes")
        assert re.findall(r'href="/redakcijos/(\d)/1.1/"', page) == ["6", "5", "4", "3", "2"]
        assert page.count('aria-current="true"') == 1
        assert f'href="/planas/e/{goal(1).hex[:12]}/redakcijos/"' in page


class TestCiting:
    def test_it_names_title_code_edition_date_and_the_address_for_ever(self, published):
        published(1)
        expected = (
            "„Tikslas 1“ (tikslas 1.1). Klaipėdos miesto savivaldybės strateginis plėtros planas 2021–2030 m. "
            f"Redakcija Nr. 1, 2021-06-01. http://127.0.0.1:8000/planas/e/{goal(1).hex[:12]}/</p>"
        )
        for address in ("/planas/1.1/", "/redakcijos/1/1.1/"):
            assert f'id="citata">{expected}' in text(get(address))

    def test_in_english_the_title_stays_as_the_council_decides_on_it(self, published):
        published(1)
        expected = '“<span lang="lt">Tikslas 1</span>” (goal 1.1). Strategic Development Plan'
        assert expected in text(get("/en/planas/1.1/"))

    def test_a_sample_is_cited_as_one(self, published):
        published(1, sample=True)
        page = part(text(get("/planas/1.1/")), "cituoti")
        assert "(Sąlyginiai duomenys – ne tikras planas)" in page

    def test_what_only_scripts_do_is_hidden_without_them(self, published):
        published(1)
        buttons = re.findall(r"<button[^>]*data-(?:copy|print)[^>]*>", text(get("/planas/1.1/")))
        assert len(buttons) == 2
        assert all(" hidden" in button for button in buttons)


def test_the_page_of_an_edition_names_the_published_sittings_that_spoke_of_it(edition, people):
    assert "Posėdžiai, kuriuose ji svarstyta" not in text(get("/redakcijos/1/"))
    sitting = convened(people.secretary, edition=edition, title="Dėl plano")
    assert "Posėdžiai, kuriuose ji svarstyta" not in text(get("/redakcijos/1/"))
    publish_sitting(sitting, by=people.secretary)
    page = text(get("/redakcijos/1/"))
    assert "Posėdžiai, kuriuose ji svarstyta" in page
    assert f"/posedziai/{sitting.uid}/" in page
