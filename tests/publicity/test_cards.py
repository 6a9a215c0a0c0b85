"""Cards of shared links: what pages say of themselves to other sites, and the pictures."""

import io
import re
from html import unescape

import pytest
from django.core.cache import cache
from django.urls import reverse
from PIL import Image

from editions.models import EditionElement
from editions.reading import load_place
from editions.services.events import withdraw_edition
from publicity import card_pictures
from publicity.cards import Card, document_card, edition_card, element_card, event_card, news_card, process_card
from publicity.services.writing import withdraw
from tests.editions.support import freeze
from tests.publicity.asking import get, text
from tests.publicity.content import make_document, make_event, make_news, make_picture

SITE = "http://127.0.0.1:8000"
META = re.compile(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">')
LINK = re.compile(r'<link rel="(canonical|alternate)"(?: hreflang="([^"]+)")? href="([^"]*)">')


@pytest.fixture(autouse=True)
def _nothing_is_painted():
    cache.clear()


def head(address):
    """Names and contents of what the page says of itself."""
    page = text(get(address))
    return {name: unescape(content) for name, content in META.findall(page)}


def links(address):
    return {(kind, language): target for kind, language, target in LINK.findall(text(get(address)))}


@pytest.fixture
def measure(edition):
    row = EditionElement.objects.get(edition=edition, code="1.1.1.1")
    return load_place(edition, row).node


@pytest.fixture
def shared(edition, process, people, measure):
    """{address: card} of a page of every kind."""
    news, event, document = make_news(people.editor), make_event(people.editor), make_document(people.editor)
    return {
        "/planas/": edition_card(edition),
        "/redakcijos/1/": edition_card(edition),
        f"/planas/e/{measure.short_uid}/": element_card(edition, measure),
        "/redakcijos/1/1.1.1.1/": element_card(edition, measure),
        "/eiga/": process_card(),
        f"/naujienos/{news.slug}/": news_card(news),
        f"/renginiai/{event.slug}/": event_card(event),
        f"/dokumentai/{document.short_uid}/": document_card(document),
    }


class TestWhatPagesSay:
    def test_every_kind_of_page_names_title_address_and_a_picture_that_is_there(self, shared):
        for address, card in shared.items():
            said = head(address)
            assert said["og:image"] == SITE + card.address, address
            assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630"), address
            assert said["og:image:alt"] == card.alt, address
            assert said["og:title"], address
            assert said["og:locale"] == "lt_LT", address
            assert said["twitter:card"] == "summary_large_image", address
            assert said["description"], address
            picture = get(card.address)
            assert (picture.status_code, picture.headers["Content-Type"]) == (200, "image/png"), address

    def test_english_pages_have_cards_of_their_own(self, shared):
        for address in shared:
            said = head(f"/en{address}")
            assert said["og:locale"] == "en_GB", address
            assert said["og:image"].startswith(f"{SITE}/en/korteles/"), address
            assert get(said["og:image"].removeprefix(SITE)).status_code == 200, address

    def test_an_element_says_what_it_is(self, edition, measure):
        said = head(f"/planas/e/{measure.short_uid}/")
        assert said["og:title"] == "Oro kokybės stotelių įrengimas"
        assert said["og:image:alt"] == "Priemonė 1.1.1.1. Oro kokybės stotelių įrengimas"

    def test_news_with_a_picture_show_their_own(self, people):
        picture = make_picture(people.editor)
        item = make_news(people.editor, picture=picture, picture_alt="Uostas rytą")
        said = head(f"/naujienos/{item.slug}/")
        assert said["og:image"] == f"{SITE}/viesi-paveikslai/{picture.digest}.png"
        assert (said["og:image:width"], said["og:image:alt"]) == ("80", "Uostas rytą")

    def test_the_same_text_at_another_address_names_the_permanent_one(self, edition, measure):
        permanent = f"/planas/e/{measure.short_uid}/"
        for address in (permanent, "/planas/1.1.1.1/"):
            assert links(address)["canonical", ""] == SITE + permanent
            assert links(address)["alternate", "en"] == f"{SITE}/en{permanent}"
            assert links(address)["alternate", "x-default"] == SITE + permanent
            assert head(address)["og:url"] == SITE + permanent
        assert links(f"/en{permanent}")["canonical", ""] == f"{SITE}/en{permanent}"
        assert links(f"/en{permanent}")["alternate", "lt"] == SITE + permanent
        assert links("/redakcijos/1/1.1.1.1/")["canonical", ""] == f"{SITE}/redakcijos/1/1.1.1.1/"

    def test_questions_in_the_address_are_no_other_page(self, edition):
        assert links("/planas/?utm_source=x")["canonical", ""] == f"{SITE}/planas/"

    def test_pages_say_each_thing_once(self, shared):
        for address in [*shared, "/", "/naujienos/", "/renginiai/", "/dokumentai/", "/apie/"]:
            page = text(get(address))
            assert page.count('rel="canonical"') == page.count('property="og:image"') == 1, address


class TestPictures:
    def test_it_is_a_png_of_the_promised_size_and_not_large(self, shared):
        for card in shared.values():
            content = get(card.address).content
            image = Image.open(io.BytesIO(content))
            assert (image.format, image.size) == ("PNG", (1200, 630))
            assert len(content) < 60_000

    def test_equal_words_give_equal_bytes_and_other_words_others(self):
        one = Card("elementas", "1-1", "Priemonė 1", "Žalieji ąžuolai")
        assert card_pictures.paint(one) == card_pictures.paint(
            Card("elementas", "1-1", "Priemonė 1", "Žalieji ąžuolai")
        )
        for other in ("Žalieji azuolai", "Zalieji ąžuolai", ""):
            changed = Card("elementas", "1-1", "Priemonė 1", other)
            assert changed.mark != one.mark
            assert card_pictures.paint(changed) != card_pictures.paint(one)

    @pytest.mark.parametrize("letter", list("ąčęėįšųūž„“–€"))
    def test_the_typeface_has_every_letter(self, letter):
        font = card_pictures._font("700Bold", 64)
        missing = font.getmask("\uffff").getbbox(), bytes(font.getmask("\uffff"))
        assert (font.getmask(letter).getbbox(), bytes(font.getmask(letter))) != missing

    @pytest.mark.parametrize("title", ["a", "Žodis " * 80, "Nepertraukiamas" * 40, "", "Oro 🌊 \u200b\n kokybė"])
    def test_any_title_stays_within_the_picture(self, title):
        size, lines = card_pictures._fitted(title)
        font = card_pictures._font("700Bold", size)
        assert len(lines) <= card_pictures.MOST_LINES
        assert all(font.getlength(line) <= card_pictures.ROOM for line in lines)
        assert card_pictures.paint(Card("elementas", "1-1", title, title, title))

    def test_it_is_painted_once(self, shared, monkeypatch):
        card = shared["/eiga/"]
        first = get(card.address).content
        monkeypatch.setattr(card_pictures.Image, "new", None)
        assert get(card.address).content == first
        assert get(card.address, headers={"If-None-Match": get(card.address).headers["ETag"]}).status_code == 304

    def test_nobody_keeps_it_longer_than_a_page(self, shared):
        for card in shared.values():
            assert get(card.address).headers["Cache-Control"] == "public, max-age=60"


class TestAddresses:
    def test_the_address_of_earlier_words_leads_to_those_of_today(self, edition, measure):
        card = element_card(edition, measure)
        earlier = reverse("publicity:card", args=[card.kind, card.key, "0" * 16])
        answer = get(earlier)
        assert (answer.status_code, answer.headers["Location"]) == (302, card.address)
        assert get(card.address).status_code == 200

    def test_what_is_not_public_has_no_picture(self, plan, edition, people, measure):
        hidden = freeze(plan, people.coordinator, title="Neskelbta")
        draft = make_news(people.editor, public=False)
        asked = [edition_card(hidden), element_card(hidden, measure), news_card(draft)]
        asked += [event_card(make_event(people.editor, public=False))]
        asked += [document_card(make_document(people.editor, public=False))]
        assert [get(card.address).status_code for card in asked] == [404] * 5

    def test_what_was_withdrawn_takes_its_picture_along(self, edition, people, measure):
        item = make_news(people.editor)
        cards = [edition_card(edition), element_card(edition, measure), news_card(item)]
        assert [get(card.address).status_code for card in cards] == [200] * 3
        withdraw_edition(edition, by=people.coordinator, note="klaida")
        withdraw(item, by=people.editor)
        assert [get(card.address).status_code for card in cards] == [404] * 3

    @pytest.mark.parametrize(
        "address",
        ["redakcija/99/", "redakcija/x/", "redakcija/²/", "redakcija/99999999999/", "elementas/1/", "elementas/1-9.9/",
         "elementas/-1.1/", "naujiena/nera/", "renginys/nera/", "dokumentas/zzz/", "dokumentas/000000000000/",
         "dokumentas/" + "0" * 40 + "/", "eiga/kita/", "kita/1/"],
    )  # fmt: skip
    def test_what_is_not_there_is_a_plain_404(self, edition, address):
        for prefix in ("", "/en"):
            assert get(f"{prefix}/korteles/{address}{'0' * 16}.png").status_code == 404

    def test_a_sample_says_so(self, make_edition):
        edition = make_edition(1, sample=True)
        assert "Sąlyginiai duomenys – ne tikras planas" in edition_card(edition).alt

    @pytest.mark.parametrize("size", [1, 3])
    def test_it_asks_as_much_for_a_larger_plan(self, make_edition, size, django_assert_num_queries):
        edition = make_edition(size)
        node = load_place(edition, EditionElement.objects.get(edition=edition, code="1.1.1.1")).node
        card = element_card(edition, node)
        with django_assert_num_queries(4):
            assert get(card.address).status_code == 200
