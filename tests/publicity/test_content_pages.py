"""News, events, documents and pages about the portal as everybody sees them."""

import datetime
import re

import pytest
from django.utils import timezone

from publicity.models import Event, News
from publicity.services.pages import save_page
from publicity.services.writing import publish, withdraw
from tests.publicity.asking import get, text
from tests.publicity.content import DAY, HOUR, make_document, make_event, make_news, make_picture

HIDDEN = "Slaptas"


@pytest.fixture
def hidden(people):
    """Drafts and what is scheduled, of every kind; each tied to something public."""
    by, later = people.editor, timezone.now() + DAY
    news, event = make_news(by), make_event(by)
    draft = make_event(by, f"{HIDDEN} renginys", public=False)
    scheduled = make_event(by, f"{HIDDEN} būsimas", at=later)
    document = make_document(by, f"{HIDDEN} dokumentas", public=False, content=b"%PDF-slaptas")
    make_document(by, f"{HIDDEN} be failo", content=b"")
    news.events.set([event, draft, scheduled])
    event.materials.set([document])
    for title, more in ((f"{HIDDEN} juodraštis", {"public": False}), (f"{HIDDEN} rytoj", {"at": later})):
        make_news(by, title, related={"events": [event]}, **more)
    return news, event


def test_nothing_hidden_stands_in_lists_pages_feeds_or_calendars(hidden):
    news, event = hidden
    addresses = [
        "/", "/naujienos/", "/renginiai/", "/dokumentai/", f"/naujienos/{news.slug}/", f"/renginiai/{event.slug}/",
        "/srautai/naujienos.atom", "/srautai/renginiai.atom", "/srautai/viskas.atom", "/kalendoriai/renginiai.ics",
        "/kalendoriai/renginiai-pristatymas.ics", f"/renginiai/{event.slug}/renginys.ics",
    ]  # fmt: skip
    for address in addresses:
        for prefix in ("", "/en"):
            answer = get(prefix + address)
            assert answer.status_code == 200, address
            assert HIDDEN not in text(answer), address
    assert f"/renginiai/{event.slug}/" in text(get(f"/naujienos/{news.slug}/"))


def test_hidden_addresses_are_not_found(hidden):
    for model, room in ((News, "naujienos"), (Event, "renginiai")):
        for item in model.objects.filter(title__startswith=HIDDEN):
            assert get(f"/{room}/{item.slug}/").status_code == 404
    assert get("/renginiai/slaptas-renginys/renginys.ics").status_code == 404


def test_publishing_scheduling_and_withdrawing_show_at_once(people, edition):
    item = make_news(people.editor, public=False)
    address = f"/naujienos/{item.slug}/"
    assert get(address).status_code == 404
    assert item.title not in text(get("/naujienos/"))
    publish(item, by=people.editor)
    assert item.title in text(get("/naujienos/"))
    assert item.title in text(get(address))
    withdraw(item, by=people.editor)
    assert get(address).status_code == 404
    assert item.title not in text(get("/naujienos/"))


def test_the_time_of_scheduled_news_opens_the_kept_list(people, monkeypatch):
    item = make_news(people.editor, at=timezone.now() + HOUR)
    assert item.title not in text(get("/naujienos/"))
    News.objects.update(published_at=timezone.now() - datetime.timedelta(seconds=1))
    assert item.title in text(get("/naujienos/"))


@pytest.mark.parametrize("address", ["/naujienos/", "/renginiai/", "/dokumentai/"])
@pytest.mark.parametrize("size", [1, 3])
def test_lists_ask_the_same_number_of_questions_at_any_size(people, settings, django_assert_num_queries, address, size):
    settings.DEBUG = True  # nothing is kept
    for number in range(size):
        picture = make_picture(people.editor, colour=(number, 9, 9))
        make_news(people.editor, f"Žinia {number}", picture=picture, picture_alt="Spalva")
        make_event(people.editor, f"Renginys {number}", starts=timezone.now() + DAY)
        make_event(people.editor, f"Buvęs {number}", starts=timezone.now() - 9 * DAY)
        make_document(people.editor, f"Dokumentas {number}", content=f"%PDF-{number}".encode())
    queries = {"/naujienos/": 3, "/renginiai/": 4, "/dokumentai/": 3}[address]
    with django_assert_num_queries(queries):
        page = text(get(address))
    assert page.count('class="teaser__title"') == size * (2 if address == "/renginiai/" else 1)


@pytest.mark.parametrize("query", ["?page=0", "?page=-1", "?page=99", "?page=abc", "?page=%00", "?page=" + "9" * 400])
def test_a_number_of_no_page_is_a_page_of_the_site(people, query):
    make_news(people.editor)
    for room in ("naujienos", "renginiai"):
        answer = get(f"/{room}/{query}")
        assert answer.status_code == 404
        assert "site-header" in text(answer)


@pytest.mark.parametrize(
    "address",
    ["/renginiai/?rusis=x", "/renginiai/?rusis=%00", "/naujienos/nera/", "/renginiai/nera/", "/nera-puslapio/",
     "/dokumentai/000000000000/", "/dokumentai/000000000000/1/",
     f"/viesi-paveikslai/{'0' * 64}.png", "/naujienos/..%2f/"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(db, address):
    assert get(address).status_code == 404


def test_events_of_one_kind_are_shown_alone(people):
    make_event(people.editor, "Susitikimas", kind="svarstymas")
    make_event(people.editor, "Rodymas", kind="transliacija")
    page = text(get("/renginiai/?rusis=svarstymas"))
    assert "Susitikimas" in page
    assert "Rodymas" not in page


def test_an_event_tells_when_in_vilnius_time_where_and_that_nobody_registers(people):
    starts = datetime.datetime(2030, 7, 5, 14, 30, tzinfo=datetime.UTC)
    item = make_event(people.editor, starts=starts, map_url="https://maps.example.org/rotuse")
    page = text(get(f"/renginiai/{item.slug}/"))
    for words in ("2030 m. liepos 5 d.", "17:30–19:30", "Rotušė", "registruotis nereikia"):
        assert words in page
    assert '<a class="nowrap" href="https://maps.example.org/rotuse" rel="noopener noreferrer">' in page


def test_a_cancelled_event_says_so_and_shows_no_broadcast(people):
    item = make_event(people.editor, is_cancelled=True, broadcast_url="https://youtu.be/abcDEF12345")
    answer = get(f"/renginiai/{item.slug}/")
    assert "Renginys atšauktas." in text(answer)
    assert "youtu" not in text(answer)
    assert "frame-src" not in answer.headers["Content-Security-Policy"]


def test_a_broadcast_is_a_plain_link_until_somebody_presses(people):
    item = make_event(people.editor, broadcast_url="https://www.youtube.com/watch?v=abcDEF12345")
    answer = get(f"/renginiai/{item.slug}/")
    page = text(answer)
    assert "<iframe" not in page
    assert 'data-player="https://www.youtube-nocookie.com/embed/abcDEF12345"' in page
    assert 'href="https://www.youtube.com/watch?v=abcDEF12345"' in page
    assert (
        "frame-src https://www.youtube-nocookie.com https://player.vimeo.com"
        in (answer.headers["Content-Security-Policy"])
    )
    other = get(f"/renginiai/{make_event(people.editor, 'Kitas').slug}/")
    assert "frame-src" not in other.headers["Content-Security-Policy"]


def test_an_old_broadcast_of_a_host_that_is_not_allowed_is_a_plain_link(people):
    item = make_event(people.editor, broadcast_url="https://senas.example.org/video")
    answer = get(f"/renginiai/{item.slug}/")
    assert 'href="https://senas.example.org/video"' in text(answer)
    assert 'data-player="' not in text(answer)
    assert "frame-src" not in answer.headers["Content-Security-Policy"]


def test_afterwards_the_recording_comes_with_captions_and_materials(people):
    document = make_document(people.editor, "Pristatymo skaidrės")
    item = make_event(
        people.editor, starts=timezone.now() - DAY, recording_url="https://vimeo.com/123456789",
        captions_url="https://example.org/titrai.vtt", broadcast_url="https://youtu.be/abcDEF12345",
        related={"materials": [document]},
    )  # fmt: skip
    page = text(get(f"/renginiai/{item.slug}/"))
    assert "Žiūrėti įrašą svetainėje vimeo.com" in page
    assert 'href="https://example.org/titrai.vtt"' in page
    assert "Pristatymo skaidrės" in page
    assert "registruotis nereikia" not in page


def test_what_is_not_translated_is_lithuanian_on_the_english_page_and_says_so(people):
    item = make_news(people.editor, "Lietuviška žinia")
    page = text(get(f"/en/naujienos/{item.slug}/"))
    assert '<h1 lang="lt">Lietuviška žinia</h1>' in page
    assert "it has not been translated yet" in page
    done = make_news(people.editor, "Išversta", title_en="Translated", body_en="<p>Text.</p>", summary_en="Sum")
    page = text(get(f"/en/naujienos/{done.slug}/"))
    assert "<h1>Translated</h1>" in page
    assert "it has not been translated yet" not in page


def test_news_leads_to_the_elements_of_the_plan_that_it_is_about(people, edition, tree):
    item = make_news(people.editor, elements=[str(tree.goal.uid), "00000000-0000-0000-0000-000000000000"])
    page = text(get(f"/naujienos/{item.slug}/"))
    assert f'href="/planas/e/{tree.goal.short_uid}/"' in page
    assert "Mažinti oro taršą" in page


def test_a_shared_link_has_a_card_with_title_text_and_picture(people, settings):
    picture = make_picture(people.editor)
    item = make_news(people.editor, "Tiltas <i>", summary="Apie tiltą", picture=picture, picture_alt="Tiltas")
    page = text(get(f"/naujienos/{item.slug}/"))
    for line in (
        '<meta property="og:title" content="Tiltas &lt;i&gt;">',
        '<meta property="og:description" content="Apie tiltą">',
        f'<meta property="og:image" content="{settings.SITE_URL}/viesi-paveikslai/{picture.digest}.png">',
        '<meta property="og:image:alt" content="Tiltas">',
    ):  # fmt: skip
        assert line in page
    bare = text(get(f"/naujienos/{make_news(people.editor, 'Be paveikslo').slug}/"))
    drawn = re.search(r'<meta property="og:image" content="([^"]+)">', bare).group(1)
    assert get(drawn.removeprefix(settings.SITE_URL)).headers["Content-Type"] == "image/png"
    assert re.search(r'<meta property="og:image:alt" content="[^"]*Be paveikslo', bare)


def test_a_picture_is_everybodys_while_something_public_shows_it(people, as_user, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = make_picture(people.editor, colour="teal")
    item = make_news(people.editor, picture=picture, picture_alt="Žalsva", public=False)
    address = f"/viesi-paveikslai/{picture.digest}.png"
    assert get(address).status_code == 404
    assert as_user(people.member).get(address).status_code == 404
    assert as_user(people.editor).get(address).headers["Cache-Control"] == "private, no-store"
    publish(item, by=people.editor)
    answer = get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
    assert get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    (tmp_path / picture.file).unlink()
    assert get(address).status_code == 404
    assert get(f"/naujienos/{item.slug}/").status_code == 200


@pytest.mark.parametrize("key", ["apie", "kontaktai", "privatumas", "prieinamumas", "pagalba"])
def test_pages_about_the_portal_stand_from_the_beginning_in_both_languages(db, key):
    lithuanian, english = text(get(f"/{key}/")), text(get(f"/en/{key}/"))
    assert 'class="prose"' in lithuanian
    assert 'lang="lt"' not in english[english.index('id="turinys"') : english.index("site-footer")]
    assert "{site}" not in lithuanian + english


def test_an_editors_text_replaces_the_one_that_the_portal_brought(people, db):
    before = text(get("/kontaktai/"))
    values = {"title": "Kur rašyti", "title_en": "", "body": "<p>Naujas tekstas.</p>", "body_en": ""}
    save_page("kontaktai", values, base_version=0, by=people.editor)
    page = text(get("/kontaktai/"))
    assert "Naujas tekstas." in page
    assert page != before
    assert "it has not been translated yet" in text(get("/en/kontaktai/"))
