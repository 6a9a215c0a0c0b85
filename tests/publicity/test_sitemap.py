"""sitemap.xml, its parts and robots.txt: every public page and nothing else."""

import datetime

import pytest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from lxml import etree

from council.services.sittings import publish_sitting
from editions.models import EditionEvent
from editions.services.events import withdraw_edition
from publicity import sitemaps
from publicity.services.writing import withdraw
from tests.council.sittings import convened, make_sitting
from tests.editions.support import freeze
from tests.publicity.asking import get
from tests.publicity.content import make_document, make_event, make_news

SITE = "http://127.0.0.1:8000"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def read(address="/sitemap.xml"):
    answer = get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/xml")
    return etree.fromstring(answer.content)


def places(root=None):
    """Paths in the order of the file."""
    found = (read() if root is None else root).findall("s:url/s:loc", NAMES)
    assert all(one.text.startswith(f"{SITE}/") for one in found)
    return [one.text.removeprefix(SITE) for one in found]


def changed(path):
    for url in read().findall("s:url", NAMES):
        if url.findtext("s:loc", namespaces=NAMES) == SITE + path:
            return parse_datetime(url.findtext("s:lastmod", namespaces=NAMES))
    raise AssertionError(path)


@pytest.fixture
def content(people):
    news, event, document = make_news(people.editor), make_event(people.editor), make_document(people.editor)
    return [f"/naujienos/{news.slug}/", f"/renginiai/{event.slug}/", f"/dokumentai/{document.short_uid}/"]


class TestSitemap:
    def test_it_names_every_public_page_in_both_languages(self, edition, tree, content):
        named = places()
        elements = [f"/planas/e/{row.uid.hex[:12]}/" for row in edition.elements.all()]
        expected = ["/", "/planas/", "/planas/skaityti/", "/redakcijos/", "/redakcijos/1/", "/redakcijos/1/skaityti/"]
        expected += ["/eiga/", "/darbo-grupes/", "/darbo-grupes/aplinkos-apsauga/", "/naujienos/", "/renginiai/"]
        expected += ["/dokumentai/", "/duomenys/", "/patikra/", "/apie/", "/posedziai/", *elements, *content]
        assert [path for path in expected if path not in named or f"/en{path}" not in named] == []
        assert len(named) == len(set(named))

    def test_every_page_it_names_answers(self, edition, content):
        for path in places():
            assert get(path).status_code == 200, path

    def test_it_stands_before_there_is_anything(self, db):
        named = places()
        assert "/" in named
        assert "/planas/skaityti/" not in named
        assert all(get(path).status_code == 200 for path in named)

    def test_entries_name_each_other(self, edition):
        for url in read().findall("s:url", NAMES):
            others = {one.get("hreflang"): one.get("href") for one in url.findall("x:link", NAMES)}
            assert set(others) == {"lt", "en"}
            assert url.findtext("s:loc", namespaces=NAMES) in others.values()

    def test_what_is_not_public_is_not_in_it(self, plan, tree, edition, people, content):
        before = places()
        freeze(plan, people.coordinator, title="Neskelbta")
        make_news(people.editor, "Juodraštis", public=False)
        make_news(people.editor, "Rytoj", at=timezone.now() + datetime.timedelta(days=1))
        make_event(people.editor, "Neskelbtas", public=False)
        make_document(people.editor, "Neskelbtas", public=False)
        make_sitting(people.secretary)
        assert places() == before

    def test_what_was_withdrawn_leaves_it_at_once(self, edition, people):
        item = make_news(people.editor)
        path = f"/naujienos/{item.slug}/"
        assert path in places()
        assert "/redakcijos/1/" in places()
        withdraw(item, by=people.editor)
        withdraw_edition(edition, by=people.coordinator, note="klaida")
        named = places()
        assert path not in named
        assert "/redakcijos/1/" not in named
        assert not any(one.startswith("/planas/e/") for one in named)

    def test_an_element_that_a_later_edition_dropped_stays(self, edition, make_edition):
        old = {f"/planas/e/{row.uid.hex[:12]}/" for row in edition.elements.all()}
        make_edition(1)
        assert old <= set(places())

    def test_published_sittings_are_in_it(self, edition, people, client):
        sitting = convened(people.secretary)
        address = f"/posedziai/{sitting.uid}/"
        assert address not in places()
        publish_sitting(sitting, by=people.secretary)
        from django.core.cache import cache

        cache.clear()  # sittings have no stamp: they show within the hour
        assert address in places()

    def test_days_of_change_are_those_of_events_and_texts(self, edition, people):
        item = make_news(people.editor)
        event = EditionEvent.objects.get(edition=edition)
        assert changed("/redakcijos/1/") == event.at.replace(microsecond=0)
        assert changed(f"/planas/e/{edition.elements.first().uid.hex[:12]}/") == event.at.replace(microsecond=0)
        item.refresh_from_db()
        assert changed(f"/naujienos/{item.slug}/") == item.changed_at.replace(microsecond=0)

    def test_who_has_it_gets_no_second_copy(self, edition):
        first = get("/sitemap.xml")
        assert first.headers["Cache-Control"] == "public, max-age=60"
        assert get("/sitemap.xml", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304

    @pytest.mark.parametrize("size", [1, 3])
    def test_it_asks_as_much_for_a_larger_plan(self, make_edition, size, django_assert_num_queries):
        make_edition(size)
        with django_assert_num_queries(21):
            places()


class TestParts:
    @pytest.fixture
    def few(self, monkeypatch):
        """As if a file held no more than twenty addresses."""
        monkeypatch.setattr(sitemaps, "MOST_ADDRESSES", 20)
        monkeypatch.setattr(sitemaps, "IN_A_PART", 10)

    def test_more_than_a_file_holds_becomes_an_index_of_parts(self, edition, content, few):
        index = read()
        assert etree.QName(index).localname == "sitemapindex"
        parts = [one.text.removeprefix(SITE) for one in index.findall("s:sitemap/s:loc", NAMES)]
        assert parts[0] == "/sitemap-1.xml"
        named = [path for part in parts for path in places(read(part))]
        assert len(named) == len(set(named)) > 20
        assert all(len(places(read(part))) <= 10 for part in parts)
        assert set(content) <= set(named)
        assert get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404
        assert get("/sitemap-0.xml").status_code == 404

    def test_a_small_portal_has_no_parts(self, edition):
        assert etree.QName(read()).localname == "urlset"
        for part in ("1", "0", "99999999999999999999"):
            assert get(f"/sitemap-{part}.xml").status_code == 404


class TestRobots:
    def test_it_names_the_sitemap_and_keeps_rooms_out(self, db):
        answer = get("/robots.txt")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")
        lines = answer.content.decode().splitlines()
        assert f"Sitemap: {SITE}/sitemap.xml" in lines
        assert "Disallow: /rengimas/" in lines
        assert "Disallow: /en/rengimas/" in lines

    def test_nothing_of_the_sitemap_is_kept_out(self, edition, content):
        lines = get("/robots.txt").content.decode().splitlines()
        closed = tuple(line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow"))
        assert [path for path in places() if path.startswith(closed)] == []
